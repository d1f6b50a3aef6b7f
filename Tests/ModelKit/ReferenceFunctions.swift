import NumericCore
import Probability
import Uncertainty

/// Models with known sensitivity indices, used by the suites of all methods.
///
/// Every model has one output, `y`. `order` is the order in which the inputs are declared (places
/// in the model's usual order) and `names` their names in the usual order, so that suites can
/// permute and rename; `scale` multiplies the output.
package enum ReferenceFunctions {
  /// `y = sin x1 + a sin^2 x2 + b x3^4 sin x1`, inputs uniform between -pi and pi.
  ///
  /// Ishigami and Homma (1990), ISUMA 90, 398-403.
  package static func ishigami(
    a: Double = 7,
    b: Double = 0.1,
    names: [String] = ["x1", "x2", "x3"],
    order: [Int] = [0, 1, 2],
    scale: Double = 1
  ) throws -> Model {
    var builder = ModelBuilder()
    let uniform = try Uniform(low: -Double.pi, high: Double.pi)
    let x = declare(names.map { ($0, uniform) }, order: order, in: &builder)
    let first = builder.apply(.sine, x[0])
    let second = builder.apply(.sine, x[1])
    let square = builder.apply(.multiply, x[2], x[2])
    let fourth = builder.apply(.multiply, square, square)
    let terms = [
      first,
      builder.apply(.multiply, builder.constant(a), builder.apply(.multiply, second, second)),
      builder.apply(
        .multiply,
        builder.constant(b),
        builder.apply(.multiply, fourth, first)
      ),
    ]
    return try finish(sum(terms, in: &builder), scale, &builder)
  }

  /// Exact indices of the Ishigami function with a = 7, b = 0.1.
  ///
  /// Closed form: V1 = (1 + b pi^4/5)^2/2, V2 = a^2/8, V13 = b^2 pi^8 (1/18 - 1/50); Saltelli et
  /// al. (2008), Global Sensitivity Analysis: The Primer, 4.6.
  package enum Ishigami {
    package static let mean = 3.5
    package static let variance = 13.844587940719
    package static let first = [0.313905191148, 0.442411144790, 0]
    package static let total = [0.557588855210, 0.442411144790, 0.243683664062]
    package static let pair13 = 0.243683664062
    /// Groups {x1, x3} and {x2}: first and total order are the same.
    package static let groups = [0.557588855210, 0.442411144790]
  }

  /// Sobol's g function, `y = prod (|4 x_i - 2| + a_i) / (1 + a_i)`, inputs uniform between 0 and 1.
  ///
  /// Saltelli and Sobol' (1995), Reliability Engineering and System Safety 50, 225-239.
  package static func g(
    a: [Double] = [0, 1, 4.5, 9, 99, 99, 99, 99],
    order: [Int]? = nil,
    names: [String]? = nil,
    scale: Double = 1
  ) throws -> Model {
    var builder = ModelBuilder()
    let uniform = try Uniform(low: 0, high: 1)
    let names = names ?? a.indices.map { "x\($0 + 1)" }
    let x = declare(
      names.map { ($0, uniform) },
      order: order ?? Array(a.indices),
      in: &builder
    )
    var product = builder.constant(1)
    for (input, weight) in zip(x, a) {
      let centred = builder.apply(
        .subtract,
        builder.apply(.multiply, builder.constant(4), input),
        builder.constant(2)
      )
      let factor = builder.apply(
        .divide,
        builder.apply(.add, builder.apply(.absolute, centred), builder.constant(weight)),
        builder.constant(1 + weight)
      )
      product = builder.apply(.multiply, product, factor)
    }
    return try finish(product, scale, &builder)
  }

  /// Exact indices of a g function: `V_i = 1 / (3 (1 + a_i)^2)`, `V = prod (1 + V_i) - 1`.
  package static func gIndices(a: [Double]) -> (first: [Double], total: [Double], variance: Double)
  {
    productIndices(relativeVariances: a.map { 1 / (3 * (1 + $0) * (1 + $0)) })
  }

  /// Indices of a product of independent factors from their squared coefficients of variation.
  ///
  /// `S_i = V_i / V`, `ST_i = V_i prod_{j != i} (1 + V_j) / V`, with V relative to the squared mean.
  package static func productIndices(
    relativeVariances: [Double]
  ) -> (first: [Double], total: [Double], variance: Double) {
    let all = relativeVariances.reduce(1) { $0 * (1 + $1) }
    let variance = all - 1
    return (
      relativeVariances.map { $0 / variance },
      relativeVariances.map { $0 * all / (1 + $0) / variance }, variance
    )
  }

  /// A portfolio: `y = c_s Ps + c_t Pt + c_j Pj`, means 0, standard deviations 4, 2, 1.
  ///
  /// Saltelli, Tarantola, Campolongo and Ratto (2004), Sensitivity Analysis in Practice, 1.1.
  package static func portfolio(_ quantities: [Double] = [100, 500, 1_000]) throws -> Model {
    try linear(
      coefficients: quantities,
      deviations: [4, 2, 1],
      names: ["Ps", "Pt", "Pj"]
    )
  }

  /// A sum of normal inputs with mean 0: `y = sum c_i X_i`, optionally correlated.
  ///
  /// - Parameter pearson: The correlation matrix of the inputs.
  package static func linear(
    coefficients: [Double],
    deviations: [Double],
    pearson: [[Double]]? = nil,
    names: [String]? = nil,
    order: [Int]? = nil,
    scale: Double = 1
  ) throws -> Model {
    var builder = ModelBuilder()
    let names = names ?? coefficients.indices.map { "x\($0 + 1)" }
    var inputs: [(String, any Distribution)] = []
    for (name, deviation) in zip(names, deviations) {
      inputs.append((name, try Normal(mean: 0, standardDeviation: deviation)))
    }
    let x = declare(inputs, order: order ?? Array(coefficients.indices), in: &builder)
    if let pearson {
      let spearman = pearson.indices.map { row in
        pearson.indices.map { row == $0 ? 1 : 6 / Double.pi * asin(pearson[row][$0] / 2) }
      }
      try builder.correlate(x, spearman: spearman)
    }
    let terms = zip(coefficients, x).map {
      builder.apply(.multiply, builder.constant($0.0), $0.1)
    }
    return try finish(sum(terms, in: &builder), scale, &builder)
  }

  /// A product of lognormal inputs, each given by its 90 % interval.
  ///
  /// With log-variances s_i^2 the relative variances are `exp(s_i^2) - 1`.
  package static func lognormalProduct(
    _ intervals: [(name: String, low: Double, high: Double)] = [
      ("ads", 2e6, 3e6), ("price", 50, 200), ("share", 0.02, 0.10),
    ]
  ) throws -> Model {
    var builder = ModelBuilder()
    var product = builder.constant(1)
    for interval in intervals {
      let input = builder.input(
        interval.name,
        try LogNormal(p05: interval.low, p95: interval.high)
      )
      product = builder.apply(.multiply, product, input)
    }
    return try finish(product, 1, &builder)
  }

  /// Water flow through a borehole, 8 inputs.
  ///
  /// ```
  /// y = 2 pi T_u (H_u - H_l) / (ln(r/r_w) (1 + 2 L T_u / (ln(r/r_w) r_w^2 K_w) + T_u/T_l))
  /// ```
  /// Morris, Mitchell and Ylvisaker (1993), Technometrics 35, 243-255; distributions as in
  /// Surjanovic and Bingham, Virtual Library of Simulation Experiments.
  package static func borehole() throws -> Model {
    var builder = ModelBuilder()
    let well = builder.input("r_w", try Normal(mean: 0.10, standardDeviation: 0.016_181_2))
    let radius = builder.input("r", try LogNormal(mu: 7.71, sigma: 1.0056))
    let upper = builder.input("T_u", try Uniform(low: 63_070, high: 115_600))
    let upperHead = builder.input("H_u", try Uniform(low: 990, high: 1_110))
    let lower = builder.input("T_l", try Uniform(low: 63.1, high: 116))
    let lowerHead = builder.input("H_l", try Uniform(low: 700, high: 820))
    let length = builder.input("L", try Uniform(low: 1_120, high: 1_680))
    let conductivity = builder.input("K_w", try Uniform(low: 9_855, high: 12_045))
    let logarithm = builder.apply(.log, builder.apply(.divide, radius, well))
    let head = builder.apply(.subtract, upperHead, lowerHead)
    let numerator = builder.apply(
      .multiply,
      builder.constant(2 * Double.pi),
      builder.apply(.multiply, upper, head)
    )
    let leak = builder.apply(
      .divide,
      builder.apply(
        .multiply,
        builder.constant(2),
        builder.apply(.multiply, length, upper)
      ),
      builder.apply(
        .multiply,
        builder.apply(.multiply, logarithm, builder.apply(.multiply, well, well)),
        conductivity
      )
    )
    let bracket = sum(
      [builder.constant(1), leak, builder.apply(.divide, upper, lower)],
      in: &builder
    )
    let flow = builder.apply(
      .divide,
      numerator,
      builder.apply(.multiply, logarithm, bracket)
    )
    return try finish(flow, 1, &builder)
  }

  // MARK: Building

  private static func declare(
    _ inputs: [(String, any Distribution)],
    order: [Int],
    in builder: inout ModelBuilder
  ) -> [NodeID] {
    var nodes: [Int: NodeID] = [:]
    for place in order { nodes[place] = builder.input(inputs[place].0, inputs[place].1) }
    return inputs.indices.compactMap { nodes[$0] }
  }

  private static func sum(_ terms: [NodeID], in builder: inout ModelBuilder) -> NodeID {
    var total = builder.constant(0)
    for term in terms { total = builder.apply(.add, total, term) }
    return total
  }

  private static func finish(
    _ node: NodeID,
    _ scale: Double,
    _ builder: inout ModelBuilder
  ) throws -> Model {
    builder.output("y", builder.apply(.multiply, node, builder.constant(scale)))
    return try builder.build()
  }
}
