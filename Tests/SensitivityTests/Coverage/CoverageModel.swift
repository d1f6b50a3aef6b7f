import NumericCore
import Probability
import Uncertainty

/// A model of one kind with the exact values that intervals have to hold.
///
/// The models and their values are those of `scripts/measure-coverage`, which writes
/// `docs/methods/coverage.md`.
struct CoverageModel: Sendable {
  let kind: String
  let model: Model
  /// First-order and total indices by input.
  let first: [Double]
  let total: [Double]

  private init(
    _ kind: String,
    terms: [Set<Int>: Double],
    inputs: Int,
    _ build: (inout ModelBuilder) throws -> NodeID
  ) throws {
    self.kind = kind
    model = try QuestionModels.model(build)
    let variance = terms.values.reduce(0, +)
    first = (0..<inputs).map { (terms[[$0]] ?? 0) / variance }
    total = (0..<inputs).map { input in
      terms.filter { $0.key.contains(input) }.values.reduce(0, +) / variance
    }
  }

  /// The variance of each interaction of a product of independent factors: variances of those in it
  /// times squared means of the others.
  private static func product(
    means: [Double],
    variances: [Double]
  ) -> [Set<Int>: Double] {
    var terms: [Set<Int>: Double] = [:]
    for mask in 1..<(1 << means.count) {
      let members = Set(means.indices.filter { mask >> $0 & 1 == 1 })
      terms[members] = means.indices.reduce(1) { value, place in
        value * (members.contains(place) ? variances[place] : means[place] * means[place])
      }
    }
    return terms
  }

  /// A sum of normal quantities, one of them weak: shares of the variance of a sum.
  static func sum() throws -> CoverageModel {
    let deviations = [3.0, 2, 1, 0.3]
    var terms: [Set<Int>: Double] = [:]
    for (place, deviation) in deviations.enumerated() { terms[[place]] = deviation * deviation }
    return try CoverageModel("smooth", terms: terms, inputs: 4) { builder in
      var total = builder.constant(0)
      for (place, deviation) in deviations.enumerated() {
        let x = builder.input("x\(place)", try Normal(mean: 10, standardDeviation: deviation))
        total = builder.apply(.add, total, x)
      }
      return total
    }
  }

  /// A product of lognormal quantities; variance `e^(s^2) (e^(s^2) - 1)` and mean `e^(s^2 / 2)`.
  static func product(_ kind: String, sigmas: [Double]) throws -> CoverageModel {
    let terms = product(
      means: sigmas.map { exp($0 * $0 / 2) },
      variances: sigmas.map { exp($0 * $0) * (exp($0 * $0) - 1) }
    )
    return try CoverageModel(kind, terms: terms, inputs: sigmas.count) { builder in
      var total = builder.constant(1)
      for (place, sigma) in sigmas.enumerated() {
        let x = builder.input("x\(place)", try LogNormal(mu: 0, sigma: sigma))
        total = builder.apply(.multiply, total, x)
      }
      return total
    }
  }

  /// n k + d with a count, a coin and a choice.
  static func discrete() throws -> CoverageModel {
    var terms = product(means: [3, 0.3], variances: [3, 0.21])
    // 1, 2 and 7 with 0.5, 0.3 and 0.2: mean 2.5, mean square 11.5.
    terms[[2]] = 11.5 - 2.5 * 2.5
    return try CoverageModel("discrete", terms: terms, inputs: 3) { builder in
      let n = builder.input("n", try Poisson(mean: 3))
      let k = builder.input("k", try Bernoulli(probability: 0.3))
      let d = builder.input("d", try Discrete(values: [1, 2, 7], weights: [0.5, 0.3, 0.2]))
      return builder.apply(.add, builder.apply(.multiply, n, k), d)
    }
  }

  /// An event of 1 % that costs 15 with standard deviation 3, in noise of 0.5.
  static func rare() throws -> CoverageModel {
    var terms = product(means: [0.01, 15], variances: [0.01 * 0.99, 9])
    terms[[2]] = 0.25
    return try CoverageModel("rare branch", terms: terms, inputs: 3) { builder in
      let u = builder.input("u", try Uniform(low: 0, high: 1))
      let x = builder.input("x", try Normal(mean: 15, standardDeviation: 3))
      let z = builder.input("z", try Normal(mean: 0, standardDeviation: 0.5))
      let happens = builder.apply(.less, u, builder.constant(0.01))
      return builder.apply(
        .add,
        builder.apply(.select, happens, x, builder.constant(0)),
        z
      )
    }
  }

  /// 1 above 0.7 and -1 below, in noise of 0.5: variance 4 * 0.3 * 0.7 of the jump.
  static func jump() throws -> CoverageModel {
    try CoverageModel("jump", terms: [[0]: 0.84, [1]: 0.25], inputs: 2) { builder in
      let u = builder.input("u", try Uniform(low: 0, high: 1))
      let z = builder.input("z", try Normal(mean: 0, standardDeviation: 0.5))
      let above = builder.apply(.less, builder.constant(0.7), u)
      return builder.apply(
        .add,
        builder.apply(.select, above, builder.constant(1), builder.constant(-1)),
        z
      )
    }
  }

  /// The Ishigami function with an input that does nothing.
  static func idle() throws -> CoverageModel {
    let pi4 = pow(Double.pi, 4)
    let terms: [Set<Int>: Double] = [
      [0]: 0.5 * (1 + 0.1 * pi4 / 5) * (1 + 0.1 * pi4 / 5), [1]: 49.0 / 8,
      [0, 2]: 0.01 * pi4 * pi4 * (1.0 / 18 - 1.0 / 50),
    ]
    return try CoverageModel("idle input", terms: terms, inputs: 4) { builder in
      let law = try Uniform(low: -Double.pi, high: Double.pi)
      let x = (0..<4).map { builder.input("x\($0)", law) }
      let wave = builder.apply(.sine, x[1])
      let fourth = builder.apply(.power, x[2], builder.constant(4))
      let one = builder.apply(.sine, x[0])
      let two = builder.apply(
        .multiply,
        builder.constant(7),
        builder.apply(.multiply, wave, wave)
      )
      let three = builder.apply(.multiply, builder.constant(0.1), fourth)
      let sum = builder.apply(.add, one, two)
      let all = builder.apply(.add, sum, builder.apply(.multiply, three, one))
      return builder.apply(.add, all, builder.apply(.multiply, builder.constant(0), x[3]))
    }
  }

  /// x with an uncertain mean m, each by its own chance: variances 1, 4 and 1.
  static func nested() throws -> CoverageModel {
    try CoverageModel(
      "uncertain parameters",
      terms: [[0]: 1, [1]: 4, [2]: 1],
      inputs: 3
    ) { builder in
      let m = builder.input("m", try Normal(mean: 10, standardDeviation: 1))
      let two = builder.constant(2)
      let x = builder.input("x", parameters: [m, two]) {
        (values: [Double]) throws(DistributionError) -> any Distribution in
        try Normal(mean: values[0], standardDeviation: values[1])
      }
      let z = builder.input("z", try Normal(mean: 0, standardDeviation: 1))
      return builder.apply(.add, x, z)
    }
  }

  static func all() throws -> [CoverageModel] {
    [
      try sum(), try product("product", sigmas: [0.5, 0.4, 0.2]),
      try product("skewed", sigmas: [0.9, 0.6, 0.3]), try discrete(), try rare(), try jump(),
      try idle(), try nested(),
    ]
  }
}
