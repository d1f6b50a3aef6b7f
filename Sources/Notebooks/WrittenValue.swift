import StudySyntax

/// The two forms of a place for a value: `{{ expression }}`, and the value between two comments.
///
/// Where the places are is told by the reader of the study; here they are only taken apart and put
/// together.
enum WrittenValue {
  private static let lead = Array("\(LineStart.tag)".utf8)
  private static let valueOpen = Array(Marker.valueOpen.utf8)
  private static let commentEnd = Array(Marker.commentEnd.utf8)
  private static let valueClose = Array(Marker.valueClose.utf8)

  /// The bytes of the expression with the blanks around it, and the value once it is written in.
  ///
  /// - Parameter place: The whole place.
  /// - Returns: The parts, and how far from the beginning of the place the expression stands; `nil`
  ///   where the bytes are neither form.
  static func parts(
    _ place: ArraySlice<UInt8>
  ) -> (source: [UInt8], offset: Int, value: [UInt8]?)? {
    if place.count > 4, place.starts(with: [0x7B, 0x7B]), place.suffix(2) == [0x7D, 0x7D] {
      return (Array(place.dropFirst(2).dropLast(2)), 2, nil)
    }
    let rest = place.starts(with: lead) ? place.dropFirst(lead.count) : place
    guard rest.starts(with: valueOpen), place.suffix(valueClose.count) == valueClose[...],
      let end = find(commentEnd, in: rest.dropFirst(valueOpen.count))
    else { return nil }
    let source = rest[(rest.startIndex + valueOpen.count)..<end]
    let value = rest[(end + commentEnd.count)...].dropLast(valueClose.count)
    return (decoded(source), source.startIndex - place.startIndex, Array(value))
  }

  /// A place with its value written in.
  ///
  /// - Parameters:
  ///   - source: The bytes of the expression.
  ///   - value: The value as Markdown; line breaks become spaces.
  ///   - line: What stands before the place on its line.
  static func bytes(_ source: [UInt8], value: String, after line: ArraySlice<UInt8>) -> [UInt8] {
    let text = value.split(omittingEmptySubsequences: true) { $0.isNewline }
      .joined(separator: " ")
    return (LineStart.isOpen(after: line) ? lead : []) + valueOpen + encoded(source) + commentEnd
      + Array(text.utf8) + valueClose
  }

  // MARK: Encoding

  /// The expression inside a comment, where two hyphens may not meet and none may come last.
  private static func encoded(_ source: [UInt8]) -> [UInt8] {
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

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var rest = bytes
    while let byte = rest.first {
      if rest.starts(with: hyphen) {
        out.append(0x2D)
        rest = rest.dropFirst(hyphen.count)
      } else if rest.starts(with: ampersand) {
        out.append(0x26)
        rest = rest.dropFirst(ampersand.count)
      } else {
        out.append(byte)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: pattern) }
  }
}
