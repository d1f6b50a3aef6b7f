import CSpecialFunctions

/// A distribution drawn from one of several with given probabilities.
///
/// ```
/// F(x) = sum of weight_i F_i(x)
/// ```
///
/// Quantiles are found between the smallest and the largest of the components' own. A mixture of
/// continuous and discrete components counts as continuous; its density is infinite at an atom.
public struct Mixture: Distribution {
  /// The name in the study language.
  public static let familyName = "mixture"

  /// The probabilities of the components, with sum 1.
  public let weights: [Double]
  /// The components.
  public let components: [any Distribution]

  /// Mixes distributions.
  ///
  /// - Parameters:
  ///   - weights: One for each component, 0 or more, with a positive sum; they need not sum to 1.
  ///   - components: At least one; those of weight 0 are left out.
  /// - Throws: ``DistributionError`` when the lists are empty or differ in length, or a weight is
  ///   outside its domain.
  public init(
    weights: [Double],
    components: [any Distribution]
  ) throws(DistributionError) {
    guard !components.isEmpty else {
      throw .tooFew(family: Self.familyName, what: "components", needed: 1, count: 0)
    }
    guard weights.count == components.count else {
      throw .lengthMismatch(
        family: Self.familyName,
        what: "weights",
        expected: components.count,
        count: weights.count
      )
    }
    for weight in weights {
      try require(weight >= 0 && weight.isFinite, Self.familyName, "weights", ">= 0", weight)
    }
    let total = weights.reduce(0, +)
    try require(
      total > 0 && total.isFinite,
      Self.familyName,
      "weights",
      "with a positive sum",
      total
    )
    let kept = weights.indices.filter { weights[$0] > 0 }
    self.weights = kept.map { weights[$0] / total }
    self.components = kept.map { components[$0] }
  }

  // MARK: Parameters

  /// `weight 1` and the parameters of the first component, and so on.
  public var parameters: [(name: String, value: Double)] {
    weights.indices.flatMap { index in
      [("weight \(index + 1)", weights[index])]
        + components[index].parameters.map { ("\($0.name) \(index + 1)", $0.value) }
    }
  }

  /// From the lowest to the highest end of the components' supports.
  public var support: ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for component in components {
      low = min(low, component.support.lowerBound)
      high = max(high, component.support.upperBound)
    }
    return low...high
  }
  /// Whether all components are discrete.
  public var isDiscrete: Bool { components.allSatisfy(\.isDiscrete) }

  // MARK: Moments

  /// That of the component with the heaviest tail.
  public var tailIndex: Double {
    zip(weights, components).filter { $0.0 > 0 }.map(\.1.tailIndex).min() ?? .infinity
  }
  /// The weighted mean of the components' means.
  public var mean: Double { sum { $0.mean } }

  /// The weighted mean of the variances, plus the variance of the means.
  public var variance: Double {
    let mean = mean
    if mean.isInfinite { return .infinity }
    return sum { $0.variance + ($0.mean - mean) * ($0.mean - mean) }
  }

  // MARK: Evaluation

  func sum(_ value: (any Distribution) -> Double) -> Double {
    var total = 0.0
    for (weight, component) in zip(weights, components) { total += weight * value(component) }
    return total
  }

  /// The density at a point: the weighted sum over the components.
  public func density(at x: Double) -> Double {
    if isDiscrete { return sum { $0.density(at: x) } }
    return sum { $0.isDiscrete ? ($0.density(at: x) > 0 ? .infinity : 0) : $0.density(at: x) }
  }

  /// The logarithm of the density, from the largest of the components' terms.
  public func logDensity(at x: Double) -> Double {
    let plain = density(at: x)
    if plain > 1e-290 || plain.isNaN { return log(plain) }
    var terms: [Double] = []
    for (weight, component) in zip(weights, components) {
      terms.append(log(weight) + component.logDensity(at: x))
    }
    let largest = terms.max() ?? -.infinity
    guard largest > -.infinity else { return largest }
    return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double { x.isNaN ? .nan : min(1, sum { $0.cdf(x) }) }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    x.isNaN ? .nan : min(1, sum { $0.survival(x) })
  }

  /// The ends between which a quantile lies.
  private func bracket(_ value: (any Distribution) -> Double) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for component in components {
      let x = value(component)
      low = min(low, x)
      high = max(high, x)
    }
    return low...high
  }

  /// The smallest outcome of a bracket at which a monotone condition holds, by halving.
  private func steppedRoot(in bracket: ClosedRange<Double>, _ holds: (Double) -> Bool) -> Double {
    var low = bracket.lowerBound
    var high = bracket.upperBound
    while low < high {
      if holds(low) { return low }
      let middle = low + (high - low) / 2
      guard let last = outcome(atOrBelow: middle), last > low else {
        // Nothing between the lowest outcome and the middle.
        guard let next = outcome(atOrAbove: low.nextUp), next < high else { return high }
        if holds(next) { return next }
        low = next
        continue
      }
      if holds(last) { high = last } else { low = last }
    }
    return high
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { p in
      let ends = bracket { $0.quantile(p) }
      if isDiscrete { return steppedRoot(in: ends) { cdf($0) >= p } }
      return monotoneRoot(in: ends) { x in cdf(x) - p }
    }
  }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { q in
      let ends = bracket { $0.survivalQuantile(q) }
      if isDiscrete { return steppedRoot(in: ends) { survival($0) <= q } }
      return monotoneRoot(in: ends) { x in q - survival(x) }
    }
  }
}
