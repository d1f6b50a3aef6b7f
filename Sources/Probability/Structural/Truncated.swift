import CSpecialFunctions

/// Another distribution given that its value lies in an interval.
///
/// ```
/// F(x) = (F0(x) - F0(low)) / (F0(high) - F0(low)),  low <= x <= high
/// ```
///
/// The differences are taken in the tail where they do not cancel. Both ends belong to the
/// interval, so that atoms at them stay; for a discrete base they move inward to the first and the
/// last value that it can take. Means and variances are integrals of the quantile function (about
/// 12 digits), or sums for a discrete base.
public struct Truncated: Distribution {
  /// The name in the study language.
  public static let familyName = "truncate"

  /// The distribution before truncation.
  public let base: any Distribution
  /// The lower end, perhaps minus infinity; of a discrete base the first value in the interval.
  public let low: Double
  /// The upper end, perhaps infinity; of a discrete base the last value in the interval.
  public let high: Double
  /// The probability of the interval under the base.
  public let mass: Double
  /// The probability under the base below the interval.
  let massBelow: Double
  /// The probability under the base above the interval.
  let massAbove: Double
  /// The inside, where it is so narrow that differences of the cdf lose their digits.
  private let window: NarrowWindow?

  /// Truncates a distribution.
  ///
  /// - Parameters:
  ///   - base: The distribution before truncation.
  ///   - low: The lower end; minus infinity leaves that side alone.
  ///   - high: The upper end, above `low`; infinity leaves that side alone.
  /// - Throws: ``DistributionError`` when the ends are not in order, or the interval has no mass.
  public init(
    _ base: any Distribution,
    low: Double,
    high: Double
  ) throws(DistributionError) {
    try requireOrder(low < high, Self.familyName, "low < high", [("low", low), ("high", high)])
    let noMass = DistributionError.contradiction(
      family: Self.familyName,
      requirement: "an interval to which \(type(of: base).familyName) gives some probability",
      values: [.init("low", low), .init("high", high)]
    )
    var ends = (low: low, high: high)
    if base.isDiscrete {
      // The ends move inward to the first and the last value that the base can take.
      if low > -.infinity {
        guard let first = firstOutcome(of: base, from: low) else { throw noMass }
        ends.low = first
      }
      if high < .infinity {
        guard let last = lastOutcome(of: base, through: high) else { throw noMass }
        ends.high = last
      }
      guard ends.low <= ends.high else { throw noMass }
    }
    let edge = hasAtoms(base) ? ends.low.nextDown : ends.low
    let (inside, below, above) = intervalMass(of: base, edge: edge, high: ends.high)
    guard inside > 0 else { throw noMass }
    self.base = base
    self.low = max(ends.low, base.support.lowerBound)
    self.high = min(ends.high, base.support.upperBound)
    window =
      hasAtoms(base)
      ? nil
      : NarrowWindow(
        base,
        low: self.low,
        high: self.high,
        tail: min(max(below, 0x1p-60), max(above, 0x1p-60)),
        inside: inside
      )
    mass = window?.mass ?? inside
    massBelow = below
    massAbove = above
  }

  // MARK: Parameters

  /// `low`, `high`, then the parameters of the base.
  public var parameters: [(name: String, value: Double)] {
    [("low", low), ("high", high)] + base.parameters
  }
  /// The part of the base's support inside the interval.
  public var support: ClosedRange<Double> { low...high }
  /// As the base.
  public var isDiscrete: Bool { base.isDiscrete }

  // MARK: Moments

  /// The mean; infinite or NaN where an untouched tail of the base makes it so.
  public var mean: Double { momentsOfTails.mean ?? moments.mean }

  /// The variance; infinite or NaN where an untouched tail of the base makes it so.
  public var variance: Double { momentsOfTails.variance ?? moments.variance }

  /// Moments that an infinite side decides without integration.
  private var momentsOfTails: (mean: Double?, variance: Double?) {
    let up = high == .infinity
    let down = low == -.infinity
    guard up || down else { return (nil, nil) }
    let baseMean = base.mean
    if !baseMean.isFinite {
      if baseMean.isInfinite {
        return (baseMean > 0) == up ? (baseMean, .infinity) : (nil, nil)
      }
      return up && down ? (.nan, .nan) : (up ? .infinity : -.infinity, .infinity)
    }
    return (nil, base.variance.isFinite ? nil : .infinity)
  }

  private var moments: (mean: Double, variance: Double) {
    if let window { return window.moments }
    guard hasAtoms(base) || base is Mixture else { return quantileMoments(of: self) }
    return conditionalMoments(of: base, from: low, through: high)
  }

  // MARK: Evaluation

  /// The density at a point inside the interval, 0 outside.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x >= low && x <= high ? base.density(at: x) / mass : 0
  }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x >= low && x <= high ? base.logDensity(at: x) - log(mass) : -.infinity
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < low { return 0 }
    if x >= high { return 1 }
    if let window { return min(max(window.part(below: x), 0), 1) }
    let inside =
      massBelow <= 0.5 ? base.cdf(x) - massBelow : (mass + massAbove) - base.survival(x)
    return min(max(inside / mass, 0), 1)
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < low { return 1 }
    if x >= high { return 0 }
    if let window { return min(max(window.part(above: x), 0), 1) }
    let inside =
      massAbove <= 0.5 ? base.survival(x) - massAbove : (mass + massBelow) - base.cdf(x)
    return min(max(inside / mass, 0), 1)
  }

  /// The quantile of the base, from the tail that is smaller.
  private func inner(below: Double, above: Double) -> Double {
    let x = below <= above ? base.quantile(below) : base.survivalQuantile(above)
    return min(max(x, low), high)
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { p in
      window?.quantile(p)
        ?? inner(below: massBelow + p * mass, above: massAbove + (1 - p) * mass)
    }
  }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { q in
      window?.quantile(1 - q)
        ?? inner(below: massBelow + (1 - q) * mass, above: massAbove + q * mass)
    }
  }
}

/// The probabilities of a distribution inside an interval, at or below its edge, and above it.
///
/// The difference is taken in the tail where it does not cancel.
///
/// - Parameters:
///   - base: Any distribution.
///   - edge: What lies at or below it is outside.
///   - high: The upper end, inside.
func intervalMass(
  of base: any Distribution,
  edge: Double,
  high: Double
) -> (inside: Double, below: Double, above: Double) {
  let below = edge == -.infinity ? 0 : base.cdf(edge)
  let above = high == .infinity ? 0 : base.survival(high)
  let inside =
    below <= 0.5
    ? (above <= 0.5 ? 1 - above - below : base.cdf(high) - below)
    : base.survival(edge) - above
  return (inside, below, above)
}
