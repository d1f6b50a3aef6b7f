import NumericCore

/// The outcomes of a discrete distribution between its tails, with their cumulative probabilities.
struct OutcomeList {
  /// Rising values.
  var values: [Double] = []
  /// The probability at or below each.
  var cumulative: [Double] = []

  /// The largest number of outcomes.
  static let largestCount = 1 << 20
  /// The probability of each tail that is left out.
  private static let tail = 0x1p-60

  /// Lists outcomes; `nil` where they are too many, or cannot be listed.
  init?(_ distribution: any Distribution) {
    let found: OutcomeList?
    switch distribution {
    case let law as Discrete: found = OutcomeList(law.values, law.cumulative)
    case let law as Empirical: found = OutcomeList(law.steps.values, law.steps.cumulative)
    case let law as Constant: found = OutcomeList([law.value], [1])
    case let law as any IntegerDistribution: found = Self.counted(law, ratios: law)
    case let law as Affine: found = Self.image(law)
    case let law as Mixture: found = Self.merged(law)
    case let law as Truncated: found = Self.part(law)
    default: found = Self.listed(distribution)
    }
    guard let found, !found.values.isEmpty, found.values.count <= Self.largestCount else {
      return nil
    }
    self = found
  }

  private init(_ values: [Double], _ cumulative: [Double]) {
    self.values = values
    self.cumulative = cumulative
  }

  /// Consecutive whole numbers, by the ratio of their masses, set right every 64 steps (every 1,024
  /// in a long list).
  private static func counted(
    _ law: any Distribution,
    ratios: any IntegerDistribution
  ) -> OutcomeList? {
    let low = law.quantile(tail)
    let high = law.survivalQuantile(tail)
    guard high - low < Double(largestCount), low.magnitude < 0x1p52 else { return nil }
    let stride = high - low < 20_000 ? 64 : 1024
    var list = OutcomeList([], [])
    let expected = Int(high - low, clampedTo: 0...largestCount) + 1
    list.values.reserveCapacity(expected)
    list.cumulative.reserveCapacity(expected)
    var mass = 0.0
    var sum = 0.0
    var k = low
    while k <= high {
      if list.values.count % stride == 0 {
        mass = law.density(at: k)
        sum = law.cdf(k)
      } else {
        mass *= ratios.massRatio(after: k - 1)
        sum = max(sum, min(1, sum + mass))
      }
      list.values.append(k)
      list.cumulative.append(sum)
      k += 1
    }
    list.cumulative[list.cumulative.count - 1] = law.cdf(high)
    for index in list.cumulative.indices.dropLast().reversed() {
      list.cumulative[index] = min(list.cumulative[index], list.cumulative[index + 1])
    }
    return list
  }

  /// The list of what is multiplied and moved.
  private static func image(_ law: Affine) -> OutcomeList? {
    guard let base = OutcomeList(law.base) else { return nil }
    let values = base.values.map { law.forward($0) }
    if law.scale > 0 { return OutcomeList(values, base.cumulative) }
    let below = [0] + base.cumulative.dropLast()
    return OutcomeList(values.reversed(), below.reversed().map { 1 - $0 })
  }

  /// The outcomes of all components in order.
  private static func merged(_ law: Mixture) -> OutcomeList? {
    var parts: [OutcomeList] = []
    for component in law.components {
      guard let part = OutcomeList(component) else { return nil }
      parts.append(part)
    }
    guard parts.reduce(0, { $0 + $1.values.count }) <= largestCount else { return nil }
    var list = OutcomeList([], [])
    var next = [Int](repeating: 0, count: parts.count)
    while true {
      var value = Double.infinity
      for (part, index) in zip(parts, next) where index < part.values.count {
        value = min(value, part.values[index])
      }
      guard value < .infinity else { break }
      var sum = 0.0
      for (place, part) in parts.enumerated() {
        if next[place] < part.values.count, part.values[next[place]] == value { next[place] += 1 }
        if next[place] > 0 { sum += law.weights[place] * part.cumulative[next[place] - 1] }
      }
      list.values.append(value)
      list.cumulative.append(max(list.cumulative.last ?? 0, min(1, sum)))
    }
    return list
  }

  /// The part of a list inside an interval.
  private static func part(_ law: Truncated) -> OutcomeList? {
    if let counts = law.base as? any IntegerDistribution { return counted(law, ratios: counts) }
    guard law.mass > 0x1p-10, law.massBelow < 0.9, let base = OutcomeList(law.base) else {
      return listed(law)
    }
    var list = OutcomeList([], [])
    for (value, reached) in zip(base.values, base.cumulative)
    where value >= law.low && value <= law.high {
      list.values.append(value)
      list.cumulative.append(min(max((reached - law.massBelow) / law.mass, 0), 1))
    }
    if law.high < .infinity, list.values.last == law.high {
      list.cumulative[list.cumulative.count - 1] = 1
    }
    return list
  }

  /// Any outcomes, from one to the next.
  private static func listed(_ distribution: any Distribution) -> OutcomeList? {
    var list = OutcomeList([], [])
    var x = distribution.quantile(0x1p-40)
    while list.values.count <= 20_000 {
      list.values.append(x)
      list.cumulative.append(distribution.cdf(x))
      if distribution.survival(x) <= 0x1p-40 { return list }
      guard let next = firstOutcome(of: distribution, from: x.nextUp), next > x else { return nil }
      x = next
    }
    return nil
  }
}
