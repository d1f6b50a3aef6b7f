import Foundation
import Testing
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
      """).compare(of: "revenue")
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
      """).compare()
    let base = comparison.baseline
    let twice = comparison.outcomes[0]
    #expect(twice.difference.median == base.median)
    #expect(twice.probabilityOfIncrease == 1)
    // The same quantile level of the same draws, up to rounding in the logarithms.
    #expect(abs(comparison.outcomes[1].result.median / base.median - 4) < 1e-9)
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
      """)
    let report = try evaluation.report(name: "r")
    #expect(report.markdown.contains("| more "))
    #expect(report.markdown.contains("`x = 4 EUR`"))
    #expect(report.figures.contains { $0.path == "figures/r-scenarios-y.svg" })
    let json = try evaluation.compare().json()
    #expect(json.contains("\"changes\" : [\n        \"x = 4 EUR\""))
  }
}
