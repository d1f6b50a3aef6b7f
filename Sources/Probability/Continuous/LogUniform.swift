import CSpecialFunctions
import CVectorKernels

/// The log-uniform (reciprocal) distribution: the logarithm is uniform.
///
/// ```
/// f(x) = 1 / (x ln(high / low)),  0 < low <= x <= high
/// ```
///
/// It says that each doubling within the range is as likely as any other.
public struct LogUniform: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "loguniform"

  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double
  /// The logarithm of `high / low`.
  let logWidth: Double

  /// Makes a log-uniform distribution.
  ///
  /// - Parameters:
  ///   - low: The lower end, positive.
  ///   - high: The upper end, finite and above `low`.
  /// - Throws: ``DistributionError`` when the ends are not positive and finite, or not in order.
  public init(low: Double, high: Double) throws(DistributionError) {
    try requirePositive(Self.familyName, "low", low)
    try requirePositive(Self.familyName, "high", high)
    try requireOrder(low < high, Self.familyName, "low < high", [("low", low), ("high", high)])
    self.low = low
    self.high = high
    logWidth = high < 2 * low ? log1p((high - low) / low) : log(high) - log(low)
  }

  // MARK: Parameters

  /// The ends, `low` and `high`.
  public var parameters: [(name: String, value: Double)] { [("low", low), ("high", high)] }
  /// The interval between the ends.
  public var support: ClosedRange<Double> { low...high }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `(high - low) / ln(high / low)`.
  public var mean: Double { (high - low) / logWidth }

  /// The variance, by a series where the ends are so close that the closed form cancels.
  public var variance: Double {
    // X = g exp(V) with V uniform on -h ... h: variance g^2 (sinh h / h) (cosh h - sinh h / h).
    let h = logWidth / 2
    let centre = (low / high < 1e-100) ? low.squareRoot() * high.squareRoot() : sqrt(low * high)
    if h > 0.5 {
      return mean * mean * (h / tanh(h) - 1)
    }
    var term = 1.0
    var sum = 0.0
    for k in 1...12 {
      term *= h * h / Double((2 * k) * (2 * k + 1))
      sum += term * Double(2 * k)
    }
    return centre * centre * (sinh(h) / h) * sum
  }

  // MARK: Evaluation

  /// The density inside the interval, 0 outside.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x >= low && x <= high ? 1 / (x * logWidth) : 0
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x >= low && x <= high ? -log(x) - log(logWidth) : -.infinity
  }

  private func logRatio(_ x: Double, _ y: Double) -> Double {
    x < 2 * y ? log1p((x - y) / y) : log(x / y)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= low ? 0 : x >= high ? 1 : min(1, logRatio(x, low) / logWidth)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= low ? 1 : x >= high ? 0 : min(1, logRatio(high, x) / logWidth)
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { min(max(low * exp($0 * logWidth), low), high) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { min(max(high * exp(-$0 * logWidth), low), high) }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_log_uniform(block.baseAddress, block.count, low, high, logWidth)
  }
}
