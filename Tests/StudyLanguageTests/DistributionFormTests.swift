import Probability
import StudyLanguage
import TestKit
import Testing

/// Every way to write an uncertain number, against closed forms.
@Suite("A distribution written in a study")
struct DistributionFormTests {
  /// What is known of a distribution in closed form.
  enum Fact {
    case mean(Double)
    case variance(Double)
    case quantile(Double, Double)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let code: String
    let facts: [Fact]

    init(_ code: String, _ facts: Fact...) {
      self.code = code
      self.facts = facts
    }

    var testDescription: String { code }
  }

  /// The 95 % point of the standard normal distribution (Abramowitz and Stegun, table 26.5).
  static let z95 = 1.6448536269514722
  static let e = 2.718281828459045

  /// Moments and quantiles follow from the textbook formula of each family (Johnson, Kotz and
  /// Balakrishnan); where a sum is needed it stands in the row.
  static let rows = [
    Row("uniform(110, 500)", .quantile(0.25, 207.5), .mean(305)),
    Row("loguniform(1000, 100000)", .quantile(0.5, 10_000)),
    Row("triangular(10, 25, 70)", .quantile(0.25, 25), .mean(35)),
    Row("pert(1, 2, 4)", .mean((1 + 4 * 2 + 4) / 6.0)),
    Row("normal(120, 15)", .mean(120), .quantile(0.95, 120 + 15 * z95)),
    Row("lognormal(mu: 1, sigma: 0.5)", .quantile(0.5, e)),
    Row("lognormal(mean: 110, sd: 15)", .mean(110), .variance(225)),
    Row("lognormal(median: 200, gsd: 2)", .quantile(0.5, 200)),
    Row("beta(2, 3)", .mean(0.4), .variance(0.04)),
    Row("beta(mean: 62%, sd: 5%)", .mean(0.62), .variance(0.0025)),
    Row("gamma(shape: 8.5, rate: 0.1)", .mean(85), .variance(850)),
    Row("exponential(0.25)", .mean(4), .quantile(0.5, 2.772588722239781)),
    Row("weibull(1.5, 30)", .quantile(1 - 1 / e, 30)),
    Row("gumbel(100, 12)", .quantile(1 / e, 100)),
    Row("student(4, 120, 15)", .mean(120), .variance(450)),
    Row("poisson(12)", .mean(12), .variance(12)),
    Row("binomial(148, 10%)", .mean(14.8), .variance(13.32)),
    Row("negbinomial(mean: 16.5, dispersion: 0.8)", .mean(16.5), .variance(16.5 + 0.8 * 272.25)),
    Row("negbinomial(mean: 16.5, size: 1.25)", .mean(16.5), .variance(16.5 + 0.8 * 272.25)),
    Row("bernoulli(30%)", .mean(0.3), .variance(0.21)),
    Row("discrete({ 1: 0.7, 2: 0.3 })", .mean(1.3), .variance(0.21)),
    Row("discrete({ -1: 7, 1: 3 })", .mean(-0.4)),
    Row(
      "mixture({ 0.7: normal(10, 1), 0.3: normal(20, 2) })",
      .mean(13),
      .variance(0.7 * (1 + 9) + 0.3 * (4 + 49))
    ),
    Row("truncate(normal(0, 1), low: 0)", .mean(0.7978845608028654)),
    Row("truncate(uniform(0, 10), 2, 4)", .mean(3), .quantile(0.5, 3)),
    Row("truncate(uniform(0, 10), high: 4)", .mean(2)),
    Row("empirical([12, 15, 19])", .mean(46.0 / 3)),
    Row(
      "quantiles({ 5%: 100, 50%: 190, 95%: 300 })",
      .quantile(0.05, 100),
      .quantile(0.5, 190),
      .quantile(0.95, 300)
    ),
    Row(
      "quantiles({ 95%: 300, 5%: 100, 50%: 190 })",
      .quantile(0.05, 100),
      .quantile(0.95, 300)
    ),
    Row("110 to 500", .quantile(0.05, 110), .quantile(0.95, 500)),
    Row("-10 to 20", .quantile(0.05, -10), .quantile(0.95, 20), .mean(5)),
    Row("0 to 20", .quantile(0.05, 0), .quantile(0.95, 20), .mean(10)),
    Row("55% to 68%", .quantile(0.05, 0.55), .quantile(0.95, 0.68)),
    Row("120 +- 15", .mean(120), .variance(225)),
    // Jeffreys: Beta(k + 1/2, n - k + 1/2) and Gamma(n + 1/2, 1); Brown, Cai and DasGupta 2001.
    Row("178 of 163000", .mean(178.5 / 163_001)),
    Row("count(8424)", .mean(8424.5), .variance(8424.5)),
    Row("about 13000", .mean(13_000), .quantile(0, 12_500), .quantile(1, 13_500)),
    Row("about 13_500", .quantile(0, 13_450), .quantile(1, 13_550)),
    Row("about 2.5", .quantile(0, 2.45), .quantile(1, 2.55)),
    Row("about 62%", .quantile(0, 0.615), .quantile(1, 0.625)),
    Row("about 1.2e6", .quantile(0, 1.15e6), .quantile(1, 1.25e6)),
    Row("about -40", .quantile(0, -45), .quantile(1, -35)),
    Row("about 7", .quantile(0, 6.5), .quantile(1, 7.5)),
  ]

  @Test("has the moments and quantiles of its closed form", arguments: rows)
  func facts(row: Row) throws {
    let study = try Checking.study("x = \(row.code)")
    let input = try #require(study.model.inputs.first)
    #expect(study.model.inputs.count == 1)
    #expect(input.name == "x")
    let distribution = try #require(input.distribution)
    for fact in row.facts {
      // 1e-9 relative: special functions and their inverses are good to about 1e-12.
      switch fact {
      case .mean(let mean): #expect(isClose(distribution.mean, mean, relative: 1e-9))
      case .variance(let variance):
        #expect(isClose(distribution.variance, variance, relative: 1e-9))
      case .quantile(let p, let x):
        #expect(isClose(distribution.quantile(p), x, relative: 1e-9, absolute: 1e-12))
      }
    }
  }

  @Test("is lognormal between positive ends and normal otherwise, and says which")
  func intervalShapes() throws {
    let shapes = [("110 to 500", "lognormal"), ("0 to 500", "normal"), ("-1 to 1", "normal")]
    for (code, shape) in shapes {
      let study = try Checking.study("x = \(code) EUR")
      let form = try #require(study.quantity(named: "x")?.inputs.first?.form)
      guard case .interval90(_, _, let chosen) = form else {
        Issue.record("\(code) is described as \(form)")
        continue
      }
      #expect(chosen == shape)
    }
  }

  @Test("passes on the mass that an interval of shares has above 1")
  func remark() throws {
    let study = try Checking.study("share = 60% to 95%")
    // Survival of the lognormal through 60 % and 95 % at 1, and cdf(0) of the normal through 0 and 5:
    // 1 - Phi(z) with z = (ln 1 - mu) / sigma, and 5 % by construction (NormalDist of Python 3.11).
    guard case .aboveOne(let share) = study.quantity(named: "share")?.inputs.first?.remark else {
      Issue.record("no remark")
      return
    }
    #expect(abs(share - 0.022_107_182_134_8) < 1e-12)
    let zero = try Checking.study("x = 0 to 5")
    guard case .belowZero(let below) = zero.quantity(named: "x")?.inputs.first?.remark else {
      Issue.record("no remark")
      return
    }
    #expect(abs(below - 0.05) < 1e-12)
  }

  @Test("with an uncertain parameter is drawn in each world from that world's parameter")
  func hierarchical() throws {
    // Var = E[sd^2] + Var(mean) = 4 + 9 for x | m normal(m, 2) and m normal(50, 3).
    let study = try Checking.study("m = normal(50, 3)\nx = normal(m, 2)")
    let summary = try Checking.summary(study.model, "x", draws: 65_536)
    #expect(isClose(summary.mean, 50, relative: 1e-3))
    #expect(isClose(summary.standardDeviation, 13.0.squareRoot(), relative: 5e-3))
  }

  @Test("over the cells of its parameters is one input a cell")
  func cells() throws {
    let study = try Checking.study(
      "index i = { a, b }\nm[i] = { a: 10, b: 20 }\nx[i] = poisson(m)"
    )
    #expect(study.model.inputs.map(\.name) == ["x[a]", "x[b]"])
    #expect(study.model.inputs.compactMap { $0.distribution?.mean } == [10, 20])
  }

  @Test("inside a longer formula is an input with a number")
  func anonymous() throws {
    let study = try Checking.study("x = normal(1, 1) + normal(2, 1) * 3")
    #expect(study.model.inputs.map(\.name) == ["x#1", "x#2"])
  }

  @Test("of shares sums to 1 in every draw, with the weights' means")
  func dirichlet() throws {
    let study = try Checking.study(
      """
      index position = { base, boosted, top }
      mix[position] = dirichlet({ top: 1, base: 7, boosted: 2 })
      total = sum(mix over position)
      """
    )
    let samples = try Checking.samples(study.model, draws: 16_384)
    let total = samples.values(of: try #require(samples.outputIndex(named: "total")))
    // Three shares of at most 1: the rounding of two additions.
    #expect(total.allSatisfy { abs($0 - 1) <= 4e-16 })
    for (label, mean) in [("base", 0.7), ("boosted", 0.2), ("top", 0.1)] {
      let index = try #require(samples.outputIndex(named: "mix[\(label)]"))
      #expect(isClose(samples.summary(of: index, probabilities: []).mean, mean, relative: 1e-3))
    }
    #expect(study.quantity(named: "mix")?.isPartition == true)
    #expect(samples.assertions.allSatisfy { $0.holds })
  }
}
