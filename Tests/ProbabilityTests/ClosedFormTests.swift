import Glibc
import Probability
import TestKit
import Testing

/// Moments and quantiles with closed forms or printed values.
@Suite struct ClosedFormTests {
  @Test func `A 90 percent interval gives the lognormal that has it`() throws {
    // Closed form: mu = (ln a + ln b)/2, sigma = ln(b/a)/(2 z), computed at 30 digits.
    let narrow = try LogNormal(p05: 10, p95: 100)
    #expect(isClose(narrow.mu, 3.453877639491, relative: 1e-12))
    #expect(isClose(narrow.sigma, 0.699936169172, relative: 1e-12))
    #expect(isClose(narrow.median, 31.6227766, relative: 1e-9))
    #expect(isClose(narrow.mean, 40.4001283, relative: 1e-9))
    #expect(isClose(narrow.standardDeviation, 32.1217953, relative: 1e-9))
    #expect(isClose(narrow.quantile(0.05), 10, relative: 1e-14))
    #expect(isClose(narrow.quantile(0.95), 100, relative: 1e-14))
    let wide = try LogNormal(p05: 1, p95: 100)
    #expect(isClose(wide.sigma, 1.399872338344, relative: 1e-12))
    #expect(isClose(wide.mean, 26.6398010, relative: 1e-8))
    #expect(isClose(wide.standardDeviation, 65.7781406, relative: 1e-8))
  }

  @Test func `A lognormal from its 95 percent interval has the tabulated moments`() throws {
    // mu and sigma of the interval 10,000 to 13,000; moments by closed form at 30 digits.
    let d = try LogNormal(mu: 9.3415225042099283, sigma: 0.066930889173726376)
    #expect(isClose(d.median, 11401.75425099138, relative: 1e-13))
    #expect(isClose(d.mean, 11427.321343482419, relative: 1e-13))
    #expect(isClose(d.standardDeviation, 765.69815106055009, relative: 1e-13))
    #expect(isClose(d.quantile(0.025), 10000, relative: 1e-13))
    #expect(isClose(d.quantile(0.975), 13000, relative: 1e-13))
    let back = try LogNormal(mean: d.mean, standardDeviation: d.standardDeviation)
    #expect(isClose(back.mu, d.mu, relative: 1e-14))
    #expect(isClose(back.sigma, d.sigma, relative: 1e-12))
  }

  @Test func `PERT has the printed mean, deviation and quantiles`() throws {
    // Closed-form moments; quantiles of the beta distribution, 7 digits.
    let small = try Pert(low: 1, mode: 2, high: 4)
    #expect(isClose(small.mean, 13.0 / 6, relative: 1e-15))
    #expect(isClose(small.standardDeviation, 0.5527708, relative: 1e-7))
    #expect(isClose(small.quantile(0.05), 1.328497, relative: 5e-7))
    #expect(isClose(small.quantile(0.5), 2.127438, relative: 5e-7))
    #expect(isClose(small.quantile(0.95), 3.139862, relative: 5e-7))
    let large = try Pert(low: 10, mode: 20, high: 50)
    #expect(large.shape.alpha == 2)
    #expect(large.shape.beta == 4)
    #expect(isClose(large.mean, 23.333333, relative: 5e-8))
    #expect(isClose(large.standardDeviation, 7.126966, relative: 5e-7))
    #expect(isClose(large.quantile(0.05), 13.057616, relative: 5e-7))
    #expect(isClose(large.quantile(0.5), 22.552407, relative: 5e-7))
    #expect(isClose(large.quantile(0.95), 36.296333, relative: 5e-7))
  }

  @Test func `A triangular distribution has its closed-form moments`() throws {
    // (10, 25, 70): mean 35, standard deviation sqrt(162.5).
    let d = try Triangular(low: 10, mode: 25, high: 70)
    #expect(isClose(d.mean, 35, relative: 1e-15))
    #expect(isClose(d.standardDeviation, 12.747548783981962, relative: 1e-15))
  }

  @Test func `Posteriors of counts and proportions are the Jeffreys ones`() throws {
    let share = try Beta(successes: 178, trials: 163_000)
    #expect(share.alpha == 178.5)
    #expect(share.beta == 162_822.5)
    let count = try Gamma(count: 8424)
    #expect(count.shape == 8424.5)
    #expect(count.rate == 1)
    // Jeffreys interval of 15 of 148, rows beta(15.5, 133.5) of a 60-digit computation would do;
    // here the identity: no successes leave the 97.5 % point of Beta(1/2, n + 1/2), row
    // beta,0.5;20.5,0.975.
    let none = try Beta(successes: 0, trials: 20)
    #expect(isClose(none.quantile(0.975), 0.11663898290487542664, relative: 1e-12))
  }

  @Test func `Undefined and infinite moments say so`() throws {
    #expect(try Student(degreesOfFreedom: 1).mean.isNaN)
    #expect(try Student(degreesOfFreedom: 1).variance.isNaN)
    #expect(try Student(degreesOfFreedom: 1.5, location: 3).mean == 3)
    #expect(try Student(degreesOfFreedom: 2).variance == .infinity)
    let cauchy = try Student(degreesOfFreedom: 1)
    #expect(try Truncated(cauchy, low: 0, high: .infinity).mean == .infinity)
    #expect(try Truncated(cauchy, low: -.infinity, high: 0).mean == -.infinity)
    // Cauchy on 0 ... 1: mean (2 / pi) ln 2 ... by hand: (1/pi) ln(2)/2 over mass 1/4.
    #expect(
      isClose(try Truncated(cauchy, low: 0, high: 1).mean, 2 * log(2) / .pi, relative: 1e-12)
    )
    let mixed = try Mixture(
      weights: [1, 1],
      components: [cauchy, try Normal(mean: 0, standardDeviation: 1)]
    )
    #expect(mixed.mean.isNaN)
  }

  @Test func `A truncated normal has the textbook mean and variance`() throws {
    // Half normal: mean sqrt(2/pi), variance 1 - 2/pi.
    let half = try Truncated(
      try Normal(mean: 0, standardDeviation: 1),
      low: 0,
      high: .infinity
    )
    #expect(isClose(half.mean, (2 / Double.pi).squareRoot(), relative: 1e-12))
    #expect(isClose(half.variance, 1 - 2 / .pi, relative: 1e-11))
    // Ten deviations out the mean excess is 1 / 10 to leading order; by continued fraction
    // (Mills ratio) at 30 digits the mean is 10.0980932339625...
    let far = try Truncated(
      try Normal(mean: 0, standardDeviation: 1),
      low: 10,
      high: .infinity
    )
    #expect(isClose(far.mean, 10.098093233962511, relative: 1e-12))
  }

  @Test func `Log-uniform moments do not cancel for close ends`() throws {
    // Ends 10 and 10.0001: variance (b - a)^2 / 12 to relative (ln(b/a))^2.
    let d = try LogUniform(low: 10, high: 10.0001)
    #expect(isClose(d.variance, 1e-8 / 12, relative: 1e-8))
    // Ends 1 and e: mean e - 1, second moment (e^2 - 1)/2.
    let e = try LogUniform(low: 1, high: M_E)
    #expect(isClose(e.mean, M_E - 1, relative: 1e-15))
    #expect(isClose(e.variance, (M_E * M_E - 1) / 2 - (M_E - 1) * (M_E - 1), relative: 1e-14))
  }

  @Test func `Weibull moments keep their digits for large shapes`() throws {
    // mpmath at 40 digits, scale 1.
    for (shape, mean, variance) in weibullMoments {
      let d = try Weibull(shape: shape, scale: 1)
      #expect(isClose(d.mean, mean, relative: 1e-13))
      #expect(isClose(d.variance, variance, relative: 1e-11), "\(shape)")
    }
  }

  @Test func `Deep normal tails keep full relative accuracy`() throws {
    // mpmath at 40 digits: erfc(-z / sqrt 2) / 2 for the double nearest to each z.
    let d = try Normal(mean: 0, standardDeviation: 1)
    for (z, probability) in normalTails {
      #expect(isClose(d.cdf(z), probability, relative: 4e-16))
      #expect(isClose(d.survival(-z), probability, relative: 4e-16))
      #expect(isClose(d.quantile(probability), z, relative: 4e-16))
    }
  }
}

private let weibullMoments: [(Double, Double, Double)] = [
  (0.5, 2.0, 20.0),
  (1.5, 0.902745292950933611, 0.375690284813932002),
  (25.0, 0.978438200914244725, 0.00238399767451830859),
  (500.0, 0.998849517650021927, 6.54549829766182908e-6),
  (2000.0, 0.999711639318174508, 4.1069636362647994e-7),
  (100000.0, 0.999994227942255677, 1.64489103724774833e-10),
]

private let normalTails: [(Double, Double)] = [
  (-37.0, 5.725571222524576823e-300),
  (-20.5, 1.076467325879096034e-93),
  (-8.25, 7.919726314642477341e-17),
  (-5.1, 1.698267407147601462e-7),
  (-1.3, 0.09680048458561032554),
]
