import ModelKit
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("The value of information")
struct ValueOfInformationTests {
  /// Keep (0) or change (mean + 800 z1 + 600 z2 + 0 z3).
  private func twoActions(
    mean: Double,
    seed: UInt64 = 7,
    draws: Int = 1 << 15,
    threads: Int = 1,
    groups: [(name: String, inputs: [String])] = []
  ) throws -> ValueOfInformation {
    var builder = ModelBuilder()
    var total = builder.constant(mean)
    for (name, weight) in [("a", 800.0), ("b", 600), ("idle", 0)] {
      let x = builder.input(name, try Normal(mean: 0, standardDeviation: 1))
      total = builder.apply(
        .add,
        total,
        builder.apply(.multiply, builder.constant(weight), x)
      )
    }
    builder.output("change", total)
    builder.output("keep", builder.constant(0))
    let samples = try Simulation(
      try builder.build(),
      settings: QuestionModels.settings(draws, seed: seed, threads: threads, keepsInputs: true)
    ).run()
    return try ValueOfInformation(
      samples: samples,
      actions: ["keep", "change"],
      groups: groups
    )
  }

  @Test("of two actions with normal benefit is the unit normal loss")
  func unitNormalLoss() throws {
    // PEERS section 6.5 (Raiffa and Schlaifer 1961): EVPI and, for 800^2 + 600^2, EVPPI.
    let rows: [(mean: Double, perfect: Double)] = [
      (500, 197.796557), (-500, 197.796557), (0, 398.942280), (1_000, 83.315471),
    ]
    for row in rows {
      let value = try twoActions(mean: row.mean)
      #expect(value.perfect.holds(row.perfect, rounding: 1e-6))
      #expect(value.best == (row.mean > 0 ? 1 : row.mean < 0 ? 0 : value.best))
    }
    let value = try twoActions(mean: 500, groups: [("both", ["a", "b"])])
    let partial = Dictionary(uniqueKeysWithValues: value.partial.map { ($0.name, $0) })
    #expect(try #require(partial["a"]).value.holds(129.536010))
    #expect(try #require(partial["b"]).value.holds(67.982935))
    #expect(try #require(partial["both"]).value.holds(197.796557))
    #expect(try #require(partial["idle"]).value.includesZero)
    for name in ["a", "b", "both"] {
      let index = try #require(partial[name]).value
      #expect(index.high - index.low < 8)
    }
    // P(500 + 1000 z > 0) = Phi(0.5).
    #expect(abs(value.actions[1].probabilityBest - 0.6914624612740131) < 0.005)
  }

  @Test("never falls when inputs are added and never exceeds the EVPI")
  func monotone() throws {
    for seed in 0..<5 {
      let value = try twoActions(
        mean: 0,
        seed: UInt64(seed),
        draws: 1_024,
        groups: [("ai", ["a", "idle"]), ("bi", ["b", "idle"]), ("ab", ["a", "b"])]
      )
      for set in value.partial {
        #expect(set.value.value <= value.perfect.value && set.value.value >= 0)
        for part in value.partial where Set(part.inputs).isSubset(of: set.inputs) {
          #expect(part.value.value <= set.value.value)
        }
      }
    }
  }

  @Test("of an idle input cannot be told from 0, also where the actions are as good on average")
  func idle() throws {
    var held = 0
    for seed in 0..<20 {
      let value = try twoActions(mean: 0, seed: UInt64(seed), draws: 4_096)
      held += value.partial.first { $0.name == "idle" }?.value.includesZero == true ? 1 : 0
    }
    // Binomial(20, 0.95): fewer than 16 with probability 3e-3.
    #expect(held >= 16)
  }

  @Test("is exact for discrete inputs and three actions, lowest cost sought")
  func discrete() throws {
    // Costs: 4; 10 s; 6 t with s, t independent Bernoulli 0.3 and 0.5. Means 4, 3, 3.
    // Knowing s: s = 0 costs 0, s = 1 costs min(4, 10, 3) = 3: 0.9, so worth 3 - 0.9 = 2.1.
    // Knowing t: t = 0 costs 0, t = 1 costs min(4, 3, 6) = 3: 1.5, so worth 1.5.
    // Knowing both: 0 but for s = t = 1, where it costs 4: 0.15 * 4 = 0.6, so worth 2.4.
    var builder = ModelBuilder()
    let s = builder.input("s", try Bernoulli(probability: 0.3))
    let t = builder.input("t", try Bernoulli(probability: 0.5))
    let u = builder.input("u", try Uniform(low: -1, high: 1))
    builder.output("flat", builder.constant(4))
    builder.output("first", builder.apply(.multiply, builder.constant(10), s))
    builder.output(
      "second",
      builder.apply(.add, u, builder.apply(.multiply, builder.constant(6), t))
    )
    let samples = try Simulation(
      try builder.build(),
      settings: QuestionModels.settings(1 << 15, keepsInputs: true)
    ).run()
    let value = try ValueOfInformation(
      samples: samples,
      actions: ["flat", "first", "second"],
      goal: .lowest,
      groups: [("both", ["s", "t"])]
    )
    let partial = Dictionary(uniqueKeysWithValues: value.partial.map { ($0.name, $0.value) })
    // The best action on average is decided by the draws: both cost 3.
    #expect(try #require(partial["s"]).holds(2.1, rounding: 0.01))
    #expect(try #require(partial["t"]).holds(1.5, rounding: 0.01))
    #expect(try #require(partial["both"]).holds(2.4, rounding: 0.02))
    #expect(value.actions[0].expectedPayoff == IndexEstimate(exactly: 4))
  }

  @Test("is the same for any number of threads and refuses one action")
  func threadsAndErrors() throws {
    let one = try twoActions(mean: 100, draws: 2_048)
    for threads in [2, 8] {
      #expect(try twoActions(mean: 100, draws: 2_048, threads: threads).partial == one.partial)
    }
    let samples = try TestModels.run(try TestModels.fermi(), draws: 256, keepsInputs: true)
    #expect(throws: SensitivityError.self) {
      try ValueOfInformation(samples: samples, actions: ["revenue"])
    }
  }
}
