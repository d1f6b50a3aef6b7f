import Foundation
import TestKit
import Testing
import Workbench

/// Dated money against the shipped series, read here with no code of ours.
@Suite("Dated money")
struct MoneyTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The value of a year in a shipped series.
  private func value(_ name: String, _ column: String, _ year: Int) throws -> Double {
    let text = try String(
      contentsOfFile: Scratch.datasets + "/\(name)/data.csv",
      encoding: .utf8
    )
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let place = try #require(lines[0].firstIndex { $0 == column })
    let row = try #require(lines.first { $0[0] == "\(year)" })
    return try #require(Double(row[place]))
  }

  @Test func `moves between years with the price index`() throws {
    let evaluation = try scratch.model(
      "a = 10 MEUR(2014) -> MEUR(2024)\nb = 10 USD(2024) -> USD(2014)"
    )
    let euros = try value("cpi-france", "index", 2024) / value("cpi-france", "index", 2014)
    let dollars = try value("cpi-us", "index", 2014) / value("cpi-us", "index", 2024)
    // The factor and the product: two roundings.
    #expect(isClose(evaluation.results.summary("a").mean, 10 * euros, relative: 1e-15))
    #expect(isClose(evaluation.results.summary("b").mean, 10 * dollars, relative: 1e-15))
  }

  @Test func `moves between currencies with the exchange rate of the year`() throws {
    let evaluation = try scratch.model(
      "a = 10 MEUR(2014) -> MUSD(2014)\nb = 3 USD(2018) -> EUR(2018)\nc = 1 EUR(2020) -> GBP(2020)"
    )
    let rate = try value("fx-eur-usd", "usd_per_eur", 2014)
    #expect(isClose(evaluation.results.summary("a").mean, 10 * rate, relative: 1e-15))
    let back = try value("fx-eur-usd", "usd_per_eur", 2018)
    #expect(isClose(evaluation.results.summary("b").mean, 3 / back, relative: 1e-15))
    let pounds = try value("fx-eur-gbp", "gbp_per_eur", 2020)
    #expect(isClose(evaluation.results.summary("c").mean, pounds, relative: 1e-15))
  }

  @Test func `names its series in the report`() throws {
    let evaluation = try scratch.model("a = 10 MEUR(2014) -> MEUR(2024)\nb = a -> MUSD(2024)")
    let english = try evaluation.report(language: .en, name: "r").markdown
    #expect(english.contains("Money was converted as follows:"))
    #expect(english.contains("`ps-wb-cpi-read`: "))
    #expect(english.contains("`ecb-fx`: "))
    let french = ProseReader.plain(try evaluation.report(language: .fr, name: "r").markdown)
    #expect(french.contains("Conversions monétaires :"))
    #expect(french.contains("Indice des prix à la consommation"))
    #expect(!french.contains("yearly mean"))
    #expect(french.contains("`ecb-fx` : "))
  }
}
