import ArgumentParser
import Workbench

/// The program.
@main
enum Program {
  static func main() {
    let commands = Ampleur.configuration.subcommands.compactMap { command in
      command.configuration.commandName
    }
    let words = Array(CommandLine.arguments.dropFirst())
    if let fault = CommandWord.fault(words, commands: commands) {
      Terminal.message(fault)
      Ampleur.exit(withError: ExitCode(64))
    }
    do {
      try Terminal.run { try ProgramStart.prepare() }
      var command = try Ampleur.parseAsRoot()
      try command.run()
    } catch {
      Terminal.end(error)
    }
  }
}

/// The command line tool.
struct Ampleur: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ampleur",
    abstract: "Estimates with units, sources and stated uncertainty, from one Markdown file.",
    discussion: """
      A study is a Markdown file: prose, and blocks fenced with ```ampleur that hold the model.

      Exit status: 0 done; 1 a check failed or the study is invalid; 2 could not run (file, data, \
      numerics); 64 wrong usage; 130, 143 or 129 interrupted, ended or hung up.
      """,
    version: "ampleur \(AmpleurVersion.current)",
    subcommands: [
      RunCommand.self, ReportCommand.self, CheckCommand.self, CompareCommand.self,
      SensitivityCommand.self,
      BreakevenCommand.self, DesignCommand.self, AnalyseCommand.self, ExplainCommand.self,
      DataCommand.self, ListCommand.self, NewCommand.self,
    ]
  )
}
