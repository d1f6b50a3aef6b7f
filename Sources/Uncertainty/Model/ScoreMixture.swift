import NumericCore

/// Spearman's rank correlation of the bivariate Student distribution with nu degrees of freedom.
///
/// ```
/// rho(r) = 6 / pi E[asin(r U)],  U^2 = V_1 V_2,  V_i = W_i / (W_i + W),  W, W_1, W_2 ~ chi^2_nu
/// ```
/// Two further pairs of scores, each with a mixing variable of its own, are what a pair is ranked
/// against; given the mixing variables the differences are normal with correlation r U. With
/// p = U^2 the density of U^2 is, up to a factor,
/// ```
/// (p (1 - p))^(nu / 2 - 1) H(p),   H(p) = integral over t of (1 + p + 2 sqrt(p) cosh t)^-nu
/// ```
/// (H is a hypergeometric function in disguise.) Both integrals are taken by the trapezoidal rule,
/// over t and over the logit of p: the integrands are analytic in a strip of half-width pi around
/// the real line, which makes the rule exact to some 1e-13 at the steps chosen. The weights are
/// scaled to the sum 1; that rho(1) is 1, or E[asin(U)] = pi / 6, is then a check of both.
///
/// Reference: Heinen and Valdesogo (2020), Spearman rank correlation of the bivariate Student t and
/// scale mixtures of normal distributions, Journal of Multivariate Analysis 179,
/// doi:10.1016/j.jmva.2020.104650.
struct ScoreMixture: Sendable {
  /// Values of U, increasing.
  private let points: [Double]
  /// Their weights, which sum to 1.
  private let weights: [Double]

  /// Logarithms of weights this far below the largest are left out.
  private static let negligible = -38.0

  /// Prepares the quadrature.
  ///
  /// - Parameter degreesOfFreedom: In ``Copula/degreesOfFreedomRange``.
  init(degreesOfFreedom nu: Double) {
    // The step follows the width of the integrand, which shrinks as 1 / sqrt(nu).
    let step = min(0.3, 1.2 / nu.squareRoot())
    // For large nu, p gathers at 1/4, whose logit is -log 3.
    let centre = -log(3.0)
    func logWeight(_ x: Double) -> Double {
      -nu / 2 * (Self.softPlus(-x) + Self.softPlus(x)) + Self.logInner(x, nu)
    }
    var found: [(x: Double, weight: Double)] = [(centre, logWeight(centre))]
    var largest = found[0].weight
    for direction in [-1.0, 1] {
      var index = 1.0
      while true {
        let x = centre + direction * step * index
        let weight = logWeight(x)
        guard weight > largest + Self.negligible else { break }
        largest = max(largest, weight)
        found.append((x, weight))
        index += 1
      }
    }
    found.sort { $0.x < $1.x }
    let plain = found.map { exp($0.weight - largest) }
    let sum = plain.reduce(0, +)
    points = found.map { exp(-Self.softPlus(-$0.x) / 2) }
    weights = plain.map { $0 / sum }
  }

  /// `log(1 + exp(x))` without overflow.
  private static func softPlus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

  /// The logarithm of H(p) up to a constant, at the logit x of p.
  private static func logInner(_ x: Double, _ nu: Double) -> Double {
    let logRoot = -softPlus(-x) / 2
    let root = exp(logRoot)
    let step = min(0.4, 0.8 / nu.squareRoot())
    let top = -2 * nu * log1p(root)
    var sum = 1.0
    var index = 1.0
    while true {
      let t = step * index
      let term = -nu * log1p(root * root + exp(logRoot + t) + exp(logRoot - t)) - top
      guard term > negligible else { break }
      sum += 2 * exp(term)
      index += 1
    }
    return top + log(sum)
  }

  /// Spearman's rank correlation for a correlation of the scores, -1 to 1.
  func rank(ofScore r: Double) -> Double {
    guard abs(r) < 1 else { return r }
    var sum = 0.0
    for (point, weight) in zip(points, weights) { sum += weight * asin(r * point) }
    return 6 / .pi * sum
  }

  /// The correlation of the scores for a rank correlation, -1 to 1, by safeguarded Newton steps.
  func score(ofRank rho: Double) -> Double {
    let target = abs(rho)
    guard target < 1, target > 0 else { return rho }
    // rho(r) is convex between 0 and 1, so that Newton's steps come from the right after the first.
    var low = 0.0
    var high = 1.0
    var r = 2 * sin(.pi * target / 6)
    for _ in 0..<100 {
      let miss = rank(ofScore: r) - target
      if miss > 0 { high = r } else { low = r }
      var slope = 0.0
      for (point, weight) in zip(points, weights) {
        let u = r * point
        slope += weight * point / (1 - u * u).squareRoot()
      }
      var next = r - miss / (6 / .pi * slope)
      if !(next > low && next < high) { next = (low + high) / 2 }
      let change = abs(next - r)
      r = next
      if change <= 1e-15 { break }
    }
    return rho < 0 ? -r : r
  }
}
