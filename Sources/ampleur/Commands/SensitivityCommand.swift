import ArgumentParser
import Workbench

/// `ampleur sensitivity`.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Say what a result hangs on, by the method that answers the question.",
    discussion: "`ampleur explain sensitivity` says which method answers which question."
  )

  @Argument(help: "The study file.")
  var study: String
  @Option(help: "The quantity, such as revenue or price[top]; default: the headline.")
  var of: String?
  @Option(
    help: """
      sobol, shapley, morris, by-source and others; or budget, precision, dependence, information, \
      discovery.
      """
  )
  var method: String = "sobol"
  @Option(help: "For discovery: the value that the quantity should pass, such as 20 MEUR/year.")
  var above: String?
  @Flag(help: "Add an input that does nothing, to show the noise.")
  var dummy = false
  @Option(help: "Also write the chart to this SVG file.")
  var figure: String?
  @OptionGroup var draw: DrawOptions
  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try Terminal.run {
      let evaluation = try Evaluation(
        path: study,
        dataFolder: data.dataFolder,
        settings: draw.settings,
        progress: Terminal.progress()
      )
      let answer = try evaluation.analyse(question(evaluation), of: of)
      Terminal.result(json ? answer.json : answer.text)
      if let figure {
        guard let chart = answer.figures.first else {
          throw WorkbenchError.usage("The method \(method) draws no chart.")
        }
        try WholeFiles.write([(figure, chart.svg)])
        Terminal.message("\(figure): written.")
      }
    }
  }

  private func question(_ evaluation: Evaluation) throws -> AnalysisQuestion {
    switch method {
    case "budget": return .budget
    case "precision": return .precision
    case "dependence": return .dependence
    case "information": return .information
    case "discovery":
      guard let above else {
        throw WorkbenchError.usage("--method discovery needs --above, such as --above 20.")
      }
      return .discovery(above: try evaluation.number(above, for: of))
    default: return .sensitivity(method: method, addsDummy: dummy)
    }
  }
}
