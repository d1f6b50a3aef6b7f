import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("PAWN")
struct PAWNTests {
  @Test("of two groups is the distance between a group and the mixture")
  func exact() throws {
    // y = 3 x + noise on (0, 1), x in {0, 1} with p = 0.3: F(y | 0) differs from F by 0.3 at most,
    // F(y | 1) by 0.7. Median and mean of the two: 0.5.
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Bernoulli(probability: 0.3))
      let noise = builder.input("noise", try Uniform(low: 0, high: 1))
      return builder.apply(.add, builder.apply(.multiply, builder.constant(3), x), noise)
    }
    let given = try BorgonovoDeltaTests.given(model, draws: 1 << 14, seed: 2)
    let pawn = try PAWN(given, seed: 1)
    #expect(abs(pawn.rows[0].median.value - 0.5) < 2e-3)
    #expect(abs(pawn.rows[0].maximum.value - 0.7) < 2e-3)
    #expect(!pawn.rows[0].isNoise)
  }

  @Test("tells inputs with influence from one without")
  func noise() throws {
    let model = try QuestionModels.sum([("a", 0, 2, 1), ("b", 0, 1, 1), ("idle", 0, 1, 1e-30)])
    let given = try BorgonovoDeltaTests.given(model, draws: 1 << 14, seed: 2, method: .pseudo)
    let pawn = try PAWN(given, seed: 1)
    #expect(pawn.rows.map(\.isNoise) == [false, false, true])
    #expect(pawn.rows[0].median.value > pawn.rows[1].median.value)
    // Monotone changes of scale are without effect.
    let moved = try GivenDraws(
      columns: given.columns.map { ($0.label, $0.values.map { 2 * $0 + 1 }) },
      values: given.values,
      output: "y"
    )
    for (a, b) in zip(try PAWN(moved, seed: 1).rows, pawn.rows) {
      #expect(abs(a.median.value - b.median.value) < 1e-12)
    }
    #expect(throws: SensitivityError.self) { try PAWN(given, slices: 200, seed: 1) }
  }

  @Test("has values without intervals, since finite samples lie too far apart")
  func interval() throws {
    let model = try QuestionModels.sum([("a", 0, 2, 1), ("b", 0, 1, 1)])
    let given = try BorgonovoDeltaTests.given(model, draws: 1 << 12, seed: 2)
    for row in try PAWN(given, seed: 1).rows {
      #expect(row.median.value > 0 && !row.median.hasInterval && !row.maximum.hasInterval)
    }
  }
}

@Suite("The Hilbert-Schmidt criterion")
struct HilbertSchmidtTests {
  @Test("is 1 for the output itself and tells a dependence without correlation")
  func dependence() throws {
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Uniform(low: -1, high: 1))
      let idle = builder.input("idle", try Uniform(low: -1, high: 1))
      let square = builder.apply(.multiply, x, x)
      return builder.apply(.add, square, builder.apply(.multiply, builder.constant(1e-30), idle))
    }
    let given = try BorgonovoDeltaTests.given(model, draws: 1 << 13, seed: 2, method: .pseudo)
    let rows = try HilbertSchmidt(given).rows
    #expect(rows[0].index.low > 0.05 && rows[0].pValue < 1e-6)
    #expect(rows[1].index.includesZero && rows[1].pValue > 1e-4)
    let itself = try GivenDraws(
      columns: [("y", given.values)],
      values: given.values,
      output: "y"
    )
    let one = try HilbertSchmidt(itself).rows[0]
    #expect(
      isClose(one.index.value, 1, relative: 1e-12) && isClose(one.index.low, 1, relative: 1e-9)
    )
  }

  @Test("has p-values that are uniform without dependence")
  func probabilities() throws {
    var small = 0
    let model = try QuestionModels.sum([("a", 0, 1, 1), ("idle", 0, 1, 1e-30)])
    for seed in 0..<60 {
      let given = try BorgonovoDeltaTests.given(
        model,
        draws: 1_024,
        seed: UInt64(seed),
        method: .pseudo
      )
      let row = try HilbertSchmidt(given, drawsPerBlock: 16, testDraws: 128).rows[1]
      small += row.pValue < 0.2 ? 1 : 0
    }
    // Binomial(60, 0.2): outside 3 ... 23 with probability 1e-3.
    #expect((3...23).contains(small))
  }
}
