extension NumberFormat {
  /// A printed number with its unit.
  ///
  /// French puts a narrow no-break space before every unit and `%`; English puts a space before a
  /// unit, none before `%`, and a currency sign in front.
  ///
  /// - Parameters:
  ///   - number: A number as printed by this format.
  ///   - unit: The unit as the reader sees it; empty for none.
  public func quantity(_ number: String, unit: String) -> String {
    guard !unit.isEmpty, number != undefined else { return number }
    switch language {
    case .fr:
      return number + Self.narrowSpace + unit
    case .en:
      if unit == "%" { return number + unit }
      guard ["\u{20AC}", "$", "\u{A3}"].contains(unit) else { return number + " " + unit }
      guard number.hasPrefix(minusSign) else { return unit + number }
      return minusSign + unit + number.dropFirst(minusSign.count)
    }
  }

  /// A fraction as a percentage whose digits follow its uncertainty.
  ///
  /// - Parameters:
  ///   - fraction: 0.62 for 62 %.
  ///   - uncertainty: In the unit of the fraction; as in `rounded(_:uncertainty:)`.
  public func percent(_ fraction: Double, uncertainty: Double) -> String {
    quantity(rounded(fraction * 100, uncertainty: uncertainty * 100), unit: "%")
  }

  /// A fraction as a percentage with a fixed number of decimals.
  ///
  /// - Parameters:
  ///   - fraction: 0.62 for 62 %.
  ///   - decimals: Decimals of the percentage.
  public func percent(_ fraction: Double, decimals: Int = 0) -> String {
    quantity(fixed(fraction * 100, decimals: decimals), unit: "%")
  }

  /// An interval in a sentence: "between 12 and 31", "entre 12 et 31".
  ///
  /// Where one end is at least four times the other, both keep at least two significant digits.
  ///
  /// - Parameters:
  ///   - low: The lower end.
  ///   - high: The upper end.
  ///   - decimals: Decimals of both ends; see `headlineDecimals(low:high:)`.
  ///   - unit: Printed once, after the upper end; empty for none.
  public func between(_ low: Double, _ high: Double, decimals: Int, unit: String = "") -> String {
    let (first, last) = ends(low, high, decimals, unit)
    switch language {
    case .en: return "between \(first) and \(last)"
    case .fr: return "entre \(first) et \(last)"
    }
  }

  /// An interval in a table: "12 to 31", "12 a 31" with its accent.
  ///
  /// Where one end is at least four times the other, both keep at least two significant digits.
  ///
  /// - Parameters:
  ///   - low: The lower end.
  ///   - high: The upper end.
  ///   - decimals: Decimals of both ends.
  ///   - unit: Printed once, after the upper end; empty for none.
  public func range(_ low: Double, _ high: Double, decimals: Int, unit: String = "") -> String {
    let (first, last) = ends(low, high, decimals, unit)
    return "\(first) \(rangeWord) \(last)"
  }

  /// The word between the ends of an interval.
  var rangeWord: String { language == .fr ? "\u{E0}" : "to" }

  /// A number of things, with the noun in the right number: "1 report", "2 reports".
  ///
  /// - Parameters:
  ///   - number: How many.
  ///   - one: The singular.
  ///   - other: The plural.
  public func count(_ number: Int, one: String, other: String) -> String {
    let blank = language == .fr ? "\u{A0}" : " "
    return integer(number) + blank + language.plural(number, one: one, other: other)
  }

  private func ends(
    _ low: Double,
    _ high: Double,
    _ decimals: Int,
    _ unit: String
  ) -> (String, String) {
    let first = fixed(low, decimals: decimals, in: low, high)
    let last = quantity(fixed(high, decimals: decimals, in: low, high), unit: unit)
    // A sign in front of the number belongs to both ends.
    let isPrefix = language == .en && ["\u{20AC}", "$", "\u{A3}"].contains(unit)
    return (isPrefix ? quantity(first, unit: unit) : first, last)
  }

  /// A number of an interval.
  ///
  /// Where one end is many times the other, both keep at least two
  /// significant digits: 5.2 to 250, not 10 to 250.
  func fixed(_ value: Double, decimals: Int, in low: Double, _ high: Double) -> String {
    let isSkewed = (low > 0 && high >= 4 * low) || (high < 0 && low <= 4 * high)
    guard isSkewed, let power = DecimalDigits(value)?.rounded(significant: 2).leadingPower else {
      return fixed(value, decimals: decimals)
    }
    return fixed(value, decimals: max(decimals, 1 - power))
  }
}
