import NumericCore
import Probability

/// A random quantity whose first moments are known: an input, a share, or a part of the graph that
/// depends on no input of the other parts.
struct MomentLeaf {
  /// The mean, finite.
  let mean: Double
  /// The variance, 0 or more; infinite where it diverges.
  let variance: Double
  /// The third and fourth central moments, where they are known and finite.
  let higher: (third: Double, fourth: Double)?
  /// The coordinates of the unit cube on which it depends: leaves without a common one are
  /// independent.
  let coordinates: Set<Int>
  /// The form in normal scores, where it has one.
  let gaussian: GaussianForm?
  /// For a share of a whole: the input, the mean shares and the sum of the concentrations.
  let share: (input: Int, means: [Double], total: Double, component: Int)?

  init(
    mean: Double,
    variance: Double,
    higher: (third: Double, fourth: Double)? = nil,
    coordinates: Set<Int>,
    gaussian: GaussianForm? = nil,
    share: (input: Int, means: [Double], total: Double, component: Int)? = nil
  ) {
    self.mean = mean
    self.variance = variance
    self.higher = higher
    self.coordinates = coordinates
    self.gaussian = gaussian
    self.share = share
  }

  /// The third and fourth central moments of some families.
  static func higherMoments(of law: any Distribution) -> (third: Double, fourth: Double)? {
    switch law {
    case let law as Uniform:
      let width = law.high - law.low
      return (0, width * width * width * width / 80)
    case is Exponential, is Gamma:
      // Skewness 2 / sqrt(k), excess kurtosis 6 / k, with k = mean^2 / variance.
      let shape = law.mean * law.mean / law.variance
      let deviation = law.variance.squareRoot()
      return (
        2 / shape.squareRoot() * law.variance * deviation,
        (3 + 6 / shape) * law.variance * law.variance
      )
    case let law as Beta:
      let (a, b) = (law.alpha, law.beta)
      let sum = a + b
      let skewness = 2 * (b - a) * (sum + 1).squareRoot() / ((sum + 2) * (a * b).squareRoot())
      let excess =
        6 * ((a - b) * (a - b) * (sum + 1) - a * b * (sum + 2)) / (a * b * (sum + 2) * (sum + 3))
      return (
        skewness * law.variance * law.variance.squareRoot(),
        (3 + excess) * law.variance * law.variance
      )
    case let law as Triangular:
      let (a, b, c) = (law.low, law.high, law.mode)
      // Skewness times the third power of the deviation; kurtosis 12 / 5.
      let third = (a + b - 2 * c) * (2 * a - b - c) * (a - 2 * b + c) / 270
      return (third, 2.4 * law.variance * law.variance)
    case let law as LogNormal:
      let w = exp(law.sigma * law.sigma)
      let spread = expm1(law.sigma * law.sigma)
      let third = law.mean * law.mean * law.mean * spread * spread * (w + 2)
      let fourth =
        law.mean * law.mean * law.mean * law.mean * spread * spread
        * (w * w * w * w + 2 * w * w * w + 3 * w * w - 3)
      return third.isFinite && fourth.isFinite ? (third, fourth) : nil
    default: return nil
    }
  }

  /// The covariance with another leaf, `nil` where it is not known.
  func covariance(with other: MomentLeaf) -> Double? {
    if coordinates.isDisjoint(with: other.coordinates) { return 0 }
    if let a = share, let b = other.share, a.input == b.input {
      let product = a.means[a.component] * b.means[b.component]
      return ((a.component == b.component ? a.means[a.component] : 0) - product) / (a.total + 1)
    }
    guard let a = gaussian, let b = other.gaussian else { return nil }
    let scores = a.covariance(with: b)
    switch (a.kind, b.kind) {
    case (.linear, .linear): return scores
    case (.logLinear, .logLinear): return mean * other.mean * expm1(scores)
    // Stein's lemma: Cov(X, exp(Y)) = Cov(X, Y) E[exp(Y)] for jointly normal X, Y.
    case (.linear, .logLinear): return other.mean * scores
    case (.logLinear, .linear): return mean * scores
    }
  }
}

extension GaussianForm {
  /// The covariance of the two sums of scores.
  func covariance(with other: GaussianForm) -> Double {
    weights.sorted { $0.key < $1.key }
      .reduce(0) { $0 + $1.value * (other.weights[$1.key] ?? 0) }
  }
}
