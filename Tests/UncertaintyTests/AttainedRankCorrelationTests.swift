import Probability
import Testing
import Uncertainty

/// What rank correlation laws with ties have under a copula.
///
/// Values under the Gaussian copula: the integral of the normal density times Phi(r z / sqrt(2 - r^2))
/// above each threshold, and the bivariate normal distribution function, both by scipy 1.17; those
/// under the Student copula: 8,000,000 draws by NumPy (standard error 0.0004).
@Suite("The attained rank correlation")
struct AttainedRankCorrelationTests {
  private let normal: any Distribution

  init() throws { normal = try Normal(mean: 0, standardDeviation: 1) }

  private func attained(
    _ first: any Distribution,
    _ second: any Distribution,
    _ stated: Double,
    _ copula: Copula = .gaussian
  ) throws -> AttainedRankCorrelation {
    try #require(AttainedRankCorrelation(first, second, stated: stated, copula: copula))
  }

  @Test(arguments: [
    (0.3, 0.7, 0.549255), (0.3, 0.8, 0.629841), (0.1, 0.8, 0.441865), (0.1, 0.5, 0.291064),
    (0.01, 0.5, 0.122193),
  ])
  func `of a yes/no with a continuous input is below the one stated`(
    probability: Double,
    stated: Double,
    value: Double
  ) throws {
    let found = try attained(try Bernoulli(probability: probability), normal, stated)
    // The accuracy that the type states.
    #expect(abs(found.attained - value) < 5e-4, "\(found.attained)")
    // sqrt(3 p (1 - p)) by hand.
    let most = (3 * probability * (1 - probability)).squareRoot()
    #expect(abs(found.most - most) < 5e-4)
    #expect(abs(found.least + most) < 5e-4)
    let turned = try attained(normal, try Bernoulli(probability: probability), -stated)
    #expect(abs(turned.attained + value) < 5e-4)
  }

  @Test func `of counts and of two events has its closed form`() throws {
    let count = try attained(try Poisson(mean: 2), normal, 0.6)
    #expect(abs(count.attained - 0.585624) < 5e-4, "\(count.attained)")
    let events = try attained(
      try Bernoulli(probability: 0.1),
      try Bernoulli(probability: 0.3),
      0.3
    )
    #expect(abs(events.attained - 0.152789) < 5e-4, "\(events.attained)")
    // (min(p, q) - p q) / sqrt(p (1 - p) q (1 - q)) by hand.
    #expect(abs(events.most - 0.509175) < 5e-4)
    let coins = try attained(
      try Bernoulli(probability: 0.5),
      try Bernoulli(probability: 0.5),
      -0.4
    )
    #expect(abs(coins.attained + 0.273013) < 5e-4, "\(coins.attained)")
  }

  @Test func `holds under a Student copula`() throws {
    let copula = Copula.student(degreesOfFreedom: 4)
    let event = try attained(try Bernoulli(probability: 0.3), normal, 0.6, copula)
    // Four standard errors of the draws, the accuracy of the type, and that of their r.
    #expect(abs(event.attained - 0.4700) < 3e-3, "\(event.attained)")
    let events = try attained(
      try Bernoulli(probability: 0.1),
      try Bernoulli(probability: 0.05),
      0.6,
      copula
    )
    #expect(abs(events.attained - 0.3782) < 4e-3, "\(events.attained)")
  }

  @Test func `is that of the atoms of a mixture, and nothing else where there are none`() throws {
    let other = try Uniform(low: 5, high: 6)
    let mixture = try Mixture(weights: [0.9, 0.1], components: [try Constant(0), other])
    let event = try attained(try Bernoulli(probability: 0.1), normal, 0.5)
    let found = try attained(mixture, normal, 0.5)
    // The continuous tenth adds ranks of its own: a little more than the event alone.
    #expect(found.attained > event.attained && found.attained < event.attained + 0.03)
    #expect(AttainedRankCorrelation(normal, other, stated: 0.5, copula: .gaussian) == nil)
    let large = try Poisson(mean: 1e6)
    #expect(AttainedRankCorrelation(large, normal, stated: 0.5, copula: .gaussian) == nil)
  }
}
