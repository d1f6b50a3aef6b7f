import Sampling
import Uncertainty

/// The runs that elementary effects are taken from.
///
/// The grid has the levels `0, 1/(p-1), ..., 1` in each coordinate of the unit cube and a step moves
/// a coordinate by `p / (2 (p - 1))`, that is by half of the levels, which makes all levels equally
/// likely. The coordinates of an input without finite ends are drawn in to `tail ... 1 - tail`:
/// its effects at the very ends would be infinite. A factor of several coordinates, such as a group
/// or a Dirichlet input, moves them all in one step, each in its own random direction.
///
/// References:
/// - Morris (1991), Factorial sampling plans for preliminary computational experiments,
///   Technometrics 33, 161-174, doi:10.1080/00401706.1991.10484804.
/// - Campolongo, Cariboni and Saltelli (2007), An effective screening design for sensitivity
///   analysis of large models, Environmental Modelling and Software 22, 1509-1518,
///   doi:10.1016/j.envsoft.2006.10.004 (groups).
/// - Campolongo, Saltelli and Cariboni (2011), From screening to quantitative sensitivity analysis,
///   Computer Physics Communications 182, 978-988, doi:10.1016/j.cpc.2010.12.039 (radial design).
public struct MorrisDesign: Sendable {
  /// The probability left out at each end of an input without finite ends.
  public static let tail = 0.005

  /// What is asked.
  public let problem: SensitivityProblem
  /// Where the effects are taken.
  public let sampling: MorrisSampling
  /// The seed of the design.
  public let seed: UInt64
  /// The points of the unit cube: one column for each coordinate, empty where no factor has it.
  public let cube: [[Double]]

  /// One move of one factor.
  struct Move: Sendable {
    let factor: Int
    let from: Int
    let to: Int
    /// The length of the step in the unit cube; signed where the factor has one coordinate.
    let step: Double
    /// The independent part of the design: a trajectory or a replicate.
    let block: Int
  }

  let moves: [Move]
  let blocks: Int

  /// The number of model evaluations.
  public var evaluations: Int { cube.map(\.count).max() ?? 0 }

  /// Lays out the runs.
  ///
  /// - Parameters:
  ///   - problem: The model, the output and the factors.
  ///   - sampling: Where the effects are taken.
  ///   - seed: The seed; without effect on a design of all base points.
  /// - Throws: `SensitivityError` when inputs are correlated, or a setting is outside its range.
  public init(
    _ problem: SensitivityProblem,
    sampling: MorrisSampling,
    seed: UInt64
  ) throws(SensitivityError) {
    try problem.requireIndependence("morris")
    var layout = MorrisLayout(problem)
    switch sampling {
    case .trajectories(let count, let levels):
      try Self.check(count, "trajectories", 2...(1 << 20))
      try Self.check(levels: levels)
      for trajectory in 0..<count { layout.addTrajectory(trajectory, levels: levels, seed: seed) }
      blocks = count
    case .radial(let points, let replicates):
      try Self.check(points, "radial points in a replicate", 2...(1 << 24))
      try Self.check(replicates, "replicates", 2...4_096)
      do throws(SamplingError) {
        try layout.addStars(points: points, replicates: replicates, seed: seed)
      } catch {
        throw .simulation(.points(message: "\(error)"))
      }
      blocks = replicates
    case .allBasePoints(let levels):
      try Self.check(levels: levels)
      guard layout.addGrid(levels: levels) else {
        throw .invalidSetting(
          name: "The grid of all base points",
          requirement: "of at most 2^20 points",
          value: "\(levels)^\(layout.coordinates.count)"
        )
      }
      blocks = 1
    }
    self.problem = problem
    self.sampling = sampling
    self.seed = seed
    cube = layout.finish()
    moves = layout.moves
  }

  private static func check(
    _ value: Int,
    _ name: String,
    _ range: ClosedRange<Int>
  ) throws(SensitivityError) {
    guard range.contains(value) else {
      throw .invalidSetting(
        name: "The number of \(name)",
        requirement: "from \(range.lowerBound) to \(range.upperBound)",
        value: "\(value)"
      )
    }
  }

  private static func check(levels: Int) throws(SensitivityError) {
    guard levels % 2 == 0, levels >= 2, levels <= 64 else {
      throw .invalidSetting(
        name: "The number of grid levels",
        requirement: "even, from 2 to 64",
        value: "\(levels)"
      )
    }
  }
}
