import CSpecialFunctions

/// The beta distribution, on the interval from 0 to 1.
///
/// ```
/// f(x) = x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta)
/// ```
public struct Beta: Distribution {
  /// The name in the study language.
  public static let familyName = "beta"

  /// The first shape.
  public let alpha: Double
  /// The second shape.
  public let beta: Double

  /// Makes a beta distribution from its shapes.
  ///
  /// - Parameters:
  ///   - alpha: The first shape, positive.
  ///   - beta: The second shape, positive.
  /// - Throws: ``DistributionError`` when a shape is not positive and finite.
  public init(alpha: Double, beta: Double) throws(DistributionError) {
    try requireShape(Self.familyName, "a", alpha)
    try requireShape(Self.familyName, "b", beta)
    self.alpha = alpha
    self.beta = beta
  }

  /// Makes a beta distribution from its mean and standard deviation.
  ///
  /// - Parameters:
  ///   - mean: Between 0 and 1, both excluded.
  ///   - standardDeviation: Positive, below `sqrt(mean (1 - mean))`, which no distribution on
  ///     0 ... 1 with that mean can exceed.
  /// - Throws: ``DistributionError`` when the two do not fit.
  public init(mean: Double, standardDeviation: Double) throws(DistributionError) {
    try require(mean > 0 && mean < 1, Self.familyName, "mean", "between 0 and 1", mean)
    try requirePositive(Self.familyName, "sd", standardDeviation)
    let largest = mean * (1 - mean)
    try requireOrder(
      standardDeviation * standardDeviation < largest,
      Self.familyName,
      "sd < sqrt(mean * (1 - mean))",
      [("mean", mean), ("sd", standardDeviation)]
    )
    let total = largest / (standardDeviation * standardDeviation) - 1
    try self.init(alpha: mean * total, beta: (1 - mean) * total)
  }

  /// The posterior of a proportion after `successes` of `trials`, from the Jeffreys prior:
  /// `Beta(k + 1/2, n - k + 1/2)`.
  ///
  /// - Parameters:
  ///   - successes: The count `k`, from 0 to `trials`.
  ///   - trials: The count `n`, 0 or more.
  /// - Throws: ``DistributionError`` when the counts are negative or out of order.
  ///
  /// References: Brown, Cai and DasGupta 2001, Statistical Science 16:101.
  public init(successes: Double, trials: Double) throws(DistributionError) {
    try require(successes >= 0, Self.familyName, "successes", ">= 0", successes)
    try requireFinite(Self.familyName, "trials", trials)
    try requireOrder(
      successes <= trials,
      Self.familyName,
      "successes <= trials",
      [("successes", successes), ("trials", trials)]
    )
    try self.init(alpha: successes + 0.5, beta: trials - successes + 0.5)
  }

  // MARK: Parameters

  /// The shapes, `a` and `b`.
  public var parameters: [(name: String, value: Double)] { [("a", alpha), ("b", beta)] }
  /// From 0 to 1.
  public var support: ClosedRange<Double> { 0...1 }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `alpha / (alpha + beta)`.
  public var mean: Double { 1 / (1 + beta / alpha) }

  /// `mean (1 - mean) / (alpha + beta + 1)`.
  public var variance: Double { mean / (1 + alpha / beta) / (alpha + beta + 1) }

  // MARK: Evaluation

  /// The density at a point; infinite at an end where it has a pole.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x < 0 || x > 1 ? 0 : special_beta_p_derivative(alpha, beta, x)
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    let plain = density(at: x)
    if plain > 1e-290 || plain.isNaN || !(x > 0 && x < 1) { return log(plain) }
    return (alpha - 1) * log(x) + (beta - 1) * log1p(-x) - special_log_beta(alpha, beta)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 0 : x >= 1 ? 1 : special_beta_p(alpha, beta, x)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 1 : x >= 1 ? 0 : special_beta_q(alpha, beta, x)
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { special_beta_p_inverse(alpha, beta, $0) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { special_beta_q_inverse(alpha, beta, $0) }
  }
}
