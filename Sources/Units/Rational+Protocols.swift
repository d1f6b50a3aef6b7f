extension Rational: ExpressibleByIntegerLiteral {
  /// A whole number written in source.
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

extension Rational: CustomStringConvertible {
  /// `3`, `-2` or `1/12`.
  public var description: String {
    isInteger ? String(numerator) : "\(numerator)/\(denominator)"
  }
}

extension Rational: Comparable {
  /// Exact order, without overflow.
  public static func < (left: Rational, right: Rational) -> Bool {
    let first = left.numerator.multipliedFullWidth(by: right.denominator)
    let second = right.numerator.multipliedFullWidth(by: left.denominator)
    return (first.high, first.low) < (second.high, second.low)
  }
}

extension Rational {
  /// The sum, or the nearest end of the range: for exponents, which have no other way out.
  func addingClamped(_ other: Rational) -> Rational {
    adding(other) ?? Self.clamped(doubleValue + other.doubleValue)
  }

  /// The product, or the nearest end of the range: for exponents, which have no other way out.
  func multipliedClamped(by other: Rational) -> Rational {
    multiplied(by: other) ?? Self.clamped(doubleValue * other.doubleValue)
  }

  private static func clamped(_ value: Double) -> Rational {
    if value.magnitude < 0x1p62, let whole = Int(exactly: value.rounded()) {
      return Rational(whole)
    }
    return Rational(value < 0 ? -Int.max : Int.max)
  }
}
