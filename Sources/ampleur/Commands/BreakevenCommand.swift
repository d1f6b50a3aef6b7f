import ArgumentParser
import Workbench

/// `ampleur breakeven`.
struct BreakevenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breakeven",
    abstract: "Find the value of one input at which a result meets a target."
  )

  @OptionGroup var asked: QuestionOptions
  @Option(
    parsing: .unconditional,
    help: "The target, such as 20 or \"20 MEUR/year\"."
  )
  var at: String
  @Option(help: "The input to move, such as ads or price[top].")
  var by: String
  @Option(help: "A second input: the value of the first is found for each of its values.")
  var and: String?
  @OptionGroup var chart: FigureOption
  @OptionGroup var options: AnswerOptions

  func run() throws {
    try Terminal.run {
      let inquiry = try options.inquiry(asked, outputs: [chart.figure])
      let target = try inquiry.number(at, for: asked.of)
      let question: AnalysisQuestion =
        and.map { .twoWayBreakEven(input: by, other: $0, target: target) }
        ?? .breakEven(input: by, target: target)
      let answer = try inquiry.analyse(question, of: asked.of)
      Terminal.result(options.json ? answer.json : answer.text)
      try chart.write(answer) { path in
        .cannotRun("\(path): no value in range meets the target, so there is no curve to draw.")
      }
    }
  }
}
