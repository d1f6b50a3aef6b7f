import Sampling
import Uncertainty

/// The runs from which Shapley effects are estimated.
///
/// Let y be the output at a point and y_J the output at a second point that agrees with it in the
/// factors J and is drawn anew, from the conditional law given these, in the others. Then
/// ```
/// (y - y_J)^2 / 2   has the mean   E Var(Y | X_J)
/// ```
/// and the Shapley effects are weighted differences of these between sets that differ by a factor.
/// Conditional draws are made in the normal scores of the inputs, where the Gaussian copula makes
/// conditional laws normal: the scores are taken in an order that begins with J, and the first rows
/// of the Cholesky factor are kept.
///
/// ``ShapleySampling/nestedLoops(inner:)`` is the algorithm of Song, Nelson and Staum with one outer
/// draw; ``ShapleySampling/randomPermutations`` shares its inner draws between neighbouring sets
/// (Goda), which costs one run a factor and has the smaller variance;
/// ``ShapleySampling/allSubsets`` sums over all permutations.
///
/// References:
/// - Song, Nelson and Staum (2016), Shapley effects for global sensitivity analysis, SIAM/ASA
///   Journal on Uncertainty Quantification 4, 1060-1083, doi:10.1137/15M1048070.
/// - Goda (2021), A simple algorithm for global sensitivity analysis with Shapley effects,
///   Reliability Engineering and System Safety 213, 107702, doi:10.1016/j.ress.2021.107702.
/// - Broto, Bachoc and Depecker (2020), Variance reduction for estimation of Shapley effects and
///   adaptation to unknown input distribution, SIAM/ASA Journal on Uncertainty Quantification 8,
///   693-716, doi:10.1137/18M1234631.
public struct ShapleyDesign: Sendable {
  /// The largest number of factors for which all sets are taken.
  public static let subsetLimit = 12

  /// What is asked.
  public let problem: SensitivityProblem
  /// How the conditional variances are sampled.
  public let sampling: ShapleySampling
  /// The number of points in each replicate, a power of two.
  public let points: Int
  /// The number of independent replicates.
  public let replicates: Int
  /// The seed of the points and permutations.
  public let seed: UInt64

  let space: ScoreSpace
  let sobol: SobolPoints

  /// The number of runs for each point.
  public var runsPerPoint: Int { Self.runs(sampling, factors: problem.factors.count) }
  /// The number of model evaluations.
  public var evaluations: Int { points * replicates * runsPerPoint }

  /// Lays out the runs.
  ///
  /// - Parameters:
  ///   - problem: The model, the output and the factors; correlated inputs are what it is for.
  ///   - evaluations: The largest number of model evaluations.
  ///   - replicates: The number of independent replicates, 2 to 4,096.
  ///   - sampling: How conditional variances are sampled; where `nil`, all sets of up to 6 factors
  ///     when each replicate then has 64 points or more, else random permutations.
  ///   - seed: The seed.
  /// - Throws: `SensitivityError` when a setting is outside its range, there are too many inputs,
  ///   or a Student copula links some.
  public init(
    _ problem: SensitivityProblem,
    evaluations: Int,
    replicates: Int = 16,
    sampling: ShapleySampling? = nil,
    seed: UInt64
  ) throws(SensitivityError) {
    guard replicates >= 2, replicates <= 4_096 else {
      throw .invalidSetting(
        name: "The number of replicates",
        requirement: "from 2 to 4096",
        value: "\(replicates)"
      )
    }
    let factors = problem.factors.count
    let automatic =
      factors <= 6 && evaluations >= 64 * replicates << factors
      ? ShapleySampling.allSubsets : .randomPermutations
    let chosen = sampling ?? automatic
    if chosen == .allSubsets, factors > Self.subsetLimit {
      throw .invalidSetting(
        name: "The number of factors for all sets of them",
        requirement: "at most \(Self.subsetLimit)",
        value: "\(factors)"
      )
    }
    if case .nestedLoops(let inner) = chosen, !(2...64).contains(inner) {
      throw .invalidSetting(
        name: "The number of inner draws",
        requirement: "from 2 to 64",
        value: "\(inner)"
      )
    }
    let runs = Self.runs(chosen, factors: factors)
    guard evaluations >= 2 * replicates * runs else {
      throw .invalidSetting(
        name: "The number of evaluations",
        requirement: "at least \(2 * replicates * runs)",
        value: "\(evaluations)"
      )
    }
    var points = 2
    while 2 * points * replicates * runs <= evaluations { points *= 2 }
    self.problem = problem
    self.sampling = chosen
    self.points = points
    self.replicates = replicates
    self.seed = seed
    space = try ScoreSpace(problem, method: "shapley")
    var sets = 2
    if case .nestedLoops(let inner) = chosen { sets = 1 + inner }
    do throws(SamplingError) {
      sobol = try SobolPoints(dimensionCount: sets * space.count, seed: seed)
    } catch {
      throw .simulation(.points(message: "\(error)"))
    }
  }

  private static func runs(_ sampling: ShapleySampling, factors: Int) -> Int {
    switch sampling {
    case .allSubsets: 1 << factors
    case .randomPermutations: factors + 1
    case .nestedLoops(let inner): factors * inner
    }
  }
}
