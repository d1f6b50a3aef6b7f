extension UnitSystem {
  /// Whether two units measure the same thing, so that values in them may be added and compared.
  public func areCommensurable(_ first: Unit, _ second: Unit) -> Bool {
    first == second || dimension(of: first) == dimension(of: second)
  }

  /// The conversion that adding or comparing two values implies: of size, never of money.
  ///
  /// - Parameters:
  ///   - from: The unit of the value that is converted.
  ///   - to: The unit of the other value.
  /// - Returns: A conversion without steps.
  /// - Throws: ``UnitError/differentThings(from:to:missing:)`` with the factor that is missing, or
  ///   for money of different currencies or price years what to write.
  public func scaling(from: Unit, to: Unit) throws(UnitError) -> Conversion {
    let ratio = from / to
    let excess = dimension(of: ratio)
    guard excess.isDimensionless else {
      if let money = try change(of: excess, from: from, to: to) {
        let undated = [money.from, money.to].first { $0.year == nil }
        throw .differentMoney(
          from: from.description,
          to: to.description,
          undated: undated?.code,
          missing: missing(excess, from, to)
        )
      }
      throw .differentThings(
        from: from.phrase,
        to: to.phrase,
        missing: missing(excess, from, to)
      )
    }
    return Conversion(from: from, to: to, factor: factor(of: ratio), steps: [])
  }

  /// The conversion that `->` asks for: of size, and of money by the series at hand.
  ///
  /// Money changes its price year with the price index of its currency, or its currency with the
  /// exchange rate of its price year: by a series, by its inverse, or by two of them through a
  /// third currency. The two changes are never made at once, because their order matters.
  ///
  /// - Parameters:
  ///   - from: The unit of the values that are there.
  ///   - to: The unit that is wanted.
  /// - Returns: The factor, exact wherever it fits, and the series used.
  /// - Throws: ``UnitError`` where the units measure different things, a price year is missing,
  ///   currency and price year change at once, or a series lacks the year.
  public func conversion(from: Unit, to: Unit) throws(UnitError) -> Conversion {
    let ratio = from / to
    let excess = dimension(of: ratio)
    let size = factor(of: ratio)
    if excess.isDimensionless {
      return Conversion(from: from, to: to, factor: size, steps: [])
    }
    guard let money = try change(of: excess, from: from, to: to) else {
      throw .differentThings(
        from: from.phrase,
        to: to.phrase,
        missing: missing(excess, from, to)
      )
    }
    let (rate, steps) = try exchange(money, from: from, to: to)
    return Conversion(
      from: from,
      to: to,
      factor: size.multiplied(by: rate.raised(to: money.exponent)),
      steps: steps
    )
  }

  // MARK: - Different things

  /// The unit by which `from` must be multiplied to be `to`, in the units of time used there.
  private func missing(_ excess: Dimension, _ from: Unit, _ to: Unit) -> Unit {
    let missing = excess.raised(to: -1)
    let timeUnit =
      (to.terms + from.terms).first { dimension(of: Unit(name: $0.name)) == Self.time }?.name
      ?? "year"
    return missing.exponents.keys.sorted().reduce(Unit.one) { unit, base in
      let exponent = missing.exponents[base] ?? 0
      return unit
        * (base == "time"
          ? Unit(name: timeUnit, exponent: exponent)
          : moneyOrCount(base).raised(to: exponent))
    }
  }

  private static let time = Dimension(base: "time")

  private func moneyOrCount(_ base: String) -> Unit {
    guard let money = Money(base: base, in: self) else { return Unit(name: base) }
    return Unit(name: money.code, priceYear: money.year)
  }
}
