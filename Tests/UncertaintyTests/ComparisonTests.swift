import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("A comparison on common random numbers")
struct ComparisonTests {
  @Test("of equal models is exactly 0 in every draw")
  func null() throws {
    let baseline = try TestModels.mixed()
    let scenario = try TestModels.mixed(coordinates: baseline.coordinatePlan)
    let comparison = try Comparison(
      baseline: try TestModels.run(baseline, draws: 3_000),
      scenario: try TestModels.run(scenario, draws: 3_000, threads: 2, blockLength: 333),
      output: "total"
    )
    comparison.withDifferences { values in #expect(values.allSatisfy { $0 == 0 }) }
    let summary = comparison.summary(probabilities: [0.05, 0.95])
    #expect(summary.mean == 0 && summary.standardDeviation == 0 && summary.meanStandardError == 0)
    #expect(comparison.probabilityOfIncrease == 0)
    let year = try Comparison(
      baseline: try TestModels.run(baseline, draws: 100),
      scenario: try TestModels.run(scenario, draws: 100),
      output: "year"
    )
    #expect(year.summary(probabilities: []).isExact)
  }

  /// Revenue with a price factor; `extra` declares a further input before the shared ones.
  private func revenue(_ factor: Double, plan: CoordinatePlan, extra: Bool) throws -> Model {
    var builder = ModelBuilder(coordinates: plan)
    var total = builder.constant(factor)
    if extra {
      total = builder.apply(
        .multiply,
        total,
        builder.input("extra", try Uniform(low: 1, high: 1.0001))
      )
    }
    for (name, low, high) in [("ads", 2e6, 3e6), ("price", 50, 200), ("share", 0.02, 0.1)] {
      total = builder.apply(
        .multiply,
        total,
        builder.input(name, try LogNormal(p05: low, p95: high))
      )
    }
    builder.output("revenue", total)
    return try builder.build()
  }

  @Test("sees a change that is far smaller than the spread")
  func small() throws {
    let baseline = try TestModels.fermi()
    let scenario = try revenue(1.01, plan: baseline.coordinatePlan, extra: false)
    let summary = try Comparison(
      baseline: try TestModels.run(baseline, draws: 1 << 14),
      scenario: try TestModels.run(scenario, draws: 1 << 14),
      output: "revenue"
    ).summary(probabilities: [0.5])
    // 1 % of mean and median of the Fermi chain (PEERS section 6.3).
    #expect(abs(summary.mean - 135_964.2789) <= 4 * summary.meanStandardError)
    #expect(isClose(summary.quantiles[0].value, 109_544.5115, relative: 0.01))
    #expect(summary.minimum > 0)
  }

  @Test("keeps worlds in common where the scenario has an input more")
  func extraInput() throws {
    let baseline = try TestModels.fermi()
    let scenario = try revenue(1, plan: baseline.coordinatePlan, extra: true)
    let comparison = try Comparison(
      baseline: try TestModels.run(baseline, draws: 4_096),
      scenario: try TestModels.run(scenario, draws: 4_096),
      output: "revenue"
    )
    // The extra factor is at least 1 and at most 1.0001.
    let summary = comparison.summary(probabilities: [])
    #expect(summary.minimum >= 0 && summary.mean < 1e-4 * 14e6)
  }

  @Test("refuses draws that have nothing in common")
  func refusals() throws {
    let model = try TestModels.fermi()
    let samples = try TestModels.run(model, draws: 1_000)
    #expect(throws: ComparisonError.unknownOutput(name: "profit")) {
      try Comparison(baseline: samples, scenario: samples, output: "profit")
    }
    #expect(
      throws: ComparisonError.differentDraws(what: "seed", baseline: "2016", scenario: "3")
    ) {
      try Comparison(
        baseline: samples,
        scenario: try TestModels.run(model, draws: 1_000, seed: 3),
        output: "revenue"
      )
    }
    #expect(throws: ComparisonError.self) {
      try Comparison(
        baseline: samples,
        scenario: try TestModels.run(model, draws: 10_000),
        output: "revenue"
      )
    }
    let other = try revenue(1, plan: CoordinatePlan(), extra: true)
    #expect(throws: ComparisonError.differentCoordinates) {
      try Comparison(
        baseline: samples,
        scenario: try TestModels.run(other, draws: 1_000),
        output: "revenue"
      )
    }
  }
}
