/// Finds `{{ expression }}` and `<!--= expression -->value<!--/-->` in lines of prose.
///
/// Code spans and other comments are left alone. A place begins and ends on one line.
struct ValueScanner {
  /// A piece of a line.
  enum Piece: Hashable {
    /// Text that stays as it is.
    case text([UInt8])
    /// A place: the bytes between the braces, and the value once it is written in.
    case place(source: [UInt8], column: Int, value: [UInt8]?)
  }

  private static let valueOpen = Array(Marker.valueOpen.utf8)
  private static let commentEnd = Array(Marker.commentEnd.utf8)
  private static let commentOpen = Array("<!--".utf8)
  private static let valueClose = Array(Marker.valueClose.utf8)

  /// The length of the backtick run that opened a code span on an earlier line.
  private var openSpan: Int?
  /// Whether a comment of the author is open.
  private var inComment = false

  /// Splits a line into text and places.
  ///
  /// - Parameters:
  ///   - bytes: The line without its ending.
  ///   - number: The number of the line, for errors.
  ///   - rest: The lines of the paragraph that follow, to find where a code span ends.
  mutating func pieces(
    of bytes: [UInt8],
    line number: Int,
    rest: ArraySlice<SourceLine>
  ) throws(NotebookError) -> [Piece] {
    var pieces: [Piece] = []
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if inComment {
        let end = find(Self.commentEnd, in: bytes, from: index).map { $0 + Self.commentEnd.count }
        inComment = end == nil
        text += bytes[index..<(end ?? bytes.count)]
        index = end ?? bytes.count
        continue
      }
      if byte == 0x60 {
        let length = bytes[index...].prefix { $0 == 0x60 }.count
        text += bytes[index..<(index + length)]
        index += length
        if let open = openSpan {
          if open == length { openSpan = nil }
        } else if closes(length, in: bytes, from: index, rest: rest) {
          openSpan = length
        }
        continue
      }
      guard openSpan == nil else {
        text.append(byte)
        index += 1
        continue
      }
      if byte == 0x5C, index + 1 < bytes.count {
        text += [byte, bytes[index + 1]]
        index += 2
      } else if starts(bytes, with: Self.valueOpen, at: index) {
        let (place, end) = try written(bytes, at: index, line: number)
        pieces.append(.text(text))
        pieces.append(place)
        text = []
        index = end
      } else if starts(bytes, with: Self.valueClose, at: index) {
        throw .unopenedValue(line: number)
      } else if starts(bytes, with: Self.commentOpen, at: index) {
        inComment = true
      } else if let (place, end) = braces(bytes, at: index) {
        pieces.append(.text(text))
        pieces.append(place)
        text = []
        index = end
      } else {
        text.append(byte)
        index += 1
      }
    }
    pieces.append(.text(text))
    return pieces
  }

  /// Forgets an open code span: a paragraph has ended.
  mutating func endParagraph() {
    openSpan = nil
  }

  // MARK: Encoding

  /// The expression inside a comment, where two hyphens may not meet and none may come last.
  static func encoded(_ source: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for (index, byte) in source.enumerated() {
      let next = index + 1 < source.count ? source[index + 1] : nil
      if byte == 0x2D, out.last == 0x2D || next == nil {
        out += hyphen
      } else if byte == 0x26, next == 0x23 {
        out += ampersand
      } else {
        out.append(byte)
      }
    }
    return out
  }

  private static let hyphen = Array("&#45;".utf8)
  private static let ampersand = Array("&#38;".utf8)

  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: hyphen) {
        out.append(0x2D)
        index += hyphen.count
      } else if bytes[index...].starts(with: ampersand) {
        out.append(0x26)
        index += ampersand.count
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return out
  }

  // MARK: Private

  private func braces(_ bytes: [UInt8], at start: Int) -> (Piece, Int)? {
    guard starts(bytes, with: [0x7B, 0x7B], at: start) else { return nil }
    var index = start + 2
    while index + 1 < bytes.count {
      if bytes[index] == 0x7B, bytes[index + 1] == 0x7B { return nil }
      if bytes[index] == 0x7D, bytes[index + 1] == 0x7D {
        // An index such as price[{ a }] may end right before the braces.
        var end = index
        while end + 2 < bytes.count, bytes[end + 2] == 0x7D { end += 1 }
        let source = Array(bytes[(start + 2)..<end])
        guard source.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        return (.place(source: source, column: start + 3, value: nil), end + 2)
      }
      index += 1
    }
    return nil
  }

  private func written(
    _ bytes: [UInt8],
    at start: Int,
    line: Int
  ) throws(NotebookError) -> (Piece, Int) {
    let opened = start + Self.valueOpen.count
    guard let end = find(Self.commentEnd, in: bytes, from: opened) else {
      throw .unclosedValue(line: line)
    }
    let first = end + Self.commentEnd.count
    guard let close = find(Self.valueClose, in: bytes, from: first) else {
      throw .unclosedValue(line: line)
    }
    if let inner = find(Self.valueOpen, in: bytes, from: first), inner < close {
      throw .nestedValue(line: line)
    }
    let place = Piece.place(
      source: Self.decoded(Array(bytes[opened..<end])),
      column: opened + 1,
      value: Array(bytes[first..<close])
    )
    return (place, close + Self.valueClose.count)
  }

  /// Whether a backtick run has its partner before the paragraph ends.
  private func closes(
    _ length: Int,
    in bytes: [UInt8],
    from start: Int,
    rest: ArraySlice<SourceLine>
  ) -> Bool {
    if Self.hasRun(length, bytes[start...]) { return true }
    for line in rest {
      if line.isBlank { return false }
      if Self.hasRun(length, line.content[...]) { return true }
    }
    return false
  }

  private static func hasRun(_ length: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
    var run = 0
    for byte in bytes {
      if byte == 0x60 {
        run += 1
      } else {
        if run == length { return true }
        run = 0
      }
    }
    return run == length
  }

  private func starts(_ bytes: [UInt8], with pattern: [UInt8], at index: Int) -> Bool {
    bytes[index...].starts(with: pattern)
  }

  private func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= start + pattern.count else { return nil }
    return (start...(bytes.count - pattern.count)).first { starts(bytes, with: pattern, at: $0) }
  }
}
