import TextCore

/// Prints numbers in the habit of a language's readers.
///
/// English: `1,234.5`, `62%`, `540 EUR`. French: `1 234,5`, `62 %`, `540 EUR`, where the blanks are
/// narrow no-break spaces (U+202F). The minus sign is U+2212. A number that is not finite prints as
/// a word, a number that rounds to zero never has a sign, and numbers too large or too small to be
/// read print as `1.2 x 10^18` with a raised exponent.
public struct NumberFormat: Sendable, Hashable {
  /// The language of the reader.
  public let language: Language
  /// Printed before a negative number.
  public var minusSign = "\u{2212}"

  /// A format for a language.
  public init(language: Language) {
    self.language = language
  }

  /// The narrow no-break space of French typography.
  public static let narrowSpace = "\u{202F}"

  /// The word for a number that is not defined.
  public var undefined: String {
    switch language {
    case .en: "undefined"
    case .fr: "non d\u{E9}fini"
    }
  }

  // MARK: Numbers

  /// A number with a fixed number of decimals, rounded half away from zero.
  ///
  /// - Parameters:
  ///   - value: Any number; one that is not finite gives `undefined`.
  ///   - decimals: Decimals to print; a negative number rounds to tens, hundreds and so on.
  public func fixed(_ value: Double, decimals: Int) -> String {
    guard let exact = DecimalDigits(value) else { return undefined }
    let digits = exact.rounded(decimals: decimals)
    if digits.leadingPower == nil, let power = exact.leadingPower, decimals > 9, power < -5 {
      return scientific(exact.rounded(significant: 1))
    }
    return text(digits, decimals: decimals)
  }

  /// A number whose last printed digit follows its uncertainty.
  ///
  /// - Parameters:
  ///   - value: Any number; one that is not finite gives `undefined`.
  ///   - uncertainty: The half-width of an interval or a numerical standard error, in the unit of
  ///     the value. At 0 the value is exact and prints with up to 12 digits; when it is negative or
  ///     not finite the value prints with three significant digits.
  ///   - significantDigits: Digits of the uncertainty that count, at least 1.
  public func rounded(
    _ value: Double,
    uncertainty: Double,
    significantDigits: Int = 2
  ) -> String {
    guard uncertainty >= 0, uncertainty.isFinite else { return significant(value, digits: 3) }
    guard uncertainty > 0 else { return exact(value) }
    return fixed(
      value,
      decimals: decimals(uncertainty: uncertainty, significantDigits: significantDigits)
    )
  }

  /// A number with a number of significant digits.
  ///
  /// - Parameters:
  ///   - value: Any number; one that is not finite gives `undefined`.
  ///   - digits: Digits that count, at least 1; zeros after them are kept.
  public func significant(_ value: Double, digits: Int = 3) -> String {
    guard let exact = DecimalDigits(value) else { return undefined }
    let rounded = exact.rounded(significant: max(1, digits))
    guard let power = rounded.leadingPower else { return "0" }
    return fixed(value, decimals: max(1, digits) - 1 - power)
  }

  /// A number that is taken as exact: its own digits, at most 12, without closing zeros.
  public func exact(_ value: Double) -> String {
    guard let digits = DecimalDigits(value)?.rounded(significant: 12) else { return undefined }
    return text(digits, decimals: digits.decimals)
  }

  /// A number that is certain: as it is when it has at most seven significant digits, else with
  /// four, as a quotient of two certain numbers has.
  ///
  /// - Parameter value: Any number; one that is not finite gives `undefined`.
  public func certain(_ value: Double) -> String {
    guard let digits = DecimalDigits(value)?.rounded(significant: 12) else { return undefined }
    return digits.digits.count <= 7 ? exact(value) : significant(value, digits: 4)
  }

  /// A whole number with thousands apart.
  public func integer(_ value: Int) -> String {
    (value < 0 ? minusSign : "") + grouped("\(value.magnitude)")
  }

  /// A number with its sign, `+` included, for differences; zero has none.
  ///
  /// - Parameters:
  ///   - value: Any number; one that is not finite gives `undefined`.
  ///   - decimals: Decimals to print; a negative number rounds to tens, hundreds and so on.
  public func signed(_ value: Double, decimals: Int) -> String {
    let text = fixed(value, decimals: decimals)
    guard value > 0, let digits = DecimalDigits(value) else { return text }
    return digits.rounded(decimals: decimals).leadingPower == nil ? text : "+" + text
  }

  /// The number of decimals that an uncertainty leaves to print (negative: tens, hundreds, ...).
  ///
  /// - Parameters:
  ///   - uncertainty: A positive finite number, else the answer is 0.
  ///   - significantDigits: Digits of the uncertainty that count, at least 1.
  public func decimals(uncertainty: Double, significantDigits: Int = 2) -> Int {
    DecimalDigits.decimals(uncertainty: uncertainty, significantDigits: significantDigits)
  }

  /// A number for a chart: whole from 1,000 on, else at most four significant digits.
  func compact(_ value: Double) -> String {
    guard let digits = DecimalDigits(value), value.magnitude < 1e15 else { return exact(value) }
    let rounded = digits.rounded(decimals: value.magnitude >= 1000 ? 0 : 4 - digits.point)
    return text(rounded, decimals: rounded.decimals)
  }

  // MARK: Parts

  func grouped(_ digits: String) -> String {
    guard digits.utf8.count > 3 else { return digits }
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index) % 3 == 0 { out += thousandsSeparator }
      out.append(digit)
    }
    return out
  }

  private var thousandsSeparator: String { language == .fr ? Self.narrowSpace : "," }
  private var decimalSeparator: String { language == .fr ? "," : "." }

  /// Digits that are rounded already, with a number of decimals; with a power of ten where they are
  /// too large or too small to be read.
  private func text(_ digits: DecimalDigits, decimals: Int) -> String {
    if let power = digits.leadingPower, power >= 15 || (decimals > 9 && power < -5) {
      return scientific(digits)
    }
    let sign = digits.isNegative ? minusSign : ""
    let fraction = digits.fractionText(min(max(0, decimals), max(15, digits.decimals)))
    return sign + grouped(digits.wholeText) + (fraction.isEmpty ? "" : decimalSeparator + fraction)
  }

  private func scientific(_ digits: DecimalDigits) -> String {
    guard let power = digits.leadingPower else { return "0" }
    let fraction = String(
      decoding: digits.digits.dropFirst().map { $0 + 48 },
      as: UTF8.self
    )
    let first = digits.digits.first.map { "\($0)" } ?? "0"
    let mantissa = first + (fraction.isEmpty ? "" : decimalSeparator + fraction)
    return (digits.isNegative ? minusSign : "") + mantissa + "\u{A0}\u{D7}\u{A0}"
      + Self.powerOfTen(power)
  }

  /// A power of ten with a raised exponent.
  static func powerOfTen(_ power: Int) -> String {
    let raised = [
      "\u{2070}", "\u{B9}", "\u{B2}", "\u{B3}", "\u{2074}", "\u{2075}", "\u{2076}", "\u{2077}",
      "\u{2078}", "\u{2079}",
    ]
    let digits = "\(power.magnitude)".utf8.map { raised[Int($0 - 48)] }.joined()
    return "10" + (power < 0 ? "\u{207B}" : "") + digits
  }
}
