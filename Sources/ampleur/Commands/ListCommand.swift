import ArgumentParser
import TextCore
import Workbench

extension Catalogues.Kind: ExpressibleByArgument {}

/// `ampleur list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the distributions, units or methods of the language."
  )

  @Argument(help: "distributions, units or methods.")
  var kind: Catalogues.Kind
  @Option(help: "The language of the list: en or fr.")
  var lang: Language = .en
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try Terminal.run {
      Terminal.result(
        try Catalogues.list(kind, language: lang, json: json)
      )
    }
  }
}
