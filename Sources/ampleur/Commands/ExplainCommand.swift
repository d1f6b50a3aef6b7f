import ArgumentParser
import TextCore
import Workbench

/// `ampleur explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain in a page which method answers which question."
  )

  @Argument(help: "The topic: sensitivity.")
  var topic: String
  @Option(help: "The language of the page: en or fr.")
  var lang: Language = .en

  func run() throws {
    try Terminal.run {
      Terminal.result(try Explain.page(topic, language: lang))
    }
  }
}
