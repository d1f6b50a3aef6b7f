import ModelKit
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("The method of Morris")
struct MorrisTests {
  private func problem(
    _ model: Model,
    groups: [(name: String, inputs: [String])]? = nil,
    dummy: Bool = false,
    threads: Int = 1
  ) throws -> SensitivityProblem {
    try SensitivityProblem(
      model: model,
      output: "y",
      groups: groups,
      addsDummy: dummy,
      threads: threads
    )
  }

  private func indices(
    _ problem: SensitivityProblem,
    _ sampling: MorrisSampling,
    seed: UInt64 = 1
  ) throws -> MorrisIndices {
    try MorrisIndices(try MorrisDesign(problem, sampling: sampling, seed: seed))
  }

  /// PEERS section 6.1, full enumeration at p = 4; also in closed form.
  static let meanAbsolute = [7.704054, 7.875, 6.248796]
  static let mean = [7.704054, 0, 0]
  static let deviation = [6.248796, 7.875, 8.837132]

  @Test("over all base points gives the exact Ishigami measures")
  func exact() throws {
    let result = try indices(
      try problem(try ReferenceFunctions.ishigami()),
      .allBasePoints(levels: 4)
    )
    #expect(result.evaluations == 64)
    for (index, entry) in result.entries.enumerated() {
      #expect(entry.effects == 32)
      #expect(abs(entry.meanAbsolute.value - Self.meanAbsolute[index]) < 1e-6)
      #expect(abs((entry.mean?.value ?? .nan) - Self.mean[index]) < 1e-6)
      #expect(abs((entry.deviation?.value ?? .nan) - Self.deviation[index]) < 1e-6)
      #expect(entry.meanAbsolute.low == entry.meanAbsolute.high)
    }
  }

  @Test("covers the exact measures in about 95 of 100 intervals")
  func coverage() throws {
    let problem = try problem(try ReferenceFunctions.ishigami())
    var covered = [0, 0, 0]
    var deviations = [0, 0, 0]
    let seeds = 200
    for seed in 0..<seeds {
      let result = try indices(problem, .trajectories(count: 40), seed: UInt64(seed))
      for (index, entry) in result.entries.enumerated() {
        let estimate = entry.meanAbsolute
        if estimate.low - 1e-9 <= Self.meanAbsolute[index] + 1e-6,
          estimate.high + 1e-9 >= Self.meanAbsolute[index] - 1e-6
        {
          covered[index] += 1
        }
        if let spread = entry.deviation, spread.low - 1e-6 <= Self.deviation[index],
          spread.high + 1e-6 >= Self.deviation[index]
        {
          deviations[index] += 1
        }
      }
    }
    // At a true coverage of 95 %, fewer than 180 of 200 come with probability 0.0008.
    #expect(covered.allSatisfy { $0 >= 180 }, "\(covered)")
    // Extended intervals cover more often.
    #expect(deviations.allSatisfy { $0 >= 180 }, "\(deviations)")
  }

  @Test("by stars comes near the mean absolute difference quotients")
  func radial() throws {
    // y = u1^2 + 3 u2, so that the quotient of u1 between a and b is a + b, with mean 1 and sd
    // sqrt(1/6), and that of u2 is 3.
    var builder = ModelBuilder()
    let law = try Uniform(low: 0, high: 1)
    let first = builder.input("u1", law)
    let second = builder.input("u2", law)
    builder.output(
      "y",
      builder.apply(
        .add,
        builder.apply(.multiply, first, first),
        builder.apply(.multiply, builder.constant(3), second)
      )
    )
    let result = try indices(
      try problem(try builder.build(), dummy: true),
      .radial(points: 256)
    )
    let quadratic = result.entries[0]
    let half = quadratic.meanAbsolute.high - quadratic.meanAbsolute.value
    // Five half-widths: 10 standard errors with 15 degrees of freedom, false alarm 1e-7.
    #expect(abs(quadratic.meanAbsolute.value - 1) < 5 * half)
    #expect(half < 0.01)
    #expect(abs((quadratic.deviation?.value ?? .nan) - (1.0 / 6).squareRoot()) < 0.02)
    #expect(isClose(result.entries[1].meanAbsolute.value, 3, relative: 1e-6))
    #expect((result.entries[1].deviation?.value ?? .nan) < 1e-5)
    #expect(result.entries[2].meanAbsolute.value == 0)
    #expect(result.evaluations == 16 * 256 * 4)
  }

  @Test("of a group moves its inputs together")
  func groups() throws {
    let problem = try problem(
      try ReferenceFunctions.ishigami(),
      groups: [("odd", ["x1", "x3"]), ("even", ["x2"])]
    )
    let exact = try indices(problem, .allBasePoints(levels: 4))
    #expect(exact.entries.map(\.factor.name) == ["odd", "even"])
    #expect(isClose(exact.entries[1].meanAbsolute.value, 7.875, relative: 1e-9))
    #expect(exact.entries[0].mean == nil && exact.entries[0].deviation == nil)
    let sampled = try indices(problem, .trajectories(count: 400))
    let estimate = sampled.entries[0].meanAbsolute
    // 2.5 half-widths: 5 standard errors, false alarm 1e-6.
    #expect(
      abs(estimate.value - exact.entries[0].meanAbsolute.value)
        < 2.5 * (estimate.high - estimate.value)
    )
    #expect(sampled.evaluations == 400 * 3)
  }

  @Test("is the same for any order, names, scale and number of threads")
  func invariance() throws {
    let base = try indices(
      try problem(try ReferenceFunctions.ishigami()),
      .trajectories(count: 20)
    )
    for threads in [2, 8] {
      let other = try indices(
        try problem(try ReferenceFunctions.ishigami(), threads: threads),
        .trajectories(count: 20)
      )
      #expect(base.entries == other.entries)
    }
    let changed = try ReferenceFunctions.ishigami(
      names: ["c", "b", "a"],
      order: [2, 0, 1],
      scale: 4
    )
    let other = try indices(try problem(changed), .trajectories(count: 20))
    for (index, name) in ["c", "b", "a"].enumerated() {
      let entry = try #require(other.entries.first { $0.factor.name == name })
      let own = base.entries[index]
      #expect(isClose(entry.meanAbsolute.value, 4 * own.meanAbsolute.value, relative: 1e-12))
      #expect(
        isClose(
          entry.deviation?.value ?? .nan,
          4 * (own.deviation?.value ?? .nan),
          relative: 1e-12,
          absolute: 1e-9
        )
      )
    }
  }

  @Test("takes discrete, unbounded and Dirichlet inputs")
  func kinds() throws {
    var builder = ModelBuilder()
    let kind = builder.input("kind", try Discrete(values: [1, 2, 5], weights: [2, 1, 1]))
    let size = builder.input("size", try LogNormal(p05: 1, p95: 10))
    let mix = try builder.dirichlet("mix", alpha: [3, 2, 1])
    let blend = builder.apply(.add, mix[0], builder.apply(.multiply, builder.constant(4), mix[1]))
    builder.output("y", builder.apply(.multiply, builder.apply(.multiply, kind, size), blend))
    let problem = try problem(try builder.build())
    for sampling in [
      MorrisSampling.trajectories(count: 30), .radial(points: 16), .allBasePoints(levels: 4),
    ] {
      let result = try indices(problem, sampling)
      #expect(result.undefinedRuns == 0)
      for entry in result.entries {
        #expect(entry.meanAbsolute.value > 0 && entry.meanAbsolute.value.isFinite)
      }
      #expect(result.entries[2].mean == nil && result.entries[0].mean != nil)
    }
  }

  @Test("takes an input at its own probability when what it is correlated with does not matter")
  func bystander() throws {
    func model(_ correlated: Bool) throws -> Model {
      var builder = ModelBuilder()
      let law = try Uniform(low: 0, high: 1)
      let other = builder.input("other", law)
      let own = builder.input("own", law)
      if correlated { try builder.correlate([other, own], spearman: [[1, 0.9], [0.9, 1]]) }
      builder.output("y", builder.apply(.multiply, own, own))
      return try builder.build()
    }
    let plain = try indices(try problem(try model(false)), .trajectories(count: 10))
    let linked = try indices(try problem(try model(true)), .trajectories(count: 10))
    #expect(plain.entries[0].meanAbsolute == linked.entries[0].meanAbsolute)
  }

  @Test("counts undefined runs and refuses too many, correlated inputs and bad settings")
  func refusals() throws {
    func model(_ shift: Double) throws -> Model {
      var builder = ModelBuilder()
      let x = builder.input("x", try Uniform(low: 0, high: 1))
      let z = builder.input("z", try Uniform(low: 0, high: 1))
      let root = builder.apply(.squareRoot, builder.apply(.subtract, x, builder.constant(shift)))
      builder.output("y", builder.apply(.add, root, z))
      return try builder.build()
    }
    let few = try indices(try problem(try model(0.01)), .radial(points: 64))
    #expect(few.undefinedRuns > 0)
    #expect(few.entries.allSatisfy { $0.meanAbsolute.value.isFinite })
    let error = #expect(throws: SensitivityError.self) {
      try indices(try problem(try model(0.3)), .radial(points: 64))
    }
    guard case .tooManyUndefinedRuns = error else {
      Issue.record("unexpected \(String(describing: error))")
      return
    }
    let dependent = try ReferenceFunctions.linear(
      coefficients: [1, 1],
      deviations: [1, 2],
      pearson: [[1, 0.5], [0.5, 1]]
    )
    #expect(throws: SensitivityError.self) {
      try indices(try problem(dependent), .trajectories(count: 4))
    }
    let own = try problem(try ReferenceFunctions.ishigami())
    #expect(throws: SensitivityError.self) {
      try indices(own, .trajectories(count: 4, levels: 5))
    }
    #expect(throws: SensitivityError.self) { try indices(own, .trajectories(count: 1)) }
    #expect(throws: SensitivityError.self) { try indices(own, .radial(points: 1)) }
    let wide = try problem(try ReferenceFunctions.g(a: [Double](repeating: 1, count: 12)))
    #expect(throws: SensitivityError.self) { try indices(wide, .allBasePoints(levels: 4)) }
  }
}
