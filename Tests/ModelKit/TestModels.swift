import Probability
import Sampling
import Uncertainty

/// Models that several suites use.
package enum TestModels {
  /// Three independent lognormal factors given by 90 % intervals: ads, price, share.
  package static func fermi(coordinates: CoordinatePlan = CoordinatePlan()) throws -> Model {
    var builder = ModelBuilder(coordinates: coordinates)
    let ads = builder.input("ads", try LogNormal(p05: 2e6, p95: 3e6))
    let price = builder.input("price", try LogNormal(p05: 50, p95: 200))
    let share = builder.input("share", try LogNormal(p05: 0.02, p95: 0.10))
    let gross = builder.apply(.multiply, ads, price)
    builder.output("revenue", builder.apply(.multiply, gross, share))
    return try builder.build()
  }

  /// Something of everything: correlated, parametric and Dirichlet inputs, a selection, an
  /// assertion and a constant.
  package static func mixed(coordinates: CoordinatePlan = CoordinatePlan()) throws -> Model {
    var builder = ModelBuilder(coordinates: coordinates)
    let ads = builder.input("ads", try LogNormal(p05: 7_000, p95: 9_000))
    let price = builder.input("price", try Triangular(low: 90, mode: 110, high: 140))
    let months = builder.input("months", try Uniform(low: 6, high: 12))
    try builder.correlate([price, ads], spearman: [[1, 0.6], [0.6, 1]])
    let shares = try builder.dirichlet(
      "mix",
      alpha: [7, 2, 1],
      components: ["base", "boosted", "top"]
    )
    let spread = builder.apply(.divide, price, builder.constant(10))
    let noise = builder.input("noise", parameters: [builder.constant(0), spread]) {
      (values) throws(DistributionError) -> any Distribution in
      try Normal(mean: values[0], standardDeviation: values[1])
    }
    let bill = builder.apply(
      .add,
      builder.apply(.multiply, price, shares[0]),
      builder.apply(
        .add,
        builder.apply(.multiply, builder.constant(2), shares[1]),
        builder.apply(.exp, shares[2])
      )
    )
    let cheap = builder.apply(.less, bill, builder.constant(80))
    let chosen = builder.apply(.select, cheap, bill, builder.apply(.squareRoot, price))
    let total = builder.apply(
      .multiply,
      builder.apply(.multiply, ads, months),
      builder.apply(.add, chosen, noise)
    )
    builder.output("total", total)
    builder.output("bill", bill)
    builder.output("year", builder.constant(12))
    builder.assertion("bill below 100", builder.apply(.less, bill, builder.constant(100)))
    return try builder.build()
  }

  /// The flagship study: ads x mixed tier prices x time on line x discount x 12 months.
  package static func flagship() throws -> Model {
    var builder = ModelBuilder()
    let ads = builder.input("ads", try Gamma(shape: 8_424.5, rate: 1))
    let prices = [
      builder.input("base", try Pert(low: 90, mode: 110, high: 140)),
      builder.input("boosted", try Pert(low: 180, mode: 230, high: 300)),
      builder.input("top", try Pert(low: 400, mode: 500, high: 560)),
    ]
    let mix = try builder.dirichlet(
      "mix",
      alpha: [7, 2, 1],
      components: ["base", "boosted", "top"]
    )
    let online = builder.input("online", try Beta(alpha: 18, beta: 4))
    let discount = builder.input("discount", try Triangular(low: 0.7, mode: 0.9, high: 1))
    var bill = builder.constant(0)
    for (price, share) in zip(prices, mix) {
      bill = builder.apply(.add, bill, builder.apply(.multiply, price, share))
    }
    var revenue = builder.apply(.multiply, ads, bill)
    for factor in [online, discount, builder.constant(12)] {
      revenue = builder.apply(.multiply, revenue, factor)
    }
    builder.output("revenue", revenue)
    return try builder.build()
  }

  /// The draws of every output, computed by a run.
  package static func run(
    _ model: Model,
    draws: Int,
    seed: UInt64 = 2016,
    threads: Int = 1,
    blockLength: Int = 1_024,
    method: SamplingMethod = .quasi,
    replicates: Int = 16,
    keepsInputs: Bool = false
  ) throws -> SampleSet {
    try Simulation(
      model,
      settings: SimulationSettings(
        draws: draws,
        seed: seed,
        threads: threads,
        replicates: replicates,
        blockLength: blockLength,
        method: method,
        keepsInputs: keepsInputs
      )
    ).run()
  }

  /// Evaluates a model for cube columns given as arrays.
  package static func evaluate(
    _ evaluator: Evaluator,
    cube: [[Double]],
    given: [[Double]] = []
  ) throws -> [[Double]] {
    let count = (cube + given).map(\.count).max() ?? 1
    return try evaluator.values(cube: cube, count: count, given: given)
  }
}

/// The largest difference of two arrays in bits: 0 where they are equal to the last bit.
package func differingBits(_ a: [Double], _ b: [Double]) -> Int {
  guard a.count == b.count else { return Int.max }
  return zip(a, b).reduce(0) { $0 + ($1.0.bitPattern == $1.1.bitPattern ? 0 : 1) }
}
