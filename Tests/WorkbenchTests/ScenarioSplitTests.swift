import Foundation
import TestKit
import Testing
import Workbench

/// What of a scenario makes the difference.
@Suite("A split of a scenario's difference")
struct ScenarioSplitTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// 10 x 5 = 50 becomes 12 x 7 = 84: n makes 2 x (5 + 7) / 2 = 12, m 2 x (10 + 12) / 2 = 22.
  private let product = """
    n = 10
    m = 5
    e = uniform(0, 2)
    other = 1
    total = n * m + e
    large = total > 60
    scenario "both"
      n = 12
      m = 7
    """

  private func split(_ comparison: ScenarioComparison) throws -> [String: Any] {
    let whole = try JSONSerialization.jsonObject(with: Data(comparison.json().utf8))
    let scenarios = try #require((whole as? [String: Any])?["scenarios"] as? [[String: Any]])
    return try #require(scenarios.last?["split"] as? [String: Any])
  }

  @Test func `gives each change its Shapley value, and the sum is the difference`() throws {
    let comparison = try scratch.model(product).compare(of: "total")
    let fields = try split(comparison)
    let parts = try #require(fields["parts"] as? [[String: Any]])
    #expect(parts.map { $0["change"] as? String } == ["n", "m"])
    let value = { (part: [String: Any], key: String) in
      (part[key] as? [String: Double])?["value"] ?? .nan
    }
    // By hand, above; the means of the same draws of e cancel but for rounding.
    for (part, (contribution, alone, last)) in zip(parts, [(12.0, 10.0, 14.0), (22, 20, 24)]) {
      #expect(isClose(value(part, "contribution"), contribution, relative: 1e-12))
      #expect(isClose(value(part, "alone"), alone, relative: 1e-12))
      #expect(isClose(value(part, "last"), last, relative: 1e-12))
    }
    #expect(isClose(value(fields, "difference"), 34, relative: 1e-12))
    #expect(fields["models"] as? Int == 4)
    #expect(fields["draws"] as? Int == 1_024)
    let text = try comparison.text()
    #expect(text.contains("What makes the difference: \u{201C}both\u{201D}"))
    #expect(text.contains("4 models of 1,024 draws"))
    #expect(text.contains("sum to the difference exactly"))
  }

  @Test func `of one change is a sentence`() throws {
    let comparison = try scratch.model(
      product + "\nscenario \"one\"\n  n = 12\nscenario \"two\"\n  n = 11\n  other = 2"
    ).compare(of: "total")
    #expect(
      try split(comparison)["notSplit"] as? String == "One change makes the whole difference."
    )
    let text = try comparison.text()
    #expect(text.contains("“one” makes one change, to which the whole difference is due."))
    #expect(text.contains("Of the changes of “two” only `n = 11` reaches “total”"))
    #expect(!text.contains("What makes the difference: “one”"))
  }

  @Test func `of nothing, or of what the result does not depend on, is a sentence`() throws {
    let text = try scratch.model(
      product + "\nscenario \"empty\"\nscenario \"far\"\n  other = 3\n"
        + "scenario \"same\"\n  n = 10\n  m = 5"
    ).compare(of: "total").text()
    #expect(text.contains("“empty” changes nothing"))
    #expect(text.contains("What “far” and “same” change does not move “total”."))
  }

  @Test func `says which changes hold only together`() throws {
    let comparison = try scratch.model(
      "a = 1 to 2\nb = a + 1\ny = a * b\nscenario \"turned\"\n  b = 5\n  a = b * 2"
    ).compare(of: "y")
    let reason = try #require(try split(comparison)["notSplit"] as? String)
    #expect(reason.contains("With only a the study has a mistake"))
    let text = try comparison.text()
    #expect(text.contains("with only `a = b * 2` the study has a mistake"))
    #expect(text.contains("These changes hold only together."))
  }

  @Test func `says over which orders it goes, and how many changes it takes`() throws {
    let lines = { (count: Int) in
      (0..<count).map { "x\($0) = 1 to 2\n" }.joined() + "y = "
        + (0..<count).map { "x\($0)" }.joined(separator: " + ") + "\nscenario \"many\"\n"
        + (0..<count).map { "  x\($0) = 2 to 3\n" }.joined()
    }
    let eight = try scratch.model(lines(8), draws: 256).compare(of: "y")
    #expect(try split(eight)["orders"] as? String == "forwardAndReverse")
    #expect(try eight.text().contains("the order in which the 8 changes are written"))
    let many = try scratch.model(lines(21), draws: 256).compare(of: "y")
    #expect(try many.text().contains("it makes 21, and a split takes at most 20"))
  }

  @Test func `of a condition is in shares of the draws`() throws {
    // 50 + e is at most 52, 84 + e is above 60: 0 % becomes 100 %.
    let text = try scratch.model(product).compare(of: "large").text()
    #expect(text.contains("the share of draws in which “large” holds goes from 0 to 100%"))
  }

  @Test func `of a tail without a mean is of medians`() throws {
    let lines = "h = 0.001 to 1000\nn = 1\nm = 1\ny = h * n * m\n"
    let comparison = try scratch.model(lines + "scenario \"s\"\n  n = 2\n  m = 3", draws: 4_096)
      .compare(of: "y")
    #expect(try split(comparison)["statistic"] as? String == "median")
    #expect(try comparison.text().contains("the median of “y” goes from"))
  }

  @Test(arguments: ["en", "fr"])
  func `is drawn in the report`(language: String) throws {
    let study = "---\nlang: \(language)\n---\n```ampleur\n\(product)\nshow scenarios total\n```\n"
    let report = try scratch.evaluate(study).report(name: "r")
    let figure = report.figures.first { $0.path == "figures/r-waterfall-total-both.svg" }
    #expect(figure?.svg.contains("<svg") == true)
    #expect(
      report.markdown.contains(
        language == "fr" ? "Ce qui fait l'écart" : "What makes the difference"
      )
    )
  }
}
