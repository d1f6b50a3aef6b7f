import CSpecialFunctions

/// Student's distribution with a location and a scale.
///
/// ```
/// X = location + scale T,  T ~ t with df degrees of freedom
/// ```
public struct Student: Distribution {
  /// The name in the study language.
  public static let familyName = "student"

  /// The degrees of freedom.
  public let degreesOfFreedom: Double
  /// The median.
  public let location: Double
  /// The scale; it is not the standard deviation.
  public let scale: Double

  /// Makes a Student distribution.
  ///
  /// - Parameters:
  ///   - degreesOfFreedom: Positive, finite, not necessarily whole.
  ///   - location: The median, finite.
  ///   - scale: The scale, positive.
  /// - Throws: ``DistributionError`` when one is outside its domain.
  public init(
    degreesOfFreedom: Double,
    location: Double = 0,
    scale: Double = 1
  ) throws(DistributionError) {
    try requireShape(Self.familyName, "df", degreesOfFreedom)
    try requireFinite(Self.familyName, "location", location)
    try requirePositive(Self.familyName, "scale", scale)
    self.degreesOfFreedom = degreesOfFreedom
    self.location = location
    self.scale = scale
  }

  // MARK: Parameters

  /// `df`, `location` and `scale`.
  public var parameters: [(name: String, value: Double)] {
    [("df", degreesOfFreedom), ("location", location), ("scale", scale)]
  }
  /// The whole line.
  public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// The location; undefined up to 1 degree of freedom.
  public var mean: Double { degreesOfFreedom > 1 ? location : .nan }

  /// `scale^2 df / (df - 2)`; infinite from above 1 to 2 degrees of freedom, undefined up to 1.
  public var variance: Double {
    if degreesOfFreedom > 2 { return scale * scale / (1 - 2 / degreesOfFreedom) }
    return degreesOfFreedom > 1 ? .infinity : .nan
  }

  /// The degrees of freedom.
  public var tailIndex: Double { degreesOfFreedom }

  // MARK: Evaluation

  private func score(_ x: Double) -> Double { (x - location) / scale }

  /// The density at a point.
  public func density(at x: Double) -> Double {
    special_student_density(degreesOfFreedom, score(x)) / scale
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    let plain = density(at: x)
    let t = score(x)
    if plain > 1e-290 || plain.isNaN || t.isInfinite { return log(plain) }
    let df = degreesOfFreedom
    let kernel = t.magnitude > 1e150 ? 2 * log(t.magnitude) - log(df) : log1p(t * t / df)
    return -special_log_beta(df / 2, 0.5) - log(df) / 2 - (df + 1) / 2 * kernel - log(scale)
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double { special_student_cdf(degreesOfFreedom, score(x)) }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double { special_student_cdf(degreesOfFreedom, -score(x)) }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { location + scale * special_student_quantile(degreesOfFreedom, $0) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { location - scale * special_student_quantile(degreesOfFreedom, $0) }
  }
}
