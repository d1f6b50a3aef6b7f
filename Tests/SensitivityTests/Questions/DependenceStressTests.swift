import ModelKit
import NumericCore
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("Dependent inputs")
struct DependenceStressTests {
  @Test("of a product of lognormals widen the interval as the closed form says")
  func product() throws {
    let settings = QuestionModels.settings(1 << 16)
    let stress = try DependenceStress(
      model: try TestModels.fermi(),
      output: "revenue",
      settings: settings
    )
    // log sd s_i = ln(p95 / p05) / 2 / 1.6448536; variance sum s_i^2 + 2 r sum s_i s_j.
    let s = [1.5, 4, 5].map { log($0) / 2 / 1.6448536269514722 }
    let squares = s.reduce(0) { $0 + $1 * $1 }
    let pairs = 2 * (s[0] * s[1] + s[0] * s[2] + s[1] * s[2])
    let median = 10_954_451.150103
    #expect(stress.rows.map(\.rankCorrelation) == [0, 0.3, 0.7, 1])
    for row in stress.rows {
      let r = 2 * sin(Double.pi * (row.rankCorrelation ?? 0) / 6)
      let deviation = (squares + r * pairs).squareRoot()
      for (place, z) in [(0, -1.6448536269514722), (1, 1.6448536269514722)] {
        let quantile = row.summary.quantiles[place]
        let expected = median * exp(z * deviation)
        #expect(
          abs(quantile.value - expected) <= row.summary.halfWidth(quantile.standardError) * 2
        )
      }
    }
    // Comonotone: 2e6 x 50 x 0.02 and 3e6 x 200 x 0.1.
    let last = try #require(stress.rows.last)
    #expect(isClose(last.summary.quantiles[0].value, 2e6, relative: 2e-3))
    #expect(isClose(last.summary.quantiles[1].value, 6e7, relative: 2e-3))
    #expect(last.widthRatio.value > 1 && stress.rows[0].widthRatio == IndexEstimate(exactly: 1))
    // Without dependence it is the plain run, to the last bit.
    let plain = try Simulation(try TestModels.fermi(), settings: settings).run()
      .summary(of: 0, probabilities: [0.05, 0.95])
    #expect(stress.rows[0].summary.mean == plain.mean)
    #expect(stress.rows[0].summary.quantiles[1].value == plain.quantiles[1].value)
  }

  @Test("go in the direction that raises the output")
  func directions() throws {
    var builder = ModelBuilder()
    let total = builder.input("total", try LogNormal(p05: 10, p95: 20))
    let visits = builder.input("visits", try LogNormal(p05: 2, p95: 5))
    builder.output("clients", builder.apply(.divide, total, visits))
    let stress = try DependenceStress(
      model: try builder.build(),
      output: "clients",
      rankCorrelations: [1],
      settings: QuestionModels.settings(1 << 14)
    )
    #expect(stress.directions.map(\.raises) == [true, false])
    // All low: 10 / 5; all high: 20 / 2.
    #expect(isClose(stress.rows[0].summary.quantiles[0].value, 2, relative: 5e-3))
    #expect(isClose(stress.rows[0].summary.quantiles[1].value, 10, relative: 5e-3))
  }

  @Test("replace stated correlations, and leave shares alone")
  func stated() throws {
    let model = try TestModels.mixed()
    let stress = try DependenceStress(
      model: model,
      output: "total",
      settings: QuestionModels.settings(4_096, threads: 2)
    )
    #expect(stress.rows.map(\.rankCorrelation) == [nil, 0, 0.3, 0.7, 1])
    #expect(stress.independentInputs == ["mix"])
    #expect(Set(stress.directions.map(\.input)) == ["ads", "price", "months", "noise"])
    let single = try DependenceStress(
      model: model,
      output: "total",
      settings: QuestionModels.settings(4_096)
    )
    for (a, b) in zip(stress.rows, single.rows) { #expect(a.width == b.width) }
    #expect(throws: SensitivityError.self) {
      try DependenceStress(
        model: model,
        output: "total",
        rankCorrelations: [1.2],
        settings: QuestionModels.settings(256)
      )
    }
  }
}
