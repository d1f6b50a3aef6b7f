import ModelKit
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

/// Cases of PEERS section 6.2 with closed forms (Iooss and Prieur 2019; Owen and Prieur 2017).
enum DependentRows {
  /// Y = X1 + X2 + X3, standard deviations 1, 1, 2, correlation of the last two 0.9.
  static let threePearson = [[1, 0, 0], [0, 1, 0.9], [0, 0.9, 1]]
  static let threeDeviations = [1.0, 1, 2]
  /// With V = s1^2 + s2^2 + s3^2 + 2 r s2 s3 = 9.6 and h = r^2 (s3^2 - s2^2) / 2.
  static let threeShapley: [Double] = {
    let (r, s2, s3) = (0.9, 1.0, 2.0)
    let v = 1 + s2 * s2 + s3 * s3 + 2 * r * s2 * s3
    let h = r * r * (s3 * s3 - s2 * s2) / 2
    return [1 / v, (s2 * s2 + r * s2 * s3 + h) / v, (s3 * s3 + r * s2 * s3 - h) / v]
  }()
  /// (s2 + r s3)^2 / V and (s3 + r s2)^2 / V; what remains is (1 - r^2) s^2 / V.
  static let threeFullFirst = [1 / 9.6, 2.8 * 2.8 / 9.6, 2.9 * 2.9 / 9.6]
  static let threeIndependentTotal = [1 / 9.6, 0.19 / 9.6, 0.76 / 9.6]

  /// Y = X1 + X2, standard deviations 1, 2: correlation and Shapley effects.
  static let pairs: [(correlation: Double, shapley: [Double])] = [
    (0, [0.2, 0.8]), (0.5, [0.339286, 0.660714]), (0.9, [0.466860, 0.533140]),
    (-0.5, [0.125, 0.875]),
  ]

  static func covariance(_ pearson: [[Double]], _ deviations: [Double]) -> [[Double]] {
    pearson.indices.map { row in
      pearson.indices.map { pearson[row][$0] * deviations[row] * deviations[$0] }
    }
  }

  static func threeModel(
    order: [Int]? = nil,
    names: [String]? = nil,
    scale: Double = 1
  ) throws -> Model {
    try ReferenceFunctions.linear(
      coefficients: [1, 1, 1],
      deviations: threeDeviations,
      pearson: threePearson,
      names: names,
      order: order,
      scale: scale
    )
  }
}

@Suite("Exact indices of linear functions of normal inputs")
struct LinearGaussianTests {
  @Test("are the published ones")
  func published() throws {
    let function = try LinearGaussian(
      coefficients: [1, 1, 1],
      covariance: DependentRows.covariance(
        DependentRows.threePearson,
        DependentRows.threeDeviations
      )
    )
    #expect(isClose(function.variance, 9.6, relative: 1e-14))
    let shapley = try ShapleyEffects(exactly: function)
    #expect(shapley.method == .exact)
    let kucherenko = try KucherenkoIndices(exactly: function)
    let printed = [0.104166667, 0.418229167, 0.477604167]
    for index in 0..<3 {
      let effect = shapley.entries[index].effect.value
      #expect(isClose(effect, DependentRows.threeShapley[index], relative: 1e-9))
      #expect(abs(effect - printed[index]) < 1e-9)
      let entry = kucherenko.entries[index]
      #expect(isClose(entry.fullFirst.value, DependentRows.threeFullFirst[index], relative: 1e-9))
      #expect(
        isClose(
          entry.independentTotal.value,
          DependentRows.threeIndependentTotal[index],
          relative: 1e-9
        )
      )
    }
    for pair in DependentRows.pairs {
      let r = pair.correlation
      let own = try ShapleyEffects(
        exactly: LinearGaussian(coefficients: [1, 1], covariance: [[1, 2 * r], [2 * r, 4]])
      )
      // Closed form: (s1^2 + r s1 s2 + r^2 (s2^2 - s1^2) / 2) / V.
      let first = (1 + 2 * r + r * r * 1.5) / (5 + 4 * r)
      #expect(isClose(own.entries[0].effect.value, first, relative: 1e-9))
      for (entry, value) in zip(own.entries, pair.shapley) {
        #expect(abs(entry.effect.value - value) < 5.1e-7)
      }
    }
  }

  @Test("are recognised in a model, the same as from its numbers")
  func recognised() throws {
    let problem = try SensitivityProblem(
      model: try DependentRows.threeModel(scale: -2),
      output: "y",
      addsDummy: true
    )
    let function = try #require(try LinearGaussian.recognise(problem))
    let effects = try ShapleyEffects(exactly: function).entries
    #expect(effects.map(\.name) == ["x1", "x2", "x3", "dummy"])
    for (entry, value) in zip(effects, DependentRows.threeShapley + [0]) {
      // The copula passes through the rank correlation and back.
      #expect(isClose(entry.effect.value, value, relative: 1e-9, absolute: 1e-15))
    }
    for model in [try ReferenceFunctions.ishigami(), try ReferenceFunctions.borehole()] {
      let other = try SensitivityProblem(model: model, output: "y")
      #expect(try LinearGaussian.recognise(other) == nil)
    }
  }

  @Test("share complete dependence equally and leave independent parts alone")
  func limits() throws {
    // X2 = X1: two names of one thing have the same effect.
    let twins = try ShapleyEffects(
      exactly: LinearGaussian(
        coefficients: [1, 1, 1],
        covariance: [[1, 1, 0], [1, 1, 0], [0, 0, 4]]
      )
    )
    for (entry, value) in zip(twins.entries, [0.25, 0.25, 0.5]) {
      #expect(isClose(entry.effect.value, value, relative: 1e-9))
    }
    // Twenty independent pairs: each pair by itself, whatever their number.
    let pairs = 20
    var covariance = [[Double]](
      repeating: [Double](repeating: 0, count: 2 * pairs),
      count: 2 * pairs
    )
    for pair in 0..<pairs {
      covariance[2 * pair][2 * pair] = 1
      covariance[2 * pair + 1][2 * pair + 1] = 4
      covariance[2 * pair][2 * pair + 1] = 1
      covariance[2 * pair + 1][2 * pair] = 1
    }
    let many = try ShapleyEffects(
      exactly: LinearGaussian(
        coefficients: [Double](repeating: 1, count: 2 * pairs),
        covariance: covariance
      )
    )
    for (index, entry) in many.entries.enumerated() {
      let value = (index % 2 == 0 ? 2.375 : 4.625) / 7 / Double(pairs)
      #expect(isClose(entry.effect.value, value, relative: 1e-9))
    }
    #expect(isClose(many.entries.reduce(0) { $0 + $1.effect.value }, 1, relative: 1e-12))
  }

  @Test("refuse what is no covariance")
  func refusals() throws {
    #expect(throws: SensitivityError.self) {
      try LinearGaussian(coefficients: [1, 1], covariance: [[1, 0]])
    }
    #expect(throws: SensitivityError.self) {
      try LinearGaussian(coefficients: [0, 0], covariance: [[1, 0], [0, 1]])
    }
    #expect(throws: SensitivityError.self) {
      try LinearGaussian(
        coefficients: [1, 1],
        covariance: [[1, 0], [0, 1]],
        groups: [("a", [0]), ("b", [0])]
      )
    }
    #expect(throws: SensitivityError.self) {
      try LinearGaussian(coefficients: [1, .nan], covariance: [[1, 0], [0, 1]])
    }
  }
}
