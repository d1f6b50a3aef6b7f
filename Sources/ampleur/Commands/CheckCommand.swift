import ArgumentParser
import Workbench

/// `ampleur check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check syntax, names, units and sources; nothing is drawn.",
    discussion: """
      With --json, one study gives an object and several give a list of them; for a study that \
      fails the list has its path, the error and the status.
      """
  )

  @Argument(help: "Study files.")
  var studies: [String]
  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try Studies.each(studies, listing: json) { path, print in
      let loaded = try LoadedStudy(path: path, dataFolder: data.dataFolder, trust: data.trust)
      if !loaded.warnings.isEmpty { Terminal.message(loaded.warnings) }
      print(json ? try loaded.checkJSON() : loaded.checkText())
      return true
    }
  }
}
