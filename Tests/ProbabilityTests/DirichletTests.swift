import Probability
import TestKit
import Testing

@Suite struct DirichletTests {
  @Test func `Means and covariances are the closed forms`() throws {
    // alpha (7, 2, 1): mean (.7, .2, .1); Var_1 = .7 * .3 / 11; Cov_12 = -.7 * .2 / 11.
    let d = try Dirichlet(alpha: [7, 2, 1])
    #expect(zip(d.mean, [0.7, 0.2, 0.1]).allSatisfy { isClose($0, $1, relative: 1e-15) })
    #expect(isClose(d.covariance[0], 0.21 / 11, relative: 1e-14))
    #expect(isClose(d.covariance[1], -0.14 / 11, relative: 1e-14))
    #expect(d.covariance[1] == d.covariance[3])
    let marginal = try d.marginal(1)
    #expect(marginal.alpha == 2)
    #expect(marginal.beta == 8)
    #expect(isClose(marginal.variance, d.covariance[4], relative: 1e-14))
  }

  @Test func `Stick breaking gives shares that sum to 1 with the right moments`() throws {
    let d = try Dirichlet(alpha: [7, 2, 1])
    let fractions = try d.fractions
    #expect(fractions.map(\.alpha) == [7, 2])
    #expect(fractions.map(\.beta) == [3, 1])
    // A midpoint grid of 40 x 40 points over the square: the mean to the grid's error, about 1e-4.
    var sum = [0.0, 0.0, 0.0]
    for i in 0..<40 {
      for j in 0..<40 {
        let shares = try d.shares(at: [(Double(i) + 0.5) / 40, (Double(j) + 0.5) / 40])
        #expect(isClose(shares.reduce(0, +), 1, relative: 1e-15))
        for k in 0..<3 { sum[k] += shares[k] / 1600 }
      }
    }
    for k in 0..<3 { #expect(abs(sum[k] - d.mean[k]) < 5e-4) }
  }

  @Test func `Weights must be positive and at least two`() {
    #expect(
      throws: DistributionError.tooFew(family: "dirichlet", what: "weights", needed: 2, count: 1)
    ) {
      try Dirichlet(alpha: [1])
    }
    #expect(throws: DistributionError.self) { try Dirichlet(alpha: [1, 0]) }
    #expect(throws: DistributionError.self) { try Dirichlet(alpha: [1, .nan]) }
  }
}
