import Probability
import TestKit
import Testing

@Suite struct QuantileFitTests {
  @Test func `A metalog meets its quantiles in all four forms`() throws {
    let bounds: [(Double?, Double?)] = [(nil, nil), (0, nil), (nil, 60), (0, 60)]
    for (low, high) in bounds {
      let fit = try QuantileFit(
        probabilities: [0.95, 0.05, 0.5],
        values: [40, 5, 15],
        low: low,
        high: high
      )
      let metalog = try #require(fit.distribution as? Metalog)
      // The equations for three terms are well conditioned: 1e-12 of the value.
      #expect(isClose(metalog.quantile(0.05), 5, relative: 1e-12))
      #expect(isClose(metalog.quantile(0.5), 15, relative: 1e-12))
      #expect(isClose(metalog.quantile(0.95), 40, relative: 1e-12))
      #expect(metalog.support.lowerBound == low ?? -.infinity)
      #expect(metalog.support.upperBound == high ?? .infinity)
    }
  }

  @Test func `Two quantiles give a logistic distribution`() throws {
    // Logistic: quantile m + s ln(p / (1 - p)), variance s^2 pi^2 / 3.
    let d = try Metalog(probabilities: [0.25, 0.75], values: [-1, 1])
    let s = 1 / 1.0986122886681098
    #expect(isClose(d.mean, 0, relative: 0, absolute: 1e-13))
    #expect(isClose(d.variance, s * s * Double.pi * Double.pi / 3, relative: 1e-12))
    #expect(isClose(d.cdf(2), 0.9, relative: 1e-13))
  }

  @Test func `Keelin's feasibility limit of three terms is respected`() throws {
    // Keelin 2016, section 3.3: feasible when a2 > 0 and |a3 / a2| < 1.66711.
    #expect(throws: Never.self) { try Metalog(coefficients: [0, 1, 1.667]) }
    #expect(throws: DistributionError.self) { try Metalog(coefficients: [0, 1, 1.668]) }
    #expect(throws: DistributionError.self) { try Metalog(coefficients: [0, 1, -1.668]) }
    #expect(throws: DistributionError.self) { try Metalog(coefficients: [0, -1]) }
  }

  @Test func `Infeasible quantiles fall back to a curve and say so`() throws {
    let fit = try QuantileFit(probabilities: [0.05, 0.5, 0.95], values: [1, 1.1, 90])
    #expect(fit.distribution is InterpolatedQuantiles)
    #expect(fit.infeasibility != nil)
    #expect(isClose(fit.distribution.quantile(0.5), 1.1, relative: 1e-13))
    #expect(isClose(fit.distribution.cdf(90), 0.95, relative: 1e-13))
    // Many quantiles of two clusters: more terms than the metalog is used with.
    let probabilities = (1...12).map { Double($0) / 13 }
    let values = (1...12).map { $0 < 7 ? Double($0) : 100 + Double($0) }
    let many = try QuantileFit(probabilities: probabilities, values: values)
    #expect(many.distribution is InterpolatedQuantiles)
    for (p, x) in zip(probabilities, values) {
      #expect(isClose(many.distribution.quantile(p), x, relative: 1e-12))
    }
  }

  @Test func `A fit below zero of positive quantiles is noted`() throws {
    let fit = try QuantileFit(probabilities: [0.05, 0.5, 0.95], values: [10, 60, 150])
    #expect((fit.massBelowZero ?? 0) > 1e-6)
    let bounded = try QuantileFit(
      probabilities: [0.05, 0.5, 0.95],
      values: [10, 60, 150],
      low: 0
    )
    #expect(bounded.massBelowZero == nil)
  }

  @Test func `Quantiles that cross or leave the bounds are refused with the reason`() {
    func reason(_ values: [Double], low: Double? = nil) -> String {
      do throws(DistributionError) {
        _ = try QuantileFit(probabilities: [0.05, 0.5, 0.95], values: values, low: low)
        return "nothing thrown"
      } catch {
        return error.description
      }
    }
    #expect(reason([1, 5, 4]).hasSuffix("50% is 5 but 95% is 4"))
    #expect(reason([1, 1, 4]).hasSuffix("5% is 1 but 50% is 1"))
    #expect(reason([-1, 1, 4], low: 0).hasSuffix("-1 is not above the lower bound 0"))
    #expect(reason([.nan, 1, 4]) == "quantiles needs values finite; got nan")
  }
}
