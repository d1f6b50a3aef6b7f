import ArgumentParser
import Workbench

/// Which quantity of which study a command asks about; stands before the command's own options.
struct QuestionOptions: ParsableArguments {
  @Argument(help: "The study file.")
  var study: String
  @Option(help: "The quantity, such as revenue or price[top]; default: the headline.")
  var of: String?
}

/// How the question is answered and printed; stands after the command's own options.
struct AnswerOptions: ParsableArguments {
  @OptionGroup var draw: DrawOptions
  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  /// The study, evaluated; what came of a wanted precision is printed.
  ///
  /// - Parameter asked: What is asked.
  func evaluation(_ asked: QuestionOptions) throws -> Evaluation {
    let evaluation = try Evaluation(
      path: asked.study,
      dataFolder: data.dataFolder,
      trust: data.trust,
      settings: draw.settings,
      progress: Terminal.progress()
    )
    if let note = evaluation.precisionNote { Terminal.message(note) }
    return evaluation
  }

  /// The study, to ask; what came of a wanted precision is printed.
  ///
  /// - Parameters:
  ///   - asked: What is asked.
  ///   - outputs: Files that will be written.
  func inquiry(_ asked: QuestionOptions, outputs: [String?]) throws -> Inquiry {
    let inquiry = try Inquiry(
      path: asked.study,
      dataFolder: data.dataFolder,
      trust: data.trust,
      outputs: outputs.compactMap(\.self),
      settings: draw.settings,
      progress: Terminal.progress()
    )
    if let note = inquiry.precisionNote { Terminal.message(note) }
    return inquiry
  }
}

/// Where the chart of an answer goes.
struct FigureOption: ParsableArguments {
  @Option(help: "Also write the chart to this SVG file.")
  var figure: String?

  /// Writes the chart.
  ///
  /// - Parameters:
  ///   - answer: The answer with its chart.
  ///   - missing: What to say of the path where the answer has no chart.
  func write(
    _ answer: AnalysisAnswer,
    missing: (String) -> WorkbenchError
  ) throws {
    guard let figure else { return }
    guard let chart = answer.figures.first else { throw missing(figure) }
    try WholeFiles.write([(figure, chart.svg)], sparing: answer.protected)
    Terminal.message("\(figure): written.")
  }
}
