import Probability
import TestKit
import Testing

/// Laws whose parameters are so large that series take forever.
@Suite struct LargeParameterTests {
  @Test func `Quantiles of gamma laws of huge shape agree with 40-digit values`() throws {
    // mpmath 1.3 at 40 digits: Newton's steps on the integral of the density. The tolerance is a
    // double's own rounding, in standard deviations.
    let rows: [(shape: Double, p: Double, value: Double)] = [
      (1e8, 0.05, 99_983_552.032264591198), (1e8, 0.5, 99_999_999.666666666864),
      (1e8, 0.95, 100_016_449.10476437758), (1e11, 0.05, 99_999_479_852.180639548),
      (1e11, 0.5, 99_999_999_999.666666667), (1e11, 0.95, 100_000_520_148.95638942),
      (1e12 + 0.5, 0.05, 999_998_355_147.4415628), (1e12 + 0.5, 0.5, 1_000_000_000_000.1666667),
      (1e12 + 0.5, 0.95, 1_000_001_644_854.6954662), (1e13, 0.05, 9_999_994_798_516.689759),
      (1e13, 0.5, 9_999_999_999_999.6666667), (1e13, 0.95, 10_000_005_201_484.44727),
    ]
    for row in rows {
      let law = try Gamma(shape: row.shape, rate: 1)
      let ulp = row.value.ulp
      #expect(isClose(law.quantile(row.p), row.value, relative: 0, absolute: ulp), "\(row)")
      let upper = law.survivalQuantile(1 - row.p)
      #expect(isClose(upper, row.value, relative: 0, absolute: 2 * ulp), "\(row)")
      // A rounding of the value moves its probability by the density.
      let moved = ulp / row.shape.squareRoot()
      #expect(isClose(law.cdf(row.value), row.p, relative: 0, absolute: moved), "\(row)")
    }
    #expect(try Gamma(count: 1e12).quantile(0.5) == 1_000_000_000_000.1666)
  }

  @Test func `Quantiles of beta laws of huge shapes agree with 40-digit values`() throws {
    // mpmath, as above; the tolerance is a few roundings.
    let rows: [(a: Double, b: Double, p: Double, value: Double)] = [
      (1e12, 2e12, 0.05, 0.3333328856609423242), (1e12, 2e12, 0.5, 0.3333333333332962963),
      (1e12, 2e12, 0.95, 0.33333378100585067902), (1e12, 1e6, 0.05, 0.99999899835558052279),
      (1e12, 1e6, 0.5, 0.99999900000133333131), (1e12, 1e6, 0.95, 0.99999900164528244971),
      (5e7, 6e7, 0.05, 0.45446736439821494791), (5e7, 6e7, 0.5, 0.45454545426997245079),
      (5e7, 6e7, 0.95, 0.45462354563238751074),
    ]
    for row in rows {
      let law = try Beta(alpha: row.a, beta: row.b)
      let allowed = 2 * row.value.ulp
      #expect(isClose(law.quantile(row.p), row.value, relative: 0, absolute: allowed), "\(row)")
    }
    // Normal to 1e-9 of its deviation by symmetry.
    let narrow = try Beta(mean: 0.5, standardDeviation: 1e-9)
    #expect(isClose(narrow.quantile(0.95) - 0.5, 1.6448536269514722e-9, relative: 1e-6))
  }

  @Test func `Counts with a mean of a thousand milliards come back and are right`() throws {
    // The smallest k whose cdf reaches p, against the expansion of Cornish and Fisher:
    // m + s z + (z^2 - 1) / 6 is right to 1e-6 here, then rounded up or down.
    let z = 1.6448536269514722
    for mean in [1e9, 1e12, 1e15] {
      let law = try Poisson(mean: mean)
      for (p, score) in [(0.05, -z), (0.5, 0), (0.95, z)] {
        let near = mean + mean.squareRoot() * score + (score * score - 1) / 6 - 0.5
        #expect(abs(law.quantile(p) - near) <= 1.5, "\(mean) \(p)")
        #expect(law.cdf(law.quantile(p)) >= p && law.cdf(law.quantile(p) - 1) < p)
      }
    }
    let trials = try Binomial(trials: 1e12, probability: 0.25)
    #expect(isClose(trials.quantile(0.5), 2.5e11, relative: 0, absolute: 1))
  }
}
