import Foundation
import TestKit
import Testing

@testable import Workbench

/// Results that came out wrong without a word, from the study to the answer.
@Suite("A result")
struct SilentResultTests {
  private let scratch = try? Scratch()

  private func evaluation(_ lines: String, draws: Int = 1_024) throws -> Evaluation {
    try #require(scratch).model(lines, draws: draws)
  }

  private func fields(_ evaluation: Evaluation, _ question: AnalysisQuestion) throws
    -> [String: Any]
  {
    let answer = try evaluation.inquiry.analyse(question, of: "y")
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    return try #require(object as? [String: Any])
  }

  // MARK: Data

  @Test func `of shipped data over a declared window sums the window`() throws {
    let results = try evaluation(
      "index year = 2014 .. 2018\nr = dataset(\"pharos\").reports\ny = sum(r over year)"
    ).results
    // 130,000 + 188,000 + 170,712 + 153,586 + 163,000 by hand.
    #expect(results.summary("y").median == 805_298)
  }

  @Test(arguments: ["en", "fr"])
  func `that leaves rows of data out says so in the report`(language: String) throws {
    let report = try #require(scratch).evaluate(
      "---\nlang: \(language)\n---\n\n```ampleur\ny = sum(dataset(\"point-de-contact\").reports)\n```\n"
    ).report(name: "r").markdown
    #expect(report.contains("2016, 2017, 2018"))
    #expect(report.contains(language == "fr" ? "Omis des sommes" : "Left out of sums"))
  }

  // MARK: Scenarios

  @Test(arguments: [
    ("1 * (8000 ad to 9000 ad)", 0.0), ("(8000 ad to 9000 ad) / 1", 0),
    ("8 thousand*ad to 9 thousand*ad", 0), ("2 * (4000 ad to 4500 ad)", 0),
    ("110% * (8000 ad to 9000 ad)", 0.1), ("8800 ad to 9900 ad", 0.1),
  ])
  func `of a scenario is on the draws of the baseline, whatever formula holds the law`(
    formula: String,
    change: Double
  ) throws {
    let comparison = try evaluation(
      """
      ads = 8000 ad to 9000 ad
      price = 1.5 EUR/ad to 2.5 EUR/ad
      y = ads * price
      scenario "s"
        ads = \(formula)
      """
    ).compare(of: "y")
    let outcome = try #require(comparison.outcomes.first)
    if change == 0 {
      #expect(outcome.difference.mean == 0 && outcome.difference.standardDeviation == 0)
      #expect(outcome.difference.quantiles.allSatisfy { $0.value == 0 })
      #expect(outcome.probabilityOfIncrease == 0)
    } else {
      // A tenth of y in every draw; y is lognormal, its quantiles are products by hand (median 8,485
      // x 1.9365 = 16,432) and the ends 12,636 and 21,360 from the sum of the log variances; 1,024
      // points give them within 2 %.
      #expect(abs(outcome.difference.median / 1_643 - 1) < 0.01)
      #expect(abs(outcome.difference.low / 1_264 - 1) < 0.02)
      #expect(abs(outcome.difference.high / 2_135 - 1) < 0.02)
    }
  }

  @Test func `of a scenario that changes one cell twice is that of the last change`() throws {
    let comparison = try evaluation(
      """
      index site = { a, b }
      ads[site] = { a: 8000 to 9000, b: 100 to 200 } ad
      y = sum(ads over site)
      scenario "same in a formula"
        ads[a] = 1 * (8000 to 9000) ad
      scenario "first"
        ads[a] = 1 to 2 ad
      scenario "again" from "first"
        ads[a] = 8000 to 9000 ad
      """
    ).compare(of: "y")
    #expect(comparison.outcomes.map(\.name) == ["same in a formula", "first", "again"])
    for place in [0, 2] {
      #expect(comparison.outcomes[place].difference.quantiles.allSatisfy { $0.value == 0 })
    }
    #expect(comparison.outcomes[1].difference.high < -7_000)
  }

  // MARK: Sensitivity

  @Test(arguments: SensitivityMethod.all.map(\.name))
  func `that is certain but for rounding has no sensitivity by any method`(name: String) throws {
    for formula in ["0 * a + 192.53", "a / a * 0.3", "min(0.7, a)", "a * 3 / a"] {
      let evaluation = try evaluation("a = 10 to 20\ny = \(formula)", draws: 4_096)
      let error = #expect(throws: WorkbenchError.self, "\(name) of \(formula)") {
        try evaluation.inquiry.analyse(.sensitivity(method: name, addsDummy: false), of: "y")
      }
      #expect(
        error.map { "\($0)".contains("does not vary") } == true,
        "\(name) of \(formula): \(String(describing: error))"
      )
    }
  }

  @Test(arguments: [
    "bernoulli(1%)", "poisson(0.02)", "bernoulli(3%)", "discrete({ 0: 995, 1: 5 })",
  ])
  func `above a threshold only in a rare event is traced to the event`(law: String) throws {
    let evaluation = try #require(scratch).evaluate(
      "```ampleur\na = 10 to 20\nu = \(law)\ny = a * (1 + 5 * u)\n```\n",
      draws: 1_024
    )
    // Without the event y is at most 10 to 20: above 40 by chance once in 10^9.
    let answer = try Evaluation(
      path: evaluation.loaded.path,
      dataFolder: Scratch.datasets
    ).inquiry.analyse(.discovery(above: 40), of: "y")
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    let fields = try #require(object as? [String: Any])
    let restrictions = try #require(fields["restrictions"] as? [[String: Any]])
    #expect(restrictions.map { $0["input"] as? String } == ["u"], "\(answer.text)")
    #expect(restrictions.first?["low"] as? Double == 1)
  }

  @Test func `above a threshold in a few draws says how many and never 0%`() throws {
    let answer = try evaluation("u = uniform(0, 1)\ny = u", draws: 16_384)
      .inquiry.analyse(.discovery(above: 0.999), of: "y")
    #expect(answer.text.contains("too few"))
    #expect(!answer.text.contains("0.0%"))
  }

  @Test(arguments: ["shapley", "kucherenko"])
  func `that is linear in normal inputs has exact shares`(method: String) throws {
    let evaluation = try evaluation(
      """
      a = normal(0, 1)
      b = normal(0, 2)
      c = normal(0, 1)
      y = a + b + c
      correlate a, b: 0.8
      """
    )
    let fields = try fields(evaluation, .sensitivity(method: method, addsDummy: false))
    #expect(fields["evaluations"] as? Int == 0)
    let rows = try #require(fields["indices"] as? [[String: Any]])
    // With Pearson's r = 2 sin(pi 0.8 / 6) = 0.81347: Var y = 6 + 4 r; Shapley effects 39.11, 50.08
    // and 10.81 %, first orders (1 + 2 r)^2 / V and (2 + r)^2 / V, all in closed form.
    let exact =
      method == "shapley"
      ? ["a": 0.3911, "b": 0.5008, "c": 0.1081] : ["a": 0.7457, "b": 0.8554, "c": 0.1081]
    for row in rows {
      let name = try #require(row["input"] as? String)
      let key = method == "shapley" ? "effect" : "first"
      let value = try #require((row[key] as? [String: Double])?["value"])
      // The values above are rounded to four decimals.
      #expect(abs(value - (exact[name] ?? .nan)) < 1e-4, "\(name): \(value)")
    }
  }

  @Test func `has one first order by rank and by sobol where parameters are uncertain`() throws {
    let evaluation = try evaluation("m = normal(0, 1)\ny = normal(m, 2)")
    var found: [String: Double] = [:]
    for method in ["rank", "sobol"] {
      let fields = try fields(evaluation, .sensitivity(method: method, addsDummy: false))
      for row in try #require(fields["indices"] as? [[String: Any]]) {
        let name = try #require(row["input"] as? String)
        found["\(method) \(name)"] = (row["first"] as? [String: Double])?["value"]
      }
    }
    // y = m + 2 z: m has 1/5 of the variance, the chance of y given m has 4/5. At 1,024 draws ranks
    // have a standard error of about 0.02.
    for (key, exact) in ["rank m": 0.2, "rank y": 0.8, "sobol m": 0.2, "sobol y": 0.8] {
      #expect(abs((found[key] ?? .nan) - exact) < 0.08, "\(key): \(String(describing: found[key]))")
    }
  }

  @Test func `by source has a row for what the sources do together`() throws {
    let evaluation = try evaluation(
      """
      a = normal(0, 1)
        from scelles-2016
      b = normal(0, 1)
        from mdn-vivastreet-2018
      y = a * b
      """,
      draws: 16_384
    )
    let fields = try fields(evaluation, .sensitivity(method: "by-source", addsDummy: false))
    let rows = try #require(fields["indices"] as? [[String: Any]])
    let together = rows.first { $0["input"] as? String == "interactions" }
    let value = try #require((together?["first"] as? [String: Double])?["value"])
    // The product of two centred variables is interaction alone.
    #expect(abs(value - 1) < 0.05)
  }

  // MARK: Words of run and check

  @Test func `that is undefined in some draws is said by run`() throws {
    let text = try evaluation("y = sqrt(normal(1, 1))").runText()
    #expect(text.contains("y is undefined in"))
    #expect(text.contains("the figures describe the others"))
  }

  @Test func `of cells that have one draw is said by check`() throws {
    let loaded = try evaluation(
      "index s = { a, b }\np[s] = 10 to 30 EUR\nq[s] = 10 to 30 EUR each\ny = sum(p + q)"
    ).loaded
    let lines = loaded.checkText().split(separator: "\n")
    // Below the quantity, once: the cells of q have draws of their own.
    let place = try #require(lines.firstIndex { $0.contains("p[s]") })
    #expect(lines[place + 1].contains("its 2 cells are one draw"))
    #expect(lines[place + 1].contains("`each` after the formula gives each its own"))
    #expect(lines.filter { $0.contains("one draw") }.count == 1)
  }

  @Test func `of correlated inputs with ties is reported with what is attained`() throws {
    let report = try evaluation(
      "u = bernoulli(30%)\nv = normal(0, 1)\ny = u * v\ncorrelate u, v: 0.7"
    ).report(name: "r").markdown
    // 0.549 by the integral over the normal density above the quantile of 70 % (scipy).
    #expect(report.contains("u, v: 0.7 (0.55 in the draws"))
  }
}
