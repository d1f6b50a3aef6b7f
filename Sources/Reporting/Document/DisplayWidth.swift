/// The width of text in a fixed-pitch view, in columns.
enum DisplayWidth {
  /// Columns taken by a text: 2 for an East Asian wide character, 1 for any other.
  static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x300..<0x370, 0x200B..<0x2010, 0xFE00..<0xFE10: return 0
    case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFE30..<0xFE70,
      0xFF00..<0xFF61, 0x1F300..<0x1F650, 0x1F900..<0x1FA00, 0x20000..<0x3FFFE:
      return 2
    default: return 1
    }
  }
}
