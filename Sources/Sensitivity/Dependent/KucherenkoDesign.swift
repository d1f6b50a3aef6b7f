import Sampling
import Uncertainty

/// The runs from which Kucherenko's indices are estimated.
///
/// For each factor two more runs a point: one that keeps the factor and draws the others anew, one
/// that keeps the others and draws the factor anew, both from the conditional law in the normal
/// scores of the inputs.
public struct KucherenkoDesign: Sendable {
  /// What is asked.
  public let problem: SensitivityProblem
  /// The number of points in each replicate.
  public let points: Int
  /// The number of independent replicates.
  public let replicates: Int
  /// The seed of the points.
  public let seed: UInt64

  let space: ScoreSpace
  let sobol: SobolPoints

  /// The number of model evaluations.
  public var evaluations: Int { points * replicates * (1 + 2 * problem.factors.count) }

  /// Lays out the runs.
  ///
  /// - Parameters:
  ///   - problem: The model, the output and the factors.
  ///   - points: The number of points in each replicate, at least 2; a power of two serves best.
  ///   - replicates: The number of independent replicates, 2 to 4,096.
  ///   - seed: The seed.
  /// - Throws: `SensitivityError` when a setting is outside its range, there are too many inputs,
  ///   or a Student copula links some.
  public init(
    _ problem: SensitivityProblem,
    points: Int,
    replicates: Int = 16,
    seed: UInt64
  ) throws(SensitivityError) {
    guard points >= 2, replicates >= 2, replicates <= 4_096 else {
      throw .invalidSetting(
        name: "The number of points and of replicates",
        requirement: "at least 2 each, with at most 4096 replicates",
        value: "\(points) and \(replicates)"
      )
    }
    self.problem = problem
    self.points = points
    self.replicates = replicates
    self.seed = seed
    space = try ScoreSpace(problem, method: "kucherenko")
    do throws(SamplingError) {
      sobol = try SobolPoints(dimensionCount: 2 * space.count, seed: seed)
    } catch {
      throw .simulation(.points(message: "\(error)"))
    }
  }
}
