import CSpecialFunctions
import CVectorKernels

/// The distance from the median of a standard normal distribution to its 95 % point.
let normalPoint95 = 1.6448536269514722

/// The normal distribution.
///
/// ```
/// f(x) = exp(-(x - mean)^2 / (2 sd^2)) / (sd sqrt(2 pi))
/// ```
public struct Normal: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "normal"

  /// The mean.
  public let mean: Double
  /// The standard deviation.
  public let standardDeviation: Double

  /// Makes a normal distribution.
  ///
  /// - Parameters:
  ///   - mean: The mean, finite.
  ///   - standardDeviation: The standard deviation, positive.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(mean: Double, standardDeviation: Double) throws(DistributionError) {
    try requireFinite(Self.familyName, "mean", mean)
    try requirePositive(Self.familyName, "sd", standardDeviation)
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Makes the normal distribution with a given 90 % interval.
  ///
  /// - Parameters:
  ///   - p05: The 5 % quantile, finite.
  ///   - p95: The 95 % quantile, above `p05`.
  /// - Throws: ``DistributionError`` when the ends are not finite or not in order.
  public init(p05: Double, p95: Double) throws(DistributionError) {
    try requireFinite(Self.familyName, "p05", p05)
    try requireFinite(Self.familyName, "p95", p95)
    try requireOrder(p05 < p95, Self.familyName, "p05 < p95", [("p05", p05), ("p95", p95)])
    try self.init(
      mean: p05 + (p95 - p05) / 2,
      standardDeviation: (p95 - p05) / (2 * normalPoint95)
    )
  }

  // MARK: Parameters

  /// `mean` and `sd`.
  public var parameters: [(name: String, value: Double)] {
    [("mean", mean), ("sd", standardDeviation)]
  }
  /// The whole line.
  public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// The squared standard deviation.
  public var variance: Double { standardDeviation * standardDeviation }

  // MARK: Evaluation

  private func score(_ x: Double) -> Double { (x - mean) / standardDeviation }

  /// The density at a point.
  public func density(at x: Double) -> Double {
    let z = score(x)
    return exp(-z * z / 2) * (0.3989422804014327 / standardDeviation)
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    let z = score(x)
    return -z * z / 2 - 0.9189385332046727 - log(standardDeviation)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double { special_normal_cdf(score(x)) }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double { special_normal_cdf(-score(x)) }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { mean + standardDeviation * special_normal_quantile($0) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { mean - standardDeviation * special_normal_quantile($0) }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_normal(block.baseAddress, block.count, mean, standardDeviation)
  }
}
