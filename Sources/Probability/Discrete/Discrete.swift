import CSpecialFunctions

/// A distribution on a finite list of values with given weights.
public struct Discrete: Distribution {
  /// The name in the study language.
  public static let familyName = "discrete"

  /// The values, rising, each once.
  public let values: [Double]
  /// The probabilities of the values, positive, with sum 1.
  public let probabilities: [Double]
  /// The probability at or below each value; the last is exactly 1.
  let cumulative: [Double]
  /// The probability above each value; the last is exactly 0.
  let exceedance: [Double]

  /// Makes a discrete distribution.
  ///
  /// - Parameters:
  ///   - values: The values in any order, finite; equal ones are merged.
  ///   - weights: One weight for each value, 0 or more, with a positive sum; they need not sum
  ///     to 1. Values of weight 0 are left out.
  /// - Throws: ``DistributionError`` when the lists are empty or differ in length, or a number is
  ///   outside its domain.
  public init(values: [Double], weights: [Double]) throws(DistributionError) {
    guard !values.isEmpty else {
      throw .tooFew(family: Self.familyName, what: "values", needed: 1, count: 0)
    }
    guard values.count == weights.count else {
      throw .lengthMismatch(
        family: Self.familyName,
        what: "weights",
        expected: values.count,
        count: weights.count
      )
    }
    for (value, weight) in zip(values, weights) {
      try requireFinite(Self.familyName, "values", value)
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
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var merged: [Double] = []
    var mass: [Double] = []
    for index in order where weights[index] > 0 {
      if let last = merged.last, last == values[index] {
        mass[mass.count - 1] += weights[index] / total
      } else {
        merged.append(values[index])
        mass.append(weights[index] / total)
      }
    }
    self.init(sorted: merged, probabilities: mass)
  }

  /// Takes rising values and their probabilities as they are.
  init(sorted values: [Double], probabilities: [Double]) {
    self.values = values
    self.probabilities = probabilities
    var below: [Double] = []
    below.reserveCapacity(values.count)
    var sum = 0.0
    var lost = 0.0
    for mass in probabilities {
      let corrected = mass - lost
      let next = sum + corrected
      lost = (next - sum) - corrected
      sum = next
      below.append(min(sum, 1))
    }
    below[below.count - 1] = 1
    cumulative = below
    var above = [Double](repeating: 0, count: values.count)
    sum = 0
    lost = 0
    for index in values.indices.dropFirst().reversed() {
      let corrected = probabilities[index] - lost
      let next = sum + corrected
      lost = (next - sum) - corrected
      sum = next
      above[index - 1] = min(sum, 1)
    }
    exceedance = above
  }

  // MARK: Parameters

  /// The values and weights, `value 1`, `weight 1`, and so on.
  public var parameters: [(name: String, value: Double)] {
    zip(values, probabilities).enumerated().flatMap { index, pair in
      [("value \(index + 1)", pair.0), ("weight \(index + 1)", pair.1)]
    }
  }
  /// From the smallest to the largest value.
  public var support: ClosedRange<Double> { values[0]...values[values.count - 1] }
  /// Discrete.
  public var isDiscrete: Bool { true }

  // MARK: Moments

  /// The weighted mean of the values.
  public var mean: Double {
    let centre = values[values.count / 2]
    var sum = 0.0
    for (value, mass) in zip(values, probabilities) { sum += mass * (value - centre) }
    return centre + sum
  }

  /// The weighted mean of the squared distances from the mean.
  public var variance: Double {
    let mean = mean
    var sum = 0.0
    for (value, mass) in zip(values, probabilities) {
      sum += mass * (value - mean) * (value - mean)
    }
    return sum
  }

  // MARK: Evaluation

  /// The number of values at or below `x`.
  private func rank(_ x: Double) -> Int {
    firstIndex(values.count) { values[$0] > x }
  }

  /// The probability of a value; 0 for anything not in the list.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    let rank = rank(x)
    return rank > 0 && values[rank - 1] == x ? probabilities[rank - 1] : 0
  }

  /// The logarithm of the probability of a value.
  public func logDensity(at x: Double) -> Double { log(density(at: x)) }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    let rank = rank(x)
    return rank == 0 ? 0 : cumulative[rank - 1]
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    let rank = rank(x)
    return rank == 0 ? 1 : exceedance[rank - 1]
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { p in values[firstIndex(values.count - 1) { cumulative[$0] >= p }] }
  }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { q in values[firstIndex(values.count - 1) { exceedance[$0] <= q }] }
  }
}

/// The first index in `0 ..< count` at which a monotone condition holds, or `count`.
func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = low + (high - low) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
