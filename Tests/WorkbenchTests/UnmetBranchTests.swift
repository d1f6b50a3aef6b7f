import TestKit
import Testing
import TextCore

@testable import Workbench

/// A branch on several inputs that no draw takes is named where the result stands.
@Suite struct UnmetBranchTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func evaluate(_ condition: String) throws -> Evaluation {
    try scratch.evaluate(
      """
      ```ampleur
      first = uniform(0, 1)
      second = uniform(0, 1)
      noise = uniform(1, 3)
      loss = (if \(condition) then 1000000 else 0) + noise * noise
      ```
      """,
      draws: 4_096
    )
  }

  // P(first second < 1e-8) = 1e-8 (1 + ln 1e8) = 2e-7: with 4,096 draws it is met in 1 of 1,200 runs,
  // and makes up 0.2 of the mean of 4.5.
  @Test(arguments: [Language.en, .fr])
  func `The report says that a branch was not seen, and on what it turns`(
    language: Language
  ) throws {
    let evaluation = try evaluate("first * second < 0.00000001")
    let text = ProseReader.plain(try evaluation.report(language: language, name: "r").markdown)
    let phrase =
      language == .fr
      ? "a la même issue dans les 4" : "came out the same in all 4,096 draws, so that one branch"
    #expect(text.contains(phrase), "\(text)")
    let summary = evaluation.results.summary("loss")
    #expect(summary.meanErrorReason == .unmetBranch && summary.unmetInputs == ["first", "second"])
    #expect(summary.meanStandardError.isNaN)
  }

  @Test func `So do the tables of a terminal and JSON`() throws {
    let evaluation = try evaluate("first * second < 0.00000001")
    #expect(evaluation.runText().contains("came out the same in all 4,096 draws"))
    #expect(try evaluation.runJSON().contains("came out the same in all 4,096 draws"))
  }

  // 1/2 (1 + ln 2) = 0.85; the sum of both is always below 2.5.
  @Test(arguments: ["first * second < 0.5", "first + second < 2.5"])
  func `Nothing is said of a branch that draws take, or that nothing could`(
    condition: String
  ) throws {
    let evaluation = try evaluate(condition)
    #expect(evaluation.results.summary("loss").unmetInputs.isEmpty)
    #expect(!evaluation.runText().contains("came out the same"))
  }
}
