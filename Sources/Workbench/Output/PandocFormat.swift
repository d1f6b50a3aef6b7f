import Tables

/// A format that pandoc makes of a Markdown report.
public enum PandocFormat: String, CaseIterable, Sendable {
  /// A web page with the figures inside.
  case html
  /// A PDF, through whatever program that sets pages is there.
  case pdf
  /// A word processor document.
  case docx

  /// The format that the name of an output asks for; `nil` for Markdown.
  ///
  /// - Parameter path: Where the output goes.
  /// - Throws: `WorkbenchError.usage` for the ending of a format that is not written: Markdown under
  ///   such a name would not open.
  public static func named(_ path: String) throws(WorkbenchError) -> PandocFormat? {
    let ending = PathName.ending(of: path)
    if let format = PandocFormat(rawValue: ending == "htm" ? "html" : ending) { return format }
    guard otherFormats.contains(ending) else { return nil }
    throw .usage(
      "\(path): a report is written as Markdown, html, pdf or docx, not as \(ending). Name it"
        + " \(PathName.path(path, ending: "md")), or with one of the endings .html, .pdf and .docx."
    )
  }

  private static let otherFormats: Set<String> = [
    "csv", "doc", "epub", "gif", "jpeg", "jpg", "json", "odp", "ods", "odt", "png", "ppt", "pptx",
    "ps", "rtf", "svg", "tex", "typ", "xhtml", "xls", "xlsx", "xml", "yaml", "yml", "zip",
  ]
}
