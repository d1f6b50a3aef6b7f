import ArgumentParser
import Workbench

/// `ampleur data`.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "The shipped data sets and their sources.",
    subcommands: [List.self, Show.self, Check.self]
  )

  /// `ampleur data list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the data sets.")
    @OptionGroup var data: DataOptions
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      try Terminal.run {
        Terminal.result(try data.sets().list(json: json))
      }
    }
  }

  /// `ampleur data show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one table with its sources.")
    @Argument(help: "A data set, such as pharos, or one of its tables, such as pharos/categories.")
    var name: String
    @OptionGroup var data: DataOptions
    @Flag(help: "Print JSON.")
    var json = false
    @Flag(help: "Print comma-separated values.")
    var csv = false

    func run() throws {
      try Terminal.run {
        Terminal.result(
          try data.sets().show(name, json: json, csv: csv)
        )
      }
    }
  }

  /// `ampleur data check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Validate types, units, sources and checksums of every data set."
    )
    @OptionGroup var data: DataOptions

    func run() throws {
      try Terminal.run {
        let (text, isSound) = try data.sets().check()
        Terminal.result(text)
        if !isSound { throw ExitCode(1) }
      }
    }
  }
}
