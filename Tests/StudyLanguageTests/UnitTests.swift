import StudyLanguage
import TestKit
import Testing

/// Units through formulas, money through its series, and arithmetic that must be exact.
@Suite("A formula with units")
struct UnitTests {
  @Test(
    "has the unit of its operation",
    arguments: [
      ("x = 12 ad * 3 EUR/ad", "EUR"), ("x = 12 ad / 3 person", "ad/person"),
      ("x = (3 person)^2", "person^2"), ("x = sqrt((9 person)^2)", "person"),
      ("x = 12 ad + 3 ad", "ad"), ("x = -(12 ad)", "ad"), ("x = abs(-(12 ad))", "ad"),
      ("x = if 1 < 2 then 3 ad else 4 ad", "ad"), ("x = max(3 ad, 4 ad)", "ad"),
      ("x = 3 MEUR + 200 kEUR", "MEUR"), ("x = (110 to 500) EUR/ad", "EUR/ad"),
      ("x = 110 to 500 EUR/ad", "EUR/ad"), ("x = about 13000 person", "person"),
      ("x = count(12) ad", "ad"), ("x = normal(12 ad, 2 ad)", "ad"),
      ("x = gamma(shape: 3, rate: 0.1 1/day)", "day"), ("x = 0 + 3 ad", "ad"),
      ("x = 12 ad * 1 1/month", "ad/month"), ("x = 3 ad -> ad", "ad"),
      ("x = 62%", "1"), ("x = 178 report of 163000 report", "1"),
      ("x = quantiles({ 5%: 10 EUR, 50%: 20, 95%: 45 })", "?"),
      ("x = mixture({ 1: normal(10, 1) EUR, 2: normal(20, 2) EUR })", "EUR"),
    ]
  )
  func unit(code: String, unit: String) throws {
    guard unit != "?" else {
      // Bare numbers beside an amount are refused, as in every sum.
      #expect(try Checking.codes(code) == ["unit-clash"])
      return
    }
    let quantity = try #require(try Checking.study(code).quantity(named: "x"))
    #expect((quantity.unit.isOne ? "1" : quantity.unit.description) == unit)
  }

  @Test(
    "is exact where the numbers are certain",
    arguments: [
      // 8424 x 110 x 12 = 11,119,680 and 8424 x 500 x 12 = 50,544,000.
      ("x = 8424 ad * 110 EUR/ad/month * 12 month/year -> MEUR/year", 11.11968),
      ("x = 8424 ad * 500 EUR/ad/month * 12 month/year -> MEUR/year", 50.544),
      ("x = 37000 person * 62%", 22_940),
      ("x = 135 MUSD * 90%", 121.5),
      ("x = 62%", 0.62),
      ("x = 3 MEUR + 200 kEUR", 3.2),
      ("x = 1 week -> day", 7), ("x = 1_000 + 1e3", 2000), ("x = 2 ^ 3 ^ 2", 512),
      ("x = -2 ^ 2", -4), ("x = 7 - 2 - 1", 4), ("x = 8 / 4 / 2", 1),
      ("x = 2 + 3 * 4", 14),
    ]
  )
  func exact(code: String, value: Double) throws {
    #expect(try Checking.study(code).constant("x") == value)
  }

  @Test("may count things of its own")
  func declared() throws {
    let study = try Checking.study(
      """
      unit hotline, hotlines
      unit fortnight = 14 day
      x = 12 hotlines * 3 report/hotline
      y = 2 fortnight -> day
      """
    )
    #expect(study.quantity(named: "x")?.unit.description == "report")
    #expect(try study.constant("y") == 28)
  }

  @Test("prints percent only where all is percent")
  func percent() throws {
    let study = try Checking.study(
      "a = 62%\nb = a * 50%\nc = a * 2\nd = 1 - a\ne = a * 3 person"
    )
    #expect(study.quantity(named: "a")?.isPercent == true)
    #expect(study.quantity(named: "b")?.isPercent == true)
    #expect(study.quantity(named: "c")?.isPercent == false)
    #expect(study.quantity(named: "d")?.isPercent == true)
    #expect(study.quantity(named: "e")?.isPercent == false)
  }

  // MARK: Money

  @Test("changes the price year by the index, the currency by the rate, with its sources")
  func money() throws {
    let study = try Checking.study(
      """
      old = 10 MEUR(2014)
      now = old -> MEUR(2024)
      dollars = old -> MUSD(2014)
      both = old -> MUSD(2014) -> MUSD(2024)
      """
    )
    // Index 100 to 120, rate 1.25 USD per EUR, index 80 to 100: round figures of TinyEnvironment.
    #expect(try study.constant("now") == 12)
    #expect(try study.constant("dollars") == 12.5)
    #expect(try study.constant("both") == 15.625)
    #expect(study.conversions.count == 3)
    #expect(study.sources == ["cpi-fr", "fx", "cpi-us"])
  }

  @Test("is never silently of another year or currency")
  func moneyClash() throws {
    #expect(try Checking.codes("x = 1 EUR(2014) + 1 EUR(2024)") == ["unit-clash"])
    #expect(try Checking.codes("x = 1 EUR(2014) + 1 USD(2014)") == ["unit-clash"])
    #expect(try Checking.codes("x = 1 EUR(2014) + 1 EUR") == ["unit-clash"])
    #expect(try Checking.codes("x = 1 EUR(2014) -> USD(2024)") == ["unit-clash"])
  }

  // MARK: Holes

  @Test(
    "says the unit that a hole wants",
    arguments: [
      ("ads = 3 ad\nprice = ?\nx = ads * price -> EUR", "EUR/ad"),
      ("a = 3 ad + ?", "ad"), ("a = 3 ad\nb = a / ? -> ad/person", "person"),
      ("a = ?^2 + 4 person^2", "person"), ("a = ? * 2 + 3", "1"),
    ]
  )
  func hole(code: String, unit: String) throws {
    let outcome = try Checking.outcome("```ampleur\n\(code)\n```\n")
    #expect(outcome.diagnostics.map(\.code) == ["hole"])
    #expect(outcome.diagnostics.first?.primary.text == "wanted: \(unit)")
  }
}
