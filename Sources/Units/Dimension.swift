/// What a unit measures: base dimensions with their exponents.
///
/// `EUR/ad/month` and `kEUR/ad/year` have one dimension, `EUR/ad/time`. Every count (`ad`,
/// `person`), every currency and every currency with a price year (`EUR(2014)`) is a base dimension
/// of its own.
public struct Dimension: Hashable, Sendable {
  /// The exponent of each base dimension; none is 0.
  public let exponents: [String: Rational]

  /// The dimension of plain numbers.
  public static let dimensionless = Dimension(exponents: [:])

  /// Whether this is the dimension of plain numbers.
  public var isDimensionless: Bool { exponents.isEmpty }

  init(exponents: [String: Rational]) {
    self.exponents = exponents
  }

  init(base name: String) {
    exponents = [name: 1]
  }

  /// The dimension of a product.
  public func multiplied(by other: Dimension) -> Dimension {
    if isDimensionless { return other }
    var merged = exponents
    for (name, exponent) in other.exponents {
      let sum = (merged[name] ?? 0).addingClamped(exponent)
      merged[name] = sum == 0 ? nil : sum
    }
    return Dimension(exponents: merged)
  }

  /// The dimension of a quotient.
  public func divided(by other: Dimension) -> Dimension {
    multiplied(by: other.raised(to: -1))
  }

  /// The dimension of a power.
  public func raised(to exponent: Rational) -> Dimension {
    if exponent == 1 { return self }
    guard exponent != 0 else { return .dimensionless }
    return Dimension(
      exponents: exponents.mapValues { $0.multipliedClamped(by: exponent) }.filter { $1 != 0 }
    )
  }
}

extension Dimension: CustomStringConvertible {
  /// `ad`, `EUR(2014)/ad/time`, in alphabetical order, and `1` for plain numbers.
  public var description: String {
    let terms = exponents.keys.sorted().map {
      UnitTerm(name: $0, priceYear: nil, exponent: exponents[$0] ?? 0)
    }
    return terms.isEmpty ? "1" : Unit(terms: terms).description
  }
}
