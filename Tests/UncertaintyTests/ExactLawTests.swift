import Probability
import TestKit
import Testing
import Uncertainty

@Suite("Exact laws")
struct ExactLawTests {
  @Test("The Fermi chain of three lognormals has its closed form")
  func fermiChain() throws {
    // PEERS-uncertainty section 6.3: 90 % lognormals [2e6, 3e6] x [50, 200] x [.02, .10];
    // printed to 2 decimals, so relative 1e-9.
    var builder = ModelBuilder()
    let ads = builder.input("ads", try LogNormal(p05: 2e6, p95: 3e6))
    let price = builder.input("price", try LogNormal(p05: 50, p95: 200))
    let share = builder.input("share", try LogNormal(p05: 0.02, p95: 0.10))
    let product = builder.apply(.multiply, builder.apply(.multiply, ads, price), share)
    builder.output("y", builder.apply(.divide, product, builder.constant(1000)))
    let law = try #require(try builder.build().exactLaw(of: 0))
    #expect(isClose(law.quantile(0.5), 10_954.45115, relative: 1e-9))
    #expect(isClose(law.mean, 13_596.42789, relative: 1e-9))
    #expect(isClose(law.quantile(0.05), 3_715.39324, relative: 2e-9))
    #expect(isClose(law.quantile(0.95), 32_298.06168, relative: 1e-9))
  }

  @Test("Sums of normals add variances, correlated ones with their covariance")
  func sums() throws {
    // Var(X1 + 2 X2) = 9 + 4 * 16 + 4 r 3 4, r = 2 sin(pi rho / 6) (Kruskal 1958).
    var builder = ModelBuilder()
    let first = builder.input("a", try Normal(mean: 1, standardDeviation: 3))
    let second = builder.input("b", try Normal(mean: 5, standardDeviation: 4))
    let twice = builder.apply(.multiply, second, builder.constant(2))
    builder.output("y", builder.apply(.add, first, twice))
    let free = try #require(try builder.build().exactLaw(of: 0))
    #expect(isClose(free.mean, 11, relative: 1e-15))
    #expect(isClose(free.variance, 73, relative: 1e-14))
    try builder.correlate([first, second], spearman: [[1, 0.8], [0.8, 1]])
    let bound = try #require(try builder.build().exactLaw(of: 0))
    // r = 0.81347329 for rho = 0.8 (PEERS-uncertainty section 6.2), 8 digits.
    #expect(isClose(bound.variance, 73 + 48 * 0.81347329, relative: 1e-8))
  }

  @Test("A name used twice is one draw")
  func cancellation() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try LogNormal(mu: 0.3, sigma: 0.5))
    let y = builder.input("y", try LogNormal(mu: -1, sigma: 0.2))
    builder.output("square", builder.apply(.multiply, x, x))
    builder.output("ratio", builder.apply(.divide, builder.apply(.multiply, x, y), x))
    builder.output("negative", builder.apply(.negate, x))
    let model = try builder.build()
    let square = try #require(model.exactLaw(of: 0) as? LogNormal)
    #expect(isClose(square.sigma, 1, relative: 1e-15))
    #expect(isClose(square.mu, 0.6, relative: 1e-15))
    let ratio = try #require(model.exactLaw(of: 1) as? LogNormal)
    #expect(isClose(ratio.sigma, 0.2, relative: 1e-14))
    let negative = try #require(model.exactLaw(of: 2))
    #expect(isClose(negative.mean, -(try LogNormal(mu: 0.3, sigma: 0.5).mean), relative: 1e-14))
  }

  @Test("What has no closed form is left to the draws")
  func others() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Normal(mean: 1, standardDeviation: 1))
    let y = builder.input("y", try Uniform(low: 0, high: 1))
    builder.output("square of a normal", builder.apply(.multiply, x, x))
    builder.output("normal plus uniform", builder.apply(.add, x, y))
    builder.output("certain", builder.apply(.subtract, x, x))
    let model = try builder.build()
    for output in 0..<3 { #expect(model.exactLaw(of: output) == nil) }
  }
}
