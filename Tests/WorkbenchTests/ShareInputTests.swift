import Foundation
import TestKit
import Testing

@testable import Workbench

/// Shares that sum to 1 are an input of several columns, for which every method and question has an
/// answer or a refusal in words.
@Suite("A Dirichlet input")
struct ShareInputTests {
  private let scratch = try? Scratch()

  private let lines = """
    index p = { base, boosted, top }
    mix[p] = dirichlet({ base: 7, boosted: 2, top: 1 })
      from scelles-2016
      as of 2016
    cost = 1 to 2 EUR
    y = 10 EUR * mix[top] - cost * mix[base]
    decision "keep" = y
    decision "stop" = 0 EUR
    """

  private func answered(_ question: AnalysisQuestion, _ lines: String) throws -> AnalysisAnswer? {
    let evaluation = try #require(scratch).model(lines, draws: 2_048)
    do throws(WorkbenchError) {
      return try evaluation.inquiry.analyse(question, of: "y")
    } catch {
      // A refusal is a sentence.
      #expect(error.description.count > 40 && error.description.hasSuffix("."))
      return nil
    }
  }

  @Test(arguments: SensitivityMethod.all.map(\.name))
  func `has an answer or a refusal in words from every method`(name: String) throws {
    let question = AnalysisQuestion.sensitivity(method: name, addsDummy: false)
    let answer = try answered(question, lines)
    if let answer { #expect(!answer.text.lowercased().contains("nan")) }
    // One share alone, without any other input.
    let alone = lines.replacingOccurrences(of: "- cost * mix[base]", with: "- 1 EUR")
    if let answer = try answered(question, alone) { #expect(answer.text.count > 40) }
    // Only methods that need one coordinate for each input may refuse.
    let refusing = ["efast", "rbd-fast"]
    #expect(answer != nil || refusing.contains(name), "\(name) refused")
  }

  @Test(arguments: [
    AnalysisQuestion.budget, .precision, .dependence, .information(groups: []),
    .discovery(above: 0), .breakEven(input: "cost", target: 0),
    .breakEven(input: "mix[top]", target: 0),
    .twoWayBreakEven(input: "cost", other: "mix[top]", target: 0),
  ])
  func `has an answer from every question`(question: AnalysisQuestion) throws {
    let answer = try #require(try answered(question, lines))
    #expect(answer.text.count > 40)
    #expect(!answer.text.lowercased().contains("nan"))
  }

  @Test func `is worth at most as much as knowing everything`() throws {
    let answer = try #require(try answered(.information(groups: []), lines))
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    let fields = try #require(object as? [String: Any])
    let all = try #require((fields["evpi"] as? [String: Double])?["value"])
    let rows = try #require(fields["evppi"] as? [[String: Any]])
    #expect(Set(rows.compactMap { $0["input"] as? String }) == ["mix", "cost"])
    for row in rows {
      let value = try #require((row["value"] as? [String: Double])?["value"])
      #expect(value >= 0 && value <= all)
    }
  }
}
