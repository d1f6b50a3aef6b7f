/// A number as people type it, with marks between its thousands or a decimal comma, and how a study
/// writes it.
enum TypedDigits {
  /// What separates digits.
  private enum Mark {
    case point, comma, apostrophe, space, underscore
  }

  /// Advice for the number that holds an offset, where it is one that the language does not read.
  ///
  /// - Parameters:
  ///   - offset: The place of a separator or digit of the number.
  ///   - bytes: The text.
  static func advice(around offset: Int, in bytes: [UInt8]) -> Advice? {
    var start = offset
    while start > 0, let width = width(endingAt: start, in: bytes) { start -= width }
    while start < bytes.count, !Lexer.isDigit(bytes[start]) { start += 1 }
    guard start < bytes.count, start == 0 || !Lexer.isNamePart(bytes[start - 1]) else { return nil }
    var groups: [(mark: Mark?, digits: String)] = [(nil, "")]
    var place = start
    var end = start
    while place < bytes.count {
      if Lexer.isDigit(bytes[place]) {
        groups[groups.count - 1].digits.append(Character(UnicodeScalar(bytes[place])))
        place += 1
        end = place
      } else if let (mark, width) = mark(at: place, in: bytes), place + width < bytes.count,
        Lexer.isDigit(bytes[place + width])
      {
        groups.append((mark, ""))
        place += width
      } else {
        break
      }
    }
    return advice(groups, at: SourceSpan(start, end))
  }

  private static func advice(
    _ groups: [(mark: Mark?, digits: String)],
    at span: SourceSpan
  ) -> Advice? {
    let marks = groups.compactMap(\.mark)
    guard let last = marks.last, let tail = groups.last?.digits else { return nil }
    let alike = marks.allSatisfy { $0 == last }
    let isGrouped = groups.dropFirst().allSatisfy { $0.digits.count == 3 }
    if alike, isGrouped, last != .point || marks.count > 1, last != .underscore {
      let whole = groups.map(\.digits)
      let words = [
        Mark.comma: "commas", .space: "spaces", .apostrophe: "apostrophes", .point: "points",
      ]
      let (plain, parted) = (whole.joined(), whole.joined(separator: "_"))
      return Advice(
        "digits are not grouped by \(words[last] ?? "marks"): write `\(plain)` or `\(parted)`",
        fixes: [[TextEdit(span, plain)], [TextEdit(span, parted)]]
      )
    }
    // The last mark, if it stands once and is a point or comma, separates the decimals.
    let before = marks.dropLast()
    guard last == .comma || last == .point, !before.contains(last),
      groups.dropFirst().dropLast().allSatisfy({ $0.digits.count == 3 })
    else { return nil }
    let number = groups.dropLast().map(\.digits).joined() + "." + tail
    if before.isEmpty {
      guard last == .comma else { return nil }
      return .write(number, at: span, "a number has a decimal point: write `\(number)`")
    }
    return .write(
      number,
      at: span,
      "a number has a decimal point and nothing between its thousands: write `\(number)`"
    )
  }

  // MARK: Bytes

  /// The mark at a place and its width in bytes.
  private static func mark(at place: Int, in bytes: [UInt8]) -> (Mark, Int)? {
    func byte(_ ahead: Int) -> UInt8 {
      place + ahead < bytes.count ? bytes[place + ahead] : 0
    }
    switch byte(0) {
    case 0x2E: return byte(1) == 0x2E ? nil : (.point, 1)
    case 0x2C: return (.comma, 1)
    case 0x27: return (.apostrophe, 1)
    case 0x5F: return (.underscore, 1)
    case 0x20: return (.space, 1)
    case 0xC2 where byte(1) == 0xA0: return (.space, 2)
    // The narrow no-break space, the thin space and the curly apostrophe.
    case 0xE2 where byte(1) == 0x80 && byte(2) == 0xAF: return (.space, 3)
    case 0xE2 where byte(1) == 0x80 && byte(2) == 0x89: return (.space, 3)
    case 0xE2 where byte(1) == 0x80 && byte(2) == 0x99: return (.apostrophe, 3)
    default: return nil
    }
  }

  /// The width of the digit, or of the mark between two digits, that ends at a place.
  private static func width(endingAt end: Int, in bytes: [UInt8]) -> Int? {
    if Lexer.isDigit(bytes[end - 1]) { return 1 }
    guard end < bytes.count, Lexer.isDigit(bytes[end]) else { return nil }
    for width in 1...3 where end - width > 0 && Lexer.isDigit(bytes[end - width - 1]) {
      if let (_, own) = mark(at: end - width, in: bytes), own == width { return width }
    }
    return nil
  }
}
