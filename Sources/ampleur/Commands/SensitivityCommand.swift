import ArgumentParser
import Workbench

/// `ampleur sensitivity`.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Say what a result hangs on, by the method that answers the question.",
    discussion: "`ampleur explain sensitivity` says which method answers which question."
  )

  @OptionGroup var asked: QuestionOptions
  @Option(
    help: """
      sobol, shapley, morris, by-source and others; or budget, precision, dependence, information, \
      discovery.
      """
  )
  var method: String = "sobol"
  @Option(
    parsing: .unconditional,
    help: "For discovery: the value that the quantity should pass, such as 20 MEUR/year."
  )
  var above: String?
  @Flag(help: "Add an input that does nothing, to show the noise.")
  var dummy = false
  @Option(
    help: """
      Inputs taken as one, such as "demand: ads, online"; may be given again. The name of a \
      quantity stands for all its cells.
      """
  )
  var group: [String] = []
  @Flag(help: "Also the second order: the interaction of each pair.")
  var secondOrder = false
  @OptionGroup var chart: FigureOption
  @OptionGroup var options: AnswerOptions

  func run() throws {
    try Terminal.run {
      let inquiry = try options.inquiry(asked, outputs: [chart.figure])
      let answer = try inquiry.analyse(question(inquiry), of: asked.of)
      Terminal.result(options.json ? answer.json : answer.text)
      try chart.write(answer) { _ in
        .usage("The method \(method) draws no chart here; nothing was written.")
      }
    }
  }

  private func question(_ inquiry: Inquiry) throws -> AnalysisQuestion {
    let indices = !["budget", "precision", "dependence", "information", "discovery"]
      .contains(method)
    for (option, isGiven) in [
      ("--dummy", dummy), ("--group", !group.isEmpty && method != "information"),
      ("--second-order", secondOrder),
    ] where isGiven && !indices {
      let place = option == "--group" ? "indices of inputs and information" : "indices of inputs"
      throw WorkbenchError.usage("\(option) goes with the \(place), not with \(method).")
    }
    if above != nil, method != "discovery" {
      throw WorkbenchError.usage("--above goes with --method discovery, not with \(method).")
    }
    switch method {
    case "budget": return .budget
    case "precision": return .precision
    case "dependence": return .dependence
    case "information": return .information(groups: try groups())
    case "discovery":
      guard let above else {
        throw WorkbenchError.usage("--method discovery needs --above, such as --above 20.")
      }
      return .discovery(above: try inquiry.number(above, for: asked.of))
    default:
      return .sensitivity(
        method: method,
        addsDummy: dummy,
        groups: try groups(),
        secondOrder: secondOrder
      )
    }
  }

  private func groups() throws(WorkbenchError) -> [InputGroup] {
    try group.map { text throws(WorkbenchError) in try InputGroup(text) }
  }
}
