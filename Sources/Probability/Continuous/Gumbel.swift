import CSpecialFunctions
import CVectorKernels

/// The Gumbel distribution of largest values.
///
/// ```
/// F(x) = exp(-exp(-(x - mode) / scale))
/// ```
public struct Gumbel: ClosedFormQuantile {
  /// The name in the study language.
  public static let familyName = "gumbel"

  /// The most likely value.
  public let mode: Double
  /// The scale, in the unit of the quantity.
  public let scale: Double

  /// Makes a Gumbel distribution.
  ///
  /// - Parameters:
  ///   - mode: The most likely value, finite.
  ///   - scale: The scale, positive.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(mode: Double, scale: Double) throws(DistributionError) {
    try requireFinite(Self.familyName, "mode", mode)
    try requirePositive(Self.familyName, "scale", scale)
    self.mode = mode
    self.scale = scale
  }

  // MARK: Parameters

  /// `mode` and `scale`.
  public var parameters: [(name: String, value: Double)] { [("mode", mode), ("scale", scale)] }
  /// The whole line.
  public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `mode + gamma scale`, with Euler's constant.
  public var mean: Double { mode + 0.5772156649015329 * scale }
  /// `pi^2 scale^2 / 6`.
  public var variance: Double { 1.6449340668482264 * scale * scale }

  // MARK: Evaluation

  private func score(_ x: Double) -> Double { (x - mode) / scale }

  /// The density at a point.
  public func density(at x: Double) -> Double { exp(logDensity(at: x)) }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    let z = score(x)
    if z.isInfinite { return -.infinity }
    return -z - exp(-z) - log(scale)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double { exp(-exp(-score(x))) }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double { -expm1(-exp(-score(x))) }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { mode - scale * log(-log($0)) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { mode - scale * log(-log1p(-$0)) }
  }

  /// Replaces probabilities by quantiles with a vector kernel.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    quantile_gumbel(block.baseAddress, block.count, mode, scale)
  }
}
