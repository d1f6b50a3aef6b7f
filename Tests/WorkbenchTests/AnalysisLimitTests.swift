import TestKit
import Testing
import Uncertainty

@testable import Workbench

@Suite("An analysis that would take too long")
struct AnalysisLimitTests {
  private let scratch = try? Scratch()

  private func sum(_ count: Int, _ further: String = "") throws -> Evaluation {
    let inputs = (0..<count).map { "x\($0) = 10 to 30" }
    // A formula chains at most 1,000 operators.
    let parts = stride(from: 0, to: count, by: 500).map { start in
      "s\(start) = "
        + (start..<min(start + 500, count)).map { "x\($0)" }.joined(separator: " + ")
    }
    let sums = stride(from: 0, to: count, by: 500).map { "s\($0)" }.joined(separator: " + ")
    let lines = inputs + parts + ["y = \(sums)", further]
    return try #require(scratch).model(lines.joined(separator: "\n"))
  }

  private func limit(
    _ method: String,
    _ evaluation: Evaluation,
    draws: Int? = nil
  ) throws -> AnalysisLimit {
    try AnalysisLimit(
      try #require(SensitivityMethod.named(method)),
      try request(evaluation, draws: draws)
    )
  }

  private func request(_ evaluation: Evaluation, draws: Int?) throws -> AnalysisRequest {
    let (quantity, output) = try evaluation.output(named: "y")
    return AnalysisRequest(
      study: evaluation.loaded.study,
      quantity: quantity,
      output: output,
      draws: draws,
      seed: 1,
      threads: 1,
      addsDummy: false
    )
  }

  @Test func `is within the limits of every method at 500 inputs and default draws`() throws {
    let evaluation = try sum(500)
    for method in SensitivityMethod.all {
      #expect(try limit(method.name, evaluation).refusal == nil, "\(method.name)")
    }
    let precision = try AnalysisLimit.precision(
      try request(evaluation, draws: nil),
      draws: 8_192
    )
    #expect(precision.refusal == nil)
  }

  /// 100 inputs and 99 sums: 4,194,304 x 202 x 199 = 1.69e11 steps; half as many need 3.4 GB.
  @Test func `is refused with its cost, the limit and fewer draws that are then accepted`() throws {
    let evaluation = try sum(100)
    #expect(
      try limit("sobol", evaluation, draws: 4_194_304).refusal
        == "The method sobol with 100 inputs and 4,194,304 draws takes 169 billion steps of the"
        + " formula; the limit is 100 billion, about a minute. Ask for fewer draws: --draws 1048576."
    )
    #expect(try limit("sobol", evaluation, draws: 1_048_576).refusal == nil)
  }

  /// All inputs correlated with each other: each is drawn again for each other one.
  @Test func `counts the inputs that are drawn again with a correlated one`() throws {
    let names = (0..<40).map { "x\($0)" }.joined(separator: ", ")
    let alone = try sum(40)
    let linked = try sum(40, "correlate \(names): 0.3")
    // 81 runs of 79 steps a point, and 40 x 39 inputs drawn again at 20 steps: 37,599.
    let draws = 1_048_576
    let own = try limit("kucherenko", alone, draws: draws)
    let both = try limit("kucherenko", linked, draws: draws)
    #expect(own.evaluations(draws) * Double(own.formulaSteps) == Double(draws) * 81 * 79)
    #expect(own.furtherSteps(draws) == 0)
    #expect(both.furtherSteps(draws) == Double(draws) * 40 * 39 * 20)
    #expect(own.refusal == nil && both.refusal == nil)
    let refusal = try #require(try limit("kucherenko", linked, draws: 4 * draws).refusal)
    #expect(refusal.hasSuffix("Ask for fewer draws: --draws 2097152."), "\(refusal)")
  }

  @Test func `advises to screen where fewer draws do not help`() throws {
    let limit = AnalysisLimit(
      name: "The method sobol",
      factors: 9_000,
      formulaSteps: 18_000,
      draws: 16_384,
      evaluations: { Double($0) * 18_002 },
      bytes: { _ in 0 },
      acceptsGroups: true
    )
    let refusal = try #require(limit.refusal)
    #expect(
      refusal.hasSuffix(
        "Screen the inputs with --method morris and make those without effect certain, or take"
          + " inputs together with --group."
      )
    )
  }

  @Test func `holds for the memory of draws too`() throws {
    let limit = AnalysisLimit(
      name: "The method rank",
      factors: 2_000,
      formulaSteps: 4_000,
      draws: 65_536,
      evaluations: { Double($0) },
      bytes: { Double($0) * 2_000 * 8 * 2.2 }
    )
    // 65,536 draws of 2,000 inputs, 8 bytes each, 2.2 times: 2.3 GB.
    #expect(
      limit.refusal
        == "The method rank with 2,000 inputs and 65,536 draws needs 2.3 GB of memory; the limit is"
        + " 2.0 GB. Ask for fewer draws: --draws 32768."
    )
  }

  @Test func `is refused of too many scenarios of a long formula`() throws {
    let study = try sum(3, "scenario \"one\"\n  x0 = 11 to 31").loaded.study
    let small = AnalysisLimit.scenarios(study, outputs: ["y"], draws: 1_024)
    #expect(small.refusal == nil && small.factors == 1)
    // Three inputs and two sums; s0 is y.
    #expect(small.formulaSteps == 5 && small.evaluations(10) == 10)
    let large = AnalysisLimit(
      name: "The comparison",
      factors: 1_000,
      counted: ("scenario", "scenarios"),
      formulaSteps: 2_000,
      draws: 102_400,
      evaluations: { Double($0) * 1_000 },
      bytes: { _ in 0 }
    )
    // 1,000 x 2,000 x 102,400 = 2.05e11.
    #expect(
      large.refusal
        == "The comparison with 1,000 scenarios and 102,400 draws takes 205 billion steps of the"
        + " formula; the limit is 100 billion, about a minute. Ask for fewer draws: --draws 32768."
    )
  }
}
