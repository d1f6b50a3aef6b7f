import ArgumentParser
import Workbench

/// `ampleur compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare the scenarios of a study with its baseline on common random numbers."
  )

  @OptionGroup var asked: QuestionOptions
  @OptionGroup var options: AnswerOptions

  func run() throws {
    try Terminal.run {
      let evaluation = try options.evaluation(asked)
      let comparison = try evaluation.compare(of: asked.of, progress: Terminal.progress())
      Terminal.result(options.json ? try comparison.json() : try comparison.text())
    }
  }
}
