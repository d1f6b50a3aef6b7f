import CSpecialFunctions
import CVectorKernels

/// The uniform distribution on an interval.
///
/// ```
/// f(x) = 1 / (high - low),  low <= x <= high
/// ```
public struct Uniform: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "uniform"

  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// Makes a uniform distribution.
  ///
  /// - Parameters:
  ///   - low: The lower end, finite.
  ///   - high: The upper end, above `low`.
  /// - Throws: ``DistributionError`` when the ends are not finite or not in order.
  public init(low: Double, high: Double) throws(DistributionError) {
    try requireFinite(Self.familyName, "low", low)
    try requireFinite(Self.familyName, "high", high)
    try requireOrder(low < high, Self.familyName, "low < high", [("low", low), ("high", high)])
    try requireFinite(Self.familyName, "high - low", high - low)
    self.low = low
    self.high = high
  }

  // MARK: Parameters

  /// The ends, `low` and `high`.
  public var parameters: [(name: String, value: Double)] { [("low", low), ("high", high)] }
  /// The interval between the ends.
  public var support: ClosedRange<Double> { low...high }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// The middle of the interval.
  public var mean: Double { low + (high - low) / 2 }
  /// The squared width over 12.
  public var variance: Double { (high - low) * ((high - low) / 12) }

  /// `(high - low) / sqrt(12)`.
  public var standardDeviation: Double { (high - low) / 12.0.squareRoot() }

  // MARK: Evaluation

  /// One over the width inside the interval, 0 outside.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x >= low && x <= high ? 1 / (high - low) : 0
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double { log(density(at: x)) }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= low ? 0 : x >= high ? 1 : (x - low) / (high - low)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= low ? 1 : x >= high ? 0 : (high - x) / (high - low)
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { min(max(low + $0 * (high - low), low), high) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { min(max(high - $0 * (high - low), low), high) }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_uniform(block.baseAddress, block.count, low, high)
  }
}
