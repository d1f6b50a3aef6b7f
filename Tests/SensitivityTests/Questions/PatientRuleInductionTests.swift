import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("Scenario discovery")
struct PatientRuleInductionTests {
  /// Above 0 exactly where x1 > 0.6 and x2 < 0.4; x3, x4 idle.
  private func given(_ draws: Int = 1 << 14, threads: Int = 1) throws -> GivenDraws {
    let model = try QuestionModels.model { builder in
      let uniform = try Uniform(low: 0, high: 1)
      let x = ["x1", "x2", "x3", "x4"].map { builder.input($0, uniform) }
      let left = builder.apply(.subtract, x[0], builder.constant(0.6))
      let right = builder.apply(.subtract, builder.constant(0.4), x[1])
      let idle = builder.apply(.multiply, builder.constant(1e-9), builder.apply(.add, x[2], x[3]))
      return builder.apply(.add, builder.apply(.minimum, left, right), idle)
    }
    let samples = try Simulation(
      model,
      settings: QuestionModels.settings(draws, threads: threads, keepsInputs: true)
    ).run()
    return try GivenDraws(samples: samples, output: "y")
  }

  @Test("finds a box that is there, and its limits")
  func box() throws {
    let found = try PatientRuleInduction(try given(), interest: .above(0))
    #expect(Set(found.restrictions.map(\.label)) == ["x1", "x2"])
    #expect(found.prevalence.holds(0.16, rounding: 1e-3))
    #expect(found.box.coverage.value > 0.93 && found.box.density.value > 0.93)
    for restriction in found.restrictions {
      #expect(restriction.support == 1)
      #expect(restriction.densityWithout < 0.5)
      if restriction.label == "x1" {
        #expect(abs(try #require(restriction.low) - 0.6) < 0.02 && restriction.high == nil)
      } else {
        #expect(abs(try #require(restriction.high) - 0.4) < 0.02 && restriction.low == nil)
      }
    }
    #expect(found.box.limits.map(\.label) == ["x1", "x2"])
    #expect(found.box.limits[0].low == found.restrictions.first { $0.label == "x1" }?.low)
    // The 1 % and 99 % quantiles of a uniform input between 0 and 1.
    for range in found.ranges.prefix(2) {
      #expect(abs(range.low - 0.01) < 1e-3 && abs(range.high - 0.99) < 1e-3)
    }
    let path = found.trajectory
    #expect(path[0].coverage == IndexEstimate(exactly: 1) && path[0].restrictedInputs == 0)
    for (earlier, later) in zip(path, path.dropFirst()) {
      #expect(later.mass.value < earlier.mass.value)
    }
  }

  @Test("takes the largest box of the density asked for")
  func density() throws {
    let draws = try given()
    let loose = try PatientRuleInduction(draws, interest: .above(0), leastDensity: 0.35)
    let dense = try PatientRuleInduction(draws, interest: .above(0), leastDensity: 0.9)
    #expect(loose.box.mass.value > dense.box.mass.value)
    #expect(loose.box.density.value > 0.3 && loose.box.coverage.value > 0.99)
  }

  @Test("peels all ties of a discrete input together, and works below a limit")
  func discrete() throws {
    let model = try QuestionModels.model { builder in
      let law = try Bernoulli(probability: 0.4)
      let open = builder.input("open", law)
      let noise = builder.input("noise", try Uniform(low: 0, high: 1))
      return builder.apply(.add, open, builder.apply(.multiply, builder.constant(0.5), noise))
    }
    let samples = try Simulation(
      model,
      settings: QuestionModels.settings(4_096, keepsInputs: true)
    ).run()
    let draws = try GivenDraws(samples: samples, output: "y")
    let found = try PatientRuleInduction(draws, interest: .below(0.75))
    #expect(found.restrictions.map(\.label) == ["open"])
    #expect(found.restrictions.first?.high == 0)
    #expect(found.box.density == IndexEstimate(exactly: 1))
    #expect(throws: SensitivityError.self) {
      try PatientRuleInduction(draws, interest: .above(100))
    }
  }

  @Test("is the same for any number of threads")
  func threads() throws {
    let one = try PatientRuleInduction(try given(2_048), interest: .above(0))
    let two = try PatientRuleInduction(try given(2_048, threads: 2), interest: .above(0))
    #expect(one.restrictions == two.restrictions && one.trajectory == two.trajectory)
  }
}
