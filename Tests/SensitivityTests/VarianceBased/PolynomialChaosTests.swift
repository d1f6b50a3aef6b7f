import ModelKit
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("Polynomial chaos")
struct PolynomialChaosTests {
  private typealias Ishigami = ReferenceFunctions.Ishigami

  private func expansion(
    _ model: Model,
    points: Int = 128,
    replicates: Int = 3,
    seed: UInt64 = 5,
    threads: Int = 1,
    groups: [(name: String, inputs: [String])]? = nil,
    norm: Double = 0.75,
    degree: Int = 10
  ) throws -> PolynomialChaos {
    let problem = try SensitivityProblem(
      model: model,
      output: "y",
      groups: groups,
      threads: threads
    )
    return try PolynomialChaosDesign(
      problem,
      pointsPerReplicate: points,
      replicates: replicates,
      maximumDegree: degree,
      truncationNorm: norm,
      seed: seed
    ).indices()
  }

  @Test("A smooth function is fitted far better than sampled, and says so")
  func ishigami() throws {
    let model = try ReferenceFunctions.ishigami()
    let chaos = try expansion(model, points: 256, replicates: 2, degree: 12)
    // Closed forms; the indices of an expansion of degree 12 are within 1e-4.
    for factor in 0..<3 {
      #expect(abs(chaos.first[factor].value - Ishigami.first[factor]) < 1e-4)
      #expect(abs(chaos.total[factor].value - Ishigami.total[factor]) < 1e-4)
      #expect(
        chaos.first[factor].low <= Ishigami.first[factor]
          && Ishigami.first[factor] <= chaos.first[factor].high
      )
      #expect(
        chaos.total[factor].low <= Ishigami.total[factor]
          && Ishigami.total[factor] <= chaos.total[factor].high
      )
    }
    #expect(abs(chaos.pairs[1].index.value - Ishigami.pair13) < 1e-4)
    #expect(chaos.certifiedError < 1e-5)
    let problem = try SensitivityProblem(model: model, output: "y")
    let sampled = try SobolIndices(SobolDesign(problem, basePoints: 1_024, seed: 5).run())
    #expect(chaos.isCertifiablyBetter(than: sampled))
  }

  @Test("A linear model of normal inputs is exact")
  func linear() throws {
    let chaos = try expansion(ReferenceFunctions.portfolio(), points: 32)
    // Saltelli et al. (2004): 4/54, 25/54, 25/54.
    for (estimate, exact) in zip(chaos.first, [4.0 / 54, 25.0 / 54, 25.0 / 54]) {
      #expect(isClose(estimate.value, exact, relative: 1e-9))
    }
    #expect(chaos.certifiedError < 1e-20)
  }

  @Test("Groups add up")
  func groups() throws {
    let chaos = try expansion(
      ReferenceFunctions.ishigami(),
      points: 256,
      replicates: 2,
      groups: [("odd", ["x1", "x3"]), ("even", ["x2"])]
    )
    // Degree 10 leaves errors of about 7e-4 in the indices.
    for (estimate, exact) in zip(chaos.first, Ishigami.groups) {
      #expect(abs(estimate.value - exact) < 2e-3)
      #expect(estimate.low <= exact && exact <= estimate.high)
    }
  }

  @Test("A function with kinks is not certified, and its intervals hold")
  func kinks() throws {
    let weights = [0, 1, 4.5, 9]
    let model = try ReferenceFunctions.g(a: weights)
    let chaos = try expansion(model)
    let exact = ReferenceFunctions.gIndices(a: weights)
    for (estimate, value) in zip(chaos.first + chaos.total, exact.first + exact.total) {
      #expect(estimate.low <= value && value <= estimate.high)
    }
    let problem = try SensitivityProblem(model: model, output: "y")
    let sampled = try SobolIndices(SobolDesign(problem, basePoints: 1_024, seed: 5).run())
    #expect(!chaos.isCertifiablyBetter(than: sampled))
  }

  @Test("Threads, names, order and scale change nothing beyond 1e-12")
  func invariance() throws {
    let base = try expansion(ReferenceFunctions.ishigami(), points: 64)
    let many = try expansion(ReferenceFunctions.ishigami(), points: 64, threads: 8)
    #expect(base.first == many.first && base.total == many.total)
    let order = [2, 0, 1]
    let moved = try expansion(
      ReferenceFunctions.ishigami(names: ["zeta", "alpha", "mu"], order: order, scale: 1_024),
      points: 64
    )
    for (place, original) in order.enumerated() {
      #expect(abs(moved.first[place].value - base.first[original].value) < 1e-12)
      #expect(abs(moved.total[place].value - base.total[original].value) < 1e-12)
    }
  }

  @Test("A rare event is said to be out of reach of polynomials, a constant not to vary")
  func unfitted() throws {
    let rare = try SensitivityProblem(model: try CoverageModel.rare().model, output: "y")
    let design = try PolynomialChaosDesign(rare, pointsPerReplicate: 16, seed: 1)
    var outputs = [[Double]](repeating: [Double](repeating: 0, count: 16), count: 4)
    outputs[2][7] = 15
    let error = #expect(throws: SensitivityError.self) {
      try PolynomialChaos(design: design, outputs: outputs)
    }
    #expect(error?.description.contains("No polynomial in the inputs explains anything") == true)
    outputs[2][7] = 0
    let constant = #expect(throws: SensitivityError.self) {
      try PolynomialChaos(design: design, outputs: outputs)
    }
    #expect(constant?.description.contains("does not vary") == true)
  }
}
