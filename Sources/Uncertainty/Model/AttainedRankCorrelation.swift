import NumericCore
import Probability

/// The rank correlation that two laws have when a copula is given the one that is stated.
///
/// A law with atoms, such as a yes/no or a count, has ties: Spearman's correlation is that of the
/// mid-ranks g and h,
///
/// ```
/// Cov(g, h) = integral of (C(a, b) - a b) dg(a) dh(b),   Var g = (1 - sum p^3) / 12
/// ```
/// with the copula C, p the probabilities of the atoms, and dg half of p at both ends of an atom
/// (Hoeffding's formula). It is below the one stated, and cannot pass what C(a, b) = min(a, b) gives:
/// between a yes/no of probability p and a continuous law sqrt(3 p (1 - p)).
///
/// Atoms of less than about 0.0005 count as continuous. Accurate to about 0.0005.
///
/// References: Neslehova (2007), On rank correlation measures for non-continuous random variables,
/// Journal of Multivariate Analysis 98, doi:10.1016/j.jmva.2005.11.007; Plackett (1954), A reduction
/// formula for normal multivariate integrals, Biometrika 41, for dC/dr.
public struct AttainedRankCorrelation: Sendable {
  /// The rank correlation that the draws have.
  public let attained: Double
  /// The lowest that any dependence can give these laws.
  public let least: Double
  /// The highest that any dependence can give these laws.
  public let most: Double

  /// A law with what is needed of it, so that many pairs can be compared.
  public struct Law: Sendable {
    fileprivate let hasAtoms: Bool
    fileprivate let variance: Double
    fileprivate let nodes: [RankAtoms.Node]

    /// Finds the atoms of a law.
    public init(_ law: any Distribution) {
      let atoms = RankAtoms(law)
      hasAtoms = !atoms.atoms.isEmpty
      variance = atoms.variance
      nodes = atoms.nodes()
    }
  }

  /// Computes what is attained by two laws.
  ///
  /// - Parameters:
  ///   - first: A law.
  ///   - second: Another.
  ///   - stated: The rank correlation stated, -1 to 1.
  ///   - copula: The copula; its degrees of freedom in their range.
  /// - Returns: `nil` as for laws that are prepared.
  public init?(
    _ first: any Distribution,
    _ second: any Distribution,
    stated: Double,
    copula: Copula
  ) {
    self.init(Law(first), Law(second), stated: stated, copula: copula)
  }

  /// Computes what is attained.
  ///
  /// - Parameters:
  ///   - first: A law.
  ///   - second: Another.
  ///   - stated: The rank correlation stated, -1 to 1.
  ///   - copula: The copula; its degrees of freedom in their range.
  /// - Returns: `nil` where both laws are continuous, so that what is stated is attained, or one is
  ///   a certain number.
  public init?(_ first: Law, _ second: Law, stated: Double, copula: Copula) {
    guard first.hasAtoms || second.hasAtoms, abs(stated) <= 1 else { return nil }
    let scale = (first.variance * second.variance).squareRoot()
    guard scale > 1e-9 else { return nil }
    let (a, b) = (first.nodes, second.nodes)
    most = Self.sum(a, b) { min($0, $1) - $0 * $1 } / scale
    least = Self.sum(a, b) { max($0 + $1 - 1, 0) - $0 * $1 } / scale
    let r = copula.scoreCorrelation(ofRankCorrelation: stated)
    guard r.isFinite,
      let covariance = copula.degreesOfFreedom.map({ Self.student(a, b, r, $0) })
        ?? Self.gaussian(a, b, r)
    else { return nil }
    attained = covariance / scale
  }

  private static func sum(
    _ a: [RankAtoms.Node],
    _ b: [RankAtoms.Node],
    _ excess: (Double, Double) -> Double
  ) -> Double {
    var total = 0.0
    for first in a {
      var row = 0.0
      for second in b { row += second.weight * excess(first.place, second.place) }
      total += first.weight * row
    }
    return total
  }

  /// Plackett's integral over the angle whose sine is the correlation.
  private static func gaussian(
    _ a: [RankAtoms.Node],
    _ b: [RankAtoms.Node],
    _ r: Double
  ) -> Double? {
    guard let normal = try? Normal(mean: 0, standardDeviation: 1) else { return nil }
    return angles(a, b, r, quantile: { normal.quantile($0) }) { exp(-$0 / 2) }
  }

  private static func student(
    _ a: [RankAtoms.Node],
    _ b: [RankAtoms.Node],
    _ r: Double,
    _ nu: Double
  ) -> Double? {
    guard let law = try? Student(degreesOfFreedom: nu),
      let normal = try? Normal(mean: 0, standardDeviation: 1),
      let mixing = try? Gamma(shape: nu / 2, rate: nu / 2)
    else { return nil }
    let quantile = { (p: Double) in law.quantile(p) }
    let turned = angles(a, b, r, quantile: quantile) { pow(1 + $0 / nu, -nu / 2) }
    // Uncorrelated scores still share their mixing variable: the covariance of the two means given
    // it, over its quantiles.
    let places = (a.map { quantile($0.place) }, b.map { quantile($0.place) })
    let steps = 256
    var (sumA, sumB, product) = (0.0, 0.0, 0.0)
    for step in 0..<steps {
      let root = mixing.quantile((Double(step) + 0.5) / Double(steps)).squareRoot()
      var (meanA, meanB) = (0.0, 0.0)
      for (node, place) in zip(a, places.0) { meanA += node.weight * normal.cdf(place * root) }
      for (node, place) in zip(b, places.1) { meanB += node.weight * normal.cdf(place * root) }
      sumA += meanA
      sumB += meanB
      product += meanA * meanB
    }
    let n = Double(steps)
    return turned + product / n - sumA / n * sumB / n
  }

  /// The integral of `kernel(q) / (2 pi)` over the angle from 0 to asin r, summed over the nodes.
  private static func angles(
    _ a: [RankAtoms.Node],
    _ b: [RankAtoms.Node],
    _ r: Double,
    quantile: (Double) -> Double,
    _ kernel: (Double) -> Double
  ) -> Double {
    let scores = (a.map { quantile($0.place) }, b.map { quantile($0.place) })
    let end = asin(r)
    let steps = 48
    let step = end / Double(steps)
    var total = 0.0
    for index in 0..<steps {
      let angle = (Double(index) + 0.5) * step
      let sine = sin(angle)
      let cosine = max(cos(angle), 1e-9)
      var sum = 0.0
      for (first, x) in zip(a, scores.0) {
        var row = 0.0
        for (second, y) in zip(b, scores.1) {
          let form = (x * x + y * y - 2 * x * y * sine) / (cosine * cosine)
          row += second.weight * kernel(max(form, 0))
        }
        sum += first.weight * row
      }
      total += sum * step
    }
    return total / (2 * .pi)
  }
}

/// The atoms of a law on the scale of its probabilities, and the measure of its mid-ranks.
struct RankAtoms {
  /// A place on the scale of probabilities and how much the mid-rank rises there.
  struct Node {
    let place: Double
    let weight: Double
  }

  /// The ends of each atom, in order.
  let atoms: [(low: Double, high: Double)]

  /// Finds the atoms of a law: the places where its quantiles do not rise.
  init(_ law: any Distribution) {
    let isStructural = law is Mixture || law is Affine || law is Truncated
    guard law.isDiscrete || isStructural else {
      atoms = []
      return
    }
    let size = law.isDiscrete ? 2_048 : 256
    let values = (0..<size).map { law.quantile((Double($0) + 0.5) / Double(size)) }
    var found: [(low: Double, high: Double)] = []
    var start = 0
    while start < size {
      var end = start
      while end + 1 < size, values[end + 1] == values[start] { end += 1 }
      if end > start {
        let high = end == size - 1 ? 1 : min(law.cdf(values[start]), 1)
        var low = 0.0
        if start > 0 {
          var (outside, inside) = (
            (Double(start) - 0.5) / Double(size), (Double(start) + 0.5) / Double(size)
          )
          for _ in 0..<40 {
            let middle = (outside + inside) / 2
            if law.quantile(middle) == values[start] { inside = middle } else { outside = middle }
          }
          low = inside
        }
        if high > low { found.append((low, high)) }
      }
      start = end + 1
    }
    atoms = found
  }

  /// The variance of the mid-ranks.
  var variance: Double {
    (1 - atoms.reduce(0) { $0 + ($1.high - $1.low) * ($1.high - $1.low) * ($1.high - $1.low) }) / 12
  }

  /// The nodes of the measure: both ends of each atom, and midpoints of what lies between.
  func nodes(count: Int = 160) -> [Node] {
    var nodes: [Node] = []
    func add(from low: Double, to high: Double) {
      guard high > low else { return }
      let parts = Int((Double(count) * (high - low)).rounded(.up), clampedTo: 1...count)
      let width = (high - low) / Double(parts)
      for part in 0..<parts {
        nodes.append(Node(place: low + (Double(part) + 0.5) * width, weight: width))
      }
    }
    var place = 0.0
    for atom in atoms {
      add(from: place, to: atom.low)
      // At 0 and 1 every copula has C(a, b) = a b.
      for end in [atom.low, atom.high] where end > 0 && end < 1 {
        let weight = (atom.high - atom.low) / 2
        if let last = nodes.last, abs(last.place - end) < 1e-9 {
          nodes[nodes.count - 1] = Node(place: end, weight: last.weight + weight)
        } else {
          nodes.append(Node(place: end, weight: weight))
        }
      }
      place = atom.high
    }
    add(from: place, to: 1)
    return nodes
  }
}
