import CSpecialFunctions

/// The empirical distribution of a sample: each observation is as likely as any other.
///
/// Quantiles are observations (the inverse of the step function, type 1 of Hyndman and Fan 1996).
/// For an interpolated distribution through given quantiles see ``InterpolatedQuantiles``.
public struct Empirical: Distribution {
  /// The name in the study language.
  public static let familyName = "empirical"

  /// The observations as a discrete distribution.
  public let steps: Discrete
  /// The number of observations.
  public let count: Int

  /// Makes the empirical distribution of a sample.
  ///
  /// - Parameter values: The observations, at least one, all finite, in any order.
  /// - Throws: ``DistributionError`` when there are none, or one is not finite.
  public init(_ values: [Double]) throws(DistributionError) {
    guard !values.isEmpty else {
      throw .tooFew(family: Self.familyName, what: "values", needed: 1, count: 0)
    }
    for value in values { try requireFinite(Self.familyName, "values", value) }
    count = values.count
    var distinct: [Double] = []
    var tallies: [Int] = []
    for value in values.sorted() {
      if let last = distinct.last, last == value {
        tallies[tallies.count - 1] += 1
      } else {
        distinct.append(value)
        tallies.append(1)
      }
    }
    let total = Double(values.count)
    steps = Discrete(sorted: distinct, probabilities: tallies.map { Double($0) / total })
  }

  // MARK: Parameters

  /// The number of observations, `count`.
  public var parameters: [(name: String, value: Double)] { [("count", Double(count))] }
  /// From the smallest to the largest observation.
  public var support: ClosedRange<Double> { steps.support }
  /// Discrete.
  public var isDiscrete: Bool { true }

  // MARK: Moments

  /// The mean of the observations.
  public var mean: Double { steps.mean }
  /// The mean squared distance from the mean (divisor n: the variance of the step function).
  public var variance: Double { steps.variance }

  // MARK: Evaluation

  /// The share of observations equal to `x`.
  public func density(at x: Double) -> Double { steps.density(at: x) }

  /// The logarithm of the share of observations equal to `x`.
  public func logDensity(at x: Double) -> Double { steps.logDensity(at: x) }

  /// The share of observations at or below `x`.
  public func cdf(_ x: Double) -> Double { steps.cdf(x) }

  /// The share of observations above `x`.
  public func survival(_ x: Double) -> Double { steps.survival(x) }

  /// The smallest observation whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double { steps.quantile(p) }

  /// The smallest observation that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double { steps.survivalQuantile(q) }
}
