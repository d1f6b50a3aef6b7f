/// A distribution on steps that can name the value next to a number.
protocol Stepped: Distribution {
  /// The smallest value with a positive probability at or above a number, `nil` where none is.
  func outcome(atOrAbove x: Double) -> Double?

  /// The largest value with a positive probability at or below a number, `nil` where none is.
  func outcome(atOrBelow x: Double) -> Double?
}

/// The smallest outcome of a discrete distribution at or above a number.
///
/// A distribution from elsewhere is asked by its cdf and quantile function, which may disagree by a
/// few units in the last place about the same step.
func firstOutcome(of distribution: any Distribution, from x: Double) -> Double? {
  if let stepped = distribution as? any Stepped { return stepped.outcome(atOrAbove: x) }
  let support = distribution.support
  if x <= support.lowerBound { return support.lowerBound }
  guard x <= support.upperBound else { return nil }
  let below = distribution.cdf(x.nextDown)
  let above = distribution.survival(x.nextDown)
  for ulps in [1.0, 8, 64, 4096] {
    let next =
      below <= above
      ? distribution.quantile(min(1, below + ulps * below.ulp))
      : distribution.survivalQuantile(max(0, above - ulps * above.ulp))
    if next >= x { return next }
  }
  return nil
}

/// The largest outcome of a discrete distribution at or below a number.
func lastOutcome(of distribution: any Distribution, through x: Double) -> Double? {
  if let stepped = distribution as? any Stepped { return stepped.outcome(atOrBelow: x) }
  let support = distribution.support
  if x >= support.upperBound { return support.upperBound }
  guard x >= support.lowerBound else { return nil }
  let below = distribution.cdf(x)
  let above = distribution.survival(x)
  for ulps in [0.0, 1, 8, 64, 4096] {
    let last =
      below <= above
      ? distribution.quantile(max(0, below - ulps * below.ulp))
      : distribution.survivalQuantile(min(1, above + ulps * above.ulp))
    if last <= x { return last }
  }
  return nil
}

/// Whether some value has a positive probability, also inside a mixture with continuous parts.
func hasAtoms(_ distribution: any Distribution) -> Bool {
  switch distribution {
  case let law as Mixture: law.components.contains { hasAtoms($0) }
  case let law as Affine: hasAtoms(law.base)
  case let law as Truncated: hasAtoms(law.base)
  default: distribution.isDiscrete
  }
}

extension IntegerDistribution {
  func outcome(atOrAbove x: Double) -> Double? {
    let k = max(x.rounded(.up), support.lowerBound)
    return k <= support.upperBound && k < .infinity ? k : nil
  }

  func outcome(atOrBelow x: Double) -> Double? {
    let k = min(x.rounded(.down), support.upperBound)
    return k >= support.lowerBound ? k : nil
  }
}

extension Discrete: Stepped {
  func outcome(atOrAbove x: Double) -> Double? {
    let index = firstIndex(values.count) { values[$0] >= x }
    return index < values.count ? values[index] : nil
  }

  func outcome(atOrBelow x: Double) -> Double? {
    let index = firstIndex(values.count) { values[$0] > x }
    return index > 0 ? values[index - 1] : nil
  }
}

extension Empirical: Stepped {
  func outcome(atOrAbove x: Double) -> Double? { steps.outcome(atOrAbove: x) }

  func outcome(atOrBelow x: Double) -> Double? { steps.outcome(atOrBelow: x) }
}

extension Constant: Stepped {
  func outcome(atOrAbove x: Double) -> Double? { x <= value ? value : nil }

  func outcome(atOrBelow x: Double) -> Double? { x >= value ? value : nil }
}

extension Mixture: Stepped {
  func outcome(atOrAbove x: Double) -> Double? {
    components.compactMap { firstOutcome(of: $0, from: x) }.min()
  }

  func outcome(atOrBelow x: Double) -> Double? {
    components.compactMap { lastOutcome(of: $0, through: x) }.max()
  }
}

extension Truncated: Stepped {
  func outcome(atOrAbove x: Double) -> Double? {
    firstOutcome(of: base, from: max(x, low)).flatMap { $0 <= high ? $0 : nil }
  }

  func outcome(atOrBelow x: Double) -> Double? {
    lastOutcome(of: base, through: min(x, high)).flatMap { $0 >= low ? $0 : nil }
  }
}

extension Affine: Stepped {
  func outcome(atOrAbove y: Double) -> Double? { image(of: y, above: true) }

  func outcome(atOrBelow y: Double) -> Double? { image(of: y, above: false) }

  /// The image of the first outcome of the base whose image is on the right side of `y`.
  private func image(of y: Double, above: Bool) -> Double? {
    guard y.isFinite else {
      let end = above == (y < 0) ? (above ? support.lowerBound : support.upperBound) : .nan
      return end.isFinite ? end : nil
    }
    let rises = scale > 0
    let x = (y - shift) / scale
    // Rounding moves x by a few units in the last place of the larger of the two terms.
    let slack = 4 * max(x.magnitude, (shift / scale).magnitude).ulp
    let up = above == rises
    var next =
      up
      ? firstOutcome(of: base, from: x - slack)
      : lastOutcome(of: base, through: x + slack)
    while let found = next, above ? forward(found) < y : forward(found) > y {
      next =
        up
        ? firstOutcome(of: base, from: found.nextUp)
        : lastOutcome(of: base, through: found.nextDown)
    }
    return next.map(forward)
  }
}
