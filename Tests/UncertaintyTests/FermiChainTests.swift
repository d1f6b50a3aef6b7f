import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("Simulated Fermi chains agree with exact results")
struct FermiChainTests {
  // Exact values: PEERS-uncertainty section 6.3 (closed forms and quadrature). Each figure must lie
  // within 4 of its reported standard errors: with 15 degrees of freedom 0.1 % of right figures
  // would fail; seeds are fixed.

  private func check(
    _ model: Model,
    mean: Double? = nil,
    deviation: Double? = nil,
    quantiles: [Double: Double] = [:],
    printed: Double = 1e-8,
    draws: Int = 1 << 15
  ) throws {
    for method in SamplingMethod.allCases {
      let summary = try TestModels.run(model, draws: draws, method: method)
        .summary(of: 0, probabilities: quantiles.keys.sorted())
      if let mean {
        #expect(
          abs(summary.mean - mean) <= 4 * summary.meanStandardError + printed * abs(mean)
        )
      }
      if let deviation {
        #expect(
          abs(summary.standardDeviation - deviation)
            <= 4 * summary.standardDeviationStandardError + printed * deviation
        )
      }
      for quantile in summary.quantiles {
        let exact = quantiles[quantile.probability] ?? .nan
        #expect(abs(quantile.value - exact) <= 4 * quantile.standardError + printed * abs(exact))
      }
    }
  }

  @Test("the product of three lognormals")
  func product() throws {
    try check(
      try TestModels.fermi(),
      mean: 13_596_427.89,
      quantiles: [0.05: 3_715_393.24, 0.5: 10_954_451.15, 0.95: 32_298_061.68]
    )
  }

  @Test("a 90 % interval read as a lognormal")
  func interval() throws {
    var builder = ModelBuilder()
    builder.output("x", builder.input("x", try LogNormal(p05: 10, p95: 100)))
    try check(
      try builder.build(),
      mean: 40.4001283,
      deviation: 32.1217953,
      quantiles: [0.05: 10, 0.5: 31.6227766, 0.95: 100]
    )
  }

  @Test("PERT distributions")
  func pert() throws {
    var builder = ModelBuilder()
    builder.output("x", builder.input("x", try Pert(low: 1, mode: 2, high: 4)))
    try check(
      try builder.build(),
      mean: 2.1666667,
      deviation: 0.5527708,
      quantiles: [0.05: 1.328497, 0.5: 2.127438, 0.95: 3.139862],
      printed: 4e-7
    )
    var other = ModelBuilder()
    other.output("x", other.input("x", try Pert(low: 10, mode: 20, high: 50)))
    try check(
      try other.build(),
      mean: 23.333333,
      deviation: 7.126966,
      quantiles: [0.05: 13.057616, 0.5: 22.552407, 0.95: 36.296333],
      printed: 4e-8
    )
  }

  @Test("the product of two uniforms")
  func uniforms() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    let y = builder.input("y", try Uniform(low: 0, high: 1))
    builder.output("product", builder.apply(.multiply, x, y))
    try check(
      try builder.build(),
      mean: 0.25,
      quantiles: [0.05: 0.00870494, 0.5: 0.18668231, 0.95: 0.70092000],
      printed: 1e-6
    )
  }

  @Test("a square of one name")
  func square() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Normal(mean: 0, standardDeviation: 1))
    builder.output("square", builder.apply(.multiply, x, x))
    try check(try builder.build(), mean: 1, deviation: 1.41421356)
  }
}
