/// A node as a polynomial in centred leaves, as a quantity of which only the mean is known, or as one
/// without a finite mean.
///
/// ```
/// c + sum of coefficients times products of (leaf - its mean)
/// ```
/// Centred, so that means and variances of independent leaves are sums without cancellation.
struct MomentForm {
  /// The coefficient of each product of leaves; leaves in increasing order, with repetition; the
  /// empty product is the constant.
  var terms: [[Int]: Double] = [:]
  /// The coordinates of the unit cube on which it depends.
  var coordinates: Set<Int> = []
  /// The mean where it is not finite; then there are no terms.
  var divergentMean: Double?
  /// The finite mean of what has too many terms to be kept; then there are none.
  var plainMean: Double?

  static func constant(_ value: Double) -> MomentForm { MomentForm(terms: [[]: value]) }

  /// The number, where nothing varies.
  var number: Double? {
    guard divergentMean == nil, plainMean == nil, terms.keys.allSatisfy(\.isEmpty) else {
      return nil
    }
    return terms[[]] ?? 0
  }

  func scaled(by factor: Double) -> MomentForm? {
    guard factor.isFinite else { return nil }
    guard factor != 0 else { return .constant(0) }
    var result = self
    result.terms = terms.mapValues { $0 * factor }
    result.divergentMean = divergentMean.map { $0 * factor }
    result.plainMean = plainMean.map { $0 * factor }
    return result
  }

  func isIndependent(of other: MomentForm) -> Bool {
    coordinates.isDisjoint(with: other.coordinates)
  }
}

/// The leaves of one model and the forms of its nodes, found once each.
struct MomentAlgebra {
  private(set) var leaves: [MomentLeaf] = []

  /// Products and sums with more terms have their independent parts replaced by leaves.
  private static let termLimit = 96
  /// The most leaves in one product.
  private static let degreeLimit = 4

  // MARK: Forms

  /// A new leaf as a form.
  mutating func form(_ leaf: MomentLeaf) -> MomentForm {
    leaves.append(leaf)
    return MomentForm(
      terms: [[]: leaf.mean, [leaves.count - 1]: 1],
      coordinates: leaf.coordinates
    )
  }

  mutating func sum(_ a: MomentForm, _ b: MomentForm) -> MomentForm? {
    if let mean = a.divergentMean ?? b.divergentMean {
      // Dependent terms could cancel what diverges.
      guard a.isIndependent(of: b) else { return nil }
      var result = MomentForm(coordinates: a.coordinates.union(b.coordinates))
      let both = a.divergentMean != nil && b.divergentMean != nil
      result.divergentMean =
        both ? (a.divergentMean ?? 0) + (b.divergentMean ?? 0) : mean
      return result
    }
    if a.plainMean != nil || b.plainMean != nil { return meanOnly(a, b) { $0 + $1 } }
    var (a, b) = (a, b)
    if a.terms.count + b.terms.count > Self.termLimit, a.isIndependent(of: b) {
      guard let first = collapsed(a), let second = collapsed(b) else {
        return meanOnly(a, b) { $0 + $1 }
      }
      (a, b) = (first, second)
    }
    let terms = a.terms.merging(b.terms) { $0 + $1 }.filter { $0.value != 0 }
    // Means add up, whatever the dependence.
    guard terms.count <= 2 * Self.termLimit else { return meanOnly(a, b) { $0 + $1 } }
    return MomentForm(terms: terms, coordinates: a.coordinates.union(b.coordinates))
  }

  mutating func product(_ a: MomentForm, _ b: MomentForm) -> MomentForm? {
    if let factor = a.number { return b.scaled(by: factor) }
    if let factor = b.number { return a.scaled(by: factor) }
    if let mean = a.divergentMean ?? b.divergentMean {
      // Without a mean on both sides of 0, an independent factor that varies gives none either.
      guard mean.isNaN, a.isIndependent(of: b) else { return nil }
      var result = MomentForm(coordinates: a.coordinates.union(b.coordinates))
      result.divergentMean = .nan
      return result
    }
    if a.plainMean != nil || b.plainMean != nil {
      return a.isIndependent(of: b) ? meanOnly(a, b) { $0 * $1 } : nil
    }
    var (a, b) = (a, b)
    let degree = (a.terms.keys.map(\.count).max() ?? 0) + (b.terms.keys.map(\.count).max() ?? 0)
    if a.terms.count * b.terms.count > Self.termLimit || degree > Self.degreeLimit {
      guard a.isIndependent(of: b) else { return nil }
      guard let first = collapsed(a), let second = collapsed(b) else {
        return meanOnly(a, b) { $0 * $1 }
      }
      (a, b) = (first, second)
    }
    var terms: [[Int]: Double] = [:]
    for (first, x) in a.terms {
      for (second, y) in b.terms {
        terms[(first + second).sorted(), default: 0] += x * y
      }
    }
    return MomentForm(
      terms: terms.filter { $0.value != 0 },
      coordinates: a.coordinates.union(b.coordinates)
    )
  }

  mutating func power(_ a: MomentForm, _ exponent: Double) -> MomentForm? {
    guard let count = Int(exactly: exponent), (1...Self.degreeLimit).contains(count) else {
      return nil
    }
    var result = a
    for _ in 1..<count {
      guard let next = product(result, a) else { return nil }
      result = next
    }
    return result
  }

  /// What is left where only the mean can be told.
  private func meanOnly(
    _ a: MomentForm,
    _ b: MomentForm,
    _ combine: (Double, Double) -> Double
  ) -> MomentForm? {
    guard let first = finiteMean(of: a), let second = finiteMean(of: b) else { return nil }
    var result = MomentForm(coordinates: a.coordinates.union(b.coordinates))
    result.plainMean = combine(first, second)
    return result
  }

  private func finiteMean(of form: MomentForm) -> Double? {
    if let mean = form.plainMean { return mean }
    return form.divergentMean == nil ? mean(sorted(form)) : nil
  }

  /// The same quantity as one leaf, where its moments are known.
  private mutating func collapsed(_ form: MomentForm) -> MomentForm? {
    guard form.terms.count > 2 else { return form }
    guard let moments = moments(of: form), let variance = moments.variance,
      moments.mean.isFinite, !variance.isNaN
    else { return nil }
    return self.form(
      MomentLeaf(mean: moments.mean, variance: variance, coordinates: form.coordinates)
    )
  }

  // MARK: Moments

  /// The mean and variance of a form, `nil` where not even the mean is known.
  func moments(of form: MomentForm) -> ExactMoments? {
    if let mean = form.divergentMean { return ExactMoments(mean: mean, variance: .nan) }
    if let mean = form.plainMean { return ExactMoments(mean: mean, variance: nil) }
    let terms = sorted(form)
    if isWild(terms.map(\.key)) {
      guard let mean = mean(terms) else { return nil }
      return ExactMoments(mean: mean, variance: wildVariance(terms.map(\.key)))
    }
    guard let mean = mean(terms) else { return nil }
    return ExactMoments(mean: mean, variance: variance(terms))
  }

  /// The terms in an order that does not depend on hashing.
  private func sorted(_ form: MomentForm) -> [(key: [Int], value: Double)] {
    form.terms.filter { $0.value != 0 }.sorted { a, b in
      a.key.count != b.key.count
        ? a.key.count < b.key.count : a.key.lexicographicallyPrecedes(b.key)
    }
  }

  private func mean(_ terms: [(key: [Int], value: Double)]) -> Double? {
    var sum = 0.0
    for (product, weight) in terms {
      guard let value = expectation(product) else { return nil }
      sum += weight * value
    }
    return sum.isFinite ? sum : nil
  }

  private func variance(_ terms: [(key: [Int], value: Double)]) -> Double? {
    var means: [Double] = []
    var coordinates: [Set<Int>] = []
    for (product, _) in terms {
      guard let mean = expectation(product) else { return nil }
      means.append(mean)
      coordinates.append(product.reduce(into: []) { $0.formUnion(leaves[$1].coordinates) })
    }
    var sum = 0.0
    for (i, first) in terms.enumerated() {
      for (j, second) in terms.enumerated().dropFirst(i)
      where !coordinates[i].isDisjoint(with: coordinates[j]) {
        guard let joint = expectation((first.key + second.key).sorted()) else { return nil }
        sum += (i == j ? 1 : 2) * first.value * second.value * (joint - means[i] * means[j])
      }
    }
    return sum.isFinite && sum >= 0 ? sum : nil
  }

  /// Whether a leaf with infinite variance takes part.
  private func isWild(_ products: [[Int]]) -> Bool {
    products.contains { $0.contains { leaves[$0].variance == .infinity } }
  }

  /// Infinite, where a leaf with infinite variance stands in products without a power and nothing
  /// else depends on it; otherwise not known.
  private func wildVariance(_ products: [[Int]]) -> Double? {
    let all = Set(products.joined())
    for leaf in all where leaves[leaf].variance == .infinity {
      let isAlone = all.allSatisfy {
        $0 == leaf || leaves[$0].coordinates.isDisjoint(with: leaves[leaf].coordinates)
      }
      let isSimple = products.allSatisfy { product in product.filter { $0 == leaf }.count <= 1 }
      if isAlone && isSimple { return .infinity }
    }
    return nil
  }

  /// The mean of a product of centred leaves, `nil` where it is not known.
  private func expectation(_ product: [Int]) -> Double? {
    // Leaves that depend on each other, directly or through others, go together.
    var parts: [[Int]] = []
    for leaf in product {
      var joined = [leaf]
      parts.removeAll { part in
        let meets = part.contains {
          !leaves[$0].coordinates.isDisjoint(with: leaves[leaf].coordinates)
        }
        if meets { joined += part }
        return meets
      }
      parts.append(joined)
    }
    // A leaf alone has the mean 0, and the whole with it, provided that the others have one.
    let isZero = parts.contains { $0.count == 1 }
    var result = 1.0
    for part in parts where part.count > 1 {
      guard let value = dependent(part.sorted()) else { return isZero ? isFinite(part) : nil }
      result *= value
    }
    return isZero ? 0 : result
  }

  /// 0 where a product of leaves surely has a finite mean, known or not.
  private func isFinite(_ part: [Int]) -> Double? {
    let own = part.map { leaves[$0] }
    let isBounded = own.allSatisfy { $0.share != nil || $0.gaussian != nil }
    // Two finite variances are enough by the inequality of Cauchy and Schwarz.
    return isBounded || part.count == 2 && own.allSatisfy({ $0.variance.isFinite }) ? 0 : nil
  }

  private func dependent(_ part: [Int]) -> Double? {
    let own = part.map { leaves[$0] }
    if part.count == 2 {
      if part[0] == part[1] {
        return own[0].variance.isFinite ? own[0].variance : nil
      }
      return own[0].covariance(with: own[1])
    }
    if own.allSatisfy({ $0.gaussian?.kind == .linear }) {
      guard part.count == 4 else { return part.count % 2 == 1 ? 0 : nil }
      // Isserlis (1918): the sum over the three ways to form pairs.
      func pair(_ a: Int, _ b: Int) -> Double {
        own[a].gaussian?.covariance(with: own[b].gaussian ?? .constant(0)) ?? .nan
      }
      return pair(0, 1) * pair(2, 3) + pair(0, 2) * pair(1, 3) + pair(0, 3) * pair(1, 2)
    }
    guard Set(part).count == 1, let higher = own[0].higher else { return nil }
    switch part.count {
    case 3: return higher.third
    case 4: return higher.fourth
    default: return nil
    }
  }
}
