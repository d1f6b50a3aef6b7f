import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

/// Closed forms of means and variances: sums and products of independent quantities.
@Suite("Exact moments")
struct ExactMomentsTests {
  /// A builder with some inputs, and the moments of one formula over them.
  private func moments(
    _ laws: [(String, any Distribution)],
    _ formula: (inout ModelBuilder, [NodeID]) throws -> NodeID
  ) throws -> ExactMoments? {
    var builder = ModelBuilder()
    let inputs = laws.map { builder.input($0.0, $0.1) }
    builder.output("y", try formula(&builder, inputs))
    return try builder.build().exactMoments(of: 0)
  }

  private func expect(
    _ moments: ExactMoments?,
    mean: Double,
    variance: Double?,
    _ comment: Comment? = nil
  ) throws {
    let found = try #require(moments, comment)
    #expect(isClose(found.mean, mean, relative: 1e-13), comment)
    guard let variance else {
      #expect(found.variance == nil, comment)
      return
    }
    #expect(isClose(try #require(found.variance, comment), variance, relative: 1e-12), comment)
  }

  @Test("of sums and products of independent inputs are the textbook ones")
  func products() throws {
    let laws: [(String, any Distribution)] = [
      ("u", try Uniform(low: 1, high: 4)), ("g", try Gamma(shape: 3, rate: 2)),
      ("b", try Beta(alpha: 2, beta: 3)), ("p", try Poisson(mean: 7)),
    ]
    // Means 2.5, 1.5, 0.4, 7; variances 0.75, 0.75, 0.04, 7.
    try expect(
      try moments(laws) { builder, x in
        let sum = builder.apply(.subtract, builder.apply(.add, x[0], x[1]), x[2])
        return builder.apply(.divide, sum, builder.constant(2))
      },
      mean: 1.8,
      variance: 0.385
    )
    // E = product of means; Var = product of (v + m^2) - product of m^2.
    let squares = (0.75 + 6.25) * (0.75 + 2.25) * (0.04 + 0.16) * (7.0 + 49)
    try expect(
      try moments(laws) { builder, x in
        x.dropFirst().reduce(x[0]) { builder.apply(.multiply, $0, $1) }
      },
      mean: 10.5,
      variance: squares - 110.25
    )
    // (u + g) b: one input of each side only, Var = Va Vb + ma^2 Vb + mb^2 Va.
    try expect(
      try moments(laws) { builder, x in
        builder.apply(.multiply, builder.apply(.add, x[0], x[1]), x[2])
      },
      mean: 1.6,
      variance: 1.5 * 0.04 + 16 * 0.04 + 0.16 * 1.5
    )
  }

  @Test("of inputs used twice are those of one draw")
  func repeated() throws {
    let uniform: [(String, any Distribution)] = [("u", try Uniform(low: 0, high: 1))]
    try expect(
      try moments(uniform) { builder, x in builder.apply(.subtract, x[0], x[0]) },
      mean: 0,
      variance: 0
    )
    // E U^2 = 1/3, Var U^2 = 1/5 - 1/9.
    try expect(
      try moments(uniform) { builder, x in builder.apply(.multiply, x[0], x[0]) },
      mean: 1 / 3.0,
      variance: 4 / 45.0
    )
    // U (1 - U): mean 1/6, E = B(3, 3) = 1/30, variance 1/180.
    try expect(
      try moments(uniform) { builder, x in
        builder.apply(.multiply, x[0], builder.apply(.subtract, builder.constant(1), x[0]))
      },
      mean: 1 / 6.0,
      variance: 1 / 180.0
    )
    // E U^3 = 1/4; the sixth moment is not kept.
    try expect(
      try moments(uniform) { builder, x in builder.apply(.power, x[0], builder.constant(3)) },
      mean: 0.25,
      variance: nil
    )
    // X^2 of an exponential with rate 2: E = 2 / 4, Var = (24 - 4) / 16.
    try expect(
      try moments([("e", try Exponential(rate: 2))]) { builder, x in
        builder.apply(.multiply, x[0], x[0])
      },
      mean: 0.5,
      variance: 1.25
    )
  }

  @Test("of the flagship are those of its closed form")
  func flagship() throws {
    // PERT: mean (a + 4 m + b) / 6, variance (mean - a) (b - mean) / 7. Beta and triangular likewise
    // from their textbook moments. The mixed price: E = sum m_i d_i, and
    // E^2-moment = sum_ij E[p_i p_j] E[s_i s_j] with E[s_i s_j] = d_i (alpha_j + [i = j]) / 11.
    let pert = [(90.0, 110.0, 140.0), (180, 230, 300), (400, 500, 560)].map { a, m, b in
      let mean = (a + 4 * m + b) / 6
      return (mean: mean, variance: (mean - a) * (b - mean) / 7)
    }
    let alpha = [7.0, 2, 1]
    var mean = 0.0
    var second = 0.0
    for i in 0..<3 {
      mean += pert[i].mean * alpha[i] / 10
      for j in 0..<3 {
        let prices = pert[i].mean * pert[j].mean + (i == j ? pert[i].variance : 0)
        second += prices * alpha[i] / 10 * (alpha[j] + (i == j ? 1 : 0)) / 11
      }
    }
    let beta = (mean: 18 / 22.0, variance: 18 * 4 / (22 * 22 * 23.0))
    let triangular = (
      mean: 2.6 / 3, variance: (0.49 + 0.81 + 1 - 0.63 - 0.7 - 0.9) / 18
    )
    let factors = [
      (8_424.5, 8_424.5), (beta.mean, beta.variance), (triangular.mean, triangular.variance),
    ]
    var total = (mean: 12 * mean, second: 144 * second)
    for factor in factors {
      total.mean *= factor.0
      total.second *= factor.1 + factor.0 * factor.0
    }
    let model = try TestModels.flagship()
    let exact = try #require(model.exactMoments(of: 0))
    #expect(isClose(exact.mean, total.mean, relative: 1e-12))
    #expect(
      isClose(try #require(exact.variance), total.second - total.mean * total.mean, relative: 1e-10)
    )
    // The draws agree: 6.6 standard errors with 15 degrees of freedom, probability 8e-6 each.
    let summary = try TestModels.run(model, draws: 1 << 14).summary(of: 0, probabilities: [])
    #expect(abs(summary.mean - exact.mean) < 6.6 * summary.meanStandardError)
    #expect(
      abs(summary.standardDeviation - (exact.standardDeviation ?? .nan))
        < 6.6 * summary.standardDeviationStandardError
    )
  }

  @Test("of long sums and products stay exact")
  func long() throws {
    let laws = try (0..<400).map { ("x\($0)", try Uniform(low: 0, high: 2) as any Distribution) }
    try expect(
      try moments(laws) { builder, x in
        x.dropFirst().reduce(x[0]) { builder.apply(.add, $0, $1) }
      },
      mean: 400,
      variance: 400 / 3.0
    )
    // Means 1, second moments 4/3.
    try expect(
      try moments(Array(laws.prefix(40))) { builder, x in
        x.dropFirst().reduce(x[0]) { builder.apply(.multiply, $0, $1) }
      },
      mean: 1,
      variance: 64 / 27.0 * (0..<37).reduce(1.0) { value, _ in value * 4 / 3 } - 1
    )
  }

  @Test("of a long sum with a common factor keep the mean")
  func common() throws {
    let laws = try (0..<300).map { ("x\($0)", try Uniform(low: 0, high: 2) as any Distribution) }
    // Each term x_i x_0: E = 1, but for the first, E x_0^2 = 4/3.
    try expect(
      try moments(laws) { builder, x in
        x.reduce(builder.constant(0)) {
          builder.apply(.add, $0, builder.apply(.multiply, $1, x[0]))
        }
      },
      mean: 299 + 4 / 3.0,
      variance: nil
    )
    // Squares of a beta and a triangular variable. Beta(2, 3): E = 1/5, E b^4 = 1/14. Triangular
    // on 0, 3 with mode 1: E t^2 = 13/6, E t^4 = 121/15.
    try expect(
      try moments([("b", try Beta(alpha: 2, beta: 3))]) { b, x in b.apply(.multiply, x[0], x[0]) },
      mean: 0.2,
      variance: 1 / 14.0 - 0.04
    )
    try expect(
      try moments([("t", try Triangular(low: 0, mode: 1, high: 3))]) { b, x in
        b.apply(.multiply, x[0], x[0])
      },
      mean: 13 / 6.0,
      variance: 121 / 15.0 - 169 / 36.0
    )
  }

  @Test("of correlated normals and lognormals have their covariances, of others the mean only")
  func dependence() throws {
    func model(_ copula: Copula, normal: Bool) throws -> Model {
      var builder = ModelBuilder()
      let a: NodeID
      let b: NodeID
      if normal {
        a = builder.input("a", try Normal(mean: 1, standardDeviation: 2))
        b = builder.input("b", try Normal(mean: 5, standardDeviation: 3))
      } else {
        a = builder.input("a", try Uniform(low: 0, high: 2))
        b = builder.input("b", try Uniform(low: 4, high: 6))
      }
      let c = builder.input("c", try Uniform(low: 0, high: 1))
      let rho = copula.rankCorrelation(ofScoreCorrelation: 0.5)
      try builder.correlate([a, b], spearman: [[1, rho], [rho, 1]], copula: copula)
      let sum = builder.apply(.add, builder.apply(.add, a, c), b)
      builder.output("sum", sum)
      builder.output("product", builder.apply(.multiply, a, b))
      builder.output("scaled", builder.apply(.multiply, a, c))
      return try builder.build()
    }
    let gaussian = try model(.gaussian, normal: true)
    // Covariance 3: 4 + 9 + 2 * 3 + 1/12; E[ab] = 5 + 3,
    // Var(ab) = ma^2 Vb + mb^2 Va + 2 ma mb C + Va Vb + C^2 = 9 + 100 + 30 + 36 + 9.
    try expect(gaussian.exactMoments(of: 0), mean: 6.5, variance: 19 + 1 / 12.0)
    try expect(gaussian.exactMoments(of: 1), mean: 8, variance: 184)
    try expect(gaussian.exactMoments(of: 2), mean: 0.5, variance: 4 / 3.0 + 1 / 12.0)
    for model in [
      try model(.gaussian, normal: false), try model(.student(degreesOfFreedom: 4), normal: false),
    ] {
      try expect(model.exactMoments(of: 0), mean: 6.5, variance: nil)
      #expect(model.exactMoments(of: 1) == nil)
      try expect(model.exactMoments(of: 2), mean: 0.5, variance: 7 / 36.0)
    }
    let student = try model(.student(degreesOfFreedom: 4), normal: true)
    try expect(student.exactMoments(of: 0), mean: 6.5, variance: nil)
    #expect(student.exactMoments(of: 1) == nil)
    try expect(student.exactMoments(of: 2), mean: 0.5, variance: 4 / 3.0 + 1 / 12.0)
  }

  @Test("hand on what does not exist, and say nothing of what algebra does not reach")
  func limits() throws {
    let laws: [(String, any Distribution)] = [
      ("cauchy", try Student(degreesOfFreedom: 1)), ("wild", try Student(degreesOfFreedom: 1.5)),
      ("u", try Uniform(low: 1, high: 2)), ("l", try LogNormal(mu: 0, sigma: 0.5)),
    ]
    let sum = try #require(
      try moments(laws) { builder, x in builder.apply(.add, x[0], x[2]) }
    )
    #expect(sum.mean.isNaN)
    let product = try #require(
      try moments(laws) { builder, x in builder.apply(.multiply, x[0], x[2]) }
    )
    #expect(product.mean.isNaN)
    // The mean exists, the variance does not.
    let wild = try #require(
      try moments(laws) { builder, x in
        builder.apply(.add, builder.apply(.multiply, x[1], x[2]), x[3])
      }
    )
    #expect(isClose(wild.mean, 1.1331484530668263, relative: 1e-13))
    #expect(wild.variance == .infinity)
    // What diverges may cancel: nothing is said.
    #expect(try moments(laws) { b, x in b.apply(.subtract, x[0], x[0]) } == nil)
    #expect(try moments(laws) { b, x in b.apply(.divide, x[2], x[1]) } == nil)
    #expect(try moments(laws) { b, x in b.apply(.minimum, x[2], x[3]) } == nil)
    // A quotient by a lognormal: E[1/L] = exp(1/8), E[1/L^2] = exp(1/2).
    try expect(
      try moments(laws) { b, x in b.apply(.divide, x[2], x[3]) },
      mean: 1.5 * 1.1331484530668263,
      variance: (2.25 + 1 / 12.0) * 1.6487212707001282 - 2.25 * 1.2840254166877414
    )
    var builder = ModelBuilder()
    builder.output("one", builder.constant(3))
    #expect(
      try builder.build().exactMoments(of: 0) == ExactMoments(mean: 3, variance: 0)
    )
  }
}
