#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The size of a unit in base units: an exact fraction wherever that fits, else a floating-point
/// number.
public enum ConversionFactor: Hashable, Sendable {
  /// An exact fraction.
  case exact(Rational)
  /// A number that no fraction of machine integers holds.
  case approximate(Double)

  /// The factor 1.
  public static let one = ConversionFactor.exact(1)

  /// A factor from a decimal number such as an index of 118.75, exact where its shortest decimal
  /// form is a fraction of machine integers.
  ///
  /// - Parameter decimal: A positive, finite number.
  public init(decimal: Double) {
    if let exact = Rational(decimal: decimal.description) {
      self = .exact(exact)
    } else {
      self = .approximate(decimal)
    }
  }

  /// The factor as a floating-point number.
  public var value: Double {
    switch self {
    case .exact(let fraction): fraction.doubleValue
    case .approximate(let number): number
    }
  }

  /// The factor as a fraction, or `nil` where it is only approximate.
  public var exactValue: Rational? {
    if case .exact(let fraction) = self { fraction } else { nil }
  }

  /// What a value is multiplied by before it is divided by ``denominator``.
  public var numerator: Double {
    switch self {
    case .exact(let fraction): Double(fraction.numerator)
    case .approximate(let number): number
    }
  }

  /// What a value is divided by after it was multiplied by ``numerator``.
  public var denominator: Double {
    switch self {
    case .exact(let fraction): Double(fraction.denominator)
    case .approximate: 1
    }
  }

  /// One over this factor.
  public var inverse: ConversionFactor {
    if case .exact(let fraction) = self, let reciprocal = fraction.reciprocal {
      return .exact(reciprocal)
    }
    return .approximate(1 / value)
  }

  /// The product of two factors, exact where both are and the result fits.
  public func multiplied(by other: ConversionFactor) -> ConversionFactor {
    if case .exact(let left) = self, case .exact(let right) = other,
      let product = left.multiplied(by: right)
    {
      return .exact(product)
    }
    return .approximate(value * other.value)
  }

  /// The quotient of two factors, exact where both are and the result fits.
  public func divided(by other: ConversionFactor) -> ConversionFactor {
    multiplied(by: other.inverse)
  }

  /// A power of this factor, exact where the root is rational and the result fits.
  public func raised(to exponent: Rational) -> ConversionFactor {
    if exponent == 1 { return self }
    if case .exact(let fraction) = self,
      let root = fraction.root(exponent.denominator),
      let power = root.power(exponent.numerator)
    {
      return .exact(power)
    }
    return .approximate(pow(value, exponent.doubleValue))
  }
}

extension ConversionFactor: CustomStringConvertible {
  /// The fraction, or the number.
  public var description: String {
    switch self {
    case .exact(let fraction): fraction.description
    case .approximate(let number): number.description
    }
  }
}
