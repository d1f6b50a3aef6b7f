import Glibc
import Probability
import TestKit
import Testing

/// Laws that every distribution obeys, tried on the whole catalogue.
@Suite struct LawTests {
  @Test func `Every scalar form of the catalogue has instances`() throws {
    for family in DistributionCatalogue.families {
      for form in family.forms {
        #expect(parameterSets[form.signature] != nil, "\(form.signature)")
      }
    }
    #expect(try !scalarInstances().isEmpty)
    #expect(try !structuralInstances().isEmpty)
  }

  @Test(arguments: allInstances)
  func `NaN in gives NaN out, and so do impossible probabilities`(_ instance: Instance) {
    let d = instance.distribution
    #expect(d.density(at: .nan).isNaN)
    #expect(d.logDensity(at: .nan).isNaN)
    #expect(d.cdf(.nan).isNaN)
    #expect(d.survival(.nan).isNaN)
    for p in [Double.nan, -0.1, 1.1] {
      #expect(d.quantile(p).isNaN)
      #expect(d.survivalQuantile(p).isNaN)
    }
  }

  @Test(arguments: allInstances)
  func `The ends of the probability scale are the ends of the support`(_ instance: Instance) {
    let d = instance.distribution
    #expect(d.quantile(0) == d.support.lowerBound)
    #expect(d.quantile(1) == d.support.upperBound)
    #expect(d.survivalQuantile(1) == d.support.lowerBound)
    #expect(d.survivalQuantile(0) == d.support.upperBound)
    #expect(d.cdf(-.infinity) == 0)
    #expect(d.cdf(.infinity) == 1)
    #expect(d.survival(-.infinity) == 1)
    #expect(d.survival(.infinity) == 0)
    #expect(d.cdf(d.support.upperBound) == 1)
    #expect(d.density(at: d.support.lowerBound - 1) == 0)
    #expect(d.density(at: d.support.upperBound + 1) == 0)
  }

  @Test(arguments: continuousInstances)
  func `The cdf of a quantile is its probability`(_ instance: Instance) {
    let d = instance.distribution
    for p in probabilities {
      let x = d.quantile(p)
      guard x > d.support.lowerBound && x < d.support.upperBound else { continue }
      // Rounding x to a double moves p by up to an ulp of x times the density.
      // A truncated tail is a difference of probabilities of the base.
      let rounding =
        8 * x.ulp * min(d.density(at: x), 1 / x.ulp) + (instance.name.contains("trunc") ? 1e-15 : 0)
      #expect(abs(d.cdf(x) - p) <= 1e-12 * p + rounding, "p \(p) x \(x)")
      let y = d.survivalQuantile(p)
      guard y > d.support.lowerBound && y < d.support.upperBound else { continue }
      let roundingAbove = 8 * y.ulp * min(d.density(at: y), 1 / y.ulp)
      #expect(abs(d.survival(y) - p) <= 1e-12 * p + roundingAbove + 1e-15, "q \(p) x \(y)")
    }
  }

  @Test(arguments: discreteInstances)
  func `A discrete quantile is the smallest value that reaches its probability`(
    _ instance: Instance
  ) {
    let d = instance.distribution
    for p in probabilities {
      let x = d.quantile(p)
      #expect(d.cdf(x) >= p, "p \(p) x \(x)")
      #expect(x == d.support.lowerBound || d.cdf(x.nextDown) < p, "p \(p) x \(x)")
      let y = d.survivalQuantile(p)
      #expect(d.survival(y) <= p, "q \(p) x \(y)")
      #expect(y == d.support.lowerBound || d.survival(y.nextDown) > p, "q \(p) x \(y)")
      #expect(d.density(at: x) > 0)
    }
  }

  @Test(arguments: allInstances)
  func `The cdf rises and has the survival as its complement`(_ instance: Instance) {
    let d = instance.distribution
    var previous = 0.0
    for p in probabilities {
      let x = d.quantile(p)
      let value = d.cdf(x)
      #expect(value >= previous - 1e-15, "p \(p)")
      previous = value
      #expect(abs(value + d.survival(x) - 1) <= 1e-14, "p \(p)")
    }
  }

  @Test(arguments: allInstances)
  func `The log density is the logarithm of the density`(_ instance: Instance) {
    let d = instance.distribution
    for p in probabilities {
      let x = d.quantile(p)
      let density = d.density(at: x)
      guard density > 0 && density < .infinity else { continue }
      let expected = log(density)
      #expect(
        isClose(d.logDensity(at: x), expected, relative: 1e-12, absolute: 1e-12),
        "p \(p) x \(x)"
      )
    }
  }

  @Test(arguments: continuousInstances)
  func `The density integrates to differences of the cdf`(_ instance: Instance) {
    let d = instance.distribution
    // Corners of densities, where quadrature is split.
    let grid = [0.001, 0.02, 0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.98, 0.999]
    for (p, q) in zip(grid, grid.dropFirst()) {
      let a = d.quantile(p)
      let b = d.quantile(q)
      guard a > d.support.lowerBound && b < d.support.upperBound && a < b else { continue }
      guard b - a > 1e4 * max(a.ulp, b.ulp) else { continue }
      let area = integrate({ d.density(at: $0) }, from: a, to: b, tolerance: 1e-12)
      // The ends are known to an ulp, which moves the area by the density there.
      let ends = 8 * (a.ulp * d.density(at: a) + b.ulp * d.density(at: b))
      let allowed = instance.name.contains("mixture") ? 1e-9 : 1e-11
      #expect(abs(area - (d.cdf(b) - d.cdf(a))) <= allowed + ends, "from \(p) to \(q)")
    }
  }

  @Test(arguments: continuousInstances)
  func `Mean and variance are integrals of the quantile function`(_ instance: Instance) {
    let d = instance.distribution
    guard d.variance.isFinite else { return }
    let centre = d.quantile(0.5)
    let first = integrateOverProbability(
      { d.quantile($0) - centre },
      { d.survivalQuantile($0) - centre }
    )
    let second = integrateOverProbability(
      { (d.quantile($0) - d.mean) * (d.quantile($0) - d.mean) },
      { (d.survivalQuantile($0) - d.mean) * (d.survivalQuantile($0) - d.mean) }
    )
    let spread = d.variance.squareRoot()
    // Values are rounded to an ulp of the mean.
    let rounding = 8 * d.mean.ulp
    let (near, relative): (Double, Double)
    if instance.name.contains("apart") {
      return  // The quantile function jumps.
    } else if ["triangular", "mixture", "interpolated"].contains(where: instance.name.contains) {
      (near, relative) = (1e-2, 2e-2)  // Corners cost the trapezoidal rule its digits.
    } else {
      (near, relative) = (1e-10, 1e-9)
    }
    #expect(abs(centre + first - d.mean) <= near * spread + rounding)
    #expect(isClose(second, d.variance, relative: relative + rounding / spread))
  }

  @Test(arguments: discreteInstances)
  func `Mass sums to 1, and mean and variance are sums`(_ instance: Instance) {
    let d = instance.distribution
    var total = 0.0
    var first = 0.0
    var second = 0.0
    var x = d.quantile(1e-19)
    let last = d.survivalQuantile(1e-19)
    guard last - x < 30_000 else { return }
    let centre = d.mean
    while x <= last {
      let mass = d.density(at: x)
      total += mass
      first += mass * (x - centre)
      second += mass * (x - centre) * (x - centre)
      guard x < last else { break }
      x = x == x.rounded() && instance.name != "discrete" ? x + 1 : d.quantile(d.cdf(x).nextUp)
    }
    let spread = d.variance.squareRoot()
    #expect(abs(total - 1) <= 1e-12)
    #expect(abs(first) <= 1e-12 * max(spread, abs(centre)))
    #expect(isClose(second, d.variance, relative: 1e-10, absolute: 1e-14))
  }

  @Test(arguments: allInstances)
  func `A transformed block holds the quantiles, whatever the place in the block`(
    _ instance: Instance
  ) {
    expectQuantiles(instance.distribution, probabilities) { instance.distribution.transform($0) }
  }

  @Test(arguments: allInstances)
  func `A prepared sampler gives the quantiles to 1e-12 in probability`(_ instance: Instance) {
    let sampler = QuantileSampler(instance.distribution)
    var points = probabilities + [0x1p-17, 0x1p-16, 1 - 0x1p-17, 1e-5, 0.5.nextUp, 0.5.nextDown]
    for k in 0..<60 { points.append((Double((k * 2_654_435_761) % (1 << 32)) + 0.5) * 0x1p-32) }
    expectQuantiles(instance.distribution, points) { sampler.transform($0) }
    #expect(sampler.method != .exact)
  }
}

/// Checks a transform of a block of points, and of each point alone, against exact quantiles.
func expectQuantiles(
  _ d: any Distribution,
  _ points: [Double],
  _ transform: (UnsafeMutableBufferPointer<Double>) -> Void
) {
  var whole = points
  whole.withUnsafeMutableBufferPointer { transform($0) }
  for (index, u) in points.enumerated() {
    var single = [u]
    single.withUnsafeMutableBufferPointer { transform($0) }
    #expect(single[0] == whole[index], "u \(u)")
    let exact = d.quantile(u)
    if exact == whole[index] { continue }
    if d.isDiscrete {
      // A cumulative probability may be off by rounding where u is almost on it.
      #expect(abs(d.cdf(min(exact, whole[index])) - u) <= 1e-13, "u \(u)")
      continue
    }
    let tail = min(u, 1 - u)
    let reached = u < 0.5 ? d.cdf(whole[index]) : d.survival(whole[index])
    let slack = 64 * exact.ulp * min(d.density(at: exact), 1 / exact.ulp)
    #expect(abs(reached - tail) <= min(1.1e-12, 1.1e-10 * tail) + slack, "u \(u) x \(exact)")
  }
}
