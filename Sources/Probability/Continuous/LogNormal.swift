import CSpecialFunctions
import CVectorKernels

/// The lognormal distribution: the logarithm is normal.
///
/// ```
/// ln X ~ Normal(mu, sigma);  median exp(mu), mean exp(mu + sigma^2 / 2)
/// ```
public struct LogNormal: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "lognormal"

  /// The mean of the logarithm.
  public let mu: Double
  /// The standard deviation of the logarithm.
  public let sigma: Double

  /// Makes a lognormal distribution from the mean and standard deviation of the logarithm.
  ///
  /// - Parameters:
  ///   - mu: The mean of the natural logarithm, finite.
  ///   - sigma: The standard deviation of the natural logarithm, positive.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(mu: Double, sigma: Double) throws(DistributionError) {
    try requireFinite(Self.familyName, "mu", mu)
    try requirePositive(Self.familyName, "sigma", sigma)
    self.mu = mu
    self.sigma = sigma
  }

  /// Makes the lognormal distribution with a given mean and standard deviation.
  ///
  /// - Parameters:
  ///   - mean: The mean of the quantity itself, positive.
  ///   - standardDeviation: The standard deviation of the quantity itself, positive.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(mean: Double, standardDeviation: Double) throws(DistributionError) {
    try requirePositive(Self.familyName, "mean", mean)
    try requirePositive(Self.familyName, "sd", standardDeviation)
    let variation = standardDeviation / mean
    let square = variation * variation
    let logVariance = square.isFinite ? log1p(square) : 2 * log(variation)
    try self.init(mu: log(mean) - logVariance / 2, sigma: logVariance.squareRoot())
  }

  /// Makes the lognormal distribution with a given median and geometric standard deviation.
  ///
  /// - Parameters:
  ///   - median: The median, positive.
  ///   - geometricStandardDeviation: `exp(sigma)`, above 1: the factor by which one standard
  ///     deviation multiplies.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(median: Double, geometricStandardDeviation: Double) throws(DistributionError) {
    try requirePositive(Self.familyName, "median", median)
    try require(
      geometricStandardDeviation > 1 && geometricStandardDeviation.isFinite,
      Self.familyName,
      "gsd",
      "> 1",
      geometricStandardDeviation
    )
    try self.init(mu: log(median), sigma: log(geometricStandardDeviation))
  }

  /// Makes the lognormal distribution with a given 90 % interval.
  ///
  /// - Parameters:
  ///   - p05: The 5 % quantile, positive.
  ///   - p95: The 95 % quantile, above `p05`.
  /// - Throws: ``DistributionError`` when the ends are not positive and finite, or not in order.
  public init(p05: Double, p95: Double) throws(DistributionError) {
    try requirePositive(Self.familyName, "p05", p05)
    try requirePositive(Self.familyName, "p95", p95)
    try requireOrder(p05 < p95, Self.familyName, "p05 < p95", [("p05", p05), ("p95", p95)])
    let width = p95 < 2 * p05 ? log1p((p95 - p05) / p05) : log(p95) - log(p05)
    try self.init(mu: log(p05) + width / 2, sigma: width / (2 * normalPoint95))
  }

  // MARK: Parameters

  /// `mu` and `sigma`.
  public var parameters: [(name: String, value: Double)] { [("mu", mu), ("sigma", sigma)] }
  /// The positive half line.
  public var support: ClosedRange<Double> { 0...Double.infinity }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `exp(mu)`.
  public var median: Double { exp(mu) }
  /// `exp(mu + sigma^2 / 2)`.
  public var mean: Double { exp(mu + sigma * sigma / 2) }
  /// `(exp(sigma^2) - 1) mean^2`.
  public var variance: Double { expm1(sigma * sigma) * exp(2 * mu + sigma * sigma) }

  // MARK: Evaluation

  private func score(_ x: Double) -> Double { (log(x) - mu) / sigma }

  /// The density at a point.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x > 0 && x < .infinity ? exp(logDensity(at: x)) : 0
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x > 0 && x < .infinity else { return -.infinity }
    let z = score(x)
    return -z * z / 2 - 0.9189385332046727 - log(sigma) - log(x)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 0 : special_normal_cdf(score(x))
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 1 : special_normal_cdf(-score(x))
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { exp(mu + sigma * special_normal_quantile($0)) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { exp(mu - sigma * special_normal_quantile($0)) }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_log_normal(block.baseAddress, block.count, mu, sigma)
  }
}
