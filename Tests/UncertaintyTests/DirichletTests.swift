import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("Dirichlet shares")
struct DirichletTests {
  private func samples(_ alpha: [Double]) throws -> SampleSet {
    var builder = ModelBuilder()
    let shares = try builder.dirichlet("mix", alpha: alpha)
    var sum = builder.constant(0)
    for (index, share) in shares.enumerated() {
      builder.output("share\(index)", share)
      sum = builder.apply(.add, sum, share)
    }
    builder.output("sum", sum)
    return try TestModels.run(try builder.build(), draws: 1 << 12)
  }

  @Test("have the means, variances and marginal quantiles of the Dirichlet distribution")
  func moments() throws {
    // Dirichlet(7, 2, 1): mean a/10, variance a (10 - a) / 1100 (closed form).
    let alpha = [7.0, 2, 1]
    let samples = try samples(alpha)
    for (index, a) in alpha.enumerated() {
      let summary = samples.summary(of: index, probabilities: [0.05, 0.95])
      #expect(abs(summary.mean - a / 10) < 4 * summary.meanStandardError)
      #expect(
        abs(summary.standardDeviation - (a * (10 - a) / 1_100).squareRoot())
          < 4 * summary.standardDeviationStandardError
      )
      let marginal = try Beta(alpha: a, beta: 10 - a)
      for quantile in summary.quantiles {
        #expect(
          abs(quantile.value - marginal.quantile(quantile.probability))
            < 4 * quantile.standardError
        )
      }
    }
  }

  @Test("sum to 1 in every draw, to rounding")
  func sum() throws {
    let summary = try samples([0.3, 0.5, 4, 9, 0.2]).summary(of: 5, probabilities: [])
    // Five products and sums of numbers below 1: at most five half-units in the last place.
    #expect(summary.minimum >= 1 - 6e-16)
    #expect(summary.maximum <= 1 + 6e-16)
  }

  @Test("need positive weights; a single share is 1")
  func edges() throws {
    var builder = ModelBuilder()
    #expect(throws: DistributionError.self) { try builder.dirichlet("bad", alpha: [1, 0]) }
    #expect(throws: DistributionError.self) { try builder.dirichlet("none", alpha: []) }
    #expect(throws: DistributionError.self) { try builder.dirichlet("nan", alpha: [.nan]) }
    let single = try builder.dirichlet("single", alpha: [3])
    #expect(builder.constantValue(of: single[0]) == 1)
    builder.output("y", single[0])
    #expect(try builder.build().dimensionCount == 0)
  }
}
