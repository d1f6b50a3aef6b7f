/// How a run was made, for print.
public struct RunRecord: Sendable, Equatable {
  /// The number of draws, over all replicates.
  public let draws: Int
  /// The number of independent replicates.
  public let replicates: Int
  /// The seed of the points.
  public let seed: UInt64
  /// How the points were chosen.
  public let method: SamplingMethod
  /// Which engine drew.
  public let engine: EngineDescription

  init(_ model: Model, _ settings: SimulationSettings) {
    draws = settings.totalDraws
    replicates = settings.replicateCount
    seed = settings.seed
    method = settings.method
    let uncertain = model.outputs.contains { !$0.isConstant }
    engine =
      !uncertain
      ? .exact
      : settings.method == .quasi
        ? .quasiMonteCarlo(replicates: settings.replicateCount)
        : .monteCarlo(replicates: settings.replicateCount)
  }

  /// The number of draws of each replicate.
  public var drawsPerReplicate: Int { draws / replicates }
}
