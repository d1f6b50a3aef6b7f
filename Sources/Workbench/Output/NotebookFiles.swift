import Tables

/// The files of a notebook that differ from what is on the disk.
public struct NotebookFiles: Sendable {
  /// The figures that differ, by path.
  public let figures: [String]
  /// All files to write, the notebook last; empty when nothing differs.
  public let all: [(path: String, text: String)]
  /// The notebook as it was read: it is replaced only where it still is.
  public let expected: WholeFiles.Expectation

  /// Compares a computed notebook with the disk.
  ///
  /// - Parameters:
  ///   - notebook: The computed notebook.
  ///   - path: The path of the notebook.
  /// - Throws: `WorkbenchError.cannotRun` when a file that exists cannot be read.
  public init(_ notebook: RunNotebook, at path: String) throws(WorkbenchError) {
    let folder = PathName.folder(of: path)
    var files: [(path: String, text: String)] = []
    for figure in notebook.figures {
      let place = PathName.join(folder, figure.path)
      let known = try? InputFile.bytes(place)
      if known != Array(figure.svg.utf8) { files.append((place, figure.svg)) }
    }
    figures = files.map(\.path)
    if notebook.before != notebook.after { files.append((path, notebook.after)) }
    all = files
    expected = WholeFiles.Expectation(
      path: path,
      contents: [Array(notebook.before.utf8), Array(notebook.after.utf8)]
    )
  }
}
