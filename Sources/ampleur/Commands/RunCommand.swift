import ArgumentParser
import Workbench

/// `ampleur run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluate studies and print the results.",
    discussion: """
      With --in-place the results are written into the study file, between HTML comments, and the \
      figures beside it; with --check nothing is written, and the exit status is 1 when they differ.
      """
  )

  @Argument(help: "Study files.")
  var studies: [String]
  @OptionGroup var draw: DrawOptions
  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false
  @Flag(help: "Print comma-separated values.")
  var csv = false
  @Flag(help: "Write the results into the files.")
  var inPlace = false
  @Flag(help: "Fail when the results in the files differ from the computed ones.")
  var check = false

  func validate() throws {
    guard [json, csv, inPlace, check].filter({ $0 }).count <= 1 else {
      throw ValidationError("Give one of --json, --csv, --in-place and --check.")
    }
  }

  func run() throws {
    var worst: Int32 = 0
    for path in studies {
      do {
        try Terminal.run { if try !one(path) { worst = max(worst, 1) } }
      } catch let code as ExitCode where studies.count > 1 {
        worst = max(worst, code.rawValue)
      }
    }
    if worst != 0 { throw ExitCode(worst) }
  }

  /// Runs one study; false when a check or a condition fails, or a notebook differs.
  private func one(_ path: String) throws -> Bool {
    let evaluation = try Evaluation(
      path: path,
      dataFolder: data.dataFolder,
      settings: draw.settings,
      keepsDraws: inPlace || check,
      progress: Terminal.progress()
    )
    if !evaluation.loaded.warnings.isEmpty { Terminal.message(evaluation.loaded.warnings) }
    if let note = evaluation.precisionNote { Terminal.message(note) }
    if inPlace || check { return try notebook(evaluation) }
    if json {
      Terminal.result(try evaluation.runJSON())
    } else if csv {
      Terminal.result(evaluation.runCSV())
      Terminal.message(evaluation.runLine)
    } else {
      Terminal.result(evaluation.runText())
    }
    return evaluation.results.allHold
  }

  private func notebook(_ evaluation: Evaluation) throws -> Bool {
    let path = evaluation.loaded.path
    let notebook = try evaluation.notebook(progress: Terminal.progress())
    let differences = try NotebookFiles(notebook, at: path)
    if check {
      guard differences.all.isEmpty else {
        Terminal.result(notebook.difference(name: path))
        for file in differences.figures { Terminal.message("\(file): the figure differs.") }
        Terminal.message(
          "\(path): the results in the file differ from the computed ones; write them with"
            + " `ampleur run --in-place \(path)`."
        )
        return false
      }
      Terminal.message("\(path): up to date.")
      return true
    }
    try WholeFiles.write(differences.all)
    Terminal.message(
      differences.all.isEmpty
        ? "\(path): up to date." : "\(path): \(differences.all.count) file(s) written."
    )
    if !evaluation.results.allHold {
      Terminal.message("\(path): a check does not hold; the notebook says which.")
    }
    return true
  }
}
