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
    let near = Self.neighbourhood(of: label.span.start, in: file)
    let place = min(max(label.span.start, near.lowerBound), near.upperBound)
    let full = Array(file.text(SourceSpan(near.lowerBound, near.upperBound)))
    let own = file.characterCount(near.lowerBound..<place) + 1
    let (line, column) = Self.window(full, column: own)
    let last = own + file.characterCount(place..<min(max(label.span.end, place), near.upperBound))
    let width = min(max(1, last - own), max(1, line.count - column + 1))
    let number = String(start.line)
    let gutter = String(repeating: " ", count: number.count)
    let pad = line.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
    var carets = String(repeating: marker, count: width)
    if !label.text.isEmpty { carets += " \(label.text)" }
    let text = String(line.map { Self.isControl($0) ? "\u{FFFD}" : $0 })
    return """
        --> \(name):\(start.line):\(start.column)
         \(gutter) |
         \(number) | \(text)
         \(gutter) | \(pad)\(carets)

      """
  }

  /// The line around an offset; of a huge line only the bytes nearby.
  private static func neighbourhood(of offset: Int, in file: SourceFile) -> Range<Int> {
    let line = file.lineRange(file.line(at: offset))
    guard line.count > 4096 else { return line }
    var start = max(line.lowerBound, offset - 1024)
    var end = min(line.upperBound, offset + 1024)
    while start < offset, file.bytes[start] & 0xC0 == 0x80 { start += 1 }
    while end < line.upperBound, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<max(start, end)
  }

  /// At most 120 characters of a line around a column, so that a huge line prints as one line.
  private static func window(
    _ line: [Character],
    column: Int
  ) -> (line: [Character], column: Int) {
    guard line.count > 120 else { return (line, column) }
    let start = max(0, min(column - 60, line.count - 110))
    var part = Array(line[start..<min(line.count, start + 110)])
    if start > 0 { part.insert("\u{2026}", at: 0) }
    if start + 110 < line.count { part.append("\u{2026}") }
    return (part, column - start + (start > 0 ? 1 : 0))
  }

  private static func isControl(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return character != "\t" && (scalar.value < 0x20 || scalar.value == 0x7F)
  }
}
