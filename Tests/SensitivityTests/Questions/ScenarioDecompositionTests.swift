import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("A difference between scenarios")
struct ScenarioDecompositionTests {
  /// a b x + c with changes a: 1 -> 2, b: 3 -> 5, c: 0 -> 1.
  private func samples(_ changed: Set<String>, seed: UInt64 = 3) throws -> SampleSet {
    var builder = ModelBuilder()
    let x = builder.input("x", try LogNormal(p05: 0.8, p95: 1.25))
    let factor = (changed.contains("a") ? 2.0 : 1) * (changed.contains("b") ? 5 : 3)
    let product = builder.apply(.multiply, builder.constant(factor), x)
    let shift = builder.constant(changed.contains("c") ? 1 : 0)
    builder.output("y", builder.apply(.add, product, shift))
    return try Simulation(
      try builder.build(),
      settings: QuestionModels.settings(4_096, seed: seed)
    ).run()
  }

  @Test("is split by Shapley values that sum to it")
  func shapley() throws {
    let split = try ScenarioDecomposition(
      changes: ["a", "b", "c"],
      output: "y",
      statistic: .median
    ) { try samples($0) }
    // The median of x is 1: 3 -> 11. a: (3 + 5) / 2, b: (2 + 4) / 2, c: 1.
    for (contribution, expected) in zip(split.contributions, [4.0, 3, 1]) {
      #expect(contribution.value.holds(expected, rounding: 1e-3))
    }
    #expect(split.contributions[0].alone.holds(3, rounding: 1e-3))
    #expect(split.contributions[0].last.holds(5, rounding: 1e-3))
    let sum = split.contributions.reduce(0) { $0 + $1.value.value }
    #expect(isClose(sum, split.difference.value, relative: 1e-13))
    #expect(split.waterfall.map(\.name) == ["a", "b", "c"])
    #expect(split.waterfall.first?.start == split.baseline.value)
    #expect(split.waterfall.last?.end == split.scenario.value)
    // In a draw a contributes 4 x, and x lies between 0.8 and 1.25 in nine draws of ten.
    #expect(isClose(split.contributions[0].spread.low, 3.2, relative: 2e-3))
    #expect(isClose(split.contributions[0].spread.high, 5, relative: 2e-3))
    // Together they contribute 10 x - 3 x + 1.
    #expect(isClose(split.differenceSpread.low, 6.6, relative: 2e-3))
    #expect(abs(split.contributions[2].spread.low - 1) < 1e-12)
    #expect(split.models == 8 && split.draws == 4_096)
    // The constant change is known exactly.
    #expect(abs(split.contributions[2].value.high - 1) < 1e-12)
  }

  @Test("over the order given and its reverse sums to it too")
  func twoOrders() throws {
    let split = try ScenarioDecomposition(
      changes: ["a", "b", "c"],
      output: "y",
      orders: .forwardAndReverse
    ) { try samples($0) }
    #expect(split.models == ScenarioDecomposition.modelCount(changes: 3, orders: split.orders))
    let sum = split.contributions.reduce(0) { $0 + $1.value.value }
    #expect(isClose(sum, split.difference.value, relative: 1e-13))
  }

  @Test("with one change is that change's, and an empty change is exactly 0")
  func single() throws {
    let split = try ScenarioDecomposition(changes: ["a"], output: "y") { try samples($0) }
    #expect(split.contributions[0].value == split.difference)
    let empty = try ScenarioDecomposition(changes: ["nothing"], output: "y") { try samples($0) }
    #expect(empty.contributions[0].value == IndexEstimate(exactly: 0))
  }

  @Test("needs common random numbers")
  func refused() throws {
    #expect(throws: ScenarioDecompositionError.self) {
      try ScenarioDecomposition(changes: ["a"], output: "y") {
        try samples($0, seed: $0.isEmpty ? 1 : 2)
      }
    }
    #expect(throws: ScenarioDecompositionError.self) {
      try ScenarioDecomposition(changes: ["a", "a"], output: "y") { try samples($0) }
    }
  }
}
