import Testing
import TextCore

@testable import Units

@Suite struct MoneyTests {
  let units: UnitSystem

  init() {
    var units = UnitSystem.standard()
    // Round figures made up for the test, so that every factor can be checked by hand.
    units.money = MoneySeries(
      priceIndices: [
        "EUR": PriceIndex(
          name: LocalText("consumer prices, France"),
          values: [2014: 99.5, 2015: 100, 2024: 119.4, 2020: -1],
          sources: ["cpi-fr"]
        ),
        "USD": PriceIndex(
          name: LocalText("consumer prices, United States"),
          values: [2014: 236.7, 2024: 313.7],
          sources: ["cpi-us"]
        ),
      ],
      exchangeRates: [
        ExchangeRate(
          "USD",
          per: "EUR",
          name: LocalText("mean of the year"),
          values: [2014: 1.25, 2024: 1.08],
          sources: ["fx"]
        ),
        ExchangeRate(
          "GBP",
          per: "EUR",
          name: LocalText("mean of the year"),
          values: [2014: 0.8],
          sources: ["fx", "fx-gb"]
        ),
      ]
    )
    self.units = units
  }

  @Test func `The price year changes with the index of the currency`() throws {
    let conversion = try convert("MEUR(2014)/year", "MEUR(2024)/year")
    #expect(conversion.factor == .exact(try #require(Rational(1194, over: 995))))
    #expect(conversion.apply(99.5) == 119.4)
    #expect(conversion.sources == ["cpi-fr"])
    #expect(
      conversion.steps.map(\.text.english) == [
        "EUR(2014) to EUR(2024): times 119.4 / 99.5 (consumer prices, France, 2024 and 2014)"
      ]
    )
    #expect(
      conversion.steps.map { $0.text.french } == [
        "EUR(2014) en EUR(2024) : multipli\u{E9} par 119,4 / 99,5 "
          + "(consumer prices, France, 2024 et 2014)"
      ]
    )
  }

  @Test func `The currency changes with the rate of the price year`() throws {
    let there = try convert("EUR(2014)/ad", "kUSD(2014)/ad")
    #expect(there.factor == .exact(try #require(Rational(125, over: 100_000))))
    #expect(
      there.steps.map(\.text.english) == [
        "EUR(2014) to USD(2014): times 1.25 USD per EUR (mean of the year, 2014)"
      ]
    )
    let back = try convert("kUSD(2014)/ad", "EUR(2014)/ad")
    #expect(back.factor.multiplied(by: there.factor) == .one)
    #expect(
      back.steps.map(\.text.english) == [
        "USD(2014) to EUR(2014): divided by 1.25 USD per EUR "
          + "(mean of the year, 2014; inverse of the rate)"
      ]
    )
  }

  @Test func `Two currencies without a rate go through the euro and say so`() throws {
    let conversion = try convert("GBP(2014)", "USD(2014)")
    #expect(conversion.factor == .exact(try #require(Rational(25, over: 16))))
    #expect(
      conversion.steps.map(\.text.english) == [
        "GBP(2014) to EUR(2014): divided by 0.8 GBP per EUR "
          + "(mean of the year, 2014; inverse of the rate; cross rate through EUR)",
        "EUR(2014) to USD(2014): times 1.25 USD per EUR "
          + "(mean of the year, 2014; cross rate through EUR)",
      ]
    )
    #expect(conversion.sources == ["fx", "fx-gb"])
  }

  @Test func `Money below the line is converted the other way`() throws {
    let conversion = try convert("ad/EUR(2014)", "ad/USD(2014)")
    #expect(conversion.factor == .exact(try #require(Rational(4, over: 5))))
  }

  @Test func `A unit made of money is converted like money`() throws {
    var units = units
    try units.declare("passe", as: "50 EUR(2014)")
    let conversion = try units.conversion(
      from: units.parse("passe"),
      to: units.parse("USD(2014)")
    )
    #expect(conversion.factor == .exact(try #require(Rational(125, over: 2))))
  }

  @Test(arguments: [
    (
      "EUR(2014)", "USD(2024)",
      "EUR(2014) -> USD(2024) changes currency and price year at once, and the order matters; "
        + "write -> USD(2014) -> USD(2024) or -> EUR(2024) -> USD(2024)"
    ),
    (
      "kEUR(2014)/month", "MUSD(2024)/year",
      "kEUR(2014)/month -> MUSD(2024)/year changes currency and price year at once, "
        + "and the order matters; write -> MUSD(2014)/year -> MUSD(2024)/year "
        + "or -> MEUR(2024)/year -> MUSD(2024)/year"
    ),
    (
      "EUR", "EUR(2024)", "EUR has no price year; write EUR(2016) where the amount enters"
    ),
    ("MEUR/year", "USD/year", "EUR has no price year; write EUR(2016) where the amount enters"),
    (
      "EUR(2014)", "EUR",
      "EUR(2014) has a price year and EUR has none; write the year wanted, as in -> EUR(2024)"
    ),
    (
      "EUR(2014)", "EUR(2031)",
      "consumer prices, France: no value for 2031; there is one for 2014 to 2015, 2020, 2024"
    ),
    (
      "EUR(2014)", "EUR(2020)",
      "consumer prices, France: the value for 2020 must be a positive number, and it is -1.0"
    ),
    ("GBP(2024)", "EUR(2024)", "mean of the year: no value for 2024; there is one for 2014"),
    ("GBP(2024)", "USD(2024)", "mean of the year: no value for 2024; there is one for 2014"),
    (
      "GBP(2014)", "GBP(2024)", "no price index for GBP; there is one for EUR and USD"
    ),
    (
      "SEK(2014)", "EUR(2014)",
      "no exchange rate between SEK and EUR; there is one for GBP per EUR and USD per EUR"
    ),
    (
      "EUR(2014)/GBP(2014)", "EUR(2024)/GBP(2024)",
      "EUR(2014)/GBP(2014) -> EUR(2024)/GBP(2024) changes several currencies at once; "
        + "convert them one after the other"
    ),
    (
      "EUR(2014)/ad", "EUR(2024)",
      "EUR(2014)/ad and EUR(2024) are different things; "
        + "multiply by a quantity in EUR(2024)*ad/EUR(2014)"
    ),
  ])
  func `A conversion that cannot be made says why and what to write`(
    from: String,
    to: String,
    sentence: String
  ) throws {
    let error = try #require(throws: UnitError.self) { try convert(from, to) }
    #expect(error.description == sentence)
  }

  @Test func `Without series dated money is not converted`() throws {
    var units = units
    units.money = nil
    let prices = try #require(throws: UnitError.self) {
      try units.conversion(from: units.parse("EUR(2014)"), to: units.parse("EUR(2024)"))
    }
    #expect(prices.description == "no price index for EUR; no index is loaded")
    let rates = try #require(throws: UnitError.self) {
      try units.conversion(from: units.parse("EUR(2014)"), to: units.parse("USD(2014)"))
    }
    #expect(rates.description == "no exchange rate between EUR and USD; no rate is loaded")
  }

  private func convert(_ from: String, _ to: String) throws -> Conversion {
    try units.conversion(from: units.parse(from), to: units.parse(to))
  }
}
