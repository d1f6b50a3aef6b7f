/// Follows fenced code blocks line by line, so that markers shown as code are left alone.
struct FenceTracker {
  private var fence: (byte: UInt8, length: Int)?

  /// Whether a line is code or a fence; call it once a line, in order.
  mutating func isCode(_ line: SourceLine) -> Bool {
    let indent = line.content.prefix { $0 == 0x20 }.count
    let rest = line.content.dropFirst(indent)
    guard indent <= 3, let byte = rest.first, byte == 0x60 || byte == 0x7E else {
      return fence != nil
    }
    let length = rest.prefix { $0 == byte }.count
    let info = rest.dropFirst(length)
    if let open = fence {
      let isBlank = info.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if byte == open.byte, length >= open.length, isBlank { fence = nil }
      return true
    }
    // The info of a backtick fence has no backtick: else the line is a code span.
    guard length >= 3, byte == 0x7E || !info.contains(0x60) else { return false }
    fence = (byte, length)
    return true
  }
}
