import ModelKit
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("Elasticities")
struct ElasticitiesTests {
  @Test("of a product are 1, and change per standard deviation is the relative one times the base")
  func product() throws {
    let model = try TestModels.fermi()
    for centre in CentralValue.allCases {
      let result = try Elasticities(model: model, output: "revenue", at: centre)
      #expect(result.entries.map(\.label) == ["share", "price", "ads"])
      for entry in result.entries {
        #expect(isClose(entry.elasticity, 1, relative: 1e-14))
        let place = try #require(model.inputIndex(named: entry.input))
        let law = try #require(model.inputs[place].distribution)
        #expect(
          isClose(
            entry.changePerStandardDeviation,
            result.base * law.variance.squareRoot() / entry.value,
            relative: 1e-13
          )
        )
      }
    }
    // PEERS section 6.3 (closed forms): product of medians 10,954,451.15, of means 13,596,427.89.
    let median = try Elasticities(model: model, output: "revenue")
    #expect(isClose(median.base, 10_954_451.15, relative: 1e-9))
    let mean = try Elasticities(model: model, output: "revenue", at: .mean)
    #expect(isClose(mean.base, 13_596_427.89, relative: 1e-9))
  }

  @Test("of a share move the other shares in proportion")
  func shares() throws {
    var builder = ModelBuilder()
    let mix = try builder.dirichlet("mix", alpha: [7, 2, 1], components: ["base", "mid", "top"])
    var bill = builder.constant(0)
    for (share, price) in zip(mix, [110.0, 220, 500]) {
      bill = builder.apply(.add, bill, builder.apply(.multiply, share, builder.constant(price)))
    }
    builder.output("bill", bill)
    let model = try builder.build()
    let result = try Elasticities(model: model, output: "bill")
    #expect(isClose(result.base, 171, relative: 1e-14))
    let top = try #require(result.entries.first { $0.label == "mix[top]" })
    // 500 - (7 x 110 + 2 x 220) / 9: what the others lose.
    #expect(isClose(top.derivative, 500 - 1_210.0 / 9, relative: 1e-13))
    #expect(isClose(top.elasticity, (500 - 1_210.0 / 9) * 0.1 / 171, relative: 1e-13))
    // sd of Beta(1, 9): sqrt(9 / (100 x 11)).
    #expect(
      isClose(
        top.changePerStandardDeviation,
        (500 - 1_210.0 / 9) * (9.0 / 1_100).squareRoot(),
        relative: 1e-12
      )
    )
    #expect(top.component == 2 && !top.isDiscrete)
  }

  @Test("hold a parametric input at its own centre and name what acts through distributions")
  func parametric() throws {
    var builder = ModelBuilder()
    let rate = builder.input("rate", try Uniform(low: 2, high: 4))
    let count = builder.input("count", parameters: [rate]) {
      (values) throws(DistributionError) -> any Distribution in
      try Poisson(mean: 10 * values[0])
    }
    builder.output("cost", builder.apply(.multiply, count, builder.constant(5)))
    let result = try Elasticities(model: try builder.build(), output: "cost", at: .mean)
    #expect(isClose(result.base, 150, relative: 1e-14))
    #expect(result.entries.map(\.label) == ["count"])
    #expect(result.entries[0].isDiscrete)
    #expect(
      isClose(result.entries[0].changePerStandardDeviation, 5 * 30.0.squareRoot(), relative: 1e-13)
    )
    #expect(result.throughDistributions == ["rate"])
  }

  @Test("refuse what has no centre")
  func refusals() throws {
    var builder = ModelBuilder()
    let wild = builder.input("wild", try Student(degreesOfFreedom: 1, location: 0, scale: 1))
    builder.output("y", builder.apply(.add, wild, builder.constant(1)))
    builder.output("one", builder.constant(1))
    let model = try builder.build()
    #expect(throws: SensitivityError.self) {
      try Elasticities(model: model, output: "y", at: .mean)
    }
    #expect(throws: SensitivityError.self) { try Elasticities(model: model, output: "one") }
    let median = try Elasticities(model: model, output: "y")
    #expect(median.entries[0].derivative == 1)
    #expect(!median.entries[0].changePerStandardDeviation.isFinite)
  }
}
