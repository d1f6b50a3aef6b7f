import Reporting
import Tables
import TextCore

/// A report ready to be written: the Markdown and its figures.
public struct WovenReport: Sendable {
  /// The title.
  public let title: String
  /// The language.
  public let language: Language
  /// The Markdown.
  public let markdown: String
  /// The figures by path relative to the Markdown.
  public let figures: [(path: String, svg: String)]
  /// The number of prose pieces printed in the study's language for want of a translation.
  public let untranslatedPieces: Int

  /// The files to write for an output path.
  ///
  /// - Parameter path: Where the Markdown goes; figures go to `figures/` beside it.
  public func files(at path: String) -> [(path: String, text: String)] {
    let folder = PathName.folder(of: path)
    return figures.map { (PathName.join(folder, $0.path), $0.svg) } + [(path, markdown)]
  }
}

extension Evaluation {
  /// Weaves the report.
  ///
  /// - Parameters:
  ///   - language: The language of the report; `nil` for the study's.
  ///   - name: The start of the figures' names, usually the name of the output file.
  ///   - progress: Called with the share done; returning false stops the work.
  /// - Throws: `WorkbenchError`.
  public func report(
    language: Language? = nil,
    name: String,
    progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) -> WovenReport {
    let composer = try composer(
      language ?? self.language,
      figurePrefix: "figures/\(name)-",
      progress: progress
    )
    let (document, untranslated) = try composer.document()
    var seen: Set<String> = []
    let figures = document.figures.filter { seen.insert($0.fileName).inserted }
    return WovenReport(
      title: document.title,
      language: document.language,
      markdown: MarkdownRenderer().render(document),
      figures: figures.map { ($0.fileName, $0.svg) },
      untranslatedPieces: untranslated
    )
  }
}
