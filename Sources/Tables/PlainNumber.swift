/// Numbers as data files write them: digits, a decimal point, an exponent; no locale.
public enum PlainNumber {
  /// The value, or nil where the text is not a plain finite number.
  ///
  /// Spaces, digit grouping, decimal commas, `inf`, `nan` and hexadecimal forms are refused.
  ///
  /// - Parameter text: The whole field.
  public static func double(_ text: String) -> Double? {
    guard isPlain(text), let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The value, or nil where the text is not a plain integer that fits.
  ///
  /// - Parameter text: The whole field.
  public static func integer(_ text: String) -> Int? {
    let digits = text.utf8.dropFirst(text.utf8.first == 0x2D ? 1 : 0)
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    return Int(text)
  }

  /// Whether the text reads `[+-]digits[.digits][e[+-]digits]`, with a digit on one side.
  static func isPlain(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    func takeDigits() -> Int {
      let run = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(run)
      return run
    }
    func take(_ accepted: UInt8...) -> Bool {
      guard let first = rest.first, accepted.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = take(0x2B, 0x2D)
    var digits = takeDigits()
    if take(0x2E) { digits += takeDigits() }
    guard digits > 0 else { return false }
    if take(0x65, 0x45) {
      _ = take(0x2B, 0x2D)
      guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Whether the text is a plain number beyond the range of finite numbers, such as `1e999`.
  ///
  /// - Parameter text: The whole field.
  public static func isTooLarge(_ text: String) -> Bool {
    isPlain(text) && Double(text)?.isFinite == false
  }

  /// Whether the text reads like a whole number whose point separates thousands, such as `1.759`: one
  /// to three digits, the first not 0, a point and three digits.
  ///
  /// - Parameter text: The whole field.
  public static func looksGrouped(_ text: String) -> Bool {
    var digits = Substring(text).utf8
    if let first = digits.first, first == 0x2B || first == 0x2D { digits = digits.dropFirst() }
    let head = digits.prefix(while: isDigit)
    guard (1...3).contains(head.count), head.first != 0x30 else { return false }
    let tail = digits.dropFirst(head.count)
    return tail.count == 4 && tail.first == 0x2E && tail.dropFirst().allSatisfy(isDigit)
  }

  /// A hint for a text that is nearly a number, or an empty text.
  ///
  /// - Parameter text: The whole field.
  /// - Returns: The end of a sentence, such as `; write the decimal mark as a point`, or nothing.
  public static func hint(for text: String) -> String {
    if text.contains(","), isPlain(text.replacing(",", with: ".")) {
      let point = text.replacing(",", with: ".")
      guard looksGrouped(point) else { return "; write the decimal mark as a point" }
      // 27,337 is twenty-seven thousand in one country and twenty-seven in another.
      return
        "; write \(text.replacing(",", with: "")) where the comma separates thousands, \(point)"
        + " where it is the decimal mark"
    }
    let bare = text.filter { !$0.isWhitespace && $0 != "," && $0 != "'" && $0 != "\u{2019}" }
    if bare != text, isPlain(bare) { return "; write it without digit grouping" }
    if text.hasSuffix("%") { return "; put the unit in the header or the data package" }
    let marks = ["na", "n/a", "nan", "null", "none", "nd", "-", ".", "..", "?", "inf", "-inf"]
    if marks.contains(text.lowercased()) { return "; leave the field empty for a missing value" }
    return ""
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
