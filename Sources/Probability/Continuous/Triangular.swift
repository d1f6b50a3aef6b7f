import CSpecialFunctions
import CVectorKernels

/// The triangular distribution: the density rises in a straight line to the mode and falls.
///
/// ```
/// F(x) = (x - low)^2 / ((high - low)(mode - low)),        low <= x <= mode
///        1 - (high - x)^2 / ((high - low)(high - mode)),  mode <= x <= high
/// ```
public struct Triangular: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "triangular"

  /// The lower end.
  public let low: Double
  /// The most likely value.
  public let mode: Double
  /// The upper end.
  public let high: Double

  /// Makes a triangular distribution.
  ///
  /// - Parameters:
  ///   - low: The lower end, finite.
  ///   - mode: The most likely value, from `low` to `high`; it may be one of them.
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

  /// The mean of the three values.
  public var mean: Double { low + ((mode - low) + (high - low)) / 3 }

  /// `(a^2 + a b + b^2) / 18` with `a` and `b` the distances from the mode to the ends.
  public var variance: Double {
    let a = mode - low
    let b = high - mode
    return (a * a + a * b + b * b) / 18
  }

  // MARK: Evaluation

  /// The density at a point.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < low || x > high { return 0 }
    let peak = 2 / (high - low)
    if x < mode { return peak * ((x - low) / (mode - low)) }
    if x > mode { return peak * ((high - x) / (high - mode)) }
    return peak
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double { log(density(at: x)) }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= low { return 0 }
    if x >= high { return 1 }
    if x <= mode { return ((x - low) / (high - low)) * ((x - low) / (mode - low)) }
    // What the mode leaves, so that no digits are lost when the mode is the lower end.
    return (mode - low) / (high - low)
      + ((x - mode) / (high - low)) * ((high - mode + (high - x)) / (high - mode))
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= low { return 1 }
    if x >= high { return 0 }
    if x >= mode { return ((high - x) / (high - low)) * ((high - x) / (high - mode)) }
    return (high - mode) / (high - low)
      + ((mode - x) / (high - low)) * ((mode - low + (x - low)) / (mode - low))
  }

  /// The distance from the mode to the value with probability `mass` between them, on the side
  /// where the triangle reaches `reach` far; from the far end where that is nearer.
  private func distance(_ mass: Double, _ outer: Double, _ reach: Double) -> Double {
    let square = mass * (high - low) * reach
    if square < 0.75 * reach * reach {
      return square / (reach + (reach * reach - square).squareRoot())
    }
    return reach - (outer * (high - low) * reach).squareRoot()
  }

  private func value(below p: Double, above q: Double) -> Double {
    let left = (mode - low) / (high - low)
    let right = (high - mode) / (high - low)
    let x: Double
    if p <= left {
      x =
        p < 0.25 * left
        ? low + (p * (high - low) * (mode - low)).squareRoot()
        : mode - distance(max(0, q - right), p, mode - low)
    } else {
      x =
        q < 0.25 * right
        ? high - (q * (high - low) * (high - mode)).squareRoot()
        : mode + distance(max(0, p - left), q, high - mode)
    }
    return min(max(x, low), high)
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { value(below: $0, above: 1 - $0) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { value(below: 1 - $0, above: $0) }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_triangular(block.baseAddress, block.count, low, mode, high)
  }
}
