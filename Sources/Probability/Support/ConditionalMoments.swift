/// The mean and the variance of a distribution with atoms, given that its value lies in a closed
/// interval.
///
/// Counts by their recurrences or in closed form, lists by sums, mixtures component by component;
/// what is continuous by its quantile function.
///
/// - Parameters:
///   - distribution: Any distribution.
///   - low: The lower end, perhaps minus infinity.
///   - high: The upper end, perhaps infinity; the interval has a positive probability.
func conditionalMoments(
  of distribution: any Distribution,
  from low: Double,
  through high: Double
) -> (mean: Double, variance: Double) {
  switch distribution {
  case let law as Truncated:
    return conditionalMoments(of: law.base, from: max(low, law.low), through: min(high, law.high))
  case let law as Affine where hasAtoms(law):
    let ends = [law.backward(low), law.backward(high)]
    let inner = conditionalMoments(
      of: law.base,
      from: law.scale > 0 ? ends[0] : ends[1],
      through: law.scale > 0 ? ends[1] : ends[0]
    )
    return (law.shift + law.scale * inner.mean, law.scale * law.scale * inner.variance)
  case let law as Mixture:
    let parts = zip(law.weights, law.components).compactMap { weight, component in
      part(weight, component, from: low, through: high)
    }
    return mixedMoments(parts)
  case let law as Empirical:
    return listMoments(law.steps, from: low, through: high)
  case let law as Discrete:
    return listMoments(law, from: low, through: high)
  case let law as any IntegerDistribution:
    return law.windowMoments(from: low.rounded(.up), through: high.rounded(.down))
  default:
    return distribution.isDiscrete
      ? steppedMoments(distribution, from: low, through: high)
      : continuousMoments(distribution, from: low, through: high)
  }
}

/// A part of a mixture inside an interval; `nil` where it has no probability there.
private func part(
  _ weight: Double,
  _ component: any Distribution,
  from low: Double,
  through high: Double
) -> (weight: Double, mean: Double, variance: Double)? {
  if component.support.lowerBound == component.support.upperBound {
    let value = component.support.lowerBound
    return value >= low && value <= high ? (weight, value, 0) : nil
  }
  if low < high {
    guard let inside = try? Truncated(component, low: low, high: high) else { return nil }
    return (weight * inside.mass, inside.mean, inside.variance)
  }
  guard hasAtoms(component) else { return nil }
  return (weight * max(0, component.cdf(low) - component.cdf(low.nextDown)), low, 0)
}

/// The moments of parts with weights that need not sum to 1.
private func mixedMoments(
  _ parts: [(weight: Double, mean: Double, variance: Double)]
) -> (mean: Double, variance: Double) {
  let total = parts.reduce(0) { $0 + $1.weight }
  let mean = parts.reduce(0) { $0 + $1.weight / total * $1.mean }
  if mean.isInfinite { return (mean, .infinity) }
  let variance = parts.reduce(0) {
    $0 + $1.weight / total * ($1.variance + ($1.mean - mean) * ($1.mean - mean))
  }
  return (mean, variance)
}

private func listMoments(
  _ list: Discrete,
  from low: Double,
  through high: Double
) -> (mean: Double, variance: Double) {
  let parts = zip(list.values, list.probabilities).filter { $0.0 >= low && $0.0 <= high }
  return mixedMoments(parts.map { (weight: $0.1, mean: $0.0, variance: 0) })
}

/// Sums over the outcomes of a distribution from elsewhere, from one to the next.
private func steppedMoments(
  _ distribution: any Distribution,
  from low: Double,
  through high: Double
) -> (mean: Double, variance: Double) {
  var parts: [(weight: Double, mean: Double, variance: Double)] = []
  var next = firstOutcome(of: distribution, from: low)
  while let x = next, x <= high, parts.count < 4_000_000 {
    parts.append((distribution.density(at: x), x, 0))
    if distribution.survival(x) <= 1e-20 { break }
    next = firstOutcome(of: distribution, from: x.nextUp)
  }
  return mixedMoments(parts)
}

private func continuousMoments(
  _ distribution: any Distribution,
  from low: Double,
  through high: Double
) -> (mean: Double, variance: Double) {
  guard low > distribution.support.lowerBound || high < distribution.support.upperBound else {
    return (distribution.mean, distribution.variance)
  }
  guard let inside = try? Truncated(distribution, low: low, high: high) else { return (.nan, .nan) }
  return quantileMoments(of: inside)
}

extension IntegerDistribution {
  /// The mean and the variance given a value in `low ... high`.
  ///
  /// Sums from the middle outward until nothing is left that counts; where that takes more than a
  /// million steps, in closed form. For masses with `(k + 1) p(k + 1) = (a + b k) p(k)` and
  /// `m = a / (1 - b)` the means over the interval are
  ///
  /// ```
  /// (1 - b) E[X - m]     = low p(low) - (high + 1) p(high + 1)
  /// (1 - b) E[(X - m)^2] = E[a + b X; X < high] + (low - m) low p(low)
  ///                        - (high - m) (high + 1) p(high + 1)
  /// ```
  ///
  /// References: Katz 1965, in Classical and Contagious Discrete Distributions; Stein's identity.
  ///
  /// - Parameters:
  ///   - low: A whole number, or minus infinity.
  ///   - high: A whole number at or above `low`, or infinity.
  func windowMoments(from low: Double, through high: Double) -> (mean: Double, variance: Double) {
    let low = max(low, support.lowerBound)
    let high = min(high, support.upperBound)
    if low >= high { return (low, 0) }
    return summedMoments(from: low, through: high) ?? closedMoments(from: low, through: high)
  }

  private func summedMoments(
    from low: Double,
    through high: Double
  ) -> (mean: Double, variance: Double)? {
    let limit = 1 << 20
    let start = min(max(mean.rounded(.down), low), high)
    guard start < 0x1p52 else { return nil }
    var total = 1.0
    var first = 0.0
    var second = 0.0
    for direction in [1.0, -1] {
      let end = direction > 0 ? high : low
      var mass = 1.0
      var distance = 0.0
      var steps = 0
      while start + distance != end {
        let ratio =
          direction > 0
          ? massRatio(after: start + distance) : 1 / massRatio(after: start + distance - 1)
        mass *= ratio
        distance += direction
        let term = mass * distance * distance
        total += mass
        first += mass * distance
        second += term
        steps += 1
        // What is left is less than a geometric sum.
        if ratio < 1 && term < 1e-19 * (1 - ratio) * (1 - ratio) * second { break }
        guard steps < limit else { return nil }
      }
    }
    let offset = first / total
    return (start + offset, max(0, second / total - offset * offset))
  }

  private func closedMoments(
    from low: Double,
    through high: Double
  ) -> (mean: Double, variance: Double) {
    let (a, b) = recurrence
    let inside = intervalMass(of: self, edge: low.nextDown, high: high).inside
    let centre = mean
    let atLow = density(at: low)
    let (atHigh, beyond) = high < .infinity ? (density(at: high), density(at: high + 1)) : (0, 0)
    let belowHigh = inside - atHigh
    let lowTerm = low * atLow
    let highTerm = high < .infinity ? (high + 1) * beyond : 0
    let first = (lowTerm - highTerm) / (1 - b) / inside
    let partial = (lowTerm - (high < .infinity ? high * atHigh : 0)) / (1 - b)
    let weight = (a + b * centre) * belowHigh + b * partial
    let highMoment = high < .infinity ? (high - centre) * highTerm : 0
    let second = (weight + (low - centre) * lowTerm - highMoment) / (1 - b) / inside
    return (centre + first, max(0, second - first * first))
  }
}
