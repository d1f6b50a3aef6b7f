import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("A perturbed law")
struct PerturbedLawTests {
  private func given(
    _ model: Model,
    _ draws: Int = 1 << 15,
    threads: Int = 1
  ) throws -> GivenDraws {
    let samples = try Simulation(
      model,
      settings: QuestionModels.settings(draws, threads: threads, keepsInputs: true)
    ).run()
    return try GivenDraws(samples: samples, output: "y")
  }

  @Test("of a normal input is the shifted normal")
  func normal() throws {
    let model = try QuestionModels.sum([("a", 1, 2, 1.5), ("b", 0, 4, 1)])
    let law = try PerturbedLaw(try given(model), input: "a")
    // The mean of a moves by 2, so that of 1.5 a + b by 3, and every quantile with it.
    #expect(isClose(law.perturbedMean, 3, relative: 5e-3))
    for effect in law.effects {
      #expect(effect.change.holds(3, rounding: 0.02))
      #expect(effect.change.high - effect.change.low < 0.8)
    }
    // Weights exp(t x) of a normal: the effective part is exp(-t^2), 0.3679.
    #expect(abs(law.effectiveDraws / Double(law.draws) - 0.3679) < 0.02 && law.isReliable)
  }

  @Test("of a bounded input keeps its bounds and has the mean asked for")
  func bounded() throws {
    let model = try QuestionModels.model { builder in
      builder.input("x", try Uniform(low: 0, high: 1))
    }
    let draws = try given(model)
    for shift in [-1.0, 0.5, 1] {
      let law = try PerturbedLaw(draws, input: "x", shift: shift, statistics: [.mean])
      let target = 0.5 + shift / 12.0.squareRoot()
      #expect(isClose(law.perturbedMean, target, relative: 1e-4))
      #expect(isClose(law.effects[0].perturbed.value, law.perturbedMean, relative: 1e-9))
    }
    // No weighting of draws below 1 has a mean of 0.5 + 2 / sqrt(12) > 1.
    #expect(throws: SensitivityError.self) { try PerturbedLaw(draws, input: "x", shift: 2) }
    #expect(throws: SensitivityError.self) { try PerturbedLaw(draws, input: "x", shift: 0) }
  }

  @Test("is made for every input in both directions, discrete ones too")
  func all() throws {
    let model = try QuestionModels.model { builder in
      let sites = builder.input("sites", try Poisson(mean: 10))
      let price = builder.input("price", try LogNormal(p05: 50, p95: 200))
      return builder.apply(.multiply, sites, price)
    }
    let laws = try PerturbedLaw.all(try given(model, 4_096), statistics: [.mean])
    #expect(laws.map(\.input) == ["sites", "sites", "price", "price"])
    #expect(laws.map { $0.effects[0].change.value > 0 } == [false, true, false, true])
    // E = E[sites] E[price]: 10 -> 10 + sqrt(10).
    let up = laws[1].effects[0]
    #expect(up.change.holds(up.original.value * 10.0.squareRoot() / 10, rounding: 5))
  }

  @Test("by moving every value is exact for a square")
  func translated() throws {
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Normal(mean: 3, standardDeviation: 1))
      return builder.apply(.multiply, x, x)
    }
    let moved = try TranslatedInput(
      model: model,
      output: "y",
      input: "x",
      statistics: [.mean, .median],
      settings: QuestionModels.settings()
    )
    // E[(x + c)^2] - E[x^2] = 6 c + c^2; median (3 + c)^2 - 9.
    let c = moved.amount
    #expect(moved.effects[0].change.holds(6 * c + c * c, rounding: 1e-3))
    #expect(moved.effects[1].change.holds(6 * c + c * c, rounding: 1e-2))
  }

  @Test("of an input whose largest draws carry the weights has no interval")
  func heavyWeights() throws {
    // The weights of an exponential input with twice the mean are Pareto distributed with exponent 2:
    // they have no variance. Those of a normal one have all moments.
    let exponential = try QuestionModels.model { builder in
      builder.input("x", try Exponential(rate: 1))
    }
    let heavy = try PerturbedLaw(try given(exponential), input: "x")
    #expect(abs(heavy.weightTail - 0.5) < 0.08)
    #expect(!heavy.isReliable && heavy.effects.allSatisfy { !$0.change.hasInterval })
    let normal = try QuestionModels.sum([("x", 1, 2, 1)])
    let light = try PerturbedLaw(try given(normal), input: "x")
    #expect(light.isReliable && light.effects.allSatisfy(\.change.hasInterval))
  }
}
