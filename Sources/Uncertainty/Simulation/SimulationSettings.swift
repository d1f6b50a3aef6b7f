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
  /// The least number of independent replicates, at least 2.
  ///
  /// The numerical error comes from their spread. The number itself is ``replicateCount``.
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
  ///   - replicates: The least number of independent replicates, at least 2.
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

  /// The number of draws of each replicate.
  ///
  /// For quasi-Monte Carlo it is the largest power of two of which ``draws`` takes at least
  /// ``replicates``: without a power of two its points lose their balance, and a larger one is
  /// worth more than a further replicate. For Monte Carlo it is `draws / replicates` rounded up.
  ///
  /// Reference: Owen (2020), On dropping the first Sobol' point, arXiv:2008.08051.
  public var drawsPerReplicate: Int {
    guard method == .quasi else { return max(1, Self.quotient(draws, max(replicates, 1))) }
    var power = 1
    while power < draws && Self.quotient(draws, 2 * power) >= replicates { power *= 2 }
    return power
  }

  /// The number of independent replicates: ``replicates``, and for quasi-Monte Carlo fewer than
  /// twice as many, so that the draws are rounded up by less than one replicate.
  public var replicateCount: Int {
    guard method == .quasi else { return replicates }
    return max(replicates, Self.quotient(draws, drawsPerReplicate))
  }

  /// The number of draws really taken: ``replicateCount`` times ``drawsPerReplicate``.
  public var totalDraws: Int { replicateCount * drawsPerReplicate }

  /// The quotient rounded up.
  private static func quotient(_ a: Int, _ b: Int) -> Int { a / b + (a % b > 0 ? 1 : 0) }

  package func validate() throws(SimulationError) {
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
