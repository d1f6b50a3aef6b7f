import TextCore

extension UnitSystem {
  /// A currency with or without price year.
  struct Money: Hashable, CustomStringConvertible {
    let code: String
    let year: Int?

    var description: String { year.map { "\(code)(\($0))" } ?? code }
  }

  /// One money that takes the place of another, with the exponent they share.
  struct MoneyChange {
    let from: Money
    let to: Money
    let exponent: Rational
  }

  /// The change of money that makes up the whole difference of two units, if it is one.
  func change(of excess: Dimension, from: Unit, to: Unit) throws(UnitError) -> MoneyChange? {
    var moneys: [(money: Money, exponent: Rational)] = []
    for base in excess.exponents.keys.sorted() {
      guard let money = Money(base: base, in: self), let exponent = excess.exponents[base]
      else { return nil }
      moneys.append((money, exponent))
    }
    let before = dimension(of: from).exponents
    let after = dimension(of: to).exponents
    let leaving = moneys.filter {
      before[$0.money.description] == $0.exponent && after[$0.money.description] == nil
    }
    let coming = moneys.filter {
      after[$0.money.description] == $0.exponent.negated && before[$0.money.description] == nil
    }
    guard leaving.count == coming.count, leaving.count + coming.count == moneys.count
    else { return nil }
    guard leaving.count == 1 else {
      throw .severalCurrencies(from: from.description, to: to.description)
    }
    guard leaving[0].exponent == coming[0].exponent.negated else { return nil }
    return MoneyChange(
      from: leaving[0].money,
      to: coming[0].money,
      exponent: leaving[0].exponent
    )
  }

  /// How many units of the one money a unit of the other is, with the series used.
  func exchange(
    _ change: MoneyChange,
    from: Unit,
    to: Unit
  ) throws(UnitError) -> (ConversionFactor, [ConversionStep]) {
    let (old, new) = (change.from, change.to)
    guard let oldYear = old.year else { throw .noPriceYear(currency: old.code) }
    guard let newYear = new.year else {
      throw .noTargetYear(from: old.description, to: new.code)
    }
    if old.code == new.code {
      return try reprice(old.code, from: oldYear, to: newYear)
    }
    guard oldYear == newYear else {
      let first = to.replacing(new, by: Money(code: new.code, year: oldYear), in: self)
      let second = to.replacing(new, by: Money(code: old.code, year: newYear), in: self)
      // Only a route that the series at hand can go is advised; else what they lack is said.
      let ways = [first, second].filter { way in
        (try? conversion(from: from, to: way)) != nil
          && (try? conversion(from: way, to: to)) != nil
      }
      if ways.isEmpty {
        _ = try conversion(from: from, to: first)
        _ = try conversion(from: first, to: to)
      }
      throw .currencyAndYear(
        from: from.description,
        to: to.description,
        routes: ways.map { "-> \($0) -> \(to)" }
      )
    }
    return try exchangeRate(from: old.code, to: new.code, year: oldYear)
  }

  // MARK: - Price years

  private func reprice(
    _ code: String,
    from: Int,
    to: Int
  ) throws(UnitError) -> (ConversionFactor, [ConversionStep]) {
    let indices = money?.priceIndices ?? [:]
    guard let index = indices[code] else {
      throw .noPriceIndex(currency: code, available: indices.keys.sorted())
    }
    let before = try Self.value(of: index.values, in: index.name[.en], year: from)
    let after = try Self.value(of: index.values, in: index.name[.en], year: to)
    let step = ConversionStep(
      text: LocalText(
        "\(code)(\(from)) to \(code)(\(to)): times \(Self.english(after)) / "
          + "\(Self.english(before)) (\(index.name[.en]), \(to) and \(from))",
        "\(code)(\(from)) en \(code)(\(to)) : multipli\u{E9} par \(Self.french(after)) / "
          + "\(Self.french(before)) (\(index.name[.fr]), \(to) et \(from))"
      ),
      series: index.name,
      sources: index.sources
    )
    let factor = ConversionFactor(decimal: after).divided(by: ConversionFactor(decimal: before))
    return (factor, [step])
  }

  // MARK: - Currencies

  private func exchangeRate(
    from: String,
    to: String,
    year: Int
  ) throws(UnitError) -> (ConversionFactor, [ConversionStep]) {
    let series = ratesAtHand
    if let rate = series.rate(between: from, and: to) {
      let (factor, step) = try Self.applied(from, to, year: year, rate, through: nil)
      return (factor, [step])
    }
    var failure: UnitError?
    for pivot in series.pivots(between: from, and: to) {
      guard
        let first = series.rate(between: from, and: pivot),
        let second = series.rate(between: pivot, and: to)
      else { continue }
      do throws(UnitError) {
        let (into, stepIn) = try Self.applied(from, pivot, year: year, first, through: pivot)
        let (out, stepOut) = try Self.applied(pivot, to, year: year, second, through: pivot)
        return (into.multiplied(by: out), [stepIn, stepOut])
      } catch {
        failure = failure ?? error
      }
    }
    throw failure
      ?? .noExchangeRate(
        from: from,
        to: to,
        available: (money ?? MoneySeries()).exchangeRates.map { "\($0.quote) per \($0.base)" }
          .sorted()
      )
  }

  private static func applied(
    _ from: String,
    _ to: String,
    year: Int,
    _ rate: ExchangeRate,
    through pivot: String?
  ) throws(UnitError) -> (ConversionFactor, ConversionStep) {
    let number = try value(of: rate.values, in: rate.name[.en], year: year)
    let isInverse = rate.quote == from
    let cross = pivot.map { "; cross rate through \($0)" } ?? ""
    let crossFrench = pivot.map { " ; taux crois\u{E9} par \($0)" } ?? ""
    let step = ConversionStep(
      text: LocalText(
        "\(from)(\(year)) to \(to)(\(year)): \(isInverse ? "divided by" : "times") "
          + "\(english(number)) \(rate.quote) per \(rate.base) "
          + "(\(rate.name[.en]), \(year)\(isInverse ? "; inverse of the rate" : "")\(cross))",
        "\(from)(\(year)) en \(to)(\(year)) : "
          + "\(isInverse ? "divis\u{E9} par" : "multipli\u{E9} par") "
          + "\(french(number)) \(rate.quote) pour 1 \(rate.base) "
          + "(\(rate.name[.fr]), \(year)\(isInverse ? " ; inverse du taux" : "")\(crossFrench))"
      ),
      series: rate.name,
      sources: rate.sources
    )
    let factor = ConversionFactor(decimal: number)
    return (isInverse ? factor.inverse : factor, step)
  }

  /// The series at hand with the rates of the currencies that the euro replaced; a series of the
  /// same pair goes first.
  private var ratesAtHand: MoneySeries {
    var series = money ?? MoneySeries()
    for rate in euroRates where series.rate(between: rate.base, and: rate.quote) == nil {
      series.exchangeRates.append(rate)
    }
    return series
  }

  /// The years for which money of a currency can be converted, by its price index or an exchange
  /// rate, in order.
  ///
  /// - Parameter code: The code of a currency.
  public func priceYears(of code: String) -> [Int] {
    let index = money?.priceIndices[code].map { Array($0.values.keys) } ?? []
    let rates = ratesAtHand.exchangeRates.filter { $0.quote == code || $0.base == code }
    // The euro has years of its own only where a series says so.
    let own = code == "EUR" ? rates.filter { rate in !euroRates.contains(rate) } : rates
    return Set(index + own.flatMap { Array($0.values.keys) }).sorted()
  }

  // MARK: - Values

  private static func value(
    of values: [Int: Double],
    in series: String,
    year: Int
  ) throws(UnitError) -> Double {
    guard let value = values[year] else {
      throw .missingYear(series: series, year: year, available: values.keys.sorted())
    }
    guard value > 0, value.isFinite else {
      throw .invalidSeries(series: series, year: year, value: value.description)
    }
    return value
  }

  private static func english(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func french(_ value: Double) -> String {
    String(english(value).map { $0 == "." ? "," : $0 })
  }
}

extension UnitSystem.Money {
  /// The money that a base dimension stands for, or `nil` for anything else.
  init?(base: String, in system: UnitSystem) {
    let code = String(base.prefix { $0 != "(" })
    guard let entry = system.entry(for: code), entry.kind == .currency, entry.name == code
    else { return nil }
    self.code = code
    year = Int(base.dropFirst(code.count).filter(\.isNumber))
  }
}

extension Unit {
  /// The unit with one money in the place of another; prefixes stay.
  func replacing(
    _ old: UnitSystem.Money,
    by new: UnitSystem.Money,
    in system: UnitSystem
  ) -> Unit {
    Unit(
      terms: terms.map { term in
        guard
          term.priceYear == old.year, let found = system.lookUp(term.name),
          system.entries[found.entry].name == old.code
        else { return term }
        let prefix = found.prefix.map { system.prefixes[$0].symbol } ?? ""
        return UnitTerm(name: prefix + new.code, priceYear: new.year, exponent: term.exponent)
      }
    )
  }
}
