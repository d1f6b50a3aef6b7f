import Foundation
import TestKit
import Testing
import TextCore
import Workbench

/// Scenarios on common random numbers.
@Suite("A scenario")
struct ScenarioTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `that changes nothing differs by exactly 0`() throws {
    let comparison = try scratch.model(
      """
      ads = count(8424) ad
      price = 110 to 500 EUR/ad
      revenue = ads * price
      scenario "nothing"
      scenario "the same number again"
        price = 110 to 500 EUR/ad
      """
    ).compare(of: "revenue")
    #expect(comparison.outcomes.map(\.name) == ["nothing", "the same number again"])
    for outcome in comparison.outcomes {
      let difference = outcome.difference
      #expect(difference.mean == 0)
      #expect(difference.standardDeviation == 0)
      #expect(difference.meanStandardError == 0)
      #expect(difference.standardDeviationStandardError == 0)
      #expect(difference.quantiles.allSatisfy { $0.value == 0 && $0.standardError == 0 })
      #expect(difference.undefinedDraws == 0)
      #expect(outcome.probabilityOfIncrease == 0)
      #expect(outcome.result.mean == comparison.baseline.mean)
    }
  }

  @Test(arguments: [
    (Language.en, "In “fixed”, ads is a certain number: its correlation with price does not"),
    (.fr, "Dans « fixed », ads est un nombre certain : sa corrélation avec price n'y vaut pas."),
  ])
  func `that fixes a correlated input is said to end its correlation`(
    language: Language,
    sentence: String
  ) throws {
    let evaluation = try scratch.model(
      """
      ads = count(8424) ad
      price = 110 to 500 EUR/ad
      revenue = ads * price
      correlate ads, price: 0.4
      show scenarios revenue
      scenario "fixed"
        ads = 8000 ad
      scenario "free"
        price = 100 to 500 EUR/ad
      """
    )
    let text = ProseReader.plain(try evaluation.report(language: language, name: "r").markdown)
    // Once beside the scenarios, once beside the correlation among the methods.
    #expect(text.ranges(of: sentence).count == 2, "\(text)")
    #expect(!text.contains("“free”, price") && !text.contains("« free », price"))
  }

  @Test func `that doubles an input doubles the result in every draw`() throws {
    let comparison = try scratch.model(
      """
      price = 110 to 500 EUR/ad
      ads = 10 ad
      revenue = ads * price
      scenario "twice"
        ads = 20 ad
      scenario "four times" from "twice"
        price = 220 to 1000 EUR/ad
      """
    ).compare()
    let base = comparison.baseline
    let twice = comparison.outcomes[0]
    // The baseline is known exactly here, the scenario is drawn: the numerical error of a median of
    // 1,024 draws is far below a thousandth.
    #expect(abs(twice.difference.median / base.median - 1) < 1e-3)
    #expect(twice.probabilityOfIncrease == 1)
    #expect(abs(comparison.outcomes[1].result.median / twice.result.median - 2) < 1e-9)
  }

  @Test func `compares certain numbers and inputs that nothing shows`() throws {
    let evaluation = try scratch.model(
      """
      ads = 10 ad
      price = 110 to 500 EUR/ad
      fee = ads * 2 EUR/ad
      revenue = ads * price
      show revenue
      scenario "twice"
        ads = 20 ad
        price = 220 to 1000 EUR/ad
      """
    )
    let fee = try evaluation.compare(of: "fee")
    #expect(fee.outcomes.map(\.difference.mean) == [20])
    #expect(fee.outcomes.map(\.probabilityOfIncrease) == [1])
    let price = try evaluation.compare(of: "price")
    #expect(abs(price.outcomes[0].result.median / price.baseline.median - 2) < 1e-3)
    #expect(try !fee.text().isEmpty)
  }

  @Test func `replaces one cell by another distribution`() throws {
    let lines = """
      index place = { here, there }
      x[place] = { here: uniform(10, 20), there: uniform(1, 2) } person
      total = sum(x over place)
      scenario "half here"
        x[here] = uniform(5, 10) person
      """
    let comparison = try scratch.model(lines).compare(of: "total")
    // The mean of a uniform distribution is the middle of its ends: 15 and 7.5 here. Sobol'
    // points give it within a thousandth with 1,024 draws.
    #expect(abs(comparison.outcomes[0].difference.mean + 7.5) < 0.01)
  }

  @Test func `is refused where there is none`() throws {
    let evaluation = try scratch.model("x = 1 to 2")
    #expect(throws: WorkbenchError.self) { try evaluation.compare() }
  }

  @Test func `is printed with what it changes`() throws {
    let evaluation = try scratch.model(
      """
      x = 1 to 2 EUR
      y = x * 3
      scenario "more"
        x = 4 EUR
      show scenarios y
      """
    )
    let report = try evaluation.report(name: "r")
    #expect(report.markdown.contains("| more "))
    #expect(report.markdown.contains("`x = 4 EUR`"))
    #expect(report.figures.contains { $0.path == "figures/r-scenarios-y.svg" })
    let json = try evaluation.compare().json()
    #expect(json.contains("\"changes\" : [\n        \"x = 4 EUR\""))
  }
}
