import CSpecialFunctions
import CVectorKernels

/// The exponential distribution: the waiting time of events at a constant rate.
///
/// ```
/// F(x) = 1 - exp(-rate x),  x >= 0
/// ```
public struct Exponential: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "exponential"

  /// The rate, in inverse units of the quantity.
  public let rate: Double

  /// Makes an exponential distribution.
  ///
  /// - Parameter rate: The rate, positive, in inverse units of the quantity.
  /// - Throws: ``DistributionError`` when the rate is not positive and finite.
  public init(rate: Double) throws(DistributionError) {
    try requirePositive(Self.familyName, "rate", rate)
    self.rate = rate
  }

  // MARK: Parameters

  /// The `rate`.
  public var parameters: [(name: String, value: Double)] { [("rate", rate)] }
  /// The positive half line.
  public var support: ClosedRange<Double> { 0...Double.infinity }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `1 / rate`.
  public var mean: Double { 1 / rate }
  /// `1 / rate^2`.
  public var variance: Double { 1 / rate / rate }

  /// `1 / rate`.
  public var standardDeviation: Double { 1 / rate }

  // MARK: Evaluation

  /// The density at a point.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x < 0 ? 0 : rate * exp(-rate * x)
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x < 0 ? -.infinity : log(rate) - rate * x
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 0 : -expm1(-rate * x)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 1 : exp(-rate * x)
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { -log1p(-$0) / rate }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { -log($0) / rate }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_exponential(block.baseAddress, block.count, rate)
  }
}
