import ModelKit
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("Shapley effects of given draws")
struct ShapleyGivenDataTests {
  private func draws(_ model: Model, draws: Int = 1 << 14) throws -> GivenDraws {
    let samples = try TestModels.run(model, draws: draws, seed: 11, keepsInputs: true)
    return try GivenDraws(samples: samples, output: "y")
  }

  @Test("cover the published effects, with the allowance for unequal neighbours")
  func published() throws {
    let three = try ShapleyEffects(
      nearestNeighboursIn: try draws(try DependentRows.threeModel()),
      anchors: 128,
      seed: 1
    )
    #expect(three.method == .nearestNeighbours)
    // Fixed seed; a 95 % interval and the allowance on top.
    for (entry, value) in zip(three.entries, DependentRows.threeShapley) {
      #expect(entry.effect.low <= value && value <= entry.effect.high, "\(entry)")
      #expect(entry.effect.high - entry.effect.low < 0.1)
    }
    #expect(isClose(three.entries.reduce(0) { $0 + $1.effect.value }, 1, relative: 1e-12))
    let ishigami = try ShapleyEffects(
      nearestNeighboursIn: try draws(try ReferenceFunctions.ishigami()),
      anchors: 128,
      seed: 1
    )
    for (entry, value) in zip(
      ishigami.entries,
      [0.435747023179, 0.442411144790, 0.121841832031]
    ) {
      #expect(entry.effect.low <= value && value <= entry.effect.high, "\(entry)")
    }
  }

  @Test("are the same for any number of threads and any rising scale of the inputs")
  func invariance() throws {
    let given = try draws(try ReferenceFunctions.ishigami(), draws: 1 << 12)
    let base = try ShapleyEffects(nearestNeighboursIn: given, anchors: 32, seed: 1)
    for threads in [2, 8] {
      let other = try ShapleyEffects(
        nearestNeighboursIn: given,
        anchors: 32,
        seed: 1,
        threads: threads
      )
      #expect(base.entries == other.entries)
    }
    let stretched = try GivenDraws(
      columns: given.columns.map { column in
        (column.label, column.values.map { $0 * $0 * $0 + 5 })
      },
      values: given.values,
      output: "y"
    )
    let other = try ShapleyEffects(nearestNeighboursIn: stretched, anchors: 32, seed: 1)
    #expect(base.entries == other.entries)
  }

  @Test("take groups and many factors, and refuse what they cannot group")
  func groups() throws {
    let given = try draws(try ReferenceFunctions.borehole(), draws: 1 << 12)
    let many = try ShapleyEffects(nearestNeighboursIn: given, anchors: 16, seed: 1)
    #expect(many.entries.count == 8)
    #expect(isClose(many.entries.reduce(0) { $0 + $1.effect.value }, 1, relative: 1e-12))
    let largest = many.entries.max { $0.effect.value < $1.effect.value }
    #expect(largest?.name == "r_w")
    let three = try draws(try DependentRows.threeModel(), draws: 1 << 12)
    let grouped = try ShapleyEffects(
      nearestNeighboursIn: three,
      groups: [("pair", ["x2", "x3"]), ("first", ["x1"])],
      seed: 1
    )
    let pair = grouped.entries[0].effect
    #expect(pair.low <= 1 - 1 / 9.6 && pair.high >= 1 - 1 / 9.6, "\(pair)")
    #expect(throws: SensitivityError.self) {
      try ShapleyEffects(nearestNeighboursIn: three, groups: [("a", ["x1"])], seed: 1)
    }
    #expect(throws: SensitivityError.self) {
      try ShapleyEffects(nearestNeighboursIn: three, groups: [("a", ["none"])], seed: 1)
    }
    #expect(throws: SensitivityError.self) {
      try ShapleyEffects(nearestNeighboursIn: three, neighbours: 1, seed: 1)
    }
  }
}
