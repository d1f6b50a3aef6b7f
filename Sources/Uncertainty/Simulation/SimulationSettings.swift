/// How a simulation is run.
///
/// Results depend on ``draws``, ``seed``, ``replicates`` and ``method`` alone, to the last bit;
/// ``threads`` and ``blockLength`` are without effect on them.
public struct SimulationSettings: Sendable, Equatable {
  /// The number of draws asked for, at least 1; quasi-Monte Carlo may take more.
  public var draws: Int
  /// The seed; 0 is a seed.
  public var seed: UInt64
  /// The number of threads, at least 1.
  public var threads: Int
  /// The number of independent replicates, at least 2; the numerical error comes from their
  /// spread.
  public var replicates: Int
  /// The number of draws computed at a time, at least 1.
  public var blockLength: Int
  /// How the points of the unit cube are chosen.
  public var method: SamplingMethod
  /// Whether the drawn values of the inputs are kept beside the outputs.
  public var keepsInputs: Bool

  /// Collects settings.
  ///
  /// - Parameters:
  ///   - draws: The number of draws asked for, at least 1.
  ///   - seed: The seed.
  ///   - threads: The number of threads, at least 1.
  ///   - replicates: The number of independent replicates, at least 2.
  ///   - blockLength: The number of draws computed at a time, at least 1.
  ///   - method: How the points are chosen.
  ///   - keepsInputs: Whether the drawn values of the inputs are kept too.
  public init(
    draws: Int,
    seed: UInt64,
    threads: Int = 1,
    replicates: Int = 16,
    blockLength: Int = 1_024,
    method: SamplingMethod = .quasi,
    keepsInputs: Bool = false
  ) {
    self.draws = draws
    self.seed = seed
    self.threads = threads
    self.replicates = replicates
    self.blockLength = blockLength
    self.method = method
    self.keepsInputs = keepsInputs
  }

  /// The number of draws of each replicate: `draws / replicates` rounded up, for quasi-Monte Carlo
  /// to the next power of two, without which its points lose their balance.
  ///
  /// Reference: Owen (2020), On dropping the first Sobol' point, arXiv:2008.08051.
  public var drawsPerReplicate: Int {
    let needed = max(1, (draws + replicates - 1) / max(replicates, 1))
    guard method == .quasi else { return needed }
    var power = 1
    while power < needed { power *= 2 }
    return power
  }

  func validate() throws(SimulationError) {
    let limit = 1 << 32
    guard draws >= 1 && draws <= limit else {
      throw .invalidSetting(name: "draws", requirement: "from 1 to 2^32", value: draws)
    }
    guard threads >= 1 && threads <= 1_024 else {
      throw .invalidSetting(name: "threads", requirement: "from 1 to 1024", value: threads)
    }
    guard replicates >= 2 && replicates <= 4_096 else {
      throw .invalidSetting(name: "replicates", requirement: "from 2 to 4096", value: replicates)
    }
    guard blockLength >= 1 && blockLength <= 1 << 20 else {
      throw .invalidSetting(
        name: "blockLength",
        requirement: "from 1 to 1048576",
        value: blockLength
      )
    }
  }
}
