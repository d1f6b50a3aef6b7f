import Glibc
import Probability
import TestKit
import Testing

/// Truncation of laws on steps at ends that need not be values.
@Suite struct TruncationTests {
  @Test func `An end that is not a value moves inward to the next one`() throws {
    // By hand: 2 and 7 with weights 0.3 and 0.2.
    let list = try Truncated(
      try Discrete(values: [1, 2, 7], weights: [0.5, 0.3, 0.2]),
      low: 1.5,
      high: 10
    )
    #expect(isClose(list.mean, 4, relative: 1e-14))
    #expect(isClose(list.standardDeviation, 6.0.squareRoot(), relative: 1e-14))
    #expect(list.support == 2...7 && list.quantile(0) == 2)
    // mpmath, sums of the masses from 1: 3.15718708947, 1.63123206196.
    let counts = try Truncated(try Poisson(mean: 3), low: 0.5, high: .infinity)
    #expect(isClose(counts.mean, 3.15718708947376786, relative: 1e-13))
    #expect(isClose(counts.standardDeviation, 1.63123206195661506, relative: 1e-13))
    // By hand: 1 and 2 with masses 3 and 9/2.
    let narrow = try Truncated(try Poisson(mean: 3), low: 0.5, high: 2.5)
    #expect(isClose(narrow.mean, 1.6, relative: 1e-14))
    #expect(isClose(narrow.standardDeviation, 0.24.squareRoot(), relative: 1e-13))
    #expect(throws: DistributionError.self) {
      try Truncated(try Poisson(mean: 3), low: 1.2, high: 1.8)
    }
    let point = try Truncated(try Poisson(mean: 3), low: 0.5, high: 1.5)
    #expect(point.mean == 1 && point.variance == 0 && point.quantile(0.3) == 1)
  }

  @Test func `An atom at an end of a mixture with a continuous part stays`() throws {
    let mixture = try Mixture(
      weights: [1, 1],
      components: [try Constant(1), try Uniform(low: 0, high: 2)]
    )
    // By hand: 1 with weight 1/2, uniform from 1 to 2 with weight 1/4.
    let law = try Truncated(mixture, low: 1, high: 3)
    #expect(isClose(law.mass, 0.75, relative: 1e-14))
    #expect(isClose(law.mean, (0.5 + 0.25 * 1.5) / 0.75, relative: 1e-14))
    #expect(law.quantile(0.6) == 1)
  }

  /// Discrete laws, mixtures and images of them, and nested truncations.
  static let laws: [any Distribution] = {
    let made =
      try? [
        Discrete(values: [5, 1, 2, 2], weights: [1, 6, 2, 1]), Poisson(mean: 0.01),
        Poisson(mean: 12), Binomial(trials: 50, probability: 0.97),
        Binomial(trials: 148, probability: 0.1), NegativeBinomial(mean: 3, dispersion: 2),
        NegativeBinomial(mean: 16.5, dispersion: 0.8), Empirical([3, 1, 4, 1, 5, 9]),
        Affine(try Poisson(mean: 6), shift: 0.1, scale: 0.3),
        Affine(try Binomial(trials: 9, probability: 0.2), shift: 9, scale: -0.7),
        Mixture(weights: [3, 1], components: [try Poisson(mean: 4), try Poisson(mean: 40)]),
        Mixture(
          weights: [1, 1],
          components: [
            try Poisson(mean: 4), try Affine(try Poisson(mean: 2), shift: 0.5, scale: 1),
          ]
        ),
        Truncated(try Poisson(mean: 5), low: 1.5, high: 11.5),
      ] as [any Distribution]
    return made ?? []
  }()

  @Test(arguments: laws.indices)
  func `Mean and variance are those of the outcomes inside, wherever the ends lie`(
    _ index: Int
  ) throws {
    let base = Self.laws[index]
    // All numbers that one of the laws can take, computed as they are.
    var outcomes: Set<Double> = []
    for k in 0..<600 {
      let k = Double(k)
      outcomes.formUnion([k, k + 0.5, 0.1 + 0.3 * k, 9 + -0.7 * k])
    }
    let values = outcomes.filter { base.density(at: $0) > 0 }.sorted()
    for (p, q) in [(0.02, 0.9), (0.3, 0.99), (0.6, 0.9999)] {
      for offset in [-0.05, 0, 0.05] {
        let low = base.quantile(p) + offset
        let high = base.quantile(q) + offset
        let inside = values.filter { $0 >= low && $0 <= high }
        guard low < high, let first = inside.first, let last = inside.last else { continue }
        let law = try Truncated(base, low: low, high: high)
        #expect(law.support == first...last)
        var (mass, mean) = (0.0, 0.0)
        for value in inside {
          mass += base.density(at: value)
          mean += base.density(at: value) * value
        }
        mean /= mass
        let variance = inside.reduce(0) {
          $0 + base.density(at: $1) / mass * ($1 - mean) * ($1 - mean)
        }
        #expect(isClose(law.mass, mass, relative: 1e-10))
        #expect(isClose(law.mean, mean, relative: 1e-10, absolute: 1e-12))
        #expect(isClose(law.variance, variance, relative: 1e-9, absolute: 1e-12))
        #expect(law.cdf(last) == 1 && law.cdf(first.nextDown) == 0)
      }
    }
  }

  @Test func `A truncated large count has its moments in closed form`() throws {
    // mpmath, sums of 60-digit masses from 10,010,000 on.
    let law = try Truncated(try Poisson(mean: 1e7), low: 10_009_999.5, high: .infinity)
    #expect(isClose(law.mean, 10_010_860.238282023741, relative: 1e-13))
    #expect(isClose(law.standardDeviation, 810.92988470238784, relative: 1e-10))
    // Half of a normal law, to 1/sqrt(n): mean sqrt(2/pi), variance 1 - 2/pi.
    let half = try Truncated(try Poisson(mean: 1e14), low: 1e14, high: .infinity)
    let offset = (half.mean - 1e14) / 1e7
    #expect(isClose(offset, (2 / Double.pi).squareRoot(), relative: 0, absolute: 1e-6))
    #expect(isClose(half.variance / 1e14, 1 - 2 / Double.pi, relative: 0, absolute: 1e-6))
  }

  @Test func `A window of width 2e-9 keeps its digits`() throws {
    // A standard normal law from 1 to 1 + w: the density is straight to w^2, with slope -1 in its
    // logarithm: mean 1 + w/2 - w^2/12, deviation w / sqrt(12).
    let end = 1 + 2e-9
    let w = end - 1
    let law = try Truncated(try Normal(mean: 0, standardDeviation: 1), low: 1, high: end)
    #expect(isClose((law.mean - 1) / w, 0.5, relative: 0, absolute: 1e-7))
    #expect(isClose(law.standardDeviation, w / 12.0.squareRoot(), relative: 1e-7))
    #expect(isClose((law.quantile(0.05) - 1) / w, 0.05, relative: 0, absolute: 1.2e-7))
    // phi(1) w, from 0.24197072451914335.
    #expect(isClose(law.mass, 0.24197072451914335 * w * (1 - w / 2), relative: 1e-13))
  }
}
