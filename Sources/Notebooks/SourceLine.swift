/// A line of a text and the characters that end it.
struct SourceLine: Hashable {
  /// The bytes without the ending.
  var content: [UInt8]
  /// A line feed, a carriage return, both, or nothing at the end of the file.
  var ending: [UInt8]

  /// The lines of a text; joined again they give the same bytes.
  ///
  /// Line numbers agree with CommonMark: a line ends at a line feed, a carriage return or both. A
  /// text that ends with a line ending has no empty line after it.
  static func lines(of text: String) -> [SourceLine] {
    var lines: [SourceLine] = []
    var content: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x0A:
        lines.append(SourceLine(content: content, ending: [0x0A]))
        content = []
      case 0x0D:
        let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
        lines.append(SourceLine(content: content, ending: isPair ? [0x0D, 0x0A] : [0x0D]))
        content = []
        if isPair { index += 1 }
      default:
        content.append(byte)
      }
      index += 1
    }
    if !content.isEmpty { lines.append(SourceLine(content: content, ending: [])) }
    return lines
  }

  /// The text of lines.
  static func text(_ lines: [SourceLine]) -> String {
    var bytes: [UInt8] = []
    for line in lines { bytes += line.content + line.ending }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the line has only blanks.
  var isBlank: Bool { content.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  /// Whether the line can end a fenced block, in a list or a quotation too.
  var endsFence: Bool {
    let rest = content.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
    guard let byte = rest.first, byte == 0x60 || byte == 0x7E else { return false }
    let after = rest.drop { $0 == byte }
    return rest.count - after.count >= 3 && after.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The content without blanks at its end.
  var trimmed: String {
    var end = content.count
    while end > 0, content[end - 1] == 0x20 || content[end - 1] == 0x09 { end -= 1 }
    return String(decoding: content[..<end], as: UTF8.self)
  }
}
