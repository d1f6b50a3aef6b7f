/// What may stand before a value that begins its line, as CommonMark reads it.
///
/// The reader of a study and the writer of a notebook both ask here.
package enum LineStart {
  /// What stands before a written value that begins its line.
  ///
  /// A line that begins with a comment is a block of HTML, in which Markdown is shown raw; one that
  /// begins with this tag is a paragraph.
  package static let tag: StaticString = "<wbr>"

  /// Whether only blanks and marks of lists, quotations and notes stand before a place.
  ///
  /// - Parameter start: The bytes of the line before the place.
  package static func isOpen(after start: ArraySlice<UInt8>) -> Bool {
    var rest = start
    while let byte = rest.popFirst() {
      switch byte {
      case 0x20, 0x09, 0x3E: continue
      case 0x2A, 0x2B, 0x2D: break
      case 0x30...0x39:
        rest = rest.drop { (0x30...0x39).contains($0) }
        guard let mark = rest.popFirst(), mark == 0x2E || mark == 0x29 else { return false }
      case 0x5B:
        // A note, `[^1]:`.
        guard rest.popFirst() == 0x5E, let end = rest.firstIndex(of: 0x5D),
          rest[(end + 1)...].first == 0x3A
        else { return false }
        rest = rest[(end + 2)...]
      default: return false
      }
      guard let next = rest.first, next == 0x20 || next == 0x09 else { return false }
    }
    return true
  }
}
