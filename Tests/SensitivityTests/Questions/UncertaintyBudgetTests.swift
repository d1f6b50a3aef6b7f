import ModelKit
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("An uncertainty budget")
struct UncertaintyBudgetTests {
  private func budget(
    _ model: Model,
    output: String = "y",
    draws: Int = 1 << 15,
    centre: CentralValue = .median
  ) throws -> UncertaintyBudget {
    let samples = try Simulation(
      model,
      settings: QuestionModels.settings(draws, keepsInputs: true)
    ).run()
    return try UncertaintyBudget(model: model, output: output, samples: samples, centre: centre)
  }

  @Test("of a sum of normal inputs is exact")
  func linear() throws {
    // Saltelli et al. (2004), portfolio: S = (.074074, .462963, .462963), sd 1469.694.
    let budget = try budget(
      try QuestionModels.sum([("Ps", 0, 4, 100), ("Pt", 0, 2, 500), ("Pj", 0, 1, 1_000)])
    )
    #expect(budget.rows.map(\.label) == ["Pt", "Pj", "Ps"])
    #expect(budget.rows.map(\.sensitivityCoefficient) == [500, 1_000, 100])
    #expect(budget.rows.allSatisfy { $0.isDerivative && $0.shape == "normal" })
    #expect(isClose(budget.combinedUncertainty, 2_160_000.0.squareRoot(), relative: 1e-12))
    for row in budget.rows {
      let expected = row.label == "Ps" ? 160_000.0 / 2_160_000 : 1_000_000.0 / 2_160_000
      #expect(isClose(row.share, expected, relative: 1e-12))
      #expect(row.firstOrder.holds(expected, rounding: 1e-3))
    }
    #expect(abs(try #require(budget.interactions).value) < 2e-3)
    #expect(budget.correlationShare == 0 && budget.isLinearAdequate)
    #expect(budget.value == 0)
  }

  @Test("says where the linear budget does not do")
  func logarithm() throws {
    // NPL DEM-ES-011 section 9.2: y = ln x, x ~ U(0.1, 1.1); GUM -0.511, 0.481; the exact mean is
    // -0.664900293 and the standard deviation 0.606226697.
    let model = try QuestionModels.model { builder in
      builder.apply(.log, builder.input("x", try Uniform(low: 0.1, high: 1.1)))
    }
    let budget = try budget(model)
    #expect(abs(budget.value + 0.511) < 5e-4 && abs(budget.combinedUncertainty - 0.481) < 5e-4)
    #expect(!budget.isLinearAdequate)
    #expect(isClose(budget.summary.mean, -0.664900293, relative: 1e-4))
    #expect(budget.rows[0].firstOrder.value > 0.998)
  }

  @Test("says that there is no linear budget where a derivative is not finite")
  func infiniteSlope() throws {
    // The median of uniform(-1, 1) is 0, where sqrt(|x|) has no derivative.
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Uniform(low: -1, high: 1))
      return builder.apply(.squareRoot, builder.apply(.absolute, x))
    }
    let budget = try budget(model)
    #expect(budget.linearInterval == nil && !budget.isLinearAdequate)
    #expect(budget.combinedUncertainty.isNaN)
    // The density of sqrt(|x|) is 2 y: mean 2/3, variance 1/2 - 4/9 = 1/18.
    #expect(isClose(budget.summary.standardDeviation, (1.0 / 18).squareRoot(), relative: 1e-3))
  }

  @Test("says that there is no linear budget where the central value is not finite")
  func infiniteCentre() throws {
    // One over |x| at the median of uniform(-1, 1).
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Uniform(low: -1, high: 1))
      return builder.apply(.divide, builder.constant(1), builder.apply(.absolute, x))
    }
    let budget = try budget(model)
    #expect(budget.value == .infinity)
    #expect(budget.linearInterval == nil && !budget.isLinearAdequate)
  }

  @Test("adds what correlations contribute")
  func correlated() throws {
    // Spearman 0.5819250955 is a correlation of 0.6: variance 9 + 16 + 2 * 12 * 0.6.
    let budget = try budget(
      try QuestionModels.sum([("a", 0, 3, 1), ("b", 0, 4, 1)], spearman: 0.5819250955)
    )
    #expect(isClose(budget.combinedUncertainty, 39.4.squareRoot(), relative: 3e-3))
    #expect(isClose(budget.correlationShare, 14.4 / 39.4, relative: 1e-2))
    #expect(budget.interactions == nil)
  }

  @Test("takes shares, parametric and discrete inputs")
  func kinds() throws {
    let budget = try budget(try TestModels.mixed(), output: "total", draws: 4_096)
    #expect(budget.rows.contains { $0.label == "mix[top]" && $0.shape == "dirichlet" })
    let counts = try QuestionModels.model { builder in
      let sites = builder.input("sites", try Poisson(mean: 16))
      let price = builder.input("price", try Normal(mean: 10, standardDeviation: 1))
      return builder.apply(.multiply, sites, price)
    }
    let rows = try self.budget(counts, draws: 4_096, centre: .mean).rows
    let sites = try #require(rows.first { $0.label == "sites" })
    // The slope over plus and minus 4 is the price, 10.
    #expect(!sites.isDerivative && isClose(sites.sensitivityCoefficient, 10, relative: 1e-12))
  }
}

@Suite("Variance by source")
struct GroupedVarianceTests {
  @Test("of the Ishigami function by groups is known")
  func ishigami() throws {
    let found = try GroupedVariance(
      model: try ReferenceFunctions.ishigami(),
      output: "y",
      labels: ["x1": "survey", "x3": "survey", "x2": "press"],
      unlabelled: "assumption",
      settings: QuestionModels.settings(1 << 15)
    )
    #expect(found.shares.map(\.label) == ["survey", "press"])
    for (share, expected) in zip(found.shares, ReferenceFunctions.Ishigami.groups) {
      #expect(share.first.holds(expected) && share.total.holds(expected))
      #expect(share.first.high - share.first.low < 0.02)
    }
    #expect(found.interactions.includesZero)
    #expect(found.variance.holds(ReferenceFunctions.Ishigami.variance))
  }

  @Test("leaves interactions between sources to none of them")
  func interactions() throws {
    let found = try GroupedVariance(
      model: try ReferenceFunctions.ishigami(),
      output: "y",
      labels: ["x1": "survey"],
      unlabelled: "assumption",
      settings: QuestionModels.settings(1 << 15, threads: 2)
    )
    let survey = try #require(found.shares.first { $0.label == "survey" })
    #expect(survey.first.holds(ReferenceFunctions.Ishigami.first[0]))
    #expect(survey.total.holds(ReferenceFunctions.Ishigami.total[0]))
    #expect(found.interactions.holds(ReferenceFunctions.Ishigami.pair13))
  }

  @Test("takes correlated inputs within one label only")
  func correlated() throws {
    let model = try TestModels.mixed()
    let together = try GroupedVariance(
      model: model,
      output: "total",
      labels: ["ads": "count", "price": "count"],
      unlabelled: "assumption",
      settings: QuestionModels.settings(4_096)
    )
    #expect(together.shares.count == 2)
    #expect(throws: SensitivityError.self) {
      try GroupedVariance(
        model: model,
        output: "total",
        labels: ["ads": "count"],
        unlabelled: "assumption",
        settings: QuestionModels.settings(4_096)
      )
    }
  }
}
