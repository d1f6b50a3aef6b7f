import CSpecialFunctions

/// A count whose cdf is continued between the whole numbers, so that its quantiles can be
/// interpolated.
///
/// Rounded up, its quantiles are those of the count. For laws with more outcomes than a
/// ``GuideTable`` lists.
struct SmoothedCount {
  /// The count.
  let count: any Distribution
  private let law: any SmoothCount

  /// Continues a count; `nil` where it has no known continuation.
  init?(_ count: any Distribution) {
    guard let law = count as? any SmoothCount, law.isSmooth else { return nil }
    self.count = count
    self.law = law
  }

  /// The count at a probability of a tail.
  func count(_ w: Double, upper: Bool) -> Double {
    upper ? count.survivalQuantile(w) : count.quantile(w)
  }

  /// The value at which the continued cdf takes a probability, or the continued survival does.
  ///
  /// - Parameters:
  ///   - w: The probability of the tail.
  ///   - upper: Whether the tail is the upper one.
  ///   - guess: A number near the value.
  func quantile(_ w: Double, upper: Bool, near guess: Double) -> Double {
    let ends = count.support
    var low = -Double.infinity
    var high = Double.infinity
    var x = guess
    for _ in 0..<60 {
      x = min(max(x, ends.lowerBound - 1), ends.upperBound)
      let tail = upper ? law.smoothSurvival(x) : law.smoothCDF(x)
      let error = upper ? w - tail : tail - w
      if error.magnitude <= 1e-15 * w { return x }
      if error < 0 { low = max(low, x) } else { high = min(high, x) }
      let slope = count.density(at: max(ends.lowerBound, (x + 0.5).rounded()))
      var next = x - error / slope
      if !(next > low && next < high) {
        if low.isFinite && high.isFinite {
          next = low + (high - low) / 2
        } else {
          next = low.isFinite ? x + max(1, (x - ends.lowerBound) / 2) : x - max(1, x.magnitude / 2)
        }
      }
      if (next - x).magnitude <= x.ulp { return next }
      x = next
    }
    return .nan
  }

  /// How far the probability of a tail at a number is from the one wanted.
  func error(at x: Double, _ w: Double, upper: Bool) -> Double {
    ((upper ? law.smoothSurvival(x) : law.smoothCDF(x)) - w).magnitude
  }
}

/// A count whose tails are known between the whole numbers too.
protocol SmoothCount: Distribution {
  /// Whether all that it is made of is such a count.
  var isSmooth: Bool { get }
  /// The continued cdf.
  func smoothCDF(_ x: Double) -> Double
  /// The continued survival function.
  func smoothSurvival(_ x: Double) -> Double
}

extension SmoothCount {
  var isSmooth: Bool { true }
}

extension Poisson: SmoothCount {
  func smoothCDF(_ x: Double) -> Double {
    x <= -1 ? 0 : mean == 0 ? 1 : special_gamma_q(x + 1, mean)
  }

  func smoothSurvival(_ x: Double) -> Double {
    x <= -1 ? 1 : mean == 0 ? 0 : special_gamma_p(x + 1, mean)
  }
}

extension Binomial: SmoothCount {
  func smoothCDF(_ x: Double) -> Double {
    x <= -1 ? 0 : x >= trials ? 1 : special_beta_q(x + 1, trials - x, probability)
  }

  func smoothSurvival(_ x: Double) -> Double {
    x <= -1 ? 1 : x >= trials ? 0 : special_beta_p(x + 1, trials - x, probability)
  }
}

extension NegativeBinomial: SmoothCount {
  func smoothCDF(_ x: Double) -> Double {
    x <= -1 ? 0 : mean == 0 ? 1 : betaTail(x, below: true)
  }

  func smoothSurvival(_ x: Double) -> Double {
    x <= -1 ? 1 : mean == 0 ? 0 : betaTail(x, below: false)
  }
}

extension Mixture: SmoothCount {
  var isSmooth: Bool { components.allSatisfy { ($0 as? any SmoothCount)?.isSmooth ?? false } }

  func smoothCDF(_ x: Double) -> Double {
    sum { ($0 as? any SmoothCount)?.smoothCDF(x) ?? .nan }
  }

  func smoothSurvival(_ x: Double) -> Double {
    sum { ($0 as? any SmoothCount)?.smoothSurvival(x) ?? .nan }
  }
}

extension Truncated: SmoothCount {
  /// Only where the differences of the base's tails keep their digits.
  var isSmooth: Bool {
    mass > 0x1p-10 && massBelow < 0.9 && (base as? any SmoothCount)?.isSmooth ?? false
  }

  func smoothCDF(_ x: Double) -> Double {
    guard let base = base as? any SmoothCount else { return .nan }
    return min(max((base.smoothCDF(x) - massBelow) / mass, 0), 1)
  }

  func smoothSurvival(_ x: Double) -> Double {
    guard let base = base as? any SmoothCount else { return .nan }
    return min(max((base.smoothSurvival(x) - massAbove) / mass, 0), 1)
  }
}
