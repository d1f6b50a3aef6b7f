import Tables

/// Where a report goes in which format.
public struct ReportOutputs: Sendable {
  /// The Markdown, with its figures beside it; `nil` where only other formats are wanted.
  public let markdown: String?
  /// The other formats with their paths, each once.
  public let converted: [(format: PandocFormat, path: String)]

  /// All paths, without the figures.
  public var paths: [String] { (markdown.map { [$0] } ?? []) + converted.map(\.path) }

  /// Takes the format of an output from its name.
  ///
  /// - Parameters:
  ///   - output: The path that the user gave.
  ///   - more: Formats that are wanted besides; they go beside the output.
  /// - Throws: `WorkbenchError.usage` for a name with the ending of a format that is not written.
  public init(_ output: String, also more: [PandocFormat]) throws(WorkbenchError) {
    var converted: [(format: PandocFormat, path: String)] = []
    if let own = try PandocFormat.named(output) {
      markdown = nil
      converted.append((own, output))
    } else {
      markdown = output
    }
    for format in more where !converted.contains(where: { $0.format == format }) {
      converted.append((format, PathName.path(output, ending: format.rawValue)))
    }
    self.converted = converted
  }

  /// Where images of the prose are looked for: beside the report, and beside the study.
  ///
  /// - Parameter study: The path of the study.
  public func folders(study: String) -> [String] {
    (paths.first.map { [PathName.folder(of: $0)] } ?? []) + [PathName.folder(of: study)]
  }
}
