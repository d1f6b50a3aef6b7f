import NumericCore
import Probability

/// What a part of a formula is known to do far out and near 0.
///
/// Only what is sure is kept.
struct TailState {
  /// The coordinates of the unit cube on which it depends; parts without a common one are
  /// independent.
  var coordinates: Set<Int> = []
  /// Moments that are surely infinite.
  var heavy: TailFinding?
  /// Moments of one over the quantity that are surely infinite.
  var nearZero: TailFinding?
  /// The ends of the support, for a number and for a quantity with a density that is positive
  /// everywhere between them; `nil` where this is not known.
  var range: ClosedRange<Double>?

  var isNumber: Bool { range.map { $0.lowerBound == $0.upperBound } ?? false }

  /// Whether 0 lies between the ends of a support with positive density.
  var straddlesZero: Bool {
    range.map { $0.lowerBound < 0 && $0.upperBound > 0 } ?? false
  }

  static func number(_ value: Double) -> TailState {
    TailState(range: value.isFinite ? value...value : nil)
  }

  func isIndependent(of other: TailState) -> Bool {
    coordinates.isDisjoint(with: other.coordinates)
  }

  // MARK: Inputs

  /// Below this probability a value is not reached in practice, as in the check of divisors.
  private static let reached = 1e-12

  /// The state of an input.
  static func input(_ law: any Distribution, name: String, coordinates: Set<Int>) -> TailState {
    var state = TailState(coordinates: coordinates)
    if law.tailIndex < .infinity {
      state.heavy = TailFinding(tailIndex: law.tailIndex, cause: .input(name: name))
    }
    guard isConnected(law) else { return state }
    state.range = law.support
    if let index = zeroIndex(of: law) {
      state.nearZero = TailFinding(tailIndex: index, cause: .divisor(name: name))
    }
    return state
  }

  /// Whether the density is positive everywhere inside the support.
  private static func isConnected(_ law: any Distribution) -> Bool {
    switch law {
    case let law as Affine: isConnected(law.base)
    case let law as Truncated: isConnected(law.base)
    case is Mixture: false
    default: !law.isDiscrete
    }
  }

  /// The order from which moments of one over a continuous quantity are infinite, `nil` where they
  /// are not, or where 0 is not reached in practice.
  private static func zeroIndex(of law: any Distribution) -> Double? {
    let support = law.support
    guard support.contains(0) else { return nil }
    if support.lowerBound < 0, support.upperBound > 0 {
      return min(law.cdf(0), law.survival(0)) > reached ? 1 : nil
    }
    // P(|X| < e) ~ e^a next to an end of the support: the slope of the logarithms, at two places,
    // which agree for a power and not for a lognormal.
    let scale = abs(law.quantile(0.5))
    func slope(_ exponent: Double) -> Double {
      func chance(_ distance: Double) -> Double {
        support.lowerBound == 0 ? law.cdf(distance) : law.survival(-distance)
      }
      let near = chance(scale * pow(10, -exponent - 1))
      return log10(chance(scale * pow(10, -exponent)) / near)
    }
    guard (support.lowerBound == 0 ? law.cdf(scale / 10) : law.survival(-scale / 10)) > reached
    else { return nil }
    let (far, near) = (slope(6), slope(10))
    guard near > 0, near.isFinite, abs(far - near) < 1e-3 * near else { return nil }
    return (near * 1_000).rounded() / 1_000
  }

  // MARK: Operations

  var negated: TailState {
    var result = self
    result.range = range.map { -$0.upperBound ... -$0.lowerBound }
    return result
  }

  /// One over it; the divisor takes a name where it has none yet.
  func inverted(name: String?) -> TailState {
    var result = self
    result.heavy = nearZero.map { finding in
      if case .divisor = finding.cause, let name {
        return TailFinding(tailIndex: finding.tailIndex, cause: .divisor(name: name))
      }
      return finding
    }
    result.nearZero = heavy
    result.range = range.flatMap { range in
      guard range.lowerBound >= 0 ? range.upperBound > 0 : range.upperBound < 0 else { return nil }
      // From 0 on, one over it has no upper end.
      let far = range.lowerBound == 0 ? .infinity : 1 / range.lowerBound
      return ClosedRange(from: 1 / range.upperBound, through: far)
    }
    return result
  }

  func adding(_ other: TailState) -> TailState {
    var result = TailState(coordinates: coordinates.union(other.coordinates))
    guard isIndependent(of: other) else { return result }
    result.heavy = TailFinding.stronger(heavy, other.heavy)
    if let a = range, let b = other.range {
      // Opposite infinities, where an end has overflowed, leave no range.
      result.range = ClosedRange(
        from: a.lowerBound + b.lowerBound,
        through: a.upperBound + b.upperBound
      )
    }
    return result
  }

  func multiplied(by other: TailState) -> TailState {
    var result = TailState(coordinates: coordinates.union(other.coordinates))
    guard isIndependent(of: other), range != 0...0, other.range != 0...0 else { return result }
    result.heavy = TailFinding.stronger(heavy, other.heavy)
    result.nearZero = TailFinding.stronger(nearZero, other.nearZero)
    if let a = range, let b = other.range {
      let ends = [a.lowerBound, a.upperBound].flatMap { x in
        [b.lowerBound, b.upperBound].map { x == 0 || $0 == 0 ? 0 : x * $0 }
      }
      result.range = ends.min().flatMap { low in
        ends.max().flatMap { ClosedRange(from: low, through: $0) }
      }
    }
    return result
  }

  /// The larger of the two, whatever their dependence.
  func largest(with other: TailState) -> TailState {
    var result = TailState(coordinates: coordinates.union(other.coordinates))
    // Bounded below, a quantity has its heavy tail above, which the larger of the two keeps.
    for part in [self, other] where (part.range?.lowerBound ?? -.infinity) > -.infinity {
      result.heavy = TailFinding.stronger(result.heavy, part.heavy)
    }
    return result
  }

  /// A power with a number as exponent, above 0.
  func raised(to exponent: Double) -> TailState {
    var result = self
    result.heavy = heavy?.raised(to: exponent)
    result.nearZero = nearZero?.raised(to: exponent)
    result.range = range.flatMap { range in
      range.lowerBound >= 0
        ? ClosedRange(
          from: pow(range.lowerBound, exponent),
          through: pow(range.upperBound, exponent)
        ) : nil
    }
    return result
  }

  /// The absolute value.
  var absolute: TailState {
    var result = self
    result.range = range.map { range in
      if range.lowerBound >= 0 { return range }
      let far = max(-range.lowerBound, range.upperBound)
      return range.upperBound <= 0 ? -range.upperBound ... -range.lowerBound : 0...far
    }
    return result
  }
}
