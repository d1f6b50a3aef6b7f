import Testing

@testable import Units

@Suite struct UnitNameTests {
  let units = UnitSystem.standard()

  @Test(arguments: [
    ("MEUR/year", "MEUR/year", "M\u{20AC}/an"), ("bnEUR", "bnEUR", "Md\u{20AC}"),
    ("EUR/ad/month", "EUR/ad/month", "\u{20AC}/annonce/mois"), ("ad", "ads", "annonces"),
    ("person", "persons", "personnes"), ("report", "reports", "signalements"),
    ("ad/person", "ads/person", "annonces/personne"), ("%", "%", "%"),
    ("MEUR(2014)/year", "MEUR(2014)/year", "M\u{20AC}(2014)/an"), ("kUSD", "kUSD", "kUSD"),
    ("1/year", "1/year", "1/an"), ("million EUR/year", "million EUR/year", "million \u{20AC}/an"),
    ("person^2", "person^2", "personne^2"), ("country", "countries", "pays"),
  ])
  func `Tables print a short form`(text: String, english: String, french: String) throws {
    let unit = try units.parse(text)
    #expect(units.displaySymbol(of: unit, language: .en) == english)
    #expect(units.displaySymbol(of: unit, language: .fr) == french)
  }

  @Test(arguments: [
    ("MEUR/year", "million euros a year", "millions d'euros par an"),
    ("EUR/ad/month", "euros per ad per month", "euros par annonce et par mois"),
    ("ad", "ads", "annonces"), ("report/year", "reports a year", "signalements par an"),
    ("EUR/hour", "euros an hour", "euros par heure"), ("%", "percent", "pour cent"),
    ("bnUSD(2014)", "billion US dollars of 2014", "milliards de dollars am\u{E9}ricains de 2014"),
    ("kEUR/person", "thousand euros per person", "milliers d'euros par personne"),
    ("1/year", "per year", "par an"), ("person*month", "person-months", "personnes-mois"),
    ("million ad/year", "million ads a year", "millions d'annonces par an"),
    ("million", "million", "millions"),
    ("phone", "phone numbers", "num\u{E9}ros de t\u{E9}l\u{E9}phone"),
    ("ad/MEUR", "ads per million euros", "annonces par million d'euros"),
  ])
  func `Sentences print words`(text: String, english: String, french: String) throws {
    let unit = try units.parse(text)
    #expect(units.name(of: unit, language: .en) == english)
    #expect(units.name(of: unit, language: .fr) == french)
  }

  @Test func `The singular is for one thing`() throws {
    let ad = try units.parse("ad")
    #expect(units.name(of: ad, language: .en, plural: false) == "ad")
    #expect(units.name(of: ad, language: .fr, plural: false) == "annonce")
    let money = try units.parse("MEUR/year")
    #expect(units.name(of: money, language: .en, plural: false) == "million euros a year")
    #expect(units.name(of: money, language: .fr, plural: false) == "million d'euros par an")
    #expect(units.name(of: .one, language: .fr).isEmpty)
  }

  @Test func `A declared unit is printed by its name`() throws {
    var units = units
    try units.declareBase("help_line", plural: "help_lines")
    let unit = try units.parse("help_lines/year")
    #expect(units.name(of: unit, language: .en) == "help lines a year")
    #expect(units.displaySymbol(of: unit, language: .en) == "help_lines/year")
    try units.declareBase(
      "tip",
      french: UnitEntry.Words(singular: "renseignement", plural: "renseignements")
    )
    #expect(units.name(of: try units.parse("tip"), language: .fr) == "renseignements")
  }
}
