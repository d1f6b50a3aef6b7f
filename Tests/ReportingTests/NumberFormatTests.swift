import Reporting
import Testing

/// Expected texts are written by hand from the rules of `NumberFormat` and DESIGN section 7.
@Suite struct NumberFormatTests {
  let en = NumberFormat(language: .en)
  let fr = NumberFormat(language: .fr)

  @Test func `thousands and decimals follow the language`() {
    #expect(en.fixed(1234.5, decimals: 1) == "1,234.5")
    #expect(fr.fixed(1234.5, decimals: 1) == "1\u{202F}234,5")
    #expect(en.fixed(163_000, decimals: 0) == "163,000")
    #expect(fr.fixed(1_234_567, decimals: 0) == "1\u{202F}234\u{202F}567")
    #expect(en.fixed(999, decimals: 0) == "999")
    #expect(en.integer(-8424) == "\u{2212}8,424")
  }

  @Test(arguments: [
    // value, decimals, text: half away from zero on the shortest decimal form
    (2.675, 2, "2.68"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (9.996, 2, "10.00"),
    (0.05, 1, "0.1"), (0.04, 1, "0.0"), (12_345, -2, "12,300"), (950, -3, "1,000"),
    (449, -3, "0"), (1e-7, 3, "0.000"), (123_456_789.0, 0, "123,456,789"), (5, 2, "5.00"),
  ])
  func `fixed decimals round half away from zero`(value: Double, decimals: Int, text: String) {
    #expect(en.fixed(value, decimals: decimals) == text)
  }

  @Test func `a number that rounds to zero has no sign`() {
    #expect(en.fixed(-0.0, decimals: 0) == "0")
    #expect(en.fixed(-0.04, decimals: 1) == "0.0")
    #expect(en.rounded(-3, uncertainty: 5000) == "0")
    #expect(en.signed(0.004, decimals: 2) == "0.00")
    #expect(en.signed(-0.004, decimals: 2) == "0.00")
    #expect(en.signed(3.14, decimals: 1) == "+3.1")
    #expect(en.signed(-3.14, decimals: 1) == "\u{2212}3.1")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `a number that is not finite is a word`(value: Double) {
    #expect(en.fixed(value, decimals: 2) == "undefined")
    #expect(fr.rounded(value, uncertainty: 1) == "non d\u{E9}fini")
    #expect(en.significant(value) == "undefined")
    #expect(en.exact(value) == "undefined")
    #expect(en.percent(value) == "undefined")
    #expect(fr.signed(value, decimals: 1) == "non d\u{E9}fini")
  }

  @Test(arguments: [
    // value, uncertainty, text: two significant digits of the uncertainty
    (19.04321, 9.4, "19.0"), (19.04321, 12, "19"), (12_345, 6000, "12,300"),
    (0.123456, 0.00097, "0.12346"), (0.62, 0.996, "0.6"), (1234.5678, 0.1, "1,234.57"),
    (19.5, 0, "19.5"), (0.1 + 0.2, 0, "0.3"), (8424, 0, "8,424"), (19.04, .nan, "19.0"),
    (19.04, .infinity, "19.0"), (19.04, -1, "19.0"),
  ])
  func `digits follow the uncertainty`(value: Double, uncertainty: Double, text: String) {
    #expect(en.rounded(value, uncertainty: uncertainty) == text)
  }

  @Test func `very large and very small numbers have a power of ten`() {
    #expect(en.significant(1.2345e18, digits: 3) == "1.23\u{A0}\u{D7}\u{A0}10\u{B9}\u{2078}")
    #expect(
      en.significant(-4.2e-12, digits: 2)
        == "\u{2212}4.2\u{A0}\u{D7}\u{A0}10\u{207B}\u{B9}\u{B2}"
    )
    #expect(fr.exact(1.5e300) == "1,5\u{A0}\u{D7}\u{A0}10\u{B3}\u{2070}\u{2070}")
    #expect(en.rounded(3, uncertainty: 1e-11).hasPrefix("3.000"))
    #expect(en.exact(.leastNonzeroMagnitude).contains("10"))
    #expect(en.exact(0) == "0")
  }

  @Test func `percent and units stand as the language wants`() {
    #expect(en.percent(0.62) == "62%")
    #expect(fr.percent(0.62) == "62\u{202F}%")
    #expect(fr.percent(0.07, uncertainty: 0.004) == "7,00\u{202F}%")
    #expect(en.quantity("540", unit: "EUR") == "540 EUR")
    #expect(fr.quantity("540", unit: "EUR") == "540\u{202F}EUR")
    #expect(en.quantity("540", unit: "\u{20AC}") == "\u{20AC}540")
    #expect(en.quantity("\u{2212}540", unit: "\u{20AC}") == "\u{2212}\u{20AC}540")
    #expect(fr.quantity("540", unit: "\u{20AC}") == "540\u{202F}\u{20AC}")
    #expect(en.quantity("3", unit: "") == "3")
    #expect(en.quantity("undefined", unit: "EUR") == "undefined")
  }

  @Test func `intervals print in words`() {
    #expect(en.between(.sentence(11.8, 30.6)) == "between 12 and 31")
    #expect(fr.between(.sentence(11.8, 30.6)) == "entre 12 et 31")
    #expect(
      fr.range(.sentence(15_000, 20_000), unit: "personnes")
        == "15\u{202F}000 \u{E0} 20\u{202F}000\u{202F}personnes"
    )
    #expect(
      en.range(IntervalDigits(low: 1, high: 2, decimals: 0), unit: "\u{20AC}")
        == "\u{20AC}1 to \u{20AC}2"
    )
    #expect(en.range(IntervalDigits(low: -3, high: 5, decimals: 0)) == "\u{2212}3.0 to 5.0")
  }

  @Test func `a skewed interval does not lose its lower end`() {
    #expect(en.range(.table(5.2, 52)) == "5.2 to 52")
    #expect(en.range(.sentence(5.2, 252)) == "5.2 to 250")
    #expect(en.range(.sentence(0.3, 120)) == "0.30 to 120")
    #expect(en.range(.sentence(-252, -5.2)) == "\u{2212}250 to \u{2212}5.2")
    #expect(en.range(.sentence(12, 31)) == "12 to 31")
  }

  @Test func `equal ends are printed as the value`() {
    #expect(en.range(.table(2.4, 2.4)) == "2.4 to 2.4")
    #expect(en.range(.sentence(125_432.5, 125_432.5)) == "125,432.5 to 125,432.5")
    #expect(en.range(.table(0.1 + 0.2, 0.3)) == "0.3 to 0.3")
    #expect(en.range(.table(1.0 / 3, 1.0 / 3)) == "0.3333 to 0.3333")
  }

  @Test func `sentences keep two digits and the ends apart`() {
    #expect(IntervalDigits.sentence(11.8, 30.6).decimals == 0)
    #expect(IntervalDigits.sentence(118, 306).decimals == -1)
    #expect(IntervalDigits.sentence(30.1, 30.3).decimals == 1)
    #expect(en.range(.sentence(.nan, 3)) == "undefined to 3.00")
  }

  @Test func `rounding again changes nothing`() {
    // Law: a printed number, read back, prints the same.
    var value = 1.0e-6
    while value < 1e9 {
      let text = en.significant(value, digits: 3)
      let plain = String(text.filter { $0 != "," })
      if let back = Double(plain) { #expect(en.significant(back, digits: 3) == text) }
      value *= 1.7
    }
  }
}
