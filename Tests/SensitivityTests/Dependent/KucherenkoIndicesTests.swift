import ModelKit
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("Kucherenko's indices")
struct KucherenkoIndicesTests {
  private func indices(
    _ model: Model,
    points: Int = 512,
    seed: UInt64 = 3,
    dummy: Bool = false,
    groups: [(name: String, inputs: [String])]? = nil,
    threads: Int = 1
  ) throws -> KucherenkoIndices {
    let problem = try SensitivityProblem(
      model: model,
      output: "y",
      groups: groups,
      addsDummy: dummy,
      threads: threads
    )
    return try KucherenkoIndices(try KucherenkoDesign(problem, points: points, seed: seed))
  }

  /// Within 2.5 half-widths: 5 standard errors, a false alarm in 10,000.
  private func agrees(_ estimate: IndexEstimate, _ value: Double) -> Bool {
    abs(estimate.value - value) <= 2.5 * (estimate.high - estimate.value) + 1e-12
  }

  @Test("of correlated normal inputs are the published ones")
  func published() throws {
    let result = try indices(try DependentRows.threeModel())
    for (index, entry) in result.entries.enumerated() {
      #expect(agrees(entry.fullFirst, DependentRows.threeFullFirst[index]), "\(entry)")
      #expect(agrees(entry.independentTotal, DependentRows.threeIndependentTotal[index]))
      #expect(entry.fullFirst.high - entry.fullFirst.low < 0.05)
    }
    // PEERS section 6.2: with sd 1, 2 and r = -0.5 the first index of X1 is 0.
    let opposed = try indices(
      try ReferenceFunctions.linear(
        coefficients: [1, 1],
        deviations: [1, 2],
        pearson: [[1, -0.5], [-0.5, 1]]
      )
    )
    #expect(agrees(opposed.entries[0].fullFirst, 0))
    #expect(opposed.entries[0].fullFirst.high < 0.05)
  }

  @Test("of independent inputs are Sobol's, with a dummy at 0")
  func independent() throws {
    let result = try indices(try ReferenceFunctions.ishigami(), dummy: true)
    for index in 0..<3 {
      let entry = result.entries[index]
      #expect(agrees(entry.fullFirst, ReferenceFunctions.Ishigami.first[index]), "\(entry)")
      #expect(agrees(entry.independentTotal, ReferenceFunctions.Ishigami.total[index]), "\(entry)")
    }
    let dummy = result.entries[3]
    #expect(agrees(dummy.fullFirst, 0))
    #expect(dummy.independentTotal.value == 0)
    let grouped = try indices(
      try ReferenceFunctions.ishigami(),
      groups: [("odd", ["x1", "x3"]), ("even", ["x2"])]
    )
    for (entry, value) in zip(grouped.entries, ReferenceFunctions.Ishigami.groups) {
      #expect(agrees(entry.fullFirst, value) && agrees(entry.independentTotal, value))
    }
  }

  /// The closed form of a linear function of normal inputs is the source.
  ///
  /// `LinearGaussianTests` compares it with published figures. 24 estimates within 5 standard errors:
  /// a false alarm in 1,000.
  @Test("of separate blocks and of groups that cut a block are those of the closed form")
  func blocks() throws {
    var pearson = (0..<6).map { row in (0..<6).map { row == $0 ? 1.0 : 0 } }
    for (a, b, r) in [(0, 1, 0.7), (1, 2, 0.5), (0, 2, 0.3), (3, 4, -0.6)] {
      pearson[a][b] = r
      pearson[b][a] = r
    }
    let model = try ReferenceFunctions.linear(
      coefficients: [1, -2, 1.5, 1, 2, 1],
      deviations: [1, 0.5, 2, 1, 1, 0.7],
      pearson: pearson
    )
    for groups in [nil, [("cut", ["x1", "x2", "x4"]), ("pair", ["x3", "x6"])]] {
      let problem = try SensitivityProblem(model: model, output: "y", groups: groups)
      let function = try #require(try LinearGaussian.recognise(problem))
      let exact = try KucherenkoIndices(exactly: function)
      let found = try indices(model, groups: groups)
      for (entry, wanted) in zip(found.entries, exact.entries) {
        #expect(entry.name == wanted.name)
        #expect(agrees(entry.fullFirst, wanted.fullFirst.value), "\(entry) \(wanted)")
        #expect(agrees(entry.independentTotal, wanted.independentTotal.value), "\(entry) \(wanted)")
      }
    }
  }

  /// A score that is given is exact in the formula of the conditional draw, to rounding.
  @Test("take conditional scores from two draws of a block")
  func conditionalScores() throws {
    let pearson = [[1, 0.5, 0.0], [0.5, 1, 0.2], [0, 0.2, 1]]
    let model = try ReferenceFunctions.linear(
      coefficients: [1, 1, 1],
      deviations: [1, 1, 1],
      pearson: pearson
    )
    let problem = try SensitivityProblem(model: model, output: "y")
    let blocks = try ScoreSpace(problem, method: "test").blocks()
    #expect(blocks.count == 1)
    let block = try #require(blocks.first)
    let first = [[0.3, -1.2], [0.8, 0.1], [-0.4, 2]]
    let second = [[1.1, 0.2], [-0.5, 0.9], [0.6, -0.7]]
    let draws = try block.draw(first, second)
    let part = try #require(try block.part([block.positions[1]]))
    let own = try #require(part.places.first)
    for point in 0..<2 {
      let same = block.given(part, draws, at: own)[point]
      #expect(isClose(same, draws.first[own][point], relative: 1e-12, absolute: 1e-12))
    }
    #expect(try block.part(block.positions) == nil)
    #expect(try block.part([99]) == nil)
  }

  @Test("lie in about 95 of 100 of their intervals")
  func coverage() throws {
    let model = try DependentRows.threeModel()
    var first = [0, 0, 0]
    var total = [0, 0, 0]
    for seed in 0..<100 {
      let result = try indices(model, points: 16, seed: UInt64(500 + seed))
      for (index, entry) in result.entries.enumerated() {
        let (a, b) = (
          DependentRows.threeFullFirst[index], DependentRows.threeIndependentTotal[index]
        )
        first[index] += entry.fullFirst.low <= a && a <= entry.fullFirst.high ? 1 : 0
        let estimate = entry.independentTotal
        total[index] += estimate.low <= b && b <= estimate.high ? 1 : 0
      }
    }
    // At a true coverage of 95 %, fewer than 87 of 100 come with probability 0.0006.
    #expect((first + total).allSatisfy { $0 >= 87 }, "\(first) \(total)")
  }

  @Test("are the same for any number of threads, order, names and scale")
  func invariance() throws {
    let base = try indices(try ReferenceFunctions.ishigami(), points: 64)
    for threads in [2, 8] {
      let other = try indices(try ReferenceFunctions.ishigami(), points: 64, threads: threads)
      #expect(base.entries == other.entries)
    }
    let changed = try indices(
      try ReferenceFunctions.ishigami(names: ["c", "b", "a"], order: [2, 0, 1], scale: 3),
      points: 64
    )
    for (index, name) in ["c", "b", "a"].enumerated() {
      let entry = try #require(changed.entries.first { $0.name == name })
      let own = base.entries[index]
      #expect(
        isClose(entry.fullFirst.value, own.fullFirst.value, relative: 1e-12, absolute: 1e-12)
      )
      #expect(
        isClose(entry.independentTotal.high, own.independentTotal.high, relative: 1e-12)
      )
    }
  }

  @Test("take discrete and Dirichlet inputs and refuse bad settings")
  func kinds() throws {
    var builder = ModelBuilder()
    let mix = try builder.dirichlet("mix", alpha: [3, 2, 1])
    let kind = builder.input("kind", try Discrete(values: [0, 1], weights: [1, 1]))
    builder.output("y", builder.apply(.multiply, kind, mix[0]))
    let model = try builder.build()
    let result = try indices(model)
    // k m with k in {0, 1}, m ~ Beta(3, 3): V = 1/28/4 + 1/16 + 1/112.
    let v = 1.0 / 112 + 1.0 / 16 + 1.0 / 112
    #expect(result.entries.map(\.name) == ["mix", "kind"])
    #expect(agrees(result.entries[0].fullFirst, 1.0 / 112 / v))
    #expect(agrees(result.entries[1].fullFirst, 1.0 / 16 / v))
    #expect(agrees(result.entries[0].independentTotal, 2.0 / 112 / v))
    #expect(throws: SensitivityError.self) { try indices(model, points: 1) }
  }
}
