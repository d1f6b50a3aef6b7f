import CSpecialFunctions

/// The PERT distribution: a beta distribution stretched over an interval, with a given mode and
/// the weight 4 on it.
///
/// ```
/// alpha = 1 + 4 (mode - low) / (high - low),  beta = 1 + 4 (high - mode) / (high - low)
/// ```
///
/// References: Malcolm, Roseboom, Clark and Fazar 1959, Operations Research 7:646; Vose 2008,
/// Risk Analysis, 3rd edition.
public struct Pert: Distribution {
  /// The name in the study language.
  public static let familyName = "pert"

  /// The lower end.
  public let low: Double
  /// The most likely value.
  public let mode: Double
  /// The upper end.
  public let high: Double
  /// The beta distribution of `(x - low) / (high - low)`.
  public let shape: Beta

  /// Makes a PERT distribution.
  ///
  /// - Parameters:
  ///   - low: The lower end, finite.
  ///   - mode: The most likely value, from `low` to `high`.
  ///   - high: The upper end, above `low`.
  /// - Throws: ``DistributionError`` when a value is not finite or the order does not hold.
  public init(low: Double, mode: Double, high: Double) throws(DistributionError) {
    try requireFinite(Self.familyName, "low", low)
    try requireFinite(Self.familyName, "mode", mode)
    try requireFinite(Self.familyName, "high", high)
    try requireOrder(
      low < high && low <= mode && mode <= high,
      Self.familyName,
      "low <= mode <= high and low < high",
      [("low", low), ("mode", mode), ("high", high)]
    )
    try requireFinite(Self.familyName, "high - low", high - low)
    self.low = low
    self.mode = mode
    self.high = high
    shape = try Beta(
      alpha: 1 + 4 * ((mode - low) / (high - low)),
      beta: 1 + 4 * ((high - mode) / (high - low))
    )
  }

  // MARK: Parameters

  /// `low`, `mode` and `high`.
  public var parameters: [(name: String, value: Double)] {
    [("low", low), ("mode", mode), ("high", high)]
  }
  /// The interval between the ends.
  public var support: ClosedRange<Double> { low...high }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `(low + 4 mode + high) / 6`.
  public var mean: Double { low + (4 * (mode - low) + (high - low)) / 6 }

  /// `(mean - low)(high - mean) / 7`.
  public var variance: Double { (high - low) * (high - low) * shape.variance }

  // MARK: Evaluation

  private func unit(_ x: Double) -> Double { (x - low) / (high - low) }

  /// The density at a point.
  public func density(at x: Double) -> Double { shape.density(at: unit(x)) / (high - low) }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    shape.logDensity(at: unit(x)) - log(high - low)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double { shape.cdf(unit(x)) }

  /// The probability above `x`, by the reflected beta so that the upper end keeps its digits.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= low { return 1 }
    if x >= high { return 0 }
    return special_beta_p(shape.beta, shape.alpha, (high - x) / (high - low))
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { p in
      let x =
        p <= 0.5
        ? low + (high - low) * shape.quantile(p)
        : high - (high - low) * special_beta_p_inverse(shape.beta, shape.alpha, 1 - p)
      return min(max(x, low), high)
    }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { q in
      let x =
        q <= 0.5
        ? high - (high - low) * special_beta_p_inverse(shape.beta, shape.alpha, q)
        : low + (high - low) * shape.quantile(1 - q)
      return min(max(x, low), high)
    }
  }
}
