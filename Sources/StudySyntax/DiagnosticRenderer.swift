/// Turns diagnostics into the text a person reads: sentence, place, the line, carets, what to do.
public struct DiagnosticRenderer: Sendable {
  private let files: [String: SourceFile]

  /// Makes a renderer.
  ///
  /// - Parameter files: The files that diagnostics may point into.
  public init(files: [SourceFile]) {
    self.files = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Renders diagnostics in the order of their places, one blank line between two.
  ///
  /// - Parameters:
  ///   - diagnostics: The messages.
  ///   - limit: How many to show; the rest is counted in a last line.
  public func render(_ diagnostics: [Diagnostic], limit: Int = 50) -> String {
    let shown = diagnostics.prefix(limit).map(render).joined(separator: "\n")
    let rest = diagnostics.count - limit
    return rest > 0 ? shown + "\n(and \(rest) more)\n" : shown
  }

  /// Renders one diagnostic; the text ends with a line end.
  public func render(_ diagnostic: Diagnostic) -> String {
    var text = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.message)\n"
    text += place(diagnostic.primary, in: diagnostic.file, marker: "^")
    for label in diagnostic.secondary {
      text += place(label, in: label.file ?? diagnostic.file, marker: "-")
    }
    if let help = diagnostic.help { text += "  help: \(help)\n" }
    return text
  }

  private func place(_ label: Diagnostic.Label, in name: String, marker: String) -> String {
    guard let file = files[name] else { return "  --> \(name)\n" }
    let start = file.position(at: label.span.start)
    let full = Array(file.lineText(start.line))
    let (line, column, shift) = Self.window(full, column: start.column)
    let end = file.position(at: label.span.end)
    let last = end.line == start.line ? end.column : full.count + 1
    let width = min(max(1, last - start.column), max(1, line.count - column + 1))
    let number = String(start.line)
    let gutter = String(repeating: " ", count: number.count)
    let pad = line.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
    var carets = String(repeating: marker, count: width)
    if !label.text.isEmpty { carets += " \(label.text)" }
    let text = String(line.map { Self.isControl($0) ? "\u{FFFD}" : $0 })
    _ = shift
    return """
        --> \(name):\(start.line):\(start.column)
         \(gutter) |
         \(number) | \(text)
         \(gutter) | \(pad)\(carets)

      """
  }

  /// At most 120 characters of a line around a column, so that a huge line prints as one line.
  private static func window(
    _ line: [Character], column: Int
  ) -> (line: [Character], column: Int, shift: Int) {
    guard line.count > 120 else { return (line, column, 0) }
    let start = max(0, min(column - 60, line.count - 110))
    var part = Array(line[start..<min(line.count, start + 110)])
    if start > 0 { part.insert("\u{2026}", at: 0) }
    if start + 110 < line.count { part.append("\u{2026}") }
    return (part, column - start + (start > 0 ? 1 : 0), start)
  }

  private static func isControl(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return character != "\t" && (scalar.value < 0x20 || scalar.value == 0x7F)
  }
}
