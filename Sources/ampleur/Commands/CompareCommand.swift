import ArgumentParser
import Workbench

/// `ampleur compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare the scenarios of a study with its baseline on common random numbers."
  )

  @Argument(help: "The study file.")
  var study: String
  @Option(help: "The quantity to compare, such as revenue or price[top]; default: the headline.")
  var of: String?
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
      if let note = evaluation.precisionNote { Terminal.message(note) }
      let comparison = try evaluation.compare(of: of, progress: Terminal.progress())
      Terminal.result(json ? try comparison.json() : try comparison.text())
    }
  }
}
