import Notebooks
import Reporting
import StudyLanguage

/// A notebook with its results written in place, and the figures beside it.
public struct RunNotebook: Sendable {
  /// The text as it is in the file.
  public let before: String
  /// The text as it should be.
  public let after: String
  /// The figures by path relative to the notebook.
  public let figures: [(path: String, svg: String)]

  /// What differs, as a unified diff; empty when nothing does.
  public func difference(name: String) -> String {
    LineDiff.unified(before, after, oldName: name, newName: "\(name) (computed)")
  }
}

extension Evaluation {
  /// Computes what a notebook should say.
  ///
  /// - Returns: The new text and the figures.
  /// - Throws: `WorkbenchError`.
  public func notebook(progress: ((Double) -> Bool)? = nil) throws(WorkbenchError) -> RunNotebook {
    let text = loaded.study.document.file.text
    let stem = Self.stem(of: loaded.path)
    let composer = try composer(language, figurePrefix: "figures/\(stem)-", progress: progress)
    let renderer = RequestRenderer(composer: composer)
    var outputs: [Int: String] = [:]
    var figures: [(path: String, svg: String)] = []
    for part in loaded.study.document.parts {
      guard case .model(let block) = part else { continue }
      var blocks: [Block] = []
      for request in loaded.study.requests where request.blockLine == block.lastLine {
        blocks += try renderer.blocks(request)
      }
      guard !blocks.isEmpty else { continue }
      outputs[block.lastLine] = MarkdownRenderer().render(blocks)
      for figure in Document(title: "", language: language, blocks: blocks).figures
      where !figures.contains(where: { $0.path == figure.fileName }) {
        figures.append((figure.fileName, figure.svg))
      }
    }
    let prose = WovenProse(context: composer.context)
    var printed: [String: String] = [:]
    for value in loaded.study.document.inlineValues { printed[value.text] = prose.printed(value) }
    do throws(NotebookError) {
      let notebook = try Notebook(text)
      let values = notebook.places.map {
        printed[$0.expression] ?? composer.context.words.undefined
      }
      let after = try notebook.writing(outputs: outputs, values: values)
      return RunNotebook(before: text, after: after, figures: figures)
    } catch {
      throw .cannotRun("\(loaded.path): \(error)")
    }
  }

  /// The name of a file without folder and ending.
  public static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
