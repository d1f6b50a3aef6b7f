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

  /// A fraction as a percentage whose digits follow its uncertainty; 0% and 100% are printed for 0
  /// and 1 alone.
  ///
  /// - Parameters:
  ///   - fraction: 0.62 for 62 %.
  ///   - uncertainty: In the unit of the fraction; as in `rounded(_:uncertainty:)`.
  public func percent(_ fraction: Double, uncertainty: Double) -> String {
    guard uncertainty > 0, uncertainty.isFinite else {
      return quantity(rounded(fraction * 100, uncertainty: uncertainty * 100), unit: "%")
    }
    return percent(fraction, decimals: decimals(uncertainty: uncertainty * 100))
  }

  /// A fraction as a percentage with a fixed number of decimals, and more where 0% or 100% would be
  /// printed for what is neither.
  ///
  /// - Parameters:
  ///   - fraction: 0.62 for 62 %.
  ///   - decimals: Decimals of the percentage.
  public func percent(_ fraction: Double, decimals: Int = 0) -> String {
    let number = fraction * 100
    guard let exact = DecimalDigits(number) else { return undefined }
    var decimals = decimals
    let isZero = exact.rounded(decimals: decimals).leadingPower == nil
    if isZero, let first = exact.rounded(significant: 1).leadingPower { decimals = -first }
    if fraction < 1, exact.rounded(decimals: decimals).value == 100,
      let first = DecimalDigits((1 - fraction) * 100)?.rounded(significant: 1).leadingPower
    {
      decimals = -first
    }
    return quantity(fixed(number, decimals: decimals), unit: "%")
  }

  /// A share of something as a percentage: two significant digits of the share, or of what is
  /// missing to 100% where that is less.
  ///
  /// - Parameter fraction: 0.62 for 62 %; a fraction outside 0 to 1 is printed in whole percents.
  public func share(_ fraction: Double) -> String {
    guard fraction > 0 && fraction < 1 else { return percent(fraction, decimals: 0) }
    return percent(
      fraction,
      decimals: max(0, decimals(uncertainty: min(fraction, 1 - fraction) * 100))
    )
  }

  // MARK: Intervals

  /// A figure of an interval: an end, or a number between the ends.
  ///
  /// - Parameters:
  ///   - value: Any number; one that is not finite gives `undefined`.
  ///   - digits: The digits of the interval, in the unit of the value.
  public func figure(_ value: Double, in digits: IntervalDigits) -> String {
    guard digits.isInterval else {
      // What differs by the noise of the arithmetic is printed alike.
      let ends = [digits.low, digits.high].sorted()
      let isPoint = digits.isPoint && ends[0] <= value && value <= ends[1]
      return isPoint ? certain(digits.low) : significant(value, digits: 3)
    }
    return fixed(value, decimals: digits.decimals(for: value))
  }

  /// A figure of an interval with its sign, `+` included, for differences; zero has none.
  ///
  /// - Parameters:
  ///   - value: Any number; one that is not finite gives `undefined`.
  ///   - digits: The digits of the interval, in the unit of the value.
  public func signed(_ value: Double, in digits: IntervalDigits) -> String {
    let text = figure(value, in: digits)
    return value > 0 && value.isFinite ? "+" + text : text
  }

  /// A mean beside an interval: digits by the interval or the standard deviation, whichever leaves
  /// fewer, at least two, and none that its numerical error makes meaningless.
  ///
  /// - Parameters:
  ///   - value: The mean; one that is not finite gives `undefined`.
  ///   - digits: The digits of the interval. A mean between its ends is printed between them.
  ///   - deviation: The standard deviation; not finite or 0 where there is none.
  ///   - error: The half-width of the numerical error; 0 for an exact mean, not finite where it is
  ///     not known.
  public func mean(
    _ value: Double,
    in digits: IntervalDigits,
    deviation: Double,
    error: Double
  ) -> String {
    guard let exact = DecimalDigits(value) else { return undefined }
    var wanted = digits.isInterval ? [digits.decimals] : []
    if deviation > 0, deviation.isFinite { wanted.append(decimals(uncertainty: deviation)) }
    let borne =
      error > 0 && error.isFinite ? decimals(uncertainty: error, significantDigits: 1) : nil
    guard let spread = wanted.min() ?? borne else { return certain(value) }
    var decimals = spread
    if let power = exact.rounded(significant: 2).leadingPower {
      decimals = max(decimals, 1 - power)
    }
    if let borne { decimals = min(decimals, borne) }
    if let power = exact.rounded(significant: 1).leadingPower { decimals = max(decimals, -power) }
    if digits.isInterval, value >= digits.low, value <= digits.high,
      !digits.holds(exact.rounded(decimals: decimals).value)
    {
      decimals = digits.decimals(for: value)
    }
    return fixed(value, decimals: decimals)
  }

  /// An estimate with a numerical error: three significant digits, and none that the error makes
  /// meaningless, but for the first.
  ///
  /// - Parameters:
  ///   - value: The estimate; one that is not finite gives `undefined`.
  ///   - error: The half-width of its numerical error; 0 or not finite for none.
  ///   - decimals: Decimals that tell it apart from its like, where three digits do not.
  public func estimate(_ value: Double, error: Double, decimals wanted: Int? = nil) -> String {
    guard let exact = DecimalDigits(value) else { return undefined }
    guard let power = exact.rounded(significant: 3).leadingPower else { return "0" }
    var decimals = max(2 - power, wanted ?? 2 - power)
    if error > 0, error.isFinite {
      decimals = min(decimals, self.decimals(uncertainty: error, significantDigits: 1))
    }
    let first = exact.rounded(significant: 1).leadingPower ?? power
    return fixed(value, decimals: max(decimals, -first))
  }

  /// An interval in a sentence: "between 12 and 31", "entre 12 et 31".
  ///
  /// - Parameters:
  ///   - digits: The interval with its digits.
  ///   - unit: Printed once, after the upper end; empty for none.
  public func between(_ digits: IntervalDigits, unit: String = "") -> String {
    let (first, last) = ends(digits, unit)
    switch language {
    case .en: return "between \(first) and \(last)"
    case .fr: return "entre \(first) et \(last)"
    }
  }

  /// An interval in a table: "12 to 31", "12 a 31" with its accent.
  ///
  /// - Parameters:
  ///   - digits: The interval with its digits.
  ///   - unit: Printed once, after the upper end; empty for none.
  public func range(_ digits: IntervalDigits, unit: String = "") -> String {
    let (first, last) = ends(digits, unit)
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

  private func ends(_ digits: IntervalDigits, _ unit: String) -> (String, String) {
    let first = figure(digits.low, in: digits)
    let last = quantity(figure(digits.high, in: digits), unit: unit)
    // A sign in front of the number belongs to both ends.
    let isPrefix = language == .en && ["\u{20AC}", "$", "\u{A3}"].contains(unit)
    return (isPrefix ? quantity(first, unit: unit) : first, last)
  }
}
