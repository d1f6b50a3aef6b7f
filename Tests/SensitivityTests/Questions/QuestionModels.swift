import Probability
import Sensitivity
import Uncertainty

/// Small models with known answers for the suites of questions.
enum QuestionModels {
  /// Settings with a fixed seed.
  static func settings(
    _ draws: Int = 1 << 14,
    seed: UInt64 = 2016,
    threads: Int = 1,
    method: SamplingMethod = .quasi,
    keepsInputs: Bool = false
  ) -> SimulationSettings {
    SimulationSettings(
      draws: draws,
      seed: seed,
      threads: threads,
      method: method,
      keepsInputs: keepsInputs
    )
  }

  /// `y = sum c_i x_i` of normal inputs, optionally two of them correlated.
  static func sum(
    _ inputs: [(name: String, mean: Double, deviation: Double, coefficient: Double)],
    spearman: Double? = nil
  ) throws -> Model {
    var builder = ModelBuilder()
    var nodes: [NodeID] = []
    var total = builder.constant(0)
    for input in inputs {
      let node = builder.input(
        input.name,
        try Normal(mean: input.mean, standardDeviation: input.deviation)
      )
      nodes.append(node)
      let term = builder.apply(.multiply, builder.constant(input.coefficient), node)
      total = builder.apply(.add, total, term)
    }
    if let spearman {
      try builder.correlate(Array(nodes.prefix(2)), spearman: [[1, spearman], [spearman, 1]])
    }
    builder.output("y", total)
    return try builder.build()
  }

  /// The mean bill of three tiers at 110, 220 and 500 with Dirichlet(7, 2, 1) shares.
  static func bill() throws -> Model {
    var builder = ModelBuilder()
    let mix = try builder.dirichlet("mix", alpha: [7, 2, 1], components: ["base", "mid", "top"])
    var bill = builder.constant(0)
    for (share, price) in zip(mix, [110.0, 220, 500]) {
      bill = builder.apply(.add, bill, builder.apply(.multiply, share, builder.constant(price)))
    }
    builder.output("bill", bill)
    return try builder.build()
  }

  /// One formula of one or more inputs.
  static func model(
    _ build: (inout ModelBuilder) throws -> NodeID
  ) throws -> Model {
    var builder = ModelBuilder()
    let node = try build(&builder)
    builder.output("y", node)
    return try builder.build()
  }
}

extension IndexEstimate {
  /// Whether a value lies within twice the half-width of the 95 % interval.
  ///
  /// With 16 replicates the true value does not with probability 7e-4 (Student, 15 degrees of
  /// freedom, 2 x 2.131).
  func holds(_ truth: Double, rounding: Double = 0) -> Bool {
    2 * low - value - rounding <= truth && truth <= 2 * high - value + rounding
  }
}
