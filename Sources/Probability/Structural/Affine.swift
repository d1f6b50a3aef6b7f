import CSpecialFunctions
import NumericCore

/// Another distribution multiplied by a scale and moved by a shift.
///
/// ```
/// Y = shift + scale X
/// ```
public struct Affine: Distribution {
  /// The name in messages and reports.
  public static let familyName = "affine"

  /// The distribution of `X`.
  public let base: any Distribution
  /// What is added after scaling.
  public let shift: Double
  /// The factor; negative ones reflect.
  public let scale: Double

  /// Makes the distribution of `shift + scale X`.
  ///
  /// - Parameters:
  ///   - base: The distribution of `X`.
  ///   - shift: Finite.
  ///   - scale: Finite, not 0.
  /// - Throws: ``DistributionError`` when a number is outside its domain.
  public init(
    _ base: any Distribution,
    shift: Double = 0,
    scale: Double = 1
  ) throws(DistributionError) {
    try requireFinite(Self.familyName, "shift", shift)
    try require(
      scale.isFinite && scale.magnitude > 0,
      Self.familyName,
      "scale",
      "finite and not 0",
      scale
    )
    self.base = base
    self.shift = shift
    self.scale = scale
  }

  // MARK: Parameters

  /// `shift`, `scale`, then the parameters of the base.
  public var parameters: [(name: String, value: Double)] {
    [("shift", shift), ("scale", scale)] + base.parameters
  }

  /// The image of the base's support.
  public var support: ClosedRange<Double> {
    let a = forward(base.support.lowerBound)
    let b = forward(base.support.upperBound)
    return ClosedRange(from: min(a, b), through: max(a, b)) ?? -Double.infinity...Double.infinity
  }
  /// As the base.
  public var isDiscrete: Bool { base.isDiscrete }

  // MARK: Moments

  /// As the base.
  public var tailIndex: Double { base.tailIndex }
  /// `shift + scale mean`.
  public var mean: Double { shift + scale * base.mean }
  /// `scale^2 variance`.
  public var variance: Double { scale * scale * base.variance }

  /// `|scale|` times that of the base.
  public var standardDeviation: Double { scale.magnitude * base.standardDeviation }

  // MARK: Evaluation

  func forward(_ x: Double) -> Double { shift + scale * x }

  /// The value of `X` behind a value of `Y`; for a discrete base, the outcome that maps on it, or
  /// else a value on the right side of every outcome.
  func backward(_ y: Double) -> Double {
    let x = (y - shift) / scale
    guard base.isDiscrete, x.isFinite else { return x }
    for candidate in [x, x.rounded(), x.nextUp, x.nextDown]
    where forward(candidate) == y && base.density(at: candidate) > 0 {
      return candidate
    }
    // Rounding may have moved x on an outcome whose image is not y.
    guard forward(x) != y && base.density(at: x) > 0 else { return x }
    return (forward(x) > y) == (scale > 0) ? x.nextDown : x.nextUp
  }

  /// The density at a point: that of the base over the magnitude of the scale, or the mass.
  public func density(at y: Double) -> Double {
    let inner = base.density(at: backward(y))
    return base.isDiscrete ? inner : inner / scale.magnitude
  }

  /// The logarithm of the density.
  public func logDensity(at y: Double) -> Double {
    let inner = base.logDensity(at: backward(y))
    return base.isDiscrete ? inner : inner - log(scale.magnitude)
  }

  /// The probability at or below `y`.
  public func cdf(_ y: Double) -> Double {
    if y.isNaN { return .nan }
    let x = backward(y)
    if scale > 0 { return base.cdf(x) }
    return base.isDiscrete ? min(1, base.survival(x) + base.density(at: x)) : base.survival(x)
  }

  /// The probability above `y`.
  public func survival(_ y: Double) -> Double {
    if y.isNaN { return .nan }
    let x = backward(y)
    if scale > 0 { return base.survival(x) }
    return base.isDiscrete ? max(0, base.cdf(x) - base.density(at: x)) : base.cdf(x)
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { p in
      if scale > 0 { return forward(base.quantile(p)) }
      // The largest x with P(X >= x) >= p is the smallest with P(X > x) < p.
      return forward(base.survivalQuantile(isDiscrete ? p.nextDown : p))
    }
  }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { q in
      if scale > 0 { return forward(base.survivalQuantile(q)) }
      return forward(base.quantile(isDiscrete ? q.nextUp : q))
    }
  }
}
