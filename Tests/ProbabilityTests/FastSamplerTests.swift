import Probability
import Testing

/// Laws with many outcomes, or of vast range, are drawn from tables, never by a search for each draw.
@Suite struct FastSamplerTests {
  /// Laws that once took a minute for a million draws.
  static let laws: [String: any Distribution] = {
    let made =
      try? [
        "wide negative binomial": NegativeBinomial(mean: 163_000, dispersion: 0.8),
        "mostly 0": NegativeBinomial(mean: 3600, dispersion: 700),
        "large negative binomial": NegativeBinomial(mean: 1e6, dispersion: 0.1),
        "large poisson": Poisson(mean: 1e12),
        "truncated poisson": Truncated(try Poisson(mean: 1e7), low: 0, high: 1e300),
        "truncated negative binomial": Truncated(
          try NegativeBinomial(mean: 1e5, dispersion: 2),
          low: 0,
          high: 1e300
        ),
        "counts far apart": Mixture(
          weights: [1, 1],
          components: [try Poisson(mean: 10), try Poisson(mean: 1e6)]
        ),
      ] as [String: any Distribution]
    return made ?? [:]
  }()

  @Test(arguments: laws.keys.sorted())
  func `Counts with millions of outcomes are drawn from a table`(_ name: String) throws {
    let law = try #require(Self.laws[name])
    let sampler = QuantileSampler(law)
    #expect(sampler.method != .exact)
    var points = (0..<200).map { (Double(($0 * 2_654_435_761) % (1 << 32)) + 0.5) * 0x1p-32 }
    points += [1e-6, 1e-4, 0.5, 1 - 1e-4, 1 - 1e-6]
    var drawn = points
    drawn.withUnsafeMutableBufferPointer { sampler.transform($0) }
    for (p, x) in zip(points, drawn) {
      let exact = law.quantile(p)
      // As for all samplers: the probability is right to 1e-12, so that only a draw almost on a
      // step may be on its other side.
      let allowed = 1.1e-12 + 64 * x.ulp * law.density(at: x)
      #expect(x == exact || abs(law.cdf(min(exact, x)) - p) <= allowed, "\(p) \(x) \(exact)")
    }
  }

  @Test func `A Student law with a tenth of a degree of freedom is drawn from a table`() throws {
    let law = try Student(degreesOfFreedom: 0.1, location: 3, scale: 2)
    let sampler = QuantileSampler(law)
    #expect(sampler.method == .table)
    let points = (1..<400).map { Double($0) / 400 } + [1e-9, 1e-5, 1 - 1e-5, 1 - 1e-9]
    var drawn = points
    drawn.withUnsafeMutableBufferPointer { sampler.transform($0) }
    for (p, x) in zip(points, drawn) {
      // Near the median x is rounded to an ulp of the location.
      let allowed = 1.1e-12 + 8 * x.ulp * law.density(at: x)
      #expect(p < 0.5 ? abs(law.cdf(x) - p) <= allowed : abs(law.survival(x) - (1 - p)) <= allowed)
    }
  }
}
