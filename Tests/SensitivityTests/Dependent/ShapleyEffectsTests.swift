import ModelKit
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("Shapley effects")
struct ShapleyEffectsTests {
  static let samplings: [ShapleySampling] = [
    .allSubsets, .randomPermutations, .nestedLoops(inner: 3),
  ]

  private func effects(
    _ model: Model,
    output: String = "y",
    evaluations: Int = 1 << 14,
    sampling: ShapleySampling? = nil,
    seed: UInt64 = 3,
    groups: [(name: String, inputs: [String])]? = nil,
    dummy: Bool = false,
    threads: Int = 1
  ) throws -> ShapleyEffects {
    let problem = try SensitivityProblem(
      model: model,
      output: output,
      groups: groups,
      addsDummy: dummy,
      threads: threads
    )
    return try ShapleyEffects(
      try ShapleyDesign(
        problem,
        evaluations: evaluations,
        sampling: sampling,
        seed: seed
      )
    )
  }

  /// Whether every effect lies within 2.5 half-widths: 5 standard errors with 15 degrees of freedom,
  /// a false alarm in 10,000 for each.
  private func agrees(_ effects: ShapleyEffects, _ expected: [Double]) -> Bool {
    zip(effects.entries, expected).allSatisfy { entry, value in
      abs(entry.effect.value - value) <= 2.5 * (entry.effect.high - entry.effect.value) + 1e-12
    }
  }

  private func total(_ effects: ShapleyEffects) -> Double {
    effects.entries.reduce(0) { $0 + $1.effect.value }
  }

  @Test("of correlated normal inputs are the published ones", arguments: samplings)
  func published(_ sampling: ShapleySampling) throws {
    let three = try effects(try DependentRows.threeModel(), sampling: sampling)
    #expect(agrees(three, DependentRows.threeShapley), "\(three.entries)")
    #expect(isClose(total(three), 1, relative: 1e-12))
    #expect(abs(three.variance.value - 9.6) <= 2.5 * (three.variance.high - three.variance.value))
    for pair in DependentRows.pairs {
      let r = pair.correlation
      let model = try ReferenceFunctions.linear(
        coefficients: [1, 1],
        deviations: [1, 2],
        pearson: [[1, r], [r, 1]]
      )
      let result = try effects(model, sampling: sampling)
      #expect(agrees(result, pair.shapley), "\(r): \(result.entries)")
    }
  }

  @Test(
    "of the Ishigami function are half the sum of first and total indices",
    arguments: samplings
  )
  func ishigami(_ sampling: ShapleySampling) throws {
    // PEERS section 6.1 (closed form; Owen 2014).
    let expected = [0.435747023179, 0.442411144790, 0.121841832031]
    let result = try effects(
      try ReferenceFunctions.ishigami(),
      evaluations: 1 << 15,
      sampling: sampling,
      dummy: true
    )
    #expect(agrees(result, expected), "\(result.entries)")
    #expect(result.entries[3].name == "dummy")
    if sampling != .nestedLoops(inner: 3) { #expect(result.entries[3].effect.value == 0) }
    #expect(result.entries.prefix(3).allSatisfy { $0.effect.high - $0.effect.value < 0.06 })
    #expect(isClose(total(result), 1, relative: 1e-12))
  }

  @Test("lie in about 95 of 100 of their intervals", arguments: samplings)
  func coverage(_ sampling: ShapleySampling) throws {
    let model = try DependentRows.threeModel()
    var covered = [0, 0, 0]
    var given = [0, 0, 0]
    let seeds = 100
    for seed in 0..<seeds {
      let result = try effects(
        model,
        evaluations: 1 << 11,
        sampling: sampling,
        seed: UInt64(1_000 + seed)
      )
      for index in 0..<3 {
        let effect = result.entries[index].effect
        let value = DependentRows.threeShapley[index]
        given[index] += effect.hasInterval ? 1 : 0
        covered[index] += effect.low <= value && value <= effect.high ? 1 : 0
      }
    }
    // At a true coverage of 95 %, fewer than 87 of 100 come with probability 0.0006, and fewer than
    // 82 of 95. Nested loops of so few evaluations are carried by 25 to 50 draws now and then, and
    // then withhold the interval; from a smooth function they do so in at most 1 seed of 10.
    for index in 0..<3 {
      #expect(given[index] >= 90, "\(given)")
      #expect(covered[index] >= given[index] - 13, "\(covered) of \(given)")
    }
  }

  @Test("do not depend on the marginal distributions of what is really linear")
  func marginals() throws {
    // log of lognormal inputs under a copula: the sum of correlated normals.
    var builder = ModelBuilder()
    let first = builder.input("a", try LogNormal(mu: 0, sigma: 1))
    let second = builder.input("b", try LogNormal(mu: 1, sigma: 2))
    let rho = Copula.gaussian.rankCorrelation(ofScoreCorrelation: 0.5)
    try builder.correlate([first, second], spearman: [[1, rho], [rho, 1]])
    builder.output(
      "y",
      builder.apply(.add, builder.apply(.log, first), builder.apply(.log, second))
    )
    let result = try effects(try builder.build())
    #expect(agrees(result, [0.339286, 0.660714]))
  }

  @Test("reach an input through what it tells about others, and groups, shares and choices")
  func kinds() throws {
    var builder = ModelBuilder()
    let told = builder.input("told", try Normal(mean: 0, standardDeviation: 1))
    let silent = builder.input("silent", try Normal(mean: 0, standardDeviation: 1))
    let rho = Copula.gaussian.rankCorrelation(ofScoreCorrelation: 0.8)
    try builder.correlate([told, silent], spearman: [[1, rho], [rho, 1]])
    builder.output("y", told)
    let mix = try builder.dirichlet("mix", alpha: [3, 2, 1])
    let kind = builder.input("kind", try Discrete(values: [0, 1], weights: [1, 1]))
    builder.output("z", builder.apply(.add, builder.apply(.multiply, kind, mix[0]), told))
    let model = try builder.build()
    // With the silent input as a factor: it explains r^2 = 0.64 alone, half of which it keeps.
    let pair = try effects(model, groups: [("told", ["told"]), ("silent", ["silent"])])
    #expect(agrees(pair, [0.68, 0.32]), "\(pair.entries)")
    let alone = try effects(model)
    #expect(alone.entries.map(\.name) == ["told"])
    #expect(isClose(alone.entries[0].effect.value, 1, relative: 1e-12))
    let mixed = try effects(model, output: "z")
    #expect(mixed.entries.map(\.name) == ["told", "mix", "kind"])
    #expect(isClose(total(mixed), 1, relative: 1e-12))
    // Independent: E k = 1/2, var k = 1/4; m ~ Beta(3, 3): mean 1/2, variance 1/28.
    let (a, b) = (1.0 / 4 / 28, 1.0 / 4 / 4)
    let both = 1.0 / 4 / 28
    let v = 1 + a + b + both
    #expect(agrees(mixed, [1 / v, (a + both / 2) / v, (b + both / 2) / v]), "\(mixed.entries)")
    let grouped = try effects(model, output: "z", groups: [("choice", ["kind", "mix"])])
    #expect(agrees(grouped, [(a + b + both) / v, 1 / v]), "\(grouped.entries)")
  }

  @Test("hold for complete dependence")
  func comonotone() throws {
    let model = try ReferenceFunctions.linear(
      coefficients: [1, 1, 1],
      deviations: [1, 1, 2],
      pearson: [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    )
    for sampling in Self.samplings {
      let result = try effects(model, sampling: sampling)
      #expect(agrees(result, [0.25, 0.25, 0.5]), "\(result.entries)")
    }
  }

  @Test("are the same for any number of threads", arguments: samplings)
  func threads(_ sampling: ShapleySampling) throws {
    let model = try DependentRows.threeModel()
    let base = try effects(model, evaluations: 1 << 12, sampling: sampling)
    for threads in [2, 8] {
      let other = try effects(
        model,
        evaluations: 1 << 12,
        sampling: sampling,
        threads: threads
      )
      #expect(base.entries == other.entries)
    }
  }

  @Test("are the same for any order, names and scale", arguments: samplings)
  func invariance(_ sampling: ShapleySampling) throws {
    let base = try effects(
      try ReferenceFunctions.ishigami(),
      evaluations: 1 << 12,
      sampling: sampling
    )
    let changed = try effects(
      try ReferenceFunctions.ishigami(names: ["c", "b", "a"], order: [2, 0, 1], scale: 3),
      evaluations: 1 << 12,
      sampling: sampling
    )
    for (index, name) in ["c", "b", "a"].enumerated() {
      let entry = try #require(changed.entries.first { $0.name == name })
      let own = base.entries[index].effect
      #expect(isClose(entry.effect.value, own.value, relative: 1e-12, absolute: 1e-12))
      #expect(isClose(entry.effect.high, own.high, relative: 1e-12, absolute: 1e-12))
    }
  }

  @Test("choose all sets for few inputs, and keep to the number of evaluations")
  func design() throws {
    let three = try SensitivityProblem(model: try DependentRows.threeModel(), output: "y")
    let few = try ShapleyDesign(three, evaluations: 10_000, seed: 1)
    #expect(few.sampling == .allSubsets && few.evaluations == 8_192)
    let borehole = try SensitivityProblem(model: try ReferenceFunctions.borehole(), output: "y")
    let many = try ShapleyDesign(borehole, evaluations: 100_000, seed: 1)
    #expect(many.sampling == .randomPermutations && many.evaluations <= 100_000)
    #expect(throws: SensitivityError.self) { try ShapleyDesign(three, evaluations: 100, seed: 1) }
    #expect(throws: SensitivityError.self) {
      try ShapleyDesign(three, evaluations: 10_000, replicates: 1, seed: 1)
    }
    #expect(throws: SensitivityError.self) {
      try ShapleyDesign(three, evaluations: 10_000, sampling: .nestedLoops(inner: 1), seed: 1)
    }
    let wide = try SensitivityProblem(
      model: try ReferenceFunctions.g(a: [Double](repeating: 1, count: 13)),
      output: "y"
    )
    #expect(throws: SensitivityError.self) {
      try ShapleyDesign(wide, evaluations: 1 << 24, sampling: .allSubsets, seed: 1)
    }
  }

  @Test("count undefined runs and refuse too many, and a function without variance")
  func undefined() throws {
    func model(_ shift: Double) throws -> Model {
      var builder = ModelBuilder()
      let x = builder.input("x", try Uniform(low: 0, high: 1))
      let z = builder.input("z", try Uniform(low: 0, high: 1))
      let root = builder.apply(.squareRoot, builder.apply(.subtract, x, builder.constant(shift)))
      builder.output("y", builder.apply(.add, root, z))
      let zero = builder.apply(.multiply, z, builder.constant(0))
      builder.output("flat", zero)
      return try builder.build()
    }
    let few = try effects(try model(0.02))
    #expect(few.undefinedRuns > 0)
    #expect(isClose(total(few), 1, relative: 1e-12))
    let error = #expect(throws: SensitivityError.self) { try effects(try model(0.2)) }
    guard case .tooManyUndefinedRuns(let count, let all, _) = error else {
      Issue.record("unexpected \(String(describing: error))")
      return
    }
    #expect(count > all / 10)
    #expect(throws: SensitivityError.self) { try effects(try model(0), output: "flat") }
  }
}
