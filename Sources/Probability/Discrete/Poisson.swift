import CSpecialFunctions

/// The Poisson distribution: the number of independent rare events.
///
/// ```
/// P(X = k) = exp(-mean) mean^k / k!
/// ```
public struct Poisson: IntegerDistribution {
  /// The name in the study language.
  public static let familyName = "poisson"

  /// The mean.
  public let mean: Double

  /// Makes a Poisson distribution.
  ///
  /// - Parameter mean: The mean, 0 or more; with 0 all the mass is at 0.
  /// - Throws: ``DistributionError`` when the mean is negative or not finite.
  public init(mean: Double) throws(DistributionError) {
    try require(mean >= 0, Self.familyName, "mean", ">= 0", mean)
    try requireFinite(Self.familyName, "mean", mean)
    self.mean = mean
  }

  // MARK: Parameters

  /// The `mean`.
  public var parameters: [(name: String, value: Double)] { [("mean", mean)] }
  /// The whole numbers from 0.
  public var support: ClosedRange<Double> { 0...(mean == 0 ? 0 : Double.infinity) }
  /// Discrete.
  public var isDiscrete: Bool { true }

  // MARK: Moments

  /// The mean.
  public var variance: Double { mean }

  // MARK: Evaluation

  /// The probability of `k`; 0 for anything but whole numbers from 0.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x >= 0 && x == x.rounded() && x.isFinite else { return 0 }
    if mean == 0 { return x == 0 ? 1 : 0 }
    return special_gamma_p_derivative(x + 1, mean)
  }

  /// The logarithm of the probability of `k`.
  public func logDensity(at x: Double) -> Double {
    let plain = density(at: x)
    if plain > 1e-290 || plain.isNaN { return log(plain) }
    guard x >= 0 && x == x.rounded() && x.isFinite && mean > 0 else { return -.infinity }
    return x * log(mean) - mean - special_log_gamma(x + 1)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 { return 0 }
    if x == .infinity || mean == 0 { return 1 }
    return special_gamma_q(x.rounded(.down) + 1, mean)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 { return 1 }
    if x == .infinity || mean == 0 { return 0 }
    return special_gamma_p(x.rounded(.down) + 1, mean)
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double { searchedQuantile(p) }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double { searchedSurvivalQuantile(q) }

  var recurrence: (a: Double, b: Double) { (mean, 0) }

  func massRatio(after k: Double) -> Double { mean / (k + 1) }
}
