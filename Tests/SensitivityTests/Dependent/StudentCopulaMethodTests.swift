import Probability
import Testing

@testable import Sensitivity
@testable import Uncertainty

/// What relies on jointly normal scores.
@Suite("A study with a Student copula")
struct StudentCopulaMethodTests {
  private func normals(_ copula: Copula = .student(degreesOfFreedom: 4)) throws -> Model {
    var builder = ModelBuilder()
    let a = builder.input("a", try Normal(mean: 1, standardDeviation: 3))
    let b = builder.input("b", try Normal(mean: 2, standardDeviation: 4))
    try builder.correlate([a, b], spearman: [[1, 0.5], [0.5, 1]], copula: copula)
    builder.output("y", builder.apply(.add, a, b))
    builder.output("b", b)
    return try builder.build()
  }

  @Test("is refused by methods that draw inputs given others, and says which can be used")
  func methods() throws {
    let problem = try SensitivityProblem(model: try normals(), output: "y")
    #expect(try LinearGaussian.recognise(problem) == nil)
    let shapley = #expect(throws: SensitivityError.self) {
      try ShapleyDesign(problem, evaluations: 1 << 12, seed: 1)
    }
    #expect(shapley?.description.contains("rank") == true)
    #expect(throws: SensitivityError.self) { try KucherenkoDesign(problem, points: 64, seed: 1) }
  }

  @Test("shrinks an input in the very draws of the model")
  func shrunk() throws {
    let model = try normals()
    let run = try ReplicateRun(
      model,
      settings: SimulationSettings(draws: 1 << 10, seed: 3, threads: 1)
    )
    let plain = try run.evaluate(outputs: [1])[0]
    // Shrunk by a trifle the draws are the same to rounding; by half, half as far from the median.
    let input = try ShrunkInput("b", in: run)
    for (factor, tolerance) in [(1 - 1e-12, 1e-6), (0.5, 1e-6)] {
      let other = try input.outputs(1, factor: factor, in: run, base: try run.base(of: 1))
      let worst = zip(plain, other).map { abs($1 - 2 - factor * ($0 - 2)) }.max() ?? 1
      #expect(worst < tolerance)
    }
  }
}
