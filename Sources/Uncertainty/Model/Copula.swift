import NumericCore
import Probability

/// How inputs depend on each other, apart from how strongly.
///
/// ```
/// gaussian:     u_i = Phi(z_i),             z jointly normal with correlation r
/// student(nu):  u_i = T_nu(z_i / sqrt(w)),  w = chi^2_nu / nu, one for all inputs of the group
/// ```
/// Both take the rank correlation that is stated. Under the Gaussian copula extreme values of two
/// inputs come together ever more seldom the farther out one looks; under the Student copula they
/// keep coming together (``tailDependence(rankCorrelation:)``), also where the rank correlation is 0
/// or negative, so that a rank correlation of 0 is no independence. The fewer degrees of freedom,
/// the stronger; with many it nears the Gaussian copula.
///
/// References: Demarta and McNeil (2005), The t copula and related copulas, International
/// Statistical Review 73, doi:10.1111/j.1751-5823.2005.tb00254.x; Heinen and Valdesogo (2020),
/// Spearman rank correlation of the bivariate Student t and scale mixtures of normal distributions,
/// Journal of Multivariate Analysis 179, doi:10.1016/j.jmva.2020.104650.
public enum Copula: Sendable, Hashable, CustomStringConvertible {
  /// That of jointly normal scores.
  case gaussian
  /// That of the multivariate Student distribution, its degrees of freedom in
  /// ``degreesOfFreedomRange``.
  case student(degreesOfFreedom: Double)

  /// The degrees of freedom that a Student copula may have.
  ///
  /// Below, the scores soon leave the range of the floating-point numbers; above, the copula cannot
  /// be told from the Gaussian one.
  public static let degreesOfFreedomRange: ClosedRange<Double> = 0.5...1_000_000

  /// The degrees of freedom of a Student copula, `nil` for the Gaussian one.
  public var degreesOfFreedom: Double? {
    if case .student(let value) = self { return value }
    return nil
  }

  /// The name, such as `Student copula with 4 degrees of freedom`.
  public var description: String {
    guard let degreesOfFreedom else { return "Gaussian copula" }
    let whole = Int(exactly: degreesOfFreedom).map { "\($0)" } ?? "\(degreesOfFreedom)"
    return "Student copula with \(whole) degree\(degreesOfFreedom == 1 ? "" : "s") of freedom"
  }

  /// The correlation of the scores that gives a rank correlation.
  ///
  /// - Parameter rho: Spearman's rank correlation, -1 to 1.
  /// - Returns: -1 to 1: for the Gaussian copula `2 sin(pi rho / 6)`; for Student's the root of its
  ///   integral, to about 1e-13. NaN where an argument is out of range.
  public func scoreCorrelation(ofRankCorrelation rho: Double) -> Double {
    RankCorrelationLaw(self)?.score(ofRank: rho) ?? .nan
  }

  /// The rank correlation that a correlation of the scores gives.
  ///
  /// - Parameter r: -1 to 1.
  /// - Returns: For the Gaussian copula `6 / pi asin(r / 2)`; for Student's a one-dimensional
  ///   integral, to about 1e-13. NaN where an argument is out of range.
  public func rankCorrelation(ofScoreCorrelation r: Double) -> Double {
    RankCorrelationLaw(self)?.rank(ofScore: r) ?? .nan
  }

  /// The probability that one input is extreme given that the other is, in the limit of ever more
  /// extreme values; the same at both ends.
  ///
  /// ```
  /// 2 T_(nu + 1)(-sqrt((nu + 1) (1 - r) / (1 + r))),  0 for the Gaussian copula with r < 1
  /// ```
  /// - Parameter rankCorrelation: Spearman's rank correlation of the two, -1 to 1.
  /// - Returns: 0 to 1; NaN where an argument is out of range.
  public func tailDependence(rankCorrelation: Double) -> Double {
    let r = scoreCorrelation(ofRankCorrelation: rankCorrelation)
    guard !r.isNaN else { return .nan }
    if r == 1 { return 1 }
    guard let degreesOfFreedom, r > -1 else { return 0 }
    guard let law = try? Student(degreesOfFreedom: degreesOfFreedom + 1) else { return .nan }
    return 2 * law.cdf(-((degreesOfFreedom + 1) * (1 - r) / (1 + r)).squareRoot())
  }
}

/// The relation of rank correlation and score correlation under one copula, prepared once.
enum RankCorrelationLaw: Sendable {
  case gaussian
  case mixture(ScoreMixture)

  /// `nil` for degrees of freedom out of range.
  init?(_ copula: Copula) {
    guard let degreesOfFreedom = copula.degreesOfFreedom else {
      self = .gaussian
      return
    }
    guard Copula.degreesOfFreedomRange.contains(degreesOfFreedom) else { return nil }
    self = .mixture(ScoreMixture(degreesOfFreedom: degreesOfFreedom))
  }

  func score(ofRank rho: Double) -> Double {
    guard abs(rho) <= 1 else { return .nan }
    switch self {
    case .gaussian: return 2 * sin(.pi * rho / 6)
    case .mixture(let mixture): return mixture.score(ofRank: rho)
    }
  }

  func rank(ofScore r: Double) -> Double {
    guard abs(r) <= 1 else { return .nan }
    switch self {
    case .gaussian: return 6 / .pi * asin(r / 2)
    case .mixture(let mixture): return mixture.rank(ofScore: r)
    }
  }
}
