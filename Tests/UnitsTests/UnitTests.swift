import TestKit
import Testing

@testable import Units

@Suite struct UnitTests {
  let units = UnitSystem.standard()

  @Test func `Equal names merge and nothing else does`() throws {
    let revenue =
      try units.parse("ad") * units.parse("EUR/ad/month") * units.parse("month/year")
    #expect(revenue.description == "EUR/year")
    #expect(try units.parse("month/year").description == "month/year")
    #expect(try (units.parse("ad") / units.parse("ads")).isOne)
    #expect(Unit.one.description == "")
  }

  @Test(arguments: [
    ("MEUR/year", "MEUR/year"), ("EUR(2014)/ad/month", "EUR(2014)/ad/month"),
    ("persons", "person"), ("1/day", "1/day"), ("person^2", "person^2"), ("%", "%"),
    ("percent", "%"), ("bnEUR ( 2014 )", "bnEUR(2014)"), ("ad * person", "ad*person"),
    ("EUR/(ad*month)", "EUR/ad/month"), ("EUR/ad*month", "EUR*month/ad"),
    ("person^(1/2)", "person^(1/2)"), ("person^-2", "1/person^2"),
    ("(ad/person)^2", "ad^2/person^2"),
    ("million EUR/year", "million*EUR/year"), ("1", ""), ("\u{2030}", "per_mille"),
    ("URLs", "url"), ("person^0", ""), ("ad\u{B7}person", "ad*person"), ("  ad  ", "ad"),
  ])
  func `A unit is printed as a study writes it, and read again`(text: String, printed: String)
    throws
  {
    let unit = try units.parse(text)
    #expect(unit.description == printed)
    if !unit.isOne {
      #expect(try units.parse(unit.description) == unit)
    }
  }

  @Test func `Units form a group whatever the order`() throws {
    var generator = SplitMix(seed: 4217)
    for _ in 0..<2000 {
      let (a, b, c) = (
        randomUnit(&generator), randomUnit(&generator), randomUnit(&generator)
      )
      #expect((a * b) * c == a * (b * c))
      #expect(a * b == b * a)
      #expect((a * b).hashValue == (b * a).hashValue)
      #expect((a / a).isOne)
      #expect(a * .one == a)
      #expect(a / b == a * b.inverse)
      #expect((a * b).squareRoot * (a * b).squareRoot == a * b)
      #expect((a * b).raised(to: 3) == a.raised(to: 3) * b.raised(to: 3))
      let (left, right) = (units.dimension(of: a), units.dimension(of: b))
      #expect(units.dimension(of: a * b) == left.multiplied(by: right))
      #expect(units.dimension(of: a / b) == left.divided(by: right))
      if !a.isOne { #expect(try units.parse(a.description) == a) }
    }
  }

  @Test func `Exponents beyond the range stay at its end`() {
    var unit = Unit(name: "person", exponent: 64)
    for _ in 0..<64 { unit = unit.raised(to: 64) }
    #expect(unit.terms.first?.exponent == Rational(Int.max))
    #expect(units.dimension(of: unit * unit).exponents["person"] == Rational(Int.max))
    var day = Unit(name: "day", exponent: 64)
    for _ in 0..<64 { day = day.raised(to: 64) }
    #expect(units.factor(of: day) == .approximate(.infinity))
  }

  private func randomUnit(_ generator: inout SplitMix) -> Unit {
    let atoms = ["ad", "person", "year", "MEUR", "month", "%"]
    var unit = Unit.one
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      guard let name = atoms.randomElement(using: &generator) else { continue }
      let year = name == "MEUR" && Bool.random(using: &generator) ? 2014 : nil
      unit =
        unit
        * Unit(
          name: name,
          priceYear: year,
          exponent: Rational(
            Int.random(in: -4...4, using: &generator),
            over: Int.random(in: 1...3, using: &generator)
          )
            ?? 1
        )
    }
    return unit
  }
}
