import Probability
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("Variance by groups of correlated inputs")
struct GroupedDependenceTests {
  /// a and b standard normal with rank correlation 0.8, c standard normal and independent.
  private func model(_ copula: Copula = .gaussian, inResult names: [Int]) throws -> Model {
    var builder = ModelBuilder()
    let inputs = try ["a", "b", "c"].map {
      builder.input($0, try Normal(mean: 0, standardDeviation: 1))
    }
    try builder.correlate(
      [inputs[0], inputs[1]],
      spearman: [[1, 0.8], [0.8, 1]],
      copula: copula
    )
    let sum = names.dropFirst().reduce(inputs[names[0]]) { builder.apply(.add, $0, inputs[$1]) }
    builder.output("y", sum)
    return try builder.build()
  }

  @Test("splits a sum as the variances of its groups")
  func within() throws {
    let problem = try SensitivityProblem(
      model: try model(inResult: [0, 1, 2]),
      output: "y",
      groups: [("both", ["a", "b"])]
    )
    #expect(problem.correlatedPair == nil)
    let variance = try GroupedVariance(
      problem,
      settings: SimulationSettings(draws: 16_384, seed: 2016)
    )
    // V(a + b) = 2 + 2 r with r = 2 sin(0.8 pi / 6) = 0.813473, V(c) = 1.
    let both = try #require(variance.shares.first { $0.label == "both" })
    #expect(abs(both.first.value - 3.626946 / 4.626946) < 0.01)
    #expect(abs(both.total.value - 3.626946 / 4.626946) < 0.01)
  }

  @Test(
    "counts an input whose correlated partner the result does not use as a whole",
    arguments: [Copula.gaussian, .student(degreesOfFreedom: 4)]
  )
  func partner(copula: Copula) throws {
    let problem = try SensitivityProblem(
      model: try model(copula, inResult: [1, 2]),
      output: "y"
    )
    let variance = try GroupedVariance(
      problem,
      settings: SimulationSettings(draws: 16_384, seed: 2016)
    )
    // y = b + c with equal variances, whatever a does.
    for share in variance.shares { #expect(abs(share.first.value - 0.5) < 0.01) }
  }

  @Test("is refused, with the pair, where a correlation crosses groups")
  func across() throws {
    let problem = try SensitivityProblem(
      model: try model(inResult: [0, 1, 2]),
      output: "y",
      groups: [("first", ["a", "c"])]
    )
    let pair = try #require(problem.correlatedPair)
    #expect(pair.first == "a" && pair.second == "b")
    #expect(throws: SensitivityError.self) {
      _ = try GroupedVariance(problem, settings: SimulationSettings(draws: 1_024, seed: 1))
    }
  }
}
