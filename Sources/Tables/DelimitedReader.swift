/// Splits validated bytes into records, one at a time.
struct DelimitedReader {
  private static let quote: UInt8 = 0x22
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  private let bytes: [UInt8]
  private let file: String
  private let separator: UInt8
  private var position = 0
  private var line = 1
  private var lineStart = 0

  /// Takes bytes after it has checked that they are UTF-8 text.
  init(
    _ bytes: [UInt8],
    file: String,
    separator: DelimitedText.Separator
  ) throws(DelimitedTextError) {
    self.bytes = bytes
    self.file = file
    self.separator = separator.rawValue
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
    try checkEncoding()
  }

  /// The next record, or nil at the end of the text.
  mutating func next(
    skippingEmptyLines: Bool = true
  ) throws(DelimitedTextError) -> DelimitedText.Record? {
    while position < bytes.count {
      let start = position
      let startLine = line
      let fields = try fields()
      let isEmptyLine =
        bytes[start] == Self.lineFeed || bytes[start] == Self.carriageReturn
      if isEmptyLine && skippingEmptyLines { continue }
      return DelimitedText.Record(line: startLine, fields: fields)
    }
    return nil
  }

  private mutating func fields() throws(DelimitedTextError) -> [String] {
    var fields: [String] = []
    while true {
      let isQuoted = position < bytes.count && bytes[position] == Self.quote
      fields.append(isQuoted ? try quotedField() : try plainField())
      guard position < bytes.count else { return fields }
      switch bytes[position] {
      case separator:
        position += 1
      case Self.lineFeed:
        endLine(width: 1)
        return fields
      case Self.carriageReturn:
        guard position + 1 < bytes.count, bytes[position + 1] == Self.lineFeed else {
          throw .loneCarriageReturn(file: file, line: line, column: column(of: position))
        }
        endLine(width: 2)
        return fields
      default:
        throw .textAfterQuote(file: file, line: line, column: column(of: position))
      }
    }
  }

  private mutating func plainField() throws(DelimitedTextError) -> String {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      guard byte != Self.quote else {
        throw .strayQuote(file: file, line: line, column: column(of: position))
      }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedField() throws(DelimitedTextError) -> String {
    let openedOn = line
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else {
          position += 1
          return String(decoding: content, as: UTF8.self)
        }
        content.append(byte)
        position += 2
      } else {
        content.append(byte)
        if byte == Self.lineFeed { endLine(width: 1) } else { position += 1 }
      }
    }
    throw .unclosedQuote(file: file, line: openedOn)
  }

  private mutating func endLine(width: Int) {
    position += width
    line += 1
    lineStart = position
  }

  // MARK: Encoding

  private func checkEncoding() throws(DelimitedTextError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw .notUTF8(file: file, line: 1, column: 1, byte: bytes[0], looksLike: "UTF-16")
    }
    if let at = bytes.firstIndex(where: Self.isControl) {
      let (line, column) = place(of: at)
      throw .binary(file: file, line: line, column: column, byte: bytes[at])
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let at = error.byteOffsets.lowerBound
      let (line, column) = place(of: at)
      throw .notUTF8(
        file: file,
        line: line,
        column: column,
        byte: bytes[at],
        looksLike: "Latin-1 or Windows-1252"
      )
    }
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != lineFeed && byte != carriageReturn
  }

  private func place(of offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var start = lineStart
    for index in start..<max(start, offset) where bytes[index] == Self.lineFeed {
      line += 1
      start = index + 1
    }
    return (line, scalars(from: start, to: offset) + 1)
  }

  private func column(of offset: Int) -> Int { scalars(from: lineStart, to: offset) + 1 }

  /// Counts bytes that begin a scalar.
  private func scalars(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    return bytes[start..<end].count { $0 & 0xC0 != 0x80 }
  }
}
