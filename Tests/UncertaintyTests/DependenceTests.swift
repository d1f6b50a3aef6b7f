import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("Correlated inputs")
struct DependenceTests {
  private static let target = [[1, 0.8, 0.3], [0.8, 1, -0.2], [0.3, -0.2, 1]]

  private func model(_ matrix: [[Double]]) throws -> Model {
    var builder = ModelBuilder()
    let inputs = [
      builder.input("a", try LogNormal(mu: 0, sigma: 1)),
      builder.input("b", try Exponential(rate: 1)),
      builder.input("c", try Uniform(low: 0, high: 1)),
    ]
    try builder.correlate(inputs, spearman: matrix)
    for (name, input) in zip(["a", "b", "c"], inputs) { builder.output(name, input) }
    return try builder.build()
  }

  /// The sample Spearman correlation of two outputs.
  private func spearman(_ samples: SampleSet, _ a: Int, _ b: Int) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      var ranks = [Double](repeating: 0, count: values.count)
      for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        ranks[index] = Double(rank)
      }
      return ranks
    }
    let x = ranks(samples.values(of: a))
    let y = ranks(samples.values(of: b))
    let n = Double(x.count)
    let squares = zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return 1 - 6 * squares / (n * (n * n - 1))
  }

  @Test("have the rank correlations asked for")
  func achieved() throws {
    // PEERS section 6.2: with r = 2 sin(pi rho / 6) the means must be (.8, .3, -.2) within .003;
    // 32,768 quasi-Monte Carlo draws come within 2e-4.
    let samples = try TestModels.run(try model(Self.target), draws: 1 << 15)
    #expect(abs(spearman(samples, 0, 1) - 0.8) < 5e-4)
    #expect(abs(spearman(samples, 0, 2) - 0.3) < 1e-3)
    #expect(abs(spearman(samples, 1, 2) + 0.2) < 1e-3)
  }

  @Test("keep their marginal distributions, and the first its very draws")
  func marginals() throws {
    let identity = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
    let independent = try TestModels.run(try model(identity), draws: 1 << 14)
    let dependent = try TestModels.run(try model(Self.target), draws: 1 << 14)
    #expect(differingBits(independent.values(of: 0), dependent.values(of: 0)) == 0)
    // Exponential(1): mean 1, 95 % quantile -ln 0.05.
    let summary = dependent.summary(of: 1, probabilities: [0.95])
    #expect(abs(summary.mean - 1) < 4 * summary.meanStandardError)
    #expect(
      abs(summary.quantiles[0].value - 2.995732273553991)
        < 4 * summary.quantiles[0].standardError
    )
  }

  @Test("that cannot hold together are refused with a matrix that can")
  func repair() throws {
    let impossible = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]
    let error = try #require(throws: DependenceError.self) { _ = try model(impossible) }
    guard case .notPositiveDefinite(let inputs, let eigenvalue, let nearest) = error else {
      Issue.record("unexpected \(error)")
      return
    }
    #expect(inputs == ["a", "b", "c"])
    #expect(eigenvalue < 0)
    #expect(error.description.contains("nearest"))
    // The offered matrix is accepted and close to the asked one in every sign.
    _ = try model(nearest)
    #expect(nearest[0][1] > 0.3 && nearest[0][2] < -0.3 && nearest[1][2] > 0.3)
  }

  @Test("may be stated pair by pair, and together are checked")
  func pairwise() throws {
    var builder = ModelBuilder()
    let a = builder.input("a", try Uniform(low: 0, high: 1))
    let b = builder.input("b", try Uniform(low: 0, high: 1))
    let c = builder.input("c", try Uniform(low: 0, high: 1))
    try builder.correlate([a, b], spearman: [[1, 0.9], [0.9, 1]])
    #expect(throws: DependenceError.alreadyCorrelated(first: "a", second: "b")) {
      try builder.correlate([b, a], spearman: [[1, 0.1], [0.1, 1]])
    }
    // b with a 0.9 and with c 0.9, a with c 0: impossible; the builder stays as it was.
    #expect(throws: DependenceError.self) {
      try builder.correlate([b, c], spearman: [[1, 0.9], [0.9, 1]])
    }
    try builder.correlate([c, b], spearman: [[1, 0.3], [0.3, 1]])
    for (name, node) in [("a", a), ("b", b), ("c", c)] { builder.output(name, node) }
    let samples = try TestModels.run(try builder.build(), draws: 1 << 14)
    #expect(abs(spearman(samples, 0, 1) - 0.9) < 2e-3)
    #expect(abs(spearman(samples, 1, 2) - 0.3) < 2e-3)
    #expect(abs(spearman(samples, 0, 2)) < 2e-3)
  }

  @Test("may be tied completely")
  func comonotone() throws {
    let samples = try TestModels.run(
      try model([[1, 1, -1], [1, 1, -1], [-1, -1, 1]]),
      draws: 1 << 12
    )
    #expect(spearman(samples, 0, 1) > 0.999999)
    #expect(spearman(samples, 0, 2) < -0.999999)
  }

  @Test("must be univariate inputs with a symmetric matrix of rank correlations")
  func refusals() throws {
    var builder = ModelBuilder()
    let a = builder.input("a", try Uniform(low: 0, high: 1))
    let b = builder.input("b", try Uniform(low: 0, high: 1))
    let mix = try builder.dirichlet("mix", alpha: [1, 2])
    let pair = [[1, 0.5], [0.5, 1]]
    #expect(throws: DependenceError.notAnInput(node: mix[0].index)) {
      try builder.correlate([a, mix[0]], spearman: pair)
    }
    #expect(throws: DependenceError.repeated(name: "a")) {
      try builder.correlate([a, a], spearman: pair)
    }
    #expect(throws: DependenceError.shape(inputs: 2, rows: 1)) {
      try builder.correlate([a, b], spearman: [[1]])
    }
    #expect(throws: DependenceError.entry(row: 0, column: 1, value: 1.5)) {
      try builder.correlate([a, b], spearman: [[1, 1.5], [1.5, 1]])
    }
    #expect(throws: DependenceError.asymmetric(row: 0, column: 1, upper: 0.5, lower: 0.4)) {
      try builder.correlate([a, b], spearman: [[1, 0.5], [0.4, 1]])
    }
    #expect(throws: DependenceError.self) {
      try builder.correlate([a, b], spearman: [[1, .nan], [.nan, 1]])
    }
  }
}
