import Foundation
import Tables
import Testing

/// What the shipped rows say, and what must not stand among them.
@Suite("Shipped rows")
struct ShippedRowsTests {
  private let catalogue = DataCatalogue(root: shippedDatasets)

  private func rows(_ address: String) throws -> [[String: String]] {
    let table = try catalogue.table(address)
    return (0..<table.rowCount).map { row in
      Dictionary(
        uniqueKeysWithValues: table.columns.map { ($0.name, $0.texts[row] ?? "") }
      )
    }
  }

  @Test("no row is about one person, one advertisement or one telephone call")
  func persons() throws {
    // Rows that stood here once: an age in a complaint, arrests, a ruling, complaints of parents;
    // the price in one advertisement, prices heard in one call, the spending of one offender.
    let seeds = Set(try rows("seeds").map { $0["id"] ?? "" })
    #expect(seeds.isDisjoint(with: ["S002", "S007", "S009", "S017", "S048"]))
    #expect(seeds.count == 63)
    for name in catalogue.names {
      let dataset = try catalogue.load(name)
      for resource in dataset.package.resources {
        for row in try rows("\(name)/\(resource.name)") {
          let text = row.values.joined(separator: " ").lowercased()
          for words in [
            "one ad quoted", "client price", "one trafficker", "age of the minor", "arrested",
            "telephone", "ceo",
          ] {
            #expect(!text.contains(words), "\(name)/\(resource.name): \(words)")
          }
        }
      }
    }
  }

  @Test("no source is a forum of buyers or the trade press of the sex industry")
  func fitSources() throws {
    let library = try catalogue.sources()
    for item in try library.items() {
      for site in ["merb.cc", "bananaguide", "avn.com", "antipornfeminists", "titsandsass"] {
        #expect(!item.url.contains(site) && !item.note.contains(site), "\(item.id)")
      }
      #expect(!item.note.contains("prostboyz"), "\(item.id)")
    }
    // What these sources were replaced by, as read in the stored pages.
    let persons = try #require(try rows("france-persons").first)
    #expect(persons["source"] == "qdm-senat2001")
    #expect(persons["note"]?.contains("5,200 checked by the police") == true)
    let shares = try rows("backpage/aggregates").filter {
      $0["quantity"]?.hasPrefix("share of revenue") == true
    }
    #expect(shares.map { $0["source"] } == ["latimes-2016"])
  }

  @Test("the bill of an advertiser, the bill of an ad and the price of an ad have their own units")
  func bills() throws {
    // franceinfo, 14 April 2017, after Le Monde: advertisers pay 220 euros a month on average.
    // Mouvement du Nid, 2017: 79.99 euros for one ad; bills of 110 to 500 euros.
    func unit(_ value: String, _ word: String) throws -> Set<String> {
      Set(
        try (rows("vivastreet") + rows("ad-prices"))
          .filter { $0["value"] == value && $0["quantity"]?.contains(word) == true }
          .compactMap { $0["unit"] }
      )
    }
    #expect(try unit("220.0", "advertiser") == ["EUR/person/month"])
    #expect(try unit("110.0", "bill") == ["EUR/ad/month"])
    #expect(try unit("79.99", "price of one ad") == ["EUR/ad/month"])
    let fees = try (rows("other-french-sites") + rows("ad-prices")).filter {
      $0["quantity"]?.contains("fee of one person") == true
    }
    #expect(fees.count == 3)
    #expect(fees.allSatisfy { $0["unit"] == "EUR/person/month" })
  }

  @Test("a row says what its source says")
  func labels() throws {
    let ads = try rows("vivastreet").filter { $0["unit"] == "ad" }
    // Mouvement du Nid, 2017: 7,000 under three headings, not in Erotica alone.
    #expect(
      ads.first { $0["value"] == "7000.0" }?["quantity"]
        == "paid ads under massages, Erotica and adult services"
    )
    // Fondation Scelles, 2016: written between 16 November and 9 December.
    #expect(ads.first { $0["value"] == "8424.0" }?["period"] == "2016-11/2016-12")
    // ProstCost: a census of two ad sites, prostitution exercised on the internet.
    #expect(
      try rows("france-online-share").first?["definition"]
        == "share of prostitution exercised on the internet (ProstCost)"
    )
    // ILO, 2005: 31.6 billion US dollars from 2.5 million trafficked persons.
    let profits = try rows("ilo").first { $0["category"] == "illegal profits, trafficked persons" }
    #expect(profits?["value"] == "31600000000")
    #expect(profits?["unit"] == "USD/year")
  }

  @Test("every newspaper has its name where citation styles print it")
  func newspapers() throws {
    let text = try String(
      contentsOf: shippedDatasets.appendingPathComponent("sources.yaml"),
      encoding: .utf8
    )
    let entries = text.split(separator: "\n- id: ").dropFirst()
    #expect(entries.count == 206)
    for entry in entries {
      if entry.contains("\n  type: article-") {
        #expect(entry.contains("\n  container-title: "), "\(entry.prefix(40))")
      }
      #expect(entry.contains("\n  language: "), "\(entry.prefix(40))")
    }
  }
}
