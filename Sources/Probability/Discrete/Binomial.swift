import CSpecialFunctions

/// The binomial distribution: the number of successes in independent trials.
///
/// ```
/// P(X = k) = C(n, k) p^k (1 - p)^(n - k)
/// ```
public struct Binomial: IntegerDistribution {
  /// The name in the study language.
  public static let familyName = "binomial"

  /// The number of trials, a whole number.
  public let trials: Double
  /// The probability of a success.
  public let probability: Double

  /// Makes a binomial distribution.
  ///
  /// - Parameters:
  ///   - trials: The number of trials, a whole number from 0 to 2^53.
  ///   - probability: The probability of a success, from 0 to 1.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(trials: Double, probability: Double) throws(DistributionError) {
    try require(
      trials >= 0 && trials <= 0x1p53 && trials == trials.rounded(),
      Self.familyName,
      "n",
      "a whole number >= 0",
      trials
    )
    try require(
      probability >= 0 && probability <= 1,
      Self.familyName,
      "p",
      "between 0 and 1",
      probability
    )
    self.trials = trials
    self.probability = probability
  }

  // MARK: Parameters

  /// `n` and `p`.
  public var parameters: [(name: String, value: Double)] { [("n", trials), ("p", probability)] }

  /// The whole numbers from 0 to the number of trials.
  public var support: ClosedRange<Double> {
    probability == 0 ? 0...0 : probability == 1 ? trials...trials : 0...trials
  }
  /// Discrete.
  public var isDiscrete: Bool { true }

  // MARK: Moments

  /// `n p`.
  public var mean: Double { trials * probability }
  /// `n p (1 - p)`.
  public var variance: Double { trials * probability * (1 - probability) }

  // MARK: Evaluation

  /// The probability of `k`; 0 for anything but whole numbers from 0 to `n`.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x >= 0 && x <= trials && x == x.rounded() else { return 0 }
    if probability == 0 { return x == 0 ? 1 : 0 }
    if probability == 1 { return x == trials ? 1 : 0 }
    return special_beta_p_derivative(x + 1, trials - x + 1, probability) / (trials + 1)
  }

  /// The logarithm of the probability of `k`.
  public func logDensity(at x: Double) -> Double {
    let plain = density(at: x)
    if plain > 1e-290 || plain.isNaN { return log(plain) }
    guard support.contains(x) && x == x.rounded() else { return -.infinity }
    return x * log(probability) + (trials - x) * log1p(-probability)
      - special_log_beta(x + 1, trials - x + 1) - log(trials + 1)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 { return 0 }
    if x >= trials { return 1 }
    let k = x.rounded(.down)
    return special_beta_q(k + 1, trials - k, probability)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 { return 1 }
    if x >= trials { return 0 }
    let k = x.rounded(.down)
    return special_beta_p(k + 1, trials - k, probability)
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double { searchedQuantile(p) }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double { searchedSurvivalQuantile(q) }

  var recurrence: (a: Double, b: Double) {
    let odds = probability / (1 - probability)
    return (trials * odds, -odds)
  }

  func massRatio(after k: Double) -> Double {
    (trials - k) / (k + 1) * (probability / (1 - probability))
  }
}
