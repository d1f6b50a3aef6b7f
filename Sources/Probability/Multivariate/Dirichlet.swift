import CSpecialFunctions

/// The Dirichlet distribution of shares that sum to 1.
///
/// ```
/// f(x) = Gamma(sum alpha) / product Gamma(alpha_i) * product x_i^(alpha_i - 1)
/// ```
///
/// It is drawn by breaking a stick: the first share is a beta draw, each next one a beta draw of
/// what is left. One uniform number per share but the last is needed, and a share rises with its
/// own number, so that low-discrepancy points and common random numbers hold.
///
/// References: Connor and Mosimann 1969, JASA 64:194 (stick breaking).
public struct Dirichlet: Sendable {
  /// The name in the study language.
  public static let familyName = "dirichlet"

  /// The concentrations, one for each share.
  public let alpha: [Double]

  /// Makes a Dirichlet distribution.
  ///
  /// - Parameter alpha: At least two concentrations, all positive.
  /// - Throws: ``DistributionError`` when there are fewer than two, or one is not positive.
  public init(alpha: [Double]) throws(DistributionError) {
    guard alpha.count >= 2 else {
      throw .tooFew(family: Self.familyName, what: "weights", needed: 2, count: alpha.count)
    }
    for value in alpha { try requireShape(Self.familyName, "weights", value) }
    try requireFinite(Self.familyName, "sum of weights", alpha.reduce(0, +))
    self.alpha = alpha
  }

  // MARK: Moments

  /// The sum of the concentrations: the weight of the prior in observations.
  public var total: Double { alpha.reduce(0, +) }

  /// The mean share of each, with sum 1.
  public var mean: [Double] { alpha.map { $0 / total } }

  /// The covariance matrix, k x k, row by row: `(m_i [i = j] - m_i m_j) / (total + 1)`.
  public var covariance: [Double] {
    let mean = mean
    let scale = 1 / (total + 1)
    return mean.indices.flatMap { i in
      mean.indices.map { j in (i == j ? mean[i] * (1 - mean[i]) : -mean[i] * mean[j]) * scale }
    }
  }

  /// The distribution of one share: `Beta(alpha_i, total - alpha_i)`.
  ///
  /// - Parameter index: A share, in `alpha.indices`.
  /// - Throws: ``DistributionError`` when the other concentrations vanish beside this one.
  public func marginal(_ index: Int) throws(DistributionError) -> Beta {
    precondition(alpha.indices.contains(index), "Dirichlet has no share \(index)")
    var rest = 0.0
    for other in alpha.indices where other != index { rest += alpha[other] }
    return try Beta(alpha: alpha[index], beta: rest)
  }

  // MARK: Sampling

  /// The beta distributions of stick breaking, one fewer than shares: the i-th is that of share i
  /// as a fraction of what shares 0 ..< i have left.
  public var fractions: [Beta] {
    get throws(DistributionError) {
      var rest = alpha[alpha.count - 1]
      var betas: [Beta] = []
      for index in (0..<(alpha.count - 1)).reversed() {
        betas.append(try Beta(alpha: alpha[index], beta: rest))
        rest += alpha[index]
      }
      return betas.reversed()
    }
  }

  /// The shares that fractions of the stick give.
  ///
  /// - Parameter fractions: One fewer than shares, each from 0 to 1.
  /// - Returns: The shares, with sum 1 up to rounding.
  public static func shares(fractions: [Double]) -> [Double] {
    var left = 1.0
    var shares: [Double] = []
    for fraction in fractions {
      shares.append(left * fraction)
      left *= 1 - fraction
    }
    shares.append(left)
    return shares
  }

  /// The shares at a point of the unit cube.
  ///
  /// - Parameter point: One number fewer than shares, each from 0 to 1.
  /// - Returns: The shares, with sum 1 up to rounding.
  /// - Throws: ``DistributionError`` when a beta distribution of ``fractions`` cannot be made.
  public func shares(at point: [Double]) throws(DistributionError) -> [Double] {
    let betas = try fractions
    precondition(point.count == betas.count, "Dirichlet needs one coordinate fewer than shares")
    var values: [Double] = []
    for (beta, u) in zip(betas, point) { values.append(beta.quantile(u)) }
    return Self.shares(fractions: values)
  }

  // MARK: Evaluation

  /// The logarithm of the density at shares with sum 1.
  ///
  /// - Parameter shares: One for each concentration, from 0 to 1.
  public func logDensity(at shares: [Double]) -> Double {
    precondition(shares.count == alpha.count, "Dirichlet needs one share for each weight")
    var sum = special_log_gamma(total)
    for (share, a) in zip(shares, alpha) {
      sum -= special_log_gamma(a)
      if a != 1 { sum += (a - 1) * log(share) }
    }
    return sum
  }
}
