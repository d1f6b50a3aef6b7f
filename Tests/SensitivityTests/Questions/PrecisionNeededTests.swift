import ModelKit
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("The precision needed")
struct PrecisionNeededTests {
  @Test("of two normal terms is the root of a quadratic")
  func linear() throws {
    let model = try QuestionModels.sum([("a", 5, 3, 1), ("b", 2, 2, 2)])
    let settings = QuestionModels.settings()
    // Standard deviations 3 and 4: width(k) / width(1) = sqrt(9 + 16 k^2) / 5 for b.
    let b = try PrecisionNeeded(
      model: model,
      output: "y",
      input: "b",
      goal: 0.9,
      settings: settings
    )
    let factor = try #require(b.factor)
    #expect(factor.holds(((0.81 * 25 - 9) / 16).squareRoot()))
    #expect(factor.high - factor.low < 0.05)
    #expect(b.remainderAtExact.holds(0.6) && b.isMonotone)
    // The 90 % interval of b: 2 +- 1.6448536 * 2.
    let present = try #require(b.presentInput)
    #expect(isClose(present.upperBound, 2 + 2 * 1.6448536269514722, relative: 1e-9))
    let needed = try #require(b.neededInput)
    #expect(
      isClose(needed.upperBound, 2 + 2 * 1.6448536269514722 * factor.value, relative: 1e-9)
    )
    // Even exact knowledge of either leaves more than half of the width.
    let all = try PrecisionNeeded.all(model: model, output: "y", goal: 0.5, settings: settings)
    #expect(all.map(\.input) == ["b", "a"] && all.allSatisfy { $0.factor == nil })
    #expect(all[1].remainderAtExact.holds(0.8))
  }

  @Test("of a correlated input shrinks what the model draws, not only its own coordinate")
  func correlated() throws {
    let pearson = 0.6
    // rho = 6/pi asin(r/2); r = 0.6 gives 0.581925...: use the value that gives r back.
    let model = try QuestionModels.sum(
      [("a", 0, 3, 1), ("b", 0, 4, 1)],
      spearman: 0.5819250955
    )
    let b = try PrecisionNeeded(
      model: model,
      output: "y",
      input: "b",
      goal: 0.8,
      settings: QuestionModels.settings()
    )
    // Variance 9 + 16 k^2 + 2 * 12 r k, at k = 1: 39.4.
    let full = 25 + 24 * pearson
    #expect(b.remainderAtExact.holds(3 / full.squareRoot()))
    let target = 0.64 * full - 9
    let expected =
      (-24 * pearson + ((24 * pearson) * (24 * pearson) + 64 * target).squareRoot()) / 32
    #expect(try #require(b.factor).holds(expected))
  }

  @Test("is defined for shares, parametric and discrete inputs")
  func kinds() throws {
    let settings = QuestionModels.settings(4_096)
    let bill = try PrecisionNeeded(
      model: try QuestionModels.bill(),
      output: "bill",
      input: "mix",
      settings: settings
    )
    // All that varies is the mix: exact knowledge leaves nothing.
    #expect(bill.remainderAtExact.value == 0 && bill.factor != nil && bill.presentInput == nil)
    let mixed = try PrecisionNeeded.all(
      model: try TestModels.mixed(),
      output: "total",
      goal: 0.9,
      settings: settings
    )
    #expect(Set(mixed.map(\.input)) == ["ads", "price", "months", "mix", "noise"])
    let counts = try QuestionModels.model { builder in
      let sites = builder.input("sites", try Poisson(mean: 10))
      let price = builder.input("price", try Normal(mean: 100, standardDeviation: 5))
      return builder.apply(.multiply, sites, price)
    }
    let sites = try PrecisionNeeded(model: counts, output: "y", input: "sites", settings: settings)
    #expect(sites.factor != nil)
  }

  @Test("is refused for an output without spread and goals out of range")
  func refused() throws {
    let model = try QuestionModels.sum([("a", 0, 1, 1)])
    for goal in [0, 1, Double.nan] {
      #expect(throws: SensitivityError.self) {
        try PrecisionNeeded(
          model: model,
          output: "y",
          input: "a",
          goal: goal,
          settings: QuestionModels.settings(256)
        )
      }
    }
  }
}
