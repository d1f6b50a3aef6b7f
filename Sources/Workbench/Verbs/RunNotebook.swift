import Notebooks
import Reporting
import StudyLanguage
import StudySyntax
import Tables

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
    let places = loaded.study.document.valuesToWrite
    do throws(NotebookError) {
      let notebook = try Notebook(text, values: places.map { $0.span.start..<$0.span.end })
      let after = try notebook.writing(outputs: outputs, values: places.map(prose.printed))
      let mark = loaded.bytes.starts(with: Self.byteOrderMark) ? "\u{FEFF}" : ""
      return RunNotebook(before: mark + text, after: mark + after, figures: figures)
    } catch {
      throw .cannotRun("\(loaded.path): \(error)")
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The name of a file without folder and ending.
  public static func stem(of path: String) -> String { PathName.stem(of: path) }
}
