import ArgumentParser
import Workbench

/// `ampleur check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check syntax, names, units and sources; nothing is drawn."
  )

  @Argument(help: "Study files.")
  var studies: [String]
  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    var worst: Int32 = 0
    for path in studies {
      do {
        try Terminal.run {
          let loaded = try LoadedStudy(path: path, dataFolder: data.dataFolder)
          if !loaded.warnings.isEmpty { Terminal.message(loaded.warnings) }
          Terminal.result(json ? try loaded.checkJSON() : loaded.checkText())
        }
      } catch let code as ExitCode where studies.count > 1 {
        worst = max(worst, code.rawValue)
      }
    }
    if worst != 0 { throw ExitCode(worst) }
  }
}
