import CSpecialFunctions
import CVectorKernels

/// The Weibull distribution.
///
/// ```
/// F(x) = 1 - exp(-(x / scale)^shape),  x >= 0
/// ```
public struct Weibull: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "weibull"

  /// The shape.
  public let shape: Double
  /// The scale, in the unit of the quantity: the value exceeded with probability 1/e.
  public let scale: Double

  /// Makes a Weibull distribution.
  ///
  /// - Parameters:
  ///   - shape: The shape, positive.
  ///   - scale: The scale, positive, in the unit of the quantity.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(shape: Double, scale: Double) throws(DistributionError) {
    try requirePositive(Self.familyName, "shape", shape)
    try requirePositive(Self.familyName, "scale", scale)
    self.shape = shape
    self.scale = scale
  }

  // MARK: Parameters

  /// `shape` and `scale`.
  public var parameters: [(name: String, value: Double)] { [("shape", shape), ("scale", scale)] }
  /// The positive half line.
  public var support: ClosedRange<Double> { 0...Double.infinity }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `scale Gamma(1 + 1 / shape)`.
  public var mean: Double { scale * exp(special_log_gamma(1 + 1 / shape)) }

  /// `scale^2 (Gamma(1 + 2 / shape) - Gamma(1 + 1 / shape)^2)`.
  public var variance: Double {
    // The difference of the two logarithms is small for large shapes; expm1 keeps what it has.
    let k = 1 / shape
    let first = special_log_gamma(1 + k)
    let gap =
      k > 1e-3
      ? special_log_gamma(1 + 2 * k) - 2 * first
      : k * k
        * (1.6449340668482264 + k
          * (-2.4041138063191885 + k
            * (3.7881313179889837
              + k * (-6.22156653086022 + k * 10.512544973839308))))
    return scale * scale * exp(2 * first) * expm1(gap)
  }

  // MARK: Evaluation

  /// The density at a point; infinite at 0 when the shape is below 1.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    let ratio = x / scale
    return shape / scale * pow(ratio, shape - 1) * exp(-pow(ratio, shape))
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 || x == .infinity { return log(density(at: x)) }
    let ratio = x / scale
    return log(shape) - log(scale) + (shape - 1) * log(ratio) - pow(ratio, shape)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 0 : -expm1(-pow(x / scale, shape))
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 1 : exp(-pow(x / scale, shape))
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { scale * pow(-log1p(-$0), 1 / shape) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { scale * pow(-log($0), 1 / shape) }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_weibull(block.baseAddress, block.count, shape, scale)
  }
}
