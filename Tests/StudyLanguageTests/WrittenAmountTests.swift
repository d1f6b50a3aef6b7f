import StudyLanguage
import StudySyntax
import TestKit
import Testing
import Units

/// Amounts as people write them, and money that the euro replaced.
@Suite("A written amount")
struct WrittenAmountTests {
  @Test(
    "may have its multiplier before its unit",
    arguments: [
      ("x = 540 million EUR -> EUR", 540e6), ("x = 5 thousand ad -> ad", 5000),
      ("x = 2 billion EUR/year -> MEUR/year", 2000), ("x = 5 thousand*ad -> ad", 5000),
      ("x = 20 MEUR -> million EUR", 20), ("x = 3 million EUR(2014) -> MEUR(2014)", 3),
    ]
  )
  func multiplier(code: String, value: Double) throws {
    #expect(try Checking.study(code).constant("x") == value)
  }

  @Test("knows the multipliers of the catalogue of units, and no others")
  func catalogue() {
    let names = UnitSystem.standard().entries.filter { $0.kind == .multiplier }.map(\.name)
    #expect(UnitWords.multipliers == Set(names))
  }

  @Test("ends its unit before a word of the language")
  func reserved() throws {
    let study = try Checking.study(
      "x = 5 million EUR to 10 million EUR\ny = 2 million EUR\n  label \"Y\""
    )
    #expect(study.quantity(named: "x")?.unit.description == "million*EUR")
  }

  @Test(
    "in a currency that the euro replaced converts at the rate that was fixed",
    arguments: [
      // Council Regulations (EC) 2866/98, 1478/2000, 1086/2006, 1134/2007, 1135/2007, 694/2008,
      // (EU) 671/2010, 870/2013, 851/2014, 2022/1208, 2025/1409: units of it per euro.
      ("FRF", "6.55957", 2001), ("DEM", "1.95583", 2001), ("ITL", "1936.27", 2001),
      ("ESP", "166.386", 2001), ("BEF", "40.3399", 2001), ("LUF", "40.3399", 2001),
      ("NLG", "2.20371", 2001), ("ATS", "13.7603", 2001), ("PTE", "200.482", 2001),
      ("FIM", "5.94573", 2001), ("IEP", "0.787564", 2001), ("GRD", "340.750", 2001),
      ("SIT", "239.640", 2007), ("CYP", "0.585274", 2008), ("MTL", "0.429300", 2008),
      ("SKK", "30.1260", 2009), ("EEK", "15.6466", 2011), ("LVL", "0.702804", 2014),
      ("LTL", "3.45280", 2015), ("HRK", "7.53450", 2023), ("BGN", "1.95583", 2026),
    ]
  )
  func legacy(code: String, rate: String, year: Int) throws {
    let study = try Checking.study("x = \(rate) \(code)(\(year)) -> EUR(\(year))")
    // One euro, up to the rounding of a product and a quotient.
    #expect(abs(try study.constant("x") - 1) < 1e-15)
    #expect(study.conversions.first?.text.english.contains("Council Regulation") == true)
  }

  @Test("in francs converts as printed, and across the euro")
  func francs() throws {
    let printed = try Checking.study("x = 655.957 FRF(2001) -> EUR(2001)").constant("x")
    #expect(abs(printed - 100) < 1e-12)
    // 6.55957 / 1.95583 francs a mark.
    let cross = try Checking.study("x = 1 DEM(2000) -> FRF(2000)").constant("x")
    #expect(abs(cross - 3.3538548851382788) < 1e-14)
    // Before 1999 by convention, as national series in fixed euros are.
    #expect(try Checking.codes("x = 1 FRF(1995) -> EUR(1995)") == [])
    #expect(try Checking.codes("x = 1 FRF(2016) -> EUR(2016)") == ["unit-clash"])
  }

  @Test("is refused with years that exist")
  func years() throws {
    let outcome = try Checking.outcome("```ampleur\nx = 5 FRF -> EUR(2001)\n```\n")
    #expect(outcome.diagnostics.first?.help?.contains("`FRF(2001)`") == true)
  }

  @Test("of a mixture may be a bare 0")
  func zero() throws {
    let study = try Checking.study("x = mixture({ 70%: 0, 30%: 10 EUR to 20 EUR })")
    #expect(study.quantity(named: "x")?.unit.description == "EUR")
  }

  @Test("may be the tolerance of a check, which a share of 100 % and more may not")
  func tolerance() throws {
    let study = try Checking.study("x = 14 EUR\ncheck x within 500 EUR of 14 kEUR")
    #expect(study.checks.first?.relation == .withinAmount(500))
    #expect(try Checking.codes("x = 14 EUR\ncheck x within 5 of 14 EUR") == ["malformed-check"])
    #expect(try Checking.codes("x = 14 EUR\ncheck x within 99% of 14 EUR") == [])
    #expect(try Checking.codes("x = 14 EUR\ncheck x within 5 ad of 14 EUR") == ["unit-clash"])
  }
}
