/// Why a text is not a strict table of delimited fields.
///
/// Lines and columns count from 1; a column counts Unicode scalars within its line, unless the
/// case says that it is the number of a field.
public enum DelimitedTextError: Error, Equatable, CustomStringConvertible {
  /// The file is absent, is a folder, or may not be read.
  case unreadable(file: String, reason: String)
  /// The file holds no header line.
  case empty(file: String)
  /// A byte is not part of UTF-8 text; `looksLike` names the likely encoding.
  case notUTF8(file: String, line: Int, column: Int, byte: UInt8, looksLike: String)
  /// A control byte shows that the file is not text.
  case binary(file: String, line: Int, column: Int, byte: UInt8)
  /// A quoted field is still open at the end of the file; the line is where it opened.
  case unclosedQuote(file: String, line: Int)
  /// A quotation mark stands inside a field that did not begin with one.
  case strayQuote(file: String, line: Int, column: Int)
  /// Text follows a closing quotation mark.
  case textAfterQuote(file: String, line: Int, column: Int)
  /// A carriage return stands alone.
  case loneCarriageReturn(file: String, line: Int, column: Int)
  /// A record has another number of fields than the header.
  case ragged(file: String, line: Int, expected: Int, found: Int)
  /// A column has an empty name; `field` is its number.
  case unnamedColumn(file: String, line: Int, field: Int)
  /// Two columns have the same name; both are field numbers.
  case duplicateColumn(file: String, line: Int, name: String, first: Int, second: Int)
  /// The header has one field that holds another common separator.
  case otherSeparator(file: String, line: Int, expected: String, found: String)

  /// The line of the file, where there is one.
  public var line: Int? {
    switch self {
    case .unreadable, .empty: nil
    case .notUTF8(_, let line, _, _, _), .binary(_, let line, _, _),
      .unclosedQuote(_, let line), .strayQuote(_, let line, _),
      .textAfterQuote(_, let line, _), .loneCarriageReturn(_, let line, _),
      .ragged(_, let line, _, _), .unnamedColumn(_, let line, _),
      .duplicateColumn(_, let line, _, _, _), .otherSeparator(_, let line, _, _):
      line
    }
  }

  /// One sentence with the file, the line and what to change.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): \(reason)"
    case .empty(let file):
      "\(file): the file is empty; a table needs a header line with the names of its columns"
    case .notUTF8(let file, let line, let column, let byte, let looksLike):
      "\(file):\(line):\(column): byte \(Self.hexadecimal(byte)) is not UTF-8; "
        + "the file looks like \(looksLike): save it as UTF-8"
    case .binary(let file, let line, let column, let byte):
      "\(file):\(line):\(column): byte \(Self.hexadecimal(byte)) is not text; "
        + "the file looks binary, a table needs UTF-8 text"
    case .unclosedQuote(let file, let line):
      "\(file):\(line): the quotation mark that opens here is never closed"
    case .strayQuote(let file, let line, let column):
      "\(file):\(line):\(column): a quotation mark stands inside an unquoted field; "
        + "quote the whole field and double the marks within"
    case .textAfterQuote(let file, let line, let column):
      "\(file):\(line):\(column): text follows a closing quotation mark; "
        + "a mark within a quoted field must be doubled"
    case .loneCarriageReturn(let file, let line, let column):
      "\(file):\(line):\(column): a carriage return stands alone; "
        + "end lines with LF or with CR LF"
    case .ragged(let file, let line, let expected, let found):
      "\(file):\(line): expected \(expected) \(expected == 1 ? "field" : "fields") "
        + "as in the header, found \(found)"
    case .unnamedColumn(let file, let line, let field):
      "\(file):\(line): column \(field) has no name"
    case .duplicateColumn(let file, let line, let name, let first, let second):
      "\(file):\(line): columns \(first) and \(second) have the same name '\(name)'"
    case .otherSeparator(let file, let line, let expected, let found):
      "\(file):\(line): the header is one field that holds \(found)s; "
        + "the fields must be separated by \(expected)s"
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
