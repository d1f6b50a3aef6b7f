/// Estimates the width of text, so that labels wrap and never overlap.
///
/// Widths are those of DejaVu Sans, the widest face of the font list; others print narrower.
enum TextMeasure {
  /// Advance widths of U+0020 to U+007E in thousandths of the font size (DejaVu Sans 2.37, `hmtx`).
  private static let ascii: [UInt16] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]

  /// The width of one line.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - size: The font size.
  ///   - bold: Whether the text is bold.
  static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    let units = text.unicodeScalars.reduce(0) { $0 + advance($1) }
    return Double(units) / 1000 * size * (bold ? 1.13 : 1)
  }

  /// Text broken at blanks into lines no wider than a width; the last line that fits ends with an
  /// ellipsis where more would follow.
  ///
  /// - Parameters:
  ///   - text: Any text; blanks and line breaks become single spaces.
  ///   - width: The room, in the unit of `size`.
  ///   - size: The font size.
  ///   - bold: Whether the text is bold.
  ///   - lines: The largest number of lines.
  static func wrap(
    _ text: String,
    width: Double,
    size: Double,
    bold: Bool = false,
    lines limit: Int
  ) -> [String] {
    let words = MarkdownEscape.cleaned(text).split(separator: " ").flatMap {
      pieces(String($0), width: width, size: size, bold: bold)
    }
    var lines: [String] = []
    for word in words {
      if let last = lines.last {
        // A piece of a broken word follows without a blank only on a new line.
        let longer = last + " " + word
        if Self.width(longer, size: size, bold: bold) <= width {
          lines[lines.count - 1] = longer
          continue
        }
      }
      lines.append(word)
    }
    guard lines.count > limit, limit > 0 else { return lines }
    var kept = Array(lines.prefix(limit))
    var last = kept[limit - 1]
    while !last.isEmpty, Self.width(last + "\u{2026}", size: size, bold: bold) > width {
      last.removeLast()
    }
    while last.last == " " { last.removeLast() }
    kept[limit - 1] = last + "\u{2026}"
    return kept
  }

  /// A word cut where it is wider than the room.
  private static func pieces(_ word: String, width: Double, size: Double, bold: Bool) -> [String] {
    guard Self.width(word, size: size, bold: bold) > width else { return [word] }
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if !piece.isEmpty, Self.width(piece + String(character), size: size, bold: bold) > width {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return pieces + [piece]
  }

  private static func advance(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20...0x7E: Int(ascii[Int(scalar.value) - 0x20])
    case 0xA0: 318
    case 0xB2, 0xB3, 0xB9, 0x2070...0x208E: 401
    case 0xC6, 0xE6, 0x152, 0x153, 0x2014, 0x2026: 1023
    case 0xC0..<0xDF, 0xD7: 787
    case 0xDF..<0x180: 640
    case 0x202F, 0x2009: 200
    case 0x2013: 500
    case 0x2018, 0x2019: 318
    case 0x201C, 0x201D: 518
    case 0x20AC: 636
    case 0x300..<0x370, 0x200B..<0x2010: 0
    case 0x2200..<0x2300: 838
    case 0x370..<0x530: 800
    default: 1000
    }
  }
}
