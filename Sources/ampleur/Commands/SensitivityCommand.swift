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
      sobol, shapley, morris, by-source and others; or \
      \(Inquiry.questionWords.joined(separator: ", ")).
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
      let inquiry = try self.options.inquiry(asked, outputs: [chart.figure])
      let options = MethodOptions(
        addsDummy: dummy,
        groups: try groups(),
        secondOrder: secondOrder,
        above: above
      )
      let question = try inquiry.question(method, options, of: asked.of)
      let answer = try inquiry.analyse(question, of: asked.of)
      Terminal.result(self.options.json ? answer.json : answer.text)
      try chart.write(answer) { _ in
        .usage("The method \(method) draws no chart here; nothing was written.")
      }
    }
  }

  private func groups() throws(WorkbenchError) -> [InputGroup] {
    try group.map { text throws(WorkbenchError) in try InputGroup(text) }
  }
}
