/// Writes a table of delimited text that a spreadsheet opens without running anything.
///
/// Fields are quoted where RFC 4180 asks for it and lines end with LF. A text that begins with
/// `=`, `+`, `-`, `@`, a tabulator or a carriage return, and is not a plain number, gets a leading
/// apostrophe, so that no spreadsheet takes it for a formula; reading the file back shows the
/// apostrophe. Numbers are written as numbers, in the shortest form that reads back to the same
/// bits, with a decimal point.
///
/// Reference: OWASP Foundation, "CSV Injection".
public struct DelimitedWriter: Sendable {
  /// One field.
  public enum Cell: Sendable, Equatable {
    /// A text, made harmless for spreadsheets.
    case text(String)
    /// A number; one that is not finite is written as a missing value.
    case number(Double)
    /// An integer.
    case integer(Int)
    /// A missing value: an empty field.
    case missing
  }

  /// The text written so far.
  public private(set) var text = ""
  private let columnCount: Int
  private let separator: Character

  /// Begins a table with its header.
  ///
  /// - Parameters:
  ///   - header: The names of the columns; at least one.
  ///   - separator: The character between two fields.
  public init(header: [String], separator: DelimitedText.Separator = .comma) {
    precondition(!header.isEmpty, "DelimitedWriter needs at least one column")
    columnCount = header.count
    self.separator = Character(UnicodeScalar(separator.rawValue))
    write(header.map { Cell.text($0) })
  }

  /// Adds one record.
  ///
  /// - Parameter cells: As many cells as the header has names.
  public mutating func append(_ cells: [Cell]) {
    precondition(
      cells.count == columnCount,
      "DelimitedWriter needs \(columnCount) cells in every record, got \(cells.count)"
    )
    write(cells)
  }

  private mutating func write(_ cells: [Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { text.append(separator) }
      text += rendered(cell)
    }
    // A lone empty field would read as an empty line.
    if cells.count == 1, let only = cells.first, rendered(only).isEmpty { text += "\"\"" }
    text += "\n"
  }

  private func rendered(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): quoted(Self.neutralised(text))
    case .number(let value): value.isFinite ? Self.shortest(value) : ""
    case .integer(let value): String(value)
    case .missing: ""
    }
  }

  /// A text with a leading apostrophe where a spreadsheet would take it for a formula.
  ///
  /// - Parameter text: Any text.
  public static func neutralised(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first),
      !PlainNumber.isPlain(text)
    else { return text }
    return "'" + text
  }

  private func quoted(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { scalar in
      scalar == "\"" || scalar == "\n" || scalar == "\r"
        || separator.unicodeScalars.contains(scalar)
    }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  private static func shortest(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
