/// A unit of measure: a product of named units with rational exponents, kept as it was written.
///
/// Equal names are merged, nothing else is: `ad` times `EUR/ad/month` times `month/year` is
/// `EUR/year`, while `month/year` stays what it is until it is converted. Two units are equal when
/// they hold the same names with the same exponents, in any order. A unit knows nothing of sizes
/// and dimensions; ``UnitSystem`` does.
///
/// ```
/// let units = UnitSystem.standard()
/// let price = try units.parse("EUR/ad/month")
/// let bill = try units.parse("ad") * price   // EUR/month
/// ```
public struct Unit: Sendable {
  /// The factors in the order in which they were first written.
  public let terms: [UnitTerm]

  /// The unit of plain numbers.
  public static let one = Unit(terms: [])

  /// Whether this is the unit of plain numbers.
  public var isOne: Bool { terms.isEmpty }

  init(terms: [UnitTerm]) {
    self.terms = terms
  }

  init(name: String, priceYear: Int? = nil, exponent: Rational = 1) {
    terms =
      exponent == 0 ? [] : [UnitTerm(name: name, priceYear: priceYear, exponent: exponent)]
  }

  // MARK: - Algebra

  /// The unit of a product.
  ///
  /// - Parameter other: The unit of the second factor.
  public func multiplied(by other: Unit) -> Unit {
    if isOne { return other }
    var merged = terms
    for term in other.terms {
      guard let place = merged.firstIndex(where: { $0.isSameAtom(as: term) }) else {
        merged.append(term)
        continue
      }
      merged[place] = UnitTerm(
        name: term.name,
        priceYear: term.priceYear,
        exponent: merged[place].exponent.addingClamped(term.exponent)
      )
    }
    return Unit(terms: merged.filter { $0.exponent != 0 })
  }

  /// The unit of a quotient.
  ///
  /// - Parameter other: The unit of the divisor.
  public func divided(by other: Unit) -> Unit {
    multiplied(by: other.inverse)
  }

  /// The unit of a power.
  ///
  /// - Parameter exponent: Any fraction. An exponent beyond the range of `Int` stays at its end.
  public func raised(to exponent: Rational) -> Unit {
    guard exponent != 0 else { return .one }
    return Unit(terms: terms.map { $0.raised(to: exponent) }.filter { $0.exponent != 0 })
  }

  /// The unit of a square root: `person^2` gives `person`.
  public var squareRoot: Unit {
    Rational(1, over: 2).map { raised(to: $0) } ?? self
  }

  /// The unit of one over a quantity: `person/year` gives `year/person`.
  public var inverse: Unit { raised(to: -1) }

  /// The unit of a product.
  public static func * (left: Unit, right: Unit) -> Unit { left.multiplied(by: right) }

  /// The unit of a quotient.
  public static func / (left: Unit, right: Unit) -> Unit { left.divided(by: right) }
}

extension Unit: Hashable {
  /// The same names with the same exponents, in any order.
  public static func == (left: Unit, right: Unit) -> Bool {
    left.terms.count == right.terms.count && left.terms.allSatisfy(right.terms.contains)
  }

  /// Feeds the terms into a hasher whatever their order.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(terms.reduce(0) { $0 ^ $1.hashValue })
  }
}

extension Unit: CustomStringConvertible {
  /// The unit as a study writes it: `MEUR/year`, `EUR/ad/month`, `1/year`, nothing for one.
  public var description: String { text(\.label) }

  /// The unit with each name written by the caller.
  func text(_ label: (UnitTerm) -> String) -> String {
    let above = terms.filter { $0.exponent > 0 }
    let below = terms.filter { $0.exponent < 0 }
    guard !terms.isEmpty else { return "" }
    let numerator =
      above.isEmpty ? "1" : above.map { $0.text(label: label($0)) }.joined(separator: "*")
    return below.reduce(numerator) { "\($0)/\($1.text(label: label($1)))" }
  }

  /// The unit as a message names it.
  var phrase: String { isOne ? "a plain number" : description }
}
