import CSpecialFunctions

/// The gamma distribution.
///
/// ```
/// f(x) = rate^shape x^(shape - 1) exp(-rate x) / Gamma(shape),  x >= 0
/// ```
public struct Gamma: Distribution {
  /// The name in the study language.
  public static let familyName = "gamma"

  /// The shape.
  public let shape: Double
  /// The rate, in inverse units of the quantity.
  public let rate: Double

  /// Makes a gamma distribution.
  ///
  /// - Parameters:
  ///   - shape: The shape, positive.
  ///   - rate: The rate, positive, in inverse units of the quantity.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(shape: Double, rate: Double) throws(DistributionError) {
    try requireShape(Self.familyName, "shape", shape)
    try requirePositive(Self.familyName, "rate", rate)
    self.shape = shape
    self.rate = rate
  }

  /// The posterior of an expected count after a Poisson count, from the Jeffreys prior:
  /// `Gamma(n + 1/2, 1)`.
  ///
  /// - Parameter count: The count `n` that was observed, 0 or more.
  /// - Throws: ``DistributionError`` when the count is negative or not finite.
  ///
  /// References: Brown, Cai and DasGupta 2003, Statistica Sinica 13:19.
  public init(count: Double) throws(DistributionError) {
    try require(count >= 0, "count", "n", ">= 0", count)
    try requireFinite("count", "n", count)
    try self.init(shape: count + 0.5, rate: 1)
  }

  // MARK: Parameters

  /// `shape` and `rate`.
  public var parameters: [(name: String, value: Double)] { [("shape", shape), ("rate", rate)] }
  /// The positive half line.
  public var support: ClosedRange<Double> { 0...Double.infinity }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// `shape / rate`.
  public var mean: Double { shape / rate }
  /// `shape / rate^2`.
  public var variance: Double { shape / rate / rate }

  /// `sqrt(shape) / rate`.
  public var standardDeviation: Double { shape.squareRoot() / rate }

  // MARK: Evaluation

  /// The density at a point; infinite at 0 when the shape is below 1.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x < 0 ? 0 : rate * special_gamma_p_derivative(shape, rate * x)
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    let plain = density(at: x)
    if plain > 1e-290 || plain.isNaN || !(x > 0 && x < .infinity) { return log(plain) }
    return shape * log(rate) + (shape - 1) * log(x) - rate * x - special_log_gamma(shape)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 0 : special_gamma_p(shape, rate * x)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= 0 ? 1 : special_gamma_q(shape, rate * x)
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { special_gamma_p_inverse(shape, $0) / rate }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { special_gamma_q_inverse(shape, $0) / rate }
  }
}
