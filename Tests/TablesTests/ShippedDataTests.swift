import Foundation
import Tables
import TestKit
import Testing

@Suite("Shipped data sets")
struct ShippedDataTests {
  private let catalogue = DataCatalogue(root: shippedDatasets)

  /// The units that the shipped files use; each is one that the study language knows.
  private static let units: Set<String> = [
    "%", "ad", "ad/day", "bnUSD/year", "case", "centre", "content", "conviction", "country", "EUR",
    "EUR/ad/month", "EUR/month", "EUR/person/month", "EUR/person/year", "EUR/week", "EUR/year",
    "GBP", "GBP/EUR", "GBP/person/year", "GBP/visit", "GBP/year", "hour", "listing/month",
    "MEUR/year", "MGBP/year", "million person", "MUSD/year", "network", "organisation", "person",
    "procedure", "profile", "report", "request", "site", "url", "USD", "USD/ad", "USD/EUR",
    "USD/listing", "USD/month", "USD/year", "visit/person/week", "visit/year", "visitor",
    "week/year", "year",
  ]

  @Test("every data set passes its check")
  func sound() {
    let findings = catalogue.check { unit in
      Self.units.contains(unit) ? nil : "the unit '\(unit)' is not among those in use"
    }
    #expect(findings.isEmpty, "\(findings.map(\.description).joined(separator: "\n"))")
    #expect(catalogue.names.count == 33)
  }

  @Test("a change of one byte is found in every data set")
  func oneByte() throws {
    let manager = FileManager.default
    for name in catalogue.names {
      let folder = try TemporaryFolder()
      let copy = folder.url.appendingPathComponent(name)
      try manager.copyItem(at: shippedDatasets.appendingPathComponent(name), to: copy)
      try manager.copyItem(
        at: shippedDatasets.appendingPathComponent("sources.yaml"),
        to: folder.url.appendingPathComponent("sources.yaml")
      )
      let file = copy.appendingPathComponent("data.csv")
      var bytes = [UInt8](try Data(contentsOf: file))
      // A digit becomes another digit, so that only the digest can tell.
      let digit = try #require(bytes.lastIndex { (0x30...0x39).contains($0) })
      bytes[digit] = bytes[digit] == 0x31 ? 0x32 : 0x31
      try Data(bytes).write(to: file)
      let findings = DataCatalogue(root: folder.url).check()
      #expect(
        findings.contains { $0.file == "data.csv" && $0.sentence.contains("SHA-256 digest") },
        "\(name)"
      )
    }
  }

  /// Totals of the published figures, made with a separate reading of them in exact decimals.
  @Test(
    "the totals are those of the published figures",
    arguments: [
      ("pharos", "reports", 16, 2_672_258.0), ("pharos/variants", "reports", 31, 4_739_884),
      ("iwf", "assessed", 10, 2_320_223), ("iwf", "confirmed", 10, 1_319_947),
      ("ncmec/variants", "reports", 56, 619_793_414),
      ("ncmec/by-category", "reports", 65, 83_679_014),
      ("ncmec/by-country", "reports", 56, 9_816_791),
      ("ncmec/abuse-images", "reports", 14, 83_444_876),
      ("point-de-contact", "reports", 12, 318_568), ("vivastreet", "value", 16, 32_292_937.89),
      ("backpage", "revenue", 3, 290_300_000), ("aim-group", "value", 12, 178_458_507),
      ("fosta", "ads", 5, 479_056), ("germany-register", "persons", 7, 187_778),
      ("capture-histories", "count", 286, 37_813), ("ilo", "value", 23, 1_001_522_892_739),
      ("cpi-us", "index", 26, 5914.799), ("cpi-france/insee-mainland", "index", 18, 1660.19),
      ("fx-eur-usd", "usd_per_eur", 26, 30.7888), ("fx-eur-gbp", "gbp_per_eur", 26, 20.32157),
      ("urban-institute", "value", 10, 2302.6), ("national-accounts", "value", 16, 49_065),
    ]
  )
  func totals(address: String, column: String, rows: Int, total: Double) throws {
    let table = try catalogue.table(address)
    #expect(table.rowCount == rows)
    let sum = try table.numbers(column).reduce(0) { $0 + ($1 ?? 0) }
    // Decimals are summed in binary: a few units in the last place of the sum.
    #expect(isClose(sum, total, relative: 1e-13))
  }

  @Test("single values are those printed by their sources")
  func values() throws {
    // AFP/VNA, 2019: 163,000 reports in 2018; Next INpact, 2020: 52,219 in 2009.
    let pharos = try catalogue.load("pharos").series("reports")
    #expect(pharos[2018] == 163_000)
    #expect(pharos[2009] == 52_219)
    // Siècle Digital, 28 February 2024: 289,590 in 2020 and 175,924 in 2022.
    #expect(pharos[2020] == 289_590)
    #expect(pharos[2022] == 175_924)
    #expect(pharos.gaps.isEmpty)
    // NCMEC, CyberTipline 2022 Report: 32,059,029; the bundled count of 2024 is another column.
    let ncmec = try catalogue.load("ncmec")
    #expect(try ncmec.series("reports")[2022] == 32_059_029)
    #expect(try ncmec.series("reports")[2024] == nil)
    #expect(try ncmec.series("reports_bundled")[2024] == 20_512_803)
    // INHOPE Annual Report 2024: 2,497,438.
    #expect(try catalogue.load("inhope").series("urls")[2024] == 2_497_438)
    // Bureau of Labor Statistics, CUUR0000SA0, annual average 2024: 313.689.
    #expect(try catalogue.load("cpi-us").series("index")[2024] == 313.689)
  }

  @Test("the money series are complete from 2000 to 2024")
  func money() throws {
    for (name, column) in [
      ("cpi-france", "index"), ("cpi-us", "index"), ("fx-eur-usd", "usd_per_eur"),
      ("fx-eur-gbp", "gbp_per_eur"),
    ] {
      let series = try catalogue.load(name).series(column)
      #expect((2000...2024).allSatisfy { series[$0] != nil }, "\(name)")
      #expect(series.values.allSatisfy { $0 > 0 })
    }
    #expect(try catalogue.load("cpi-france").series("index")[2015] == 100)
  }

  @Test("the chained index of France stays within 0.03 of the INSEE level")
  func chainedIndex() throws {
    let france = try catalogue.load("cpi-france")
    let chained = try france.series("index")
    let insee = try france.series("index", of: "insee-mainland")
    for (year, level) in zip(insee.years, insee.values) {
      let ours = try #require(chained[year])
      #expect(abs(ours - level) <= 0.03 + 1e-9, "\(year)")
    }
  }

  @Test("the categories of NCMEC add up to the total of each year")
  func categories() throws {
    let table = try catalogue.table("ncmec/by-category")
    let totals = try catalogue.load("ncmec").series("reports")
    var sums: [Int: Double] = [:]
    for (year, value) in zip(try table.numbers("year"), try table.numbers("reports")) {
      let year = try #require(year.flatMap { Int(exactly: $0) })
      sums[year, default: 0] += value ?? 0
    }
    #expect(sums.count == 9)
    for (year, sum) in sums { #expect(totals[year] == sum, "\(year)") }
  }

  @Test("patterns have one digit a list and no one is unseen")
  func patterns() throws {
    let table = try catalogue.table("capture-histories")
    let lists = try table.column("lists").texts
    let patterns = try table.column("pattern").texts
    for (list, pattern) in zip(lists, patterns) {
      let list = try #require(list)
      let pattern = try #require(pattern)
      #expect(pattern.count == list.split(separator: "|").count)
      #expect(pattern.allSatisfy { $0 == "0" || $0 == "1" } && pattern.contains("1"))
    }
    // Home Office, 2014: 2,744 potential victims on six lists.
    let names = try table.column("table").texts
    let counts = try table.numbers("count")
    let total = zip(names, counts).reduce(0.0) { sum, row in
      row.0 == "uk_2013_six_lists" ? sum + (row.1 ?? 0) : sum
    }
    #expect(total == 2744)
  }

  @Test("the sources of the example study are in the library")
  func sources() throws {
    let library = try catalogue.sources()
    #expect(library.keys.count == 206)
    #expect(library.contains("scelles-2016") && library.contains("mdn-vivastreet-2018"))
    #expect(library.keys.allSatisfy { !$0.hasPrefix("seed-") })
    #expect(
      try library.item("scelles-2016").citation(in: .fr)
        == "Fondation Scelles (2016). Prox\u{E9}n\u{E9}tisme en ligne sur des sites de petites "
        + "annonces. https://www.fondationscelles.org/fr/actualites?view=article&id=137 "
        + "(consult\u{E9} le 21 novembre 2026)"
    )
    for item in try library.items() {
      #expect(!item.title.isEmpty && !item.note.isEmpty, "\(item.id)")
      #expect(item.citation(in: .en).contains(item.title))
    }
  }
}
