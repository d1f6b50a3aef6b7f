import Foundation
import TestKit
import Testing

/// One study with every family and function gives the same bytes whatever instructions compute it.
@Suite("The vector instructions")
struct VectorInstructionTests {
  /// Each family and function once, correlated inputs, shares, conditions, and an index.
  static let study = """
    ```ampleur
    a = uniform(1, 2)
    b = loguniform(1, 100)
    c = triangular(10, 25, 70)
    d = pert(1, 2, 4)
    e = normal(120, 15)
    f = lognormal(mu: 0, sigma: 1)
    g = beta(2, 3)
    h = gamma(shape: 8.5, rate: 0.1)
    i = exponential(0.25)
    j = weibull(1.5, 30)
    k = gumbel(100, 12)
    l = student(4, 120, 15)
    m = poisson(12)
    n = binomial(148, 10%)
    o = negbinomial(mean: 16.5, dispersion: 0.8)
    p = bernoulli(30%)
    q = discrete({ 1: 0.7, 2: 0.3 })
    r = empirical([12, 15, 19])
    s = quantiles({ 5%: 10, 50%: 20, 95%: 45 })
    t = truncate(normal(10, 5), low: 0)
    u = mixture({ 0.7: normal(10, 1), 0.3: lognormal(mean: 20, sd: 2) })
    v = 110 to 500
    w = 178 of 163000
    x = count(8424)
    y = about 13_000
    z = normal(e, a)
    index place = { north, south, west }
    mix[place] = dirichlet({ north: 7, south: 2, west: 1 })
    correlate b, c: 0.6
    correlate e, l: 0.3 by student(4)
    f1 = exp(-a) + log(b) * sqrt(c) - log10(d)
    f2 = sin(a) * cos(b) + tan(d) + abs(-e)
    f3 = floor(c) + round(d) + min(e, f) - max(g, h)
    f4 = if i < j and k > 90 or not p == 1 then l * m else n ^ 0.5
    f5 = sum(mix * v over place) + max(mix over place) + product(mix over place)
    f6 = (o + q * r - s) / (1 + t) + u * w - x / y + z
    assert f6 > -1e9
    ```
    """

  @Test func `give the same bytes on every path, points and quantiles and operations`() throws {
    let scratch = try Scratch()
    try scratch.write("s.md", Self.study)
    let line =
      "$ampleur run s.md --json --draws 4096"
      + " && $ampleur sensitivity s.md --of f6 --json --method rank --draws 2048"
    let plain = try Shell.run(line, in: scratch)
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(plain.output.count > 10_000)
    var tried = 0
    for name in ["baseline", "avx2", "avx512"] {
      let forced = try Shell.run("export AMPLEUR_VECTOR=\(name); \(line)", in: scratch)
      if forced.status == 64, forced.errors.contains("which this machine lacks") { continue }
      tried += 1
      #expect(forced.status == 0, "\(name): \(forced.errors)")
      #expect(forced.output == plain.output, "\(name) gives other bytes")
    }
    #expect(tried >= 1)
  }

  @Test func `that are not known are refused with the names of those that are`() throws {
    let scratch = try Scratch()
    let outcome = try Shell.run("AMPLEUR_VECTOR=sse9 $ampleur list methods", in: scratch)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors == "AMPLEUR_VECTOR names one of baseline, avx2, avx512; got \"sse9\".\n"
    )
    #expect(try Shell.run("AMPLEUR_VECTOR= $ampleur list methods", in: scratch).status == 0)
  }
}
