/// One named factor of a unit, with its exponent: `MEUR(2014)`, or `year` to the power -1.
public struct UnitTerm: Hashable, Sendable {
  /// The unit's name in the singular, with the prefix of a currency: `ad`, `MEUR`, `%`.
  public let name: String
  /// The price year of dated money, else `nil`.
  public let priceYear: Int?
  /// The exponent, never 0 inside a unit.
  public let exponent: Rational

  /// The name with its price year, without the exponent: `MEUR(2014)`.
  public var label: String {
    priceYear.map { "\(name)(\($0))" } ?? name
  }

  func raised(to exponent: Rational) -> UnitTerm {
    UnitTerm(
      name: name,
      priceYear: priceYear,
      exponent: self.exponent.multipliedClamped(by: exponent)
    )
  }

  func isSameAtom(as other: UnitTerm) -> Bool {
    name == other.name && priceYear == other.priceYear
  }

  /// The label with the exponent made positive, as it stands on either side of a slash.
  func text(label: String) -> String {
    let size = exponent < 0 ? exponent.negated : exponent
    if size == 1 { return label }
    return size.isInteger ? "\(label)^\(size)" : "\(label)^(\(size))"
  }
}
