/// An exact fraction of two machine integers: an exponent or a conversion factor.
///
/// The fraction is always in lowest terms with a positive denominator, so that equality is that of
/// the stored pair. Every operation that could leave the range of `Int` returns `nil` instead; the
/// caller then goes on in floating point.
public struct Rational: Hashable, Sendable {
  /// The numerator, which carries the sign.
  public let numerator: Int
  /// The denominator, at least 1.
  public let denominator: Int

  /// The fraction 0.
  public static let zero: Rational = 0
  /// The fraction 1.
  public static let one: Rational = 1

  /// A fraction in lowest terms.
  ///
  /// - Parameters:
  ///   - numerator: Any integer.
  ///   - denominator: Any integer but 0.
  /// - Returns: `nil` where the denominator is 0 or the reduced fraction does not fit.
  public init?(_ numerator: Int, over denominator: Int) {
    guard denominator != 0 else { return nil }
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    guard
      let top = Int(exactly: numerator.magnitude / divisor),
      let bottom = Int(exactly: denominator.magnitude / divisor)
    else { return nil }
    self.numerator = (numerator < 0) != (denominator < 0) ? -top : top
    self.denominator = bottom
  }

  /// A whole number.
  ///
  /// - Parameter integer: Any integer; the smallest one becomes its neighbour, so that every
  ///   fraction has an opposite.
  public init(_ integer: Int) {
    numerator = max(integer, -Int.max)
    denominator = 1
  }

  /// Reads a decimal number exactly: `14`, `365.2425`, `1e-6`.
  ///
  /// - Parameter text: Digits with an optional sign, point and power of ten.
  /// - Returns: `nil` where the text is not such a number or does not fit.
  public init?(decimal text: some StringProtocol) {
    var mantissa = 0
    var power = 0
    var digits = 0
    var seenPoint = false
    var bytes = Array(text.utf8)[...]
    var negative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      negative = sign == UInt8(ascii: "-")
      bytes = bytes.dropFirst()
    }
    while let byte = bytes.first {
      if byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
        let (tenfold, over) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, overSum) = tenfold.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
        guard !over, !overSum else { return nil }
        mantissa = sum
        digits += 1
        if seenPoint { power -= 1 }
      } else if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else {
        break
      }
      bytes = bytes.dropFirst()
    }
    guard digits > 0 else { return nil }
    if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      guard
        let exponent = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
        exponent.magnitude < 100
      else { return nil }
      power += exponent
      bytes = []
    }
    guard bytes.isEmpty else { return nil }
    let signed = Rational(negative ? -mantissa : mantissa)
    guard
      signed.numerator != 0, power != 0
    else {
      self = signed
      return
    }
    guard
      let scale = Rational(10).power(power), let value = signed.multiplied(by: scale)
    else { return nil }
    self = value
  }

  // MARK: - Properties

  /// The nearest floating-point number where both parts are below 2^53, else very near it.
  public var doubleValue: Double { Double(numerator) / Double(denominator) }

  /// Whether the denominator is 1.
  public var isInteger: Bool { denominator == 1 }

  /// The opposite; always exact.
  public var negated: Rational { Rational(unchecked: -numerator, denominator) }

  /// One over this fraction, or `nil` for 0.
  public var reciprocal: Rational? {
    guard numerator != 0 else { return nil }
    return numerator < 0
      ? Rational(unchecked: -denominator, -numerator)
      : Rational(unchecked: denominator, numerator)
  }

  // MARK: - Arithmetic

  /// The exact product, or `nil` where it does not fit.
  public func multiplied(by other: Rational) -> Rational? {
    let left = Self.divisor(numerator, other.denominator)
    let right = Self.divisor(other.numerator, denominator)
    let (top, over) = (numerator / left)
      .multipliedReportingOverflow(by: other.numerator / right)
    let (bottom, overBottom) = (denominator / right)
      .multipliedReportingOverflow(by: other.denominator / left)
    guard !over, !overBottom, top != .min else { return nil }
    return Rational(unchecked: top, bottom)
  }

  /// The exact quotient, or `nil` where it does not fit or the divisor is 0.
  public func divided(by other: Rational) -> Rational? {
    other.reciprocal.flatMap { multiplied(by: $0) }
  }

  /// The exact sum, or `nil` where it does not fit.
  public func adding(_ other: Rational) -> Rational? {
    let common = Self.divisor(denominator, other.denominator)
    let (left, over) = numerator.multipliedReportingOverflow(by: other.denominator / common)
    let (right, overRight) = other.numerator.multipliedReportingOverflow(by: denominator / common)
    let (top, overTop) = left.addingReportingOverflow(right)
    let (bottom, overBottom) = (denominator / common)
      .multipliedReportingOverflow(by: other.denominator)
    guard !over, !overRight, !overTop, !overBottom else { return nil }
    return Rational(top, over: bottom)
  }

  /// A whole power, or `nil` where it does not fit or is a negative power of 0.
  ///
  /// - Parameter exponent: Any integer; the power 0 is 1.
  public func power(_ exponent: Int) -> Rational? {
    var result = Rational.one
    var base = self
    var remaining = exponent.magnitude
    if exponent < 0 {
      guard let inverse = reciprocal else { return nil }
      base = inverse
    }
    while remaining > 0 {
      if remaining & 1 == 1 {
        guard let next = result.multiplied(by: base) else { return nil }
        result = next
      }
      remaining >>= 1
      guard remaining > 0 else { break }
      guard let square = base.multiplied(by: base) else { return nil }
      base = square
    }
    return result
  }

  /// The exact root of the given degree, or `nil` where it is not rational.
  ///
  /// - Parameter degree: At least 1.
  public func root(_ degree: Int) -> Rational? {
    guard degree >= 1, numerator > 0 else { return nil }
    guard
      let top = Self.wholeRoot(of: numerator, degree: degree),
      let bottom = Self.wholeRoot(of: denominator, degree: degree)
    else { return nil }
    return Rational(unchecked: top, bottom)
  }

  // MARK: - Inside

  private init(unchecked numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private static func divisor(_ left: Int, _ right: Int) -> Int {
    Int(exactly: greatestCommonDivisor(left.magnitude, right.magnitude)) ?? 1
  }

  private static func greatestCommonDivisor(_ left: UInt, _ right: UInt) -> UInt {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return max(left, 1)
  }

  private static func wholeRoot(of value: Int, degree: Int) -> Int? {
    guard degree > 1, value > 1 else { return value }
    guard degree < 63 else { return nil }
    var low = 1
    var high = value
    while low <= high {
      let middle = low + (high - low) / 2
      guard let power = Rational(middle).power(degree), power.numerator <= value else {
        high = middle - 1
        continue
      }
      if power.numerator == value { return middle }
      low = middle + 1
    }
    return nil
  }
}
