import ModelKit
import NumericCore
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("Regression indices")
struct RegressionIndicesTests {
  @Test("agree with numpy on given numbers")
  func reference() throws {
    // numpy 2.4.6: x1 = sin(i^2), x2 = cos(2 i) + 0.3 x1, y = 2 x1 - x2 + 0.5 sin(7 i), i = 0 ... 39;
    // lstsq of the standardised columns, inverse of the correlation matrix; ranks the same way.
    let x1 = (0..<40).map { sin(Double($0 * $0)) }
    let x2 = (0..<40).map { cos(2 * Double($0)) + 0.3 * x1[$0] }
    let y = (0..<40).map { 2 * x1[$0] - x2[$0] + 0.5 * sin(7 * Double($0)) }
    let found = try RegressionIndices(
      try GivenDraws(columns: [("x1", x1), ("x2", x2)], values: y, output: "y", replicates: 2)
    )
    let expected = [
      (0.820885665824778, 0.9680849053888094, 0.800214836379563, 0.9217951515254043),
      (-0.37639217282513, -0.8707892859515207, -0.38401686112647, -0.7520622741067768),
    ]
    for (row, numbers) in zip(found.rows, expected) {
      #expect(isClose(row.coefficient.value, numbers.0, relative: 1e-11))
      #expect(isClose(row.partialCorrelation.value, numbers.1, relative: 1e-11))
      #expect(isClose(row.rankCoefficient.value, numbers.2, relative: 1e-11))
      #expect(isClose(row.partialRankCorrelation.value, numbers.3, relative: 1e-11))
    }
    #expect(isClose(found.rSquared.value, 0.9572117477734002, relative: 1e-11))
    #expect(isClose(found.rankRSquared.value, 0.8898603703435864, relative: 1e-11))
  }

  @Test("of a linear model square to the first-order indices")
  func portfolio() throws {
    let given = try BorgonovoDeltaTests.given(
      try ReferenceFunctions.portfolio(),
      draws: 1 << 14,
      seed: 1
    )
    let found = try RegressionIndices(given)
    // Saltelli et al. (2004): S = (0.074074, 0.462963, 0.462963).
    for (row, index) in zip(found.rows, [2.0 / 27, 12.5 / 27, 12.5 / 27]) {
      #expect(abs(row.coefficient.value - index.squareRoot()) < 2e-3)
      #expect(isClose(row.partialCorrelation.value, 1, relative: 1e-6))
    }
    #expect(isClose(found.rSquared.value, 1, relative: 1e-12))
    #expect(found.rankRSquared.value < 1)
  }

  @Test("leave out what others determine, and say so")
  func shares() throws {
    let samples = try TestModels.run(
      try QuestionModels.bill(),
      draws: 2_048,
      keepsInputs: true
    )
    let found = try RegressionIndices(try GivenDraws(samples: samples, output: "bill"))
    #expect(found.leftOut == ["mix[top]"])
    #expect(found.rows.map(\.label) == ["mix[base]", "mix[mid]"])
    #expect(isClose(found.rSquared.value, 1, relative: 1e-9))
  }

  @Test("refuse inputs that are functions of others and outputs that do not vary")
  func refused() throws {
    let x = (0..<200).map { sin(Double($0 * $0)) }
    let y = x.map { $0 * $0 }
    #expect(throws: SensitivityError.self) {
      try RegressionIndices(
        try GivenDraws(
          columns: [("a", x), ("b", x.map { 2 * $0 })],
          values: y,
          output: "y",
          replicates: 4
        )
      )
    }
    #expect(throws: SensitivityError.self) {
      try RegressionIndices(
        try GivenDraws(
          columns: [("a", x)],
          values: [Double](repeating: 1, count: 200),
          output: "y",
          replicates: 4
        )
      )
    }
  }
}
