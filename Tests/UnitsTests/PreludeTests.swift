import Testing

@testable import Units

@Suite struct PreludeTests {
  let units = UnitSystem.standard()

  @Test func `Every line of the shipped files is read and every name stands once`() {
    #expect(Prelude.read().problems == [])
    var seen: Set<String> = []
    for entry in units.entries {
      for name in [entry.name] + entry.aliases {
        #expect(seen.insert(name).inserted, "\(name) stands twice")
        #expect(units.refusals[name] == nil, "\(name) is both a unit and refused")
      }
    }
  }

  @Test func `A faulty line is reported and skipped`() {
    var prelude = Prelude()
    prelude.read(Array("unit x\nnonsense y\nunit z, zs = 3 lightyear | fr z\nprefix q\n".utf8))
    #expect(prelude.problems.count == 4)
    #expect(prelude.system.entries.isEmpty)
  }

  @Test func `All current currencies are there`() {
    // ISO 4217 list one of 2026-01-01 has 178 codes; XTS (tests) and XXX (none) are no money.
    let current = units.entries.filter { $0.source.contains("list one") }
    #expect(current.count == 176)
    #expect(
      current.allSatisfy {
        $0.kind == .currency && $0.name.count == 3 && $0.name == $0.name.uppercased()
      }
    )
    for code in ["EUR", "USD", "GBP", "CHF", "SEK", "XOF", "XCG", "ZWG"] {
      #expect(units.isUnitName(code))
    }
    #expect(!units.isUnitName("XXX"))
    // Withdrawn on joining the euro, and still met in older sources.
    #expect(units.isUnitName("FRF") && units.isUnitName("BGN"))
  }

  @Test(arguments: [
    "ad", "person", "report", "client", "visit", "url", "account", "site", "listing", "victim",
    "case", "night", "contract", "message", "image", "request", "referral", "content",
    "conviction", "procedure", "profile", "visitor", "network", "country", "centre",
  ])
  func `A count is a dimension of its own and has its plural`(name: String) throws {
    let entry = try #require(units.entry(for: name))
    #expect(entry.kind == .base)
    #expect(entry.dimension == Dimension(base: name))
    #expect(units.isUnitName(entry.aliases[0]))
    #expect(entry.aliases[0] == UnitSystem.regularPlural(of: name))
    #expect(!entry.about.english.isEmpty && !entry.about.french.isEmpty)
  }

  @Test func `The catalogue says what each unit is, in both languages`() throws {
    for entry in units.entries {
      #expect(!entry.source.isEmpty)
      #expect(!entry.english.plural.isEmpty && !entry.french.plural.isEmpty)
      #expect(!entry.about.english.isEmpty && !entry.about.french.isEmpty)
    }
    let month = try #require(units.entry(for: "months"))
    #expect(month.definition == "1/12 year")
    #expect(month.dimension.description == "time")
    #expect(month.french.plural == "mois")
    #expect(Set(units.names).count == units.names.count)
  }

  @Test func `Names of units are known with plural and prefix`() {
    for name in ["year", "MEUR", "kUSD", "bnEUR", "ads", "%", "million"] {
      #expect(units.isUnitName(name))
    }
    for name in ["kperson", "meur", "hotline", "EUR(2014)", "", "M"] {
      #expect(!units.isUnitName(name))
    }
  }
}
