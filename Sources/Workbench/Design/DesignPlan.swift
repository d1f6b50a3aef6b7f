import Uncertainty

/// Which runs a design holds: all that is needed to make the same design again.
struct DesignPlan: Equatable, Sendable {
  /// What the runs are for.
  enum Kind: String, Sendable, CaseIterable {
    /// Sobol' indices of first and total order.
    case sobol
    /// Elementary effects.
    case morris
    /// Plain draws, for the methods that analyse draws as they are.
    case samples
  }

  /// How the size of a design was asked for.
  enum Size: Sendable {
    /// At most so many runs of the model.
    case runs(Int)
    /// So many draws, as `ampleur sensitivity` counts them for the method.
    case draws(Int)
  }

  /// The most runs a design may hold.
  static let mostRuns = 10_000_000
  /// The independent replicates of a design that is not very small.
  static let usualReplicates = 16

  let kind: Kind
  /// How the points of plain samples are chosen; `.quasi` for the other kinds.
  let sampling: SamplingMethod
  /// Points of each matrix (sobol), stars (morris) or draws (samples) in a replicate.
  let points: Int
  /// The number of independent replicates.
  let replicates: Int
  let seed: UInt64

  /// The runs that belong to one point.
  static func runsPerPoint(_ kind: Kind, factors: Int) -> Int {
    switch kind {
    case .sobol: 2 * factors + 2
    case .morris: factors + 1
    case .samples: 1
    }
  }

  /// Takes the parts as a description gives them.
  init(kind: Kind, sampling: SamplingMethod, points: Int, replicates: Int, seed: UInt64) {
    self.kind = kind
    self.sampling = sampling
    self.points = points
    self.replicates = replicates
    self.seed = seed
  }

  /// Plans a design of a wanted size.
  ///
  /// - Parameters:
  ///   - kind: What the runs are for.
  ///   - sampling: How the points of plain samples are chosen.
  ///   - size: The size wanted; a number of runs is never exceeded.
  ///   - factors: The number of inputs.
  ///   - seed: Any number.
  /// - Throws: `WorkbenchError.usage` for a size that is too small or too large.
  init(
    _ kind: Kind,
    sampling: SamplingMethod,
    size: Size,
    factors: Int,
    seed: UInt64
  ) throws(WorkbenchError) {
    self.kind = kind
    self.sampling = sampling
    self.seed = seed
    let each = Self.runsPerPoint(kind, factors: factors)
    switch size {
    case .draws(let draws):
      guard draws >= 1, draws <= Self.mostRuns else {
        throw .usage("--draws needs a whole number from 1 to \(Self.mostRuns); got \(draws).")
      }
      (points, replicates) = Self.shape(kind, sampling, draws: draws, factors: factors)
    case .runs(let runs):
      let least = Self.leastRuns(kind, factors: factors)
      guard runs >= least, runs <= Self.mostRuns else {
        throw .usage(
          "--runs needs a whole number from \(least) to \(Self.mostRuns) for \(kind.rawValue) with"
            + " \(factors) \(factors == 1 ? "input" : "inputs"); got \(runs)."
            + (kind == .sobol && runs >= Self.leastRuns(.morris, factors: factors)
              ? " With so few runs, --method morris tells which inputs matter at all." : "")
        )
      }
      (points, replicates) = Self.shape(kind, sampling, budget: runs / each)
    }
    guard points * replicates <= Self.mostRuns / each else {
      throw .usage(
        "This design would hold \(points * replicates * each) runs; the most is \(Self.mostRuns)."
          + " Ask for fewer by --runs or --draws."
      )
    }
  }

  /// The smallest design: 8 replicates of 4 points for sobol (the intervals need them), 4 replicates
  /// of 2 stars for morris, 16 replicates of 2 draws.
  static func leastRuns(_ kind: Kind, factors: Int) -> Int {
    let points =
      switch kind {
      case .sobol: 8 * 4
      case .morris: 4 * 2
      case .samples: usualReplicates * 2
      }
    return points * runsPerPoint(kind, factors: factors)
  }

  /// Points and replicates of the size that `ampleur sensitivity` takes for so many draws.
  private static func shape(
    _ kind: Kind,
    _ sampling: SamplingMethod,
    draws: Int,
    factors: Int
  ) -> (points: Int, replicates: Int) {
    switch kind {
    case .sobol:
      var points = 4
      while points * usualReplicates < draws { points *= 2 }
      return (points, usualReplicates)
    case .morris: return (max(4, draws / (usualReplicates * (factors + 1))), usualReplicates)
    case .samples:
      let settings = SimulationSettings(
        draws: max(draws, 2 * usualReplicates),
        seed: 0,
        method: sampling
      )
      return (settings.drawsPerReplicate, settings.replicateCount)
    }
  }

  /// The largest points and replicates within a budget of points.
  ///
  /// Low-discrepancy points come in powers of two; what a power leaves over becomes further
  /// replicates.
  private static func shape(
    _ kind: Kind,
    _ sampling: SamplingMethod,
    budget: Int
  ) -> (points: Int, replicates: Int) {
    switch kind {
    case .morris:
      guard budget >= 2 * usualReplicates else { return (2, budget / 2) }
      return (budget / usualReplicates, usualReplicates)
    case .sobol, .samples:
      guard kind == .sobol || sampling == .quasi else {
        return (budget / usualReplicates, usualReplicates)
      }
      var points = kind == .sobol ? 4 : 2
      while 2 * points * usualReplicates <= budget { points *= 2 }
      // A simulation of 31 replicates would take 16 of twice the points instead.
      return (points, min(budget / points, 2 * usualReplicates - 2))
    }
  }
}
