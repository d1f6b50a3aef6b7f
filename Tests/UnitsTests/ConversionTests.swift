import Testing

@testable import Units

@Suite struct ConversionTests {
  let units = UnitSystem.standard()

  @Test func `The example of the design converts to the nearest double`() throws {
    // 8,424 ads at 110 EUR a month: 11,119,680 EUR a year (chain VIVASTREET, step 1).
    let unit = try units.parse("ad") * units.parse("EUR/ad/month") * units.parse("month/year")
    let conversion = try units.conversion(from: unit, to: units.parse("MEUR/year"))
    #expect(conversion.factor == .exact(Rational(1, over: 1_000_000) ?? 0))
    #expect(conversion.apply(8424 * 110 * 12) == 11.11968)
    #expect(conversion.steps.isEmpty)
    let monthly = try units.conversion(
      from: units.parse("EUR/month"),
      to: units.parse("MEUR/year")
    )
    #expect(monthly.apply(926_640) == 11.11968)
  }

  // Years of 365.2425 days (Gregorian calendar), months of a twelfth of a year.
  @Test(arguments: [
    ("year", "second", 31_556_952, 1), ("month", "second", 2_629_746, 1),
    ("year", "month", 12, 1), ("quarter", "month", 3, 1), ("week", "day", 7, 1),
    ("year", "day", 146_097, 400), ("day", "year", 400, 146_097), ("month/year", "1", 1, 12),
    ("%", "1", 1, 100), ("per_mille", "%", 1, 10), ("ppm", "1", 1, 1_000_000),
    ("MEUR/year", "kEUR/month", 1000, 12), ("bnEUR", "MEUR", 1000, 1),
    ("million EUR", "MEUR", 1, 1), ("thousand person", "persons", 1000, 1),
    ("1/day", "1/week", 7, 1), ("%^(1/2)", "1", 1, 10), ("MEUR(2014)", "EUR(2014)", 1_000_000, 1),
    ("EUR/ad/month", "EUR/ad/year", 12, 1), ("ad", "ad", 1, 1),
  ])
  func `Factors are exact fractions`(from: String, to: String, top: Int, bottom: Int) throws {
    let target = to == "1" ? Unit.one : try units.parse(to)
    let conversion = try units.conversion(from: units.parse(from), to: target)
    #expect(conversion.factor == .exact(try #require(Rational(top, over: bottom))))
    let scaling = try units.scaling(from: units.parse(from), to: target)
    #expect(scaling == conversion)
  }

  @Test func `There and back is exactly one`() throws {
    let families = [
      ["second", "minute", "hour", "day", "week", "month", "quarter", "year"],
      ["EUR/year", "kEUR/month", "MEUR/week", "bnEUR/day"], ["1", "%", "per_mille", "ppm"],
    ]
    for family in families {
      let members = try family.map { try units.parse($0) }
      for from in members {
        for to in members {
          let there = try units.conversion(from: from, to: to)
          let back = try units.conversion(from: to, to: from)
          #expect(there.factor.multiplied(by: back.factor) == .one)
          #expect(there.factor.inverse == back.factor)
          #expect(from != to || there.isIdentity)
        }
      }
    }
  }

  @Test func `Whole values come back unchanged where the factor is whole`() throws {
    let there = try units.conversion(from: units.parse("year"), to: units.parse("second"))
    let back = try units.conversion(from: units.parse("second"), to: units.parse("year"))
    for value in stride(from: 1.0, through: 100_000, by: 17) {
      #expect(back.apply(there.apply(value)) == value)
    }
  }

  @Test func `NaN and infinity stay what they are`() throws {
    let conversion = try units.conversion(from: units.parse("year"), to: units.parse("month"))
    #expect(conversion.apply(.nan).isNaN)
    #expect(conversion.apply(-.infinity) == -.infinity)
  }

  @Test func `Each currency and each price year is a dimension`() throws {
    let dimensions = try ["EUR", "EUR(2014)", "EUR(2024)", "USD", "USD(2014)"].map {
      units.dimension(of: try units.parse($0))
    }
    #expect(Set(dimensions).count == 5)
    let price = units.dimension(of: try units.parse("MEUR(2014)/ad/month"))
    #expect(price.description == "EUR(2014)/ad/time")
    #expect(units.dimension(of: .one).description == "1")
    #expect(units.areCommensurable(try units.parse("EUR/month"), try units.parse("kEUR/year")))
    #expect(!units.areCommensurable(try units.parse("ad"), try units.parse("person")))
  }

  // MARK: - Declared units

  @Test func `A study declares counts and units of its own`() throws {
    var units = units
    try units.declareBase("hotline")
    try units.declare("fortnight", as: "14 day")
    try units.declare("passe", as: "50 EUR(2015)")
    try units.declare("density", as: "ad/person")
    try units.declare("rate", as: "1/week")
    try units.declare("score", as: "20")
    #expect(try units.parse("hotlines").description == "hotline")
    #expect(units.isUnitName("fortnights"))
    let weeks = try units.conversion(from: units.parse("fortnight"), to: units.parse("week"))
    #expect(weeks.factor == .exact(2))
    let money = try units.conversion(from: units.parse("passes"), to: units.parse("EUR(2015)"))
    #expect(money.factor == .exact(50))
    let rate = try units.conversion(from: units.parse("rate"), to: units.parse("1/day"))
    #expect(rate.factor == .exact(try #require(Rational(1, over: 7))))
    #expect(!UnitSystem.standard().isUnitName("hotline"))
  }

  @Test func `A study may repeat a shipped count once`() throws {
    var units = units
    try units.declareBase("site")
    #expect(throws: UnitError.alreadyDefined(name: "site", meaning: "a count")) {
      try units.declareBase("site")
    }
  }
}
