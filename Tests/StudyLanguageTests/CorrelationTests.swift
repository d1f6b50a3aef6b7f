import Foundation
import StudyLanguage
import StudySyntax
import Testing

/// Correlations stated in several statements, judged together.
@Suite("Correlations")
struct CorrelationTests {
  private static let three =
    "a = normal(100, 10)\nb = normal(100, 10)\nc = normal(100, 10)\ns = a + b + c\n"

  @Test(
    "stated pair by pair hold when all of them can",
    arguments: [[0.9, 0.9, 0.9], [0.7, 0.7, 0.6], [-0.48, -0.48, -0.48], [0.9, 0.8, 0.6]]
  )
  func pairs(values: [Double]) throws {
    for order in [[0, 1, 2], [0, 2, 1], [2, 1, 0]] {
      let lines = ["a, b: \(values[0])", "a, c: \(values[1])", "b, c: \(values[2])"]
      let code = Self.three + order.map { "correlate \(lines[$0])" }.joined(separator: "\n")
      let summary = try Checking.summary(try Checking.study(code).model, "s")
      // The variance of a sum of normals, with the score correlations 2 sin(pi rho / 6):
      // 10 sqrt(3 + 2 sum r); 0.9 three times gives 29.06.
      let scores = values.map { 2 * sin(.pi * $0 / 6) }
      let spread = 10 * (3 + 2 * scores.reduce(0, +)).squareRoot()
      // The 5 % quantile of 16,384 quasi-random draws comes within 1 % of the spread.
      #expect(abs(summary.quantiles[0].value - (300 - 1.6448536269514722 * spread)) < 0.05 * spread)
    }
  }

  @Test("may be one negative number down to what the copula allows")
  func negative() throws {
    // The scores need 1 + 2 r >= 0; r = -0.5 is the rank correlation 6 / pi asin(-0.25) = -0.4826.
    for value in ["-0.2", "-0.48"] {
      _ = try Checking.study(Self.three + "correlate a, b, c: \(value)")
    }
    let outcome = try Checking.outcome(
      "```ampleur\n\(Self.three)correlate a, b, c: -0.49\n```\n"
    )
    #expect(outcome.study == nil)
    #expect(outcome.diagnostics.first?.help?.contains("`-0.48`") == true)
  }

  @Test("that lack a pair are told which, and what makes the others whole")
  func missing() throws {
    let outcome = try Checking.outcome(
      "```ampleur\n\(Self.three)correlate a, b: 0.8\ncorrelate a, c: 0.8\n```\n"
    )
    let message = try #require(outcome.diagnostics.first)
    #expect(message.message.contains("b and c"))
    // Independent given a: the product of the scores, 0.8135^2 = 0.6618, is the rank correlation
    // 6 / pi asin(0.3309) = 0.644.
    #expect(message.help?.contains("`correlate b, c: 0.64`") == true)
  }

  @Test("lapse in a scenario that fixes one of their inputs, with a warning")
  func lapse() throws {
    let code =
      Self.three + "correlate a, b, c: 0.5\nscenario \"fixed\"\n  b = 100\n"
      + "scenario \"all fixed\" from \"fixed\"\n  a = 100"
    let outcome = try Checking.outcome("```ampleur\n\(code)\n```\n")
    let study = try #require(outcome.study)
    #expect(Set(outcome.diagnostics.map(\.code)) == ["lapsed-correlation"])
    #expect(outcome.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(study.scenarios[0].lapsed == [LapsedCorrelation(fixed: "b", others: ["a", "c"])])
    #expect(study.scenarios[1].lapsed.map(\.fixed) == ["a", "b"])
    // In the first, a and c keep 0.5: variance 100 (2 + 2 * 0.5176), 2 sin(pi / 12) = 0.5176.
    let fixed = try Checking.summary(study.scenarios[0].model, "s")
    #expect(abs(fixed.standardDeviation - 17.42) < 0.05)
    let all = try Checking.summary(study.scenarios[1].model, "s")
    #expect(abs(all.standardDeviation - 10) < 0.05)
  }

  @Test("of many inputs are judged without a matrix that fills the screen")
  func many() throws {
    let names = (0..<60).map { "x\($0)" }
    var code = names.map { "\($0) = normal(0, 1)" }.joined(separator: "\n") + "\n"
    let rows = names.indices.map { i in
      let cells = names.indices.map { i == $0 ? "1" : (i + $0) % 2 == 0 ? "0.9" : "0.8" }
      return "[\(cells.joined(separator: ", "))]"
    }
    code += "correlate \(names.joined(separator: ", ")): [\(rows.joined(separator: ", "))]"
    _ = try Checking.study(code)
    let broken = code.replacing("0.8", with: "0.1").replacing("0.9", with: "-0.9")
    let refused = try Checking.outcome("```ampleur\n\(broken)\n```\n")
    let help = try #require(refused.diagnostics.first?.help)
    #expect(help.utf8.count < 200)
    #expect(help.hasPrefix("multiplied by 0."))
  }
}
