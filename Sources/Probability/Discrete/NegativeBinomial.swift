import CSpecialFunctions

/// The negative binomial distribution: a Poisson count whose mean varies as a gamma distribution.
///
/// ```
/// Var X = mean + dispersion mean^2,  size = 1 / dispersion
/// P(X = k) = Gamma(k + size) / (k! Gamma(size)) p^size (1 - p)^k,  p = size / (size + mean)
/// ```
///
/// The dispersion is the squared coefficient of variation of the gamma distribution (often called
/// alpha): 0 would be the Poisson distribution, larger is wider. Programs that ask for a `size` or
/// `theta` mean its inverse; ``init(mean:size:)`` takes it.
///
/// References: Hilbe 2011, Negative Binomial Regression, 2nd edition (form NB2).
public struct NegativeBinomial: IntegerDistribution {
  /// The name in the study language.
  public static let familyName = "negbinomial"

  /// The mean.
  public let mean: Double
  /// The number of successes waited for, or shape of the gamma mixing; `1 / dispersion`.
  public let size: Double

  /// Makes a negative binomial distribution from its mean and dispersion.
  ///
  /// - Parameters:
  ///   - mean: The mean, 0 or more.
  ///   - dispersion: The excess of the variance over the mean, divided by the squared mean;
  ///     positive.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(mean: Double, dispersion: Double) throws(DistributionError) {
    try requirePositive(Self.familyName, "dispersion", dispersion)
    try self.init(mean: mean, size: 1 / dispersion)
  }

  /// Makes a negative binomial distribution from its mean and size.
  ///
  /// - Parameters:
  ///   - mean: The mean, 0 or more.
  ///   - size: The inverse of the dispersion, positive, not necessarily whole.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(mean: Double, size: Double) throws(DistributionError) {
    try require(mean >= 0, Self.familyName, "mean", ">= 0", mean)
    try requireFinite(Self.familyName, "mean", mean)
    try requireShape(Self.familyName, "size", size)
    self.mean = mean
    self.size = size
  }

  // MARK: Parameters

  /// `1 / size`.
  public var dispersion: Double { 1 / size }
  /// `mean` and `dispersion`.
  public var parameters: [(name: String, value: Double)] {
    [("mean", mean), ("dispersion", dispersion)]
  }
  /// The whole numbers from 0.
  public var support: ClosedRange<Double> { 0...(mean == 0 ? 0 : Double.infinity) }
  /// Discrete.
  public var isDiscrete: Bool { true }

  // MARK: Moments

  /// `mean + mean^2 / size`.
  public var variance: Double { mean + mean * (mean / size) }

  // MARK: Evaluation

  /// The tail of the beta distribution behind the cdf, with the smaller argument exact.
  func betaTail(_ k: Double, below: Bool) -> Double {
    let odds = mean / size
    // p = size / (size + mean) against its complement mean / (size + mean).
    if odds >= 1 {
      let p = 1 / (1 + odds)
      return below ? special_beta_p(size, k + 1, p) : special_beta_q(size, k + 1, p)
    }
    let rest = odds / (1 + odds)
    return below ? special_beta_q(k + 1, size, rest) : special_beta_p(k + 1, size, rest)
  }

  /// The probability of `k`; 0 for anything but whole numbers from 0.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x >= 0 && x == x.rounded() && x.isFinite else { return 0 }
    if mean == 0 { return x == 0 ? 1 : 0 }
    // The derivative of the beta function at p, or at 1 - p where that is the smaller of the two.
    let odds = mean / size
    if odds >= 1 {
      let p = 1 / (1 + odds)
      return p / (size + x) * special_beta_p_derivative(size, x + 1, p)
    }
    let rest = odds / (1 + odds)
    return special_beta_p_derivative(x + 1, size, rest) / ((1 + odds) * (size + x))
  }

  /// The logarithm of the probability of `k`.
  public func logDensity(at x: Double) -> Double {
    let plain = density(at: x)
    if plain > 1e-290 || plain.isNaN { return log(plain) }
    guard x >= 0 && x == x.rounded() && x.isFinite && mean > 0 else { return -.infinity }
    let odds = mean / size
    return x * (log(odds) - log1p(odds)) - size * log1p(odds)
      - special_log_beta(x + 1, size) - log(size + x)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 { return 0 }
    if x == .infinity || mean == 0 { return 1 }
    return betaTail(x.rounded(.down), below: true)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 { return 1 }
    if x == .infinity || mean == 0 { return 0 }
    return betaTail(x.rounded(.down), below: false)
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double { searchedQuantile(p) }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double { searchedSurvivalQuantile(q) }

  var recurrence: (a: Double, b: Double) { (size * (mean / (mean + size)), mean / (mean + size)) }

  /// With a small size the quantile of the gamma law that mixes the means is near.
  func quantileGuess(_ z: Double) -> Double {
    let deviation = variance.squareRoot()
    guard mean > 0, deviation.isFinite else { return mean }
    if size < 100, mean > size {
      let tail = special_normal_cdf(-z.magnitude)
      let score =
        z > 0 ? special_gamma_q_inverse(size, tail) : special_gamma_p_inverse(size, tail)
      return score * (mean / size) - 0.5
    }
    let skewness = (1 + 2 * mean / size) / deviation
    return mean + deviation * (z + skewness * (z * z - 1) / 6)
  }

  func massRatio(after k: Double) -> Double { (k + size) / (k + 1) * (mean / (mean + size)) }
}
