import Foundation
import TestKit
import Testing
import TextCore

@testable import Workbench

@Suite("An analysis")
struct AnalysisTests {
  private let scratch = try? Scratch()

  /// A sum with standard deviations 1 and 2.
  ///
  /// The shares are 1/5 and 4/5 by the variance of a sum, without interaction.
  private let lines = """
    a = normal(10, 1) EUR
      from scelles-2016
    b = normal(20, 2) EUR
    y = a + b
    decision "go" = y - 30 EUR
    decision "stay" = 0 EUR
    """

  private func fields(_ question: AnalysisQuestion) throws -> [String: Any] {
    let evaluation = try #require(scratch).model(lines, draws: 4_096)
    let answer = try evaluation.inquiry.analyse(question, of: "y")
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    return try #require(object as? [String: Any])
  }

  @Test(arguments: SensitivityMethod.all.map(\.name))
  func `of every method names its inputs and gives intervals or says why not`(
    name: String
  ) throws {
    let fields = try fields(.sensitivity(method: name, addsDummy: false))
    let rows = try #require(fields["indices"] as? [[String: Any]])
    // Neither input is dated: by age they are one group.
    // Of groups there is a row for what they do together.
    let counts = ["by-age": 1, "by-source": 3, "by-assumption": 3]
    #expect(rows.count == counts[name] ?? 2)
    if ["efast", "pawn"].contains(name) {
      // Their error is systematic: there is a value, no interval, and a sentence.
      for row in rows {
        let estimates = row.values.compactMap { $0 as? [String: Any] }
        #expect(!estimates.isEmpty)
        #expect(estimates.allSatisfy { $0["value"] is Double && $0["low"] is NSNull })
      }
      let notes = try #require(fields["notes"] as? [String])
      #expect(notes.contains { $0.contains("where an interval is needed") })
      return
    }
    for row in rows {
      let estimates = row.values.compactMap { $0 as? [String: Double] }
      #expect(!estimates.isEmpty)
      for estimate in estimates {
        let value = try #require(estimate["value"])
        let low = try #require(estimate["low"])
        let high = try #require(estimate["high"])
        #expect(value.isFinite && low <= value && value <= high)
      }
    }
  }

  @Test(arguments: [
    ("sobol", "first"), ("sobol", "total"), ("polynomial-chaos", "first"), ("shapley", "effect"),
    ("kucherenko", "first"),
  ])
  func `by variance shares out a sum as its variances`(method: String, key: String) throws {
    let fields = try fields(.sensitivity(method: method, addsDummy: false))
    let rows = try #require(fields["indices"] as? [[String: Any]])
    for (name, exact) in [("a", 0.2), ("b", 0.8)] {
      let row = try #require(rows.first { $0["input"] as? String == name })
      let value = try #require((row[key] as? [String: Double])?["value"])
      // The widest interval of these methods is under 0.02 at their default sizes.
      #expect(abs(value - exact) < 0.02, "\(method) \(key) of \(name): \(value)")
    }
  }

  @Test func `by source groups what rests on one`() throws {
    let fields = try fields(.sensitivity(method: "by-source", addsDummy: false))
    let rows = try #require(fields["indices"] as? [[String: Any]])
    let names = Set(rows.compactMap { $0["input"] as? String })
    #expect(names == ["scelles-2016", "assumption", "interactions"])
  }

  @Test func `of the break-even finds the root of a sum`() throws {
    // The median of a + 20 is 31 at a = 11.
    let fields = try fields(.breakEven(input: "a", target: 31))
    let roots = try #require(fields["roots"] as? [[String: Any]])
    let value = try #require(roots.first?["value"] as? Double)
    #expect(roots.count == 1)
    #expect(abs(value - 11) < 0.02)
  }

  @Test func `of the break-even in two inputs follows the line of a sum`() throws {
    let question = AnalysisQuestion.twoWayBreakEven(input: "a", other: "b", target: 31)
    let fields = try fields(question)
    let points = try #require(fields["points"] as? [[String: Any]])
    #expect(points.count == 9)
    for point in points {
      let other = try #require(point["other"] as? Double)
      let roots = try #require(point["roots"] as? [[String: Any]])
      // a = 31 - b where that lies between the 0.1 % and 99.9 % quantiles of a, 10 -+ 3.0902.
      #expect(roots.count == (abs(31 - other - 10) < 3.0902 ? 1 : 0), "b = \(other)")
      let value = roots.first?["value"] as? Double
      #expect(abs((value ?? 31 - other) + other - 31) < 1e-6)
    }
    let answer = try #require(scratch).model(lines, draws: 64).inquiry.analyse(question, of: "y")
    #expect(answer.figures.count == 1)
    #expect(answer.text.contains("Above the curve the median is above the target"))
    #expect(answer.text.contains("none; the median can be"))
  }

  @Test func `of the break-even in two inputs draws no chart without a solution`() throws {
    let evaluation = try #require(scratch).model(lines, draws: 64)
    let question = AnalysisQuestion.twoWayBreakEven(input: "a", other: "b", target: 1_000)
    let answer = try evaluation.inquiry.analyse(question, of: "y")
    #expect(answer.figures.isEmpty)
    #expect(answer.text.contains("No value of “a” within its range brings the median of y to"))
    #expect(!answer.text.contains("|"))
  }

  @Test(arguments: [
    ("a", "a", "two different inputs"), ("m", "a", "name one of them: m[u], m[v]"),
    ("m[u]", "m[v]", "shares of one whole"), ("a", "c", "depends on no uncertain input c"),
  ])
  func `of the break-even in two inputs says which pairs make no curve`(
    input: String,
    other: String,
    message: String
  ) throws {
    let evaluation = try #require(scratch).model(
      "index k = { u, v }\na = normal(10, 1)\nm[k] = dirichlet({ u: 1, v: 2 })\ny = a * m[u] + m[v]",
      draws: 64
    )
    let error = #expect(throws: WorkbenchError.self) {
      try evaluation.inquiry.analyse(
        .twoWayBreakEven(input: input, other: other, target: 3),
        of: "y"
      )
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  /// Every word after `show` that the language knows has an answer in the report.
  @Test(arguments: [Language.en, .fr])
  func `stands in the report where the study asks for it`(language: Language) throws {
    let requests = """
      show sensitivity y by shapley
      show breakeven a of y at 31 EUR
      show breakeven y at 31 EUR by a and b
      show budget y
      show precision y
      show dependence y
      show discovery y at 32 EUR
      show information
      """
    let evaluation = try #require(scratch).model(lines + "\n" + requests, draws: 1_024)
    let report = try evaluation.report(language: language, name: "r")
    let text = ProseReader.plain(report.markdown)
    #expect(text.contains(language == .fr ? "Au-dessus de la courbe" : "Above the curve"))
    #expect(!text.contains("NaN"))
  }

  @Test func `of the value of information agrees with the unit normal loss`() throws {
    // Two actions with incremental benefit N(0, 5): EVPI = sqrt(5) L(0) = sqrt(5) x 0.39894228
    // (Raiffa and Schlaifer 1961).
    let both = try InputGroup("both: a, b")
    let fields = try fields(.information(groups: [both]))
    let perfect = try #require((fields["evpi"] as? [String: Double])?["value"])
    #expect(abs(perfect - 0.39894228 * 5.0.squareRoot()) < 0.005)
    // Knowing both inputs is knowing everything; one alone is worth less.
    let rows = try #require(fields["evppi"] as? [[String: Any]])
    let value = { (name: String) in
      (rows.first { $0["input"] as? String == name }?["value"] as? [String: Double])?["value"]
    }
    #expect(abs(try #require(value("both")) - perfect) < 0.005)
    #expect(try #require(value("a")) < 0.9 * perfect)
  }

  @Test func `of the value of information prints its numerical interval`() throws {
    let evaluation = try #require(scratch).model(lines, draws: 4_096)
    let text = try evaluation.inquiry.analyse(.information(groups: []), of: "y").text
    #expect(text.contains("Expected pay-off") && text.contains("95% interval"))
    // sqrt(5) x 0.39894 = 0.892 (see above), printed with the digits of its interval.
    let found = try #require(text.firstMatch(of: /worth (\S+).*\(95% interval: (\S+) to (\S+)\)/))
    let numbers = [found.2, found.1, found.3].map { Double($0) ?? .nan }
    #expect(numbers[0] <= numbers[1] && numbers[1] <= numbers[2], "\(found.0)")
    #expect(abs(numbers[1] - 0.892) < 0.02)
  }

  @Test(arguments: [AnalysisQuestion.budget, .precision, .dependence, .discovery(above: 32)])
  func `of a question answers in words and numbers`(question: AnalysisQuestion) throws {
    let evaluation = try #require(scratch).model(lines, draws: 4_096)
    let answer = try evaluation.inquiry.analyse(question, of: "y")
    #expect(answer.text.count > 100)
    #expect(!answer.text.lowercased().contains("nan"))
  }

  @Test func `of discovery draws the boxes and says coverage and density`() throws {
    let evaluation = try #require(scratch).model(lines, draws: 4_096)
    let answer = try evaluation.inquiry.analyse(.discovery(above: 32), of: "y")
    #expect(answer.figures.map(\.path) == ["discovery-y.svg"])
    #expect(answer.figures[0].svg.contains("The box: coverage "))
    #expect(answer.text.contains("- **b**: at least "))
    // P(N(30, sqrt 5) > 32) = 0.1855; 4,096 Sobol' points give it within a thousandth.
    let fields = try fields(.discovery(above: 32))
    let prevalence = try #require((fields["prevalence"] as? [String: Double])?["value"])
    #expect(abs(prevalence - 0.1855) < 2e-3)
    #expect((fields["trajectory"] as? [Any])?.isEmpty == false)
  }

  @Test func `of discovery says when no draw is above the threshold, or every one`() throws {
    let evaluation = try #require(scratch).model(lines, draws: 1_024)
    let none = try evaluation.inquiry.analyse(.discovery(above: 1_000), of: "y")
    #expect(none.text.contains("in none of 1,024 draws"))
    let all = try evaluation.inquiry.analyse(.discovery(above: -1_000), of: "y")
    #expect(all.text.contains("in all 1,024 draws"))
    #expect(none.figures.isEmpty && all.figures.isEmpty)
  }

  @Test func `with correlated inputs refuses the split that assumes independence`() throws {
    let evaluation = try #require(scratch).model(lines + "\ncorrelate a, b: 0.5", draws: 256)
    let question = AnalysisQuestion.sensitivity(method: "sobol", addsDummy: false)
    let error = #expect(throws: WorkbenchError.self) {
      try evaluation.inquiry.analyse(question, of: "y")
    }
    #expect(error?.description.contains("shapley") == true)
    #expect(error?.exitStatus == 64)
  }

  @Test func `of an unknown method offers the nearest`() throws {
    let evaluation = try #require(scratch).model(lines, draws: 4_096)
    let question = AnalysisQuestion.sensitivity(method: "sobl", addsDummy: false)
    let error = #expect(throws: WorkbenchError.self) {
      try evaluation.inquiry.analyse(question, of: "y")
    }
    #expect(error?.description.contains("Did you mean sobol?") == true)
  }
}
