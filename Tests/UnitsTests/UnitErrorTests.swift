import TestKit
import Testing

@testable import Units

@Suite struct UnitErrorTests {
  let units = UnitSystem.standard()

  @Test(arguments: [
    ("", 0, "a unit is missing; write for instance ad or EUR/month"),
    ("EUR/moth", 4, "unknown unit moth; did you mean month?"),
    ("persn", 0, "unknown unit persn; did you mean person?"),
    ("hotline", 0, "unknown unit hotline; declare it with `unit hotline`"),
    ("annonces", 0, "unknown unit annonces; did you mean ad?"),
    ("meur/year", 0, "unknown unit meur; did you mean MEUR?"),
    ("eur", 0, "unknown unit eur; did you mean EUR?"),
    ("GBR", 0, "unknown unit GBR; did you mean GBP?"),
    ("EUT", 0, "unknown unit EUT; did you mean EUR?"),
    ("\u{20AC}/month", 0, "\u{20AC} is not a unit; write EUR"),
    ("M\u{20AC}", 0, "M\u{20AC} is not a unit; write MEUR"),
    ("ad/$", 3, "$ is not a unit; write USD, CAD, AUD, ... for the dollar meant"),
    ("dollars", 0, "dollars is not a unit; write USD, CAD, AUD, ... for the dollar meant"),
    ("EUR per ad", 4, "per is not a unit; write a slash, as in EUR/ad"),
    ("EUR ad", 4, "ad cannot stand here in a unit; write * or / between two units"),
    ("EUR/", 4, "the end cannot stand here in a unit; write a unit after * or /"),
    ("(ad/person", 10, "the end cannot stand here in a unit; close the parenthesis with )"),
    ("ad)", 2, ") cannot stand here in a unit; write * or / between two units"),
    ("ad\n", 2, "U+A cannot stand here in a unit; write * or / between two units"),
    ("&", 0, "& cannot stand here in a unit; write the name of a unit"),
    (
      "EUR/100 ad", 4,
      "a unit holds no number but 1, and this one holds 100; write the number before the unit"
    ),
    (
      "ad^x", 3,
      "nothing is not an exponent; write a whole number up to 64 as in ^2, "
        + "or a fraction as in ^(1/2)"
    ),
    (
      "ad^99999999999999999999", 3,
      "99999999999999999999 is not an exponent; write a whole number up to 64 as in ^2, "
        + "or a fraction as in ^(1/2)"
    ),
    ("EUR(14)", 4, "14 is not a price year; write four digits, as in EUR(2014)"),
    ("\u{2030}/EUR(", 8, "nothing is not a price year; write four digits, as in EUR(2014)"),
    ("ad(2014)", 2, "ad has no price year; only a currency has one, as in EUR(2014)"),
    ("kperson", 0, "the prefix k goes with currencies only; write thousand person"),
    ("Mads/year", 0, "the prefix M goes with currencies only; write million ads"),
  ])
  func `A fault in a unit has its place and says what to write`(
    text: String,
    offset: Int,
    sentence: String
  ) throws {
    let error = try #require(throws: UnitError.self) { try units.parse(text) }
    #expect(error.description == sentence)
    #expect(error.offset == offset)
  }

  @Test(arguments: [
    ("ad", "person", "ad and person are different things; multiply by a quantity in person/ad"),
    ("EUR/ad", "EUR", "EUR/ad and EUR are different things; multiply by a quantity in ad"),
    (
      "EUR", "MEUR/month",
      "EUR and MEUR/month are different things; divide by a quantity in month"
    ),
    ("ad", "1", "ad and a plain number are different things; divide by a quantity in ad"),
    ("1", "ad", "a plain number and ad are different things; multiply by a quantity in ad"),
    (
      "EUR/ad", "EUR/person",
      "EUR/ad and EUR/person are different things; multiply by a quantity in ad/person"
    ),
    (
      "kEUR(2014)/month", "ad/week",
      "kEUR(2014)/month and ad/week are different things; "
        + "multiply by a quantity in ad/EUR(2014)"
    ),
    (
      "ad", "EUR/day",
      "ad and EUR/day are different things; multiply by a quantity in EUR/ad/day"
    ),
    (
      "EUR", "USD",
      "EUR and USD are different money, and EUR has no price year; "
        + "write EUR(2016) where the amount enters, or multiply by a quantity in USD/EUR"
    ),
    (
      "EUR(2014)/ad", "EUR/ad",
      "EUR(2014)/ad and EUR/ad are different money, and EUR has no price year; "
        + "write EUR(2016) where the amount enters, or multiply by a quantity in EUR/EUR(2014)"
    ),
    (
      "MEUR(2014)", "EUR(2024)",
      "MEUR(2014) and EUR(2024) are different money; convert one of them, as in -> EUR(2024), "
        + "or multiply by a quantity in EUR(2024)/EUR(2014)"
    ),
  ])
  func `Adding different things names both and what is missing`(
    from: String,
    to: String,
    sentence: String
  ) throws {
    let error = try #require(throws: UnitError.self) {
      try units.scaling(from: parse(from), to: parse(to))
    }
    #expect(error.description == sentence)
    #expect(error.offset == nil)
    if case .differentThings(_, _, let missing) = error {
      #expect(throws: Never.self) {
        try units.scaling(from: parse(from) * missing, to: parse(to))
      }
    }
  }

  @Test func `A fault in a definition has its place and says what to write`() throws {
    var units = units
    let size = "bad needs a positive number in its definition that can be held exactly; got "
    let rows: [(name: String, definition: String, offset: Int?, sentence: String)] = [
      ("decade", "10 yaer", 3, "unknown unit yaer; did you mean year?"),
      ("bad", "1 / moth", 4, "unknown unit moth; did you mean month?"),
      ("bad", "0 day", nil, size + "0"), ("bad", "-3 day", nil, size + "-3"),
      ("bad", "1/0 day", nil, size + "1/0"), ("bad", "1e30 day", nil, size + "1e30"),
      ("bad", "", 0, "a unit is missing; write for instance ad or EUR/month"),
      ("year", "1 day", nil, "year is already a unit (365.2425 day); choose another name"),
      ("MEUR", "1 day", nil, "MEUR is already a unit (euro); choose another name"),
      (
        "2x", "1 day", nil,
        "2x cannot name a unit; a name is made of letters, digits and _, and begins with a letter"
      ),
      (
        "dollar", "1 USD", nil,
        "dollar cannot name a unit; "
          + "a name is made of letters, digits and _, and begins with a letter"
      ),
    ]
    for row in rows {
      let error = try #require(throws: UnitError.self) {
        try units.declare(row.name, as: row.definition)
      }
      #expect(error.description == row.sentence)
      #expect(error.offset == row.offset)
    }
  }

  @Test func `No text makes the reader stop dead`() {
    var generator = SplitMix(seed: 20_160_413)
    let pieces = [
      "EUR", "ad", "(", ")", "/", "*", "^", "2014", "1", "-", " ", "%", "\u{20AC}", "$", "k",
      "million", "month", "(2014)", "^(1/2)", "\u{E9}t\u{E9}", "\u{1F600}", "\0", ".", "e", "per",
      "\u{301}", "9999999999999999999999", "\n", "^64", "((((((((((((",
    ]
    var read = 0
    #if SlowTests
      let texts = 100_000
    #else
      let texts = 10_000
    #endif
    for _ in 0..<texts {
      var text = ""
      for _ in 0..<Int.random(in: 0...9, using: &generator) {
        if Int.random(in: 0..<8, using: &generator) == 0 {
          let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
          text.unicodeScalars.append(scalar ?? "x")
        } else {
          text += pieces.randomElement(using: &generator) ?? ""
        }
      }
      _ = try? units.size(of: "any", text)
      do throws(UnitError) {
        let unit = try units.parse(text)
        _ = units.factor(of: unit)
        read += 1
      } catch {
        #expect((error.offset ?? 0) <= text.utf8.count)
        #expect(!error.description.isEmpty)
      }
    }
    #expect(read > texts / 100)
  }

  @Test func `Deep parentheses are refused`() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: UnitError.tooDeep(offset: 32)) { try units.parse(text) }
  }

  private func parse(_ text: String) throws -> Unit {
    text == "1" ? .one : try units.parse(text)
  }
}
