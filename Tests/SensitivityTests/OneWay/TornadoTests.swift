import ModelKit
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("A tornado")
struct TornadoTests {
  @Test("of a product puts each factor at its ends and the others at their medians")
  func product() throws {
    let tornado = try Tornado(model: try TestModels.fermi(), output: "revenue")
    #expect(tornado.bars.map(\.label) == ["share", "price", "ads"])
    #expect(isClose(tornado.base, 10_954_451.150103, relative: 1e-12))
    // The ends are the 90 % interval given, and the output moves by the same ratio.
    for (bar, ends) in zip(tornado.bars, [(0.02, 0.1), (50, 200), (2e6, 3e6)]) {
      #expect(isClose(bar.lowInput, ends.0, relative: 1e-12))
      #expect(isClose(bar.highInput, ends.1, relative: 1e-12))
      let centre = (ends.0 * ends.1).squareRoot()
      #expect(isClose(bar.lowOutput, tornado.base * ends.0 / centre, relative: 1e-12))
      #expect(isClose(bar.highOutput, tornado.base * ends.1 / centre, relative: 1e-12))
      #expect(bar.raises && bar.component == nil)
    }
    #expect(!tornado.ignoresDependence)
  }

  @Test("moves a share to its beta quantile and rescales the others")
  func shares() throws {
    var builder = ModelBuilder()
    let mix = try builder.dirichlet("mix", alpha: [7, 2, 1], components: ["base", "mid", "top"])
    var bill = builder.constant(0)
    for (share, price) in zip(mix, [110.0, 220, 500]) {
      bill = builder.apply(.add, bill, builder.apply(.multiply, share, builder.constant(price)))
    }
    builder.output("bill", bill)
    let tornado = try Tornado(model: try builder.build(), output: "bill")
    // Mean shares 0.7, 0.2, 0.1: 77 + 44 + 50.
    #expect(isClose(tornado.base, 171, relative: 1e-14))
    let top = try #require(tornado.bars.first { $0.label == "mix[top]" })
    let high = try Beta(alpha: 1, beta: 9).quantile(0.95)
    #expect(isClose(top.highInput, high, relative: 1e-12))
    // 1 - 0.05^(1/9) (closed form of the Beta(1, 9) quantile).
    #expect(isClose(high, 0.2831288355631135, relative: 1e-12))
    let expected = 500 * high + (1 - high) * (110 * 7 + 220 * 2) / 9
    #expect(isClose(top.highOutput, expected, relative: 1e-12))
    let base = try #require(tornado.bars.first { $0.label == "mix[base]" })
    #expect(!base.raises && base.component == 0)
  }

  @Test("says that correlations are left out, and refuses what it cannot do")
  func limits() throws {
    let model = try TestModels.mixed()
    let tornado = try Tornado(model: model, output: "total", low: 0.1, high: 0.9)
    #expect(tornado.ignoresDependence)
    #expect(Set(tornado.bars.map(\.input)) == ["ads", "price", "months", "mix", "noise"])
    #expect(tornado.bars.map(\.swing) == tornado.bars.map(\.swing).sorted(by: >))
    #expect(throws: SimulationError.unknownOutput(name: "none")) {
      try Tornado(model: model, output: "none")
    }
    #expect(throws: SimulationError.self) {
      try Tornado(model: model, output: "total", low: 0.9, high: 0.1)
    }
    #expect(try Tornado(model: model, output: "year").bars.isEmpty)
  }
}

@Suite("All low and all high")
struct ExtremeRangeTests {
  @Test("of a product is the product of the ends and holds 99 % of the draws")
  func product() throws {
    let model = try TestModels.fermi()
    let samples = try TestModels.run(model, draws: 1 << 16)
    let range = try ExtremeRange(model: model, output: "revenue", samples: samples)
    // PEERS section 6.3 (closed form): 2.0e6 - 6.0e7 covers .990319.
    #expect(isClose(range.allLow, 2e6, relative: 1e-12))
    #expect(isClose(range.allHigh, 6e7, relative: 1e-12))
    #expect(abs(range.coverage - 0.990319) <= 4 * range.coverageStandardError + 5e-7)
    #expect(abs(range.jointLow.value - 3_715_393.24) <= 4 * range.jointLow.standardError)
    #expect(abs(range.jointHigh.value - 32_298_061.68) <= 4 * range.jointHigh.standardError)
  }

  @Test("takes the high end of an input that lowers the output")
  func decreasing() throws {
    var builder = ModelBuilder()
    let total = builder.input("total", try LogNormal(p05: 10, p95: 20))
    let visits = builder.input("visits", try LogNormal(p05: 2, p95: 5))
    builder.output("clients", builder.apply(.divide, total, visits))
    let model = try builder.build()
    let range = try ExtremeRange(
      model: model,
      output: "clients",
      samples: try TestModels.run(model, draws: 1_000)
    )
    #expect(isClose(range.allLow, 2, relative: 1e-12))
    #expect(isClose(range.allHigh, 10, relative: 1e-12))
  }
}

@Suite("Rank correlations")
struct RankCorrelationTests {
  @Test("of a product of lognormals follow its log-variance shares")
  func product() throws {
    let model = try TestModels.fermi()
    let samples = try TestModels.run(model, draws: 1 << 14, keepsInputs: true)
    let correlations = RankCorrelation.all(samples, output: 0)
    // Joint normal logs: r = sqrt(share of log-variance), Spearman 6/pi asin(r/2); log shares
    // .035155, .410951, .553895 (PEERS section 6.3).
    let expected = [0.553895, 0.410951, 0.035155].map {
      Copula.gaussian.rankCorrelation(ofScoreCorrelation: $0.squareRoot())
    }
    #expect(correlations.map(\.input) == ["share", "price", "ads"])
    for (correlation, value) in zip(correlations, expected) {
      #expect(abs(correlation.value - value) <= 4 * correlation.standardError + 1e-6)
    }
  }
}
