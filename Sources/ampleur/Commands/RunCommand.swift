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

      With --json, one study gives an object and several give a list of them; for a study that \
      fails the list has its path, the error and the status.
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
    try Studies.each(studies, listing: json) { path, print in try one(path, print) }
  }

  /// Runs one study; false when a check or a condition fails, or a notebook differs.
  private func one(_ path: String, _ print: (String) -> Void) throws -> Bool {
    let evaluation = try Evaluation(
      path: path,
      dataFolder: data.dataFolder,
      trust: data.trust,
      settings: draw.settings,
      keepsDraws: inPlace || check,
      progress: Terminal.progress()
    )
    if !evaluation.loaded.warnings.isEmpty { Terminal.message(evaluation.loaded.warnings) }
    if let note = evaluation.precisionNote { Terminal.message(note) }
    if inPlace || check { return try notebook(evaluation) }
    if json {
      print(try evaluation.runJSON())
    } else if csv {
      Terminal.result(evaluation.runCSV())
      Terminal.message(evaluation.runLine)
    } else {
      Terminal.result(evaluation.runText())
    }
    return evaluation.results.allHold
  }

  /// Stops where the study has other names (hard links), which would keep the old text.
  ///
  /// Writing into the file itself would reach all names, but not whole or not at all; and another
  /// name may be a copy kept on purpose, which nobody wants changed.
  private func refuseSeveralNames(_ path: String) throws {
    let count = WholeFiles.nameCount(path)
    guard count > 1 else { return }
    let name = Terminal.quoted(path)
    let copy = Terminal.quoted(path + ".copy")
    throw WorkbenchError.cannotRun(
      "\(path): this file has \(count) names (hard links), and writing would leave the others with"
        + " the old text; nothing was written. Make it a file of its own first:"
        + " cp -p \(name) \(copy) && mv \(copy) \(name)"
    )
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
            + " `ampleur run --in-place \(Terminal.quoted(path))`."
        )
        return false
      }
      Terminal.message("\(path): up to date.")
      return true
    }
    for figure in differences.figures { try evaluation.loaded.protected.refuse(figure) }
    if differences.all.contains(where: { $0.path == path }) { try refuseSeveralNames(path) }
    try WholeFiles.write(differences.all, expecting: differences.expected)
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
