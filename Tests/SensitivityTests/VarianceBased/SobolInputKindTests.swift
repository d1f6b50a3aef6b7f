import ModelKit
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("Sobol' indices of all kinds of inputs")
struct SobolInputKindTests {
  private func indices(_ model: Model, basePoints: Int = 4_096) throws -> SobolIndices {
    let problem = try SensitivityProblem(model: model, output: "y")
    return try SobolIndices(SobolDesign(problem, basePoints: basePoints, seed: 11).run())
  }

  @Test("Discrete inputs work: a switch times a uniform quantity")
  func discrete() throws {
    var builder = ModelBuilder()
    let active = builder.input("active", try Bernoulli(probability: 0.3))
    let size = builder.input("size", try Uniform(low: 1, high: 3))
    builder.output("y", builder.apply(.multiply, active, size))
    let result = try indices(builder.build())
    // Relative variances (1 - p) / p = 7/3 and (1/3) / 4 = 1/12.
    let exact = ReferenceFunctions.productIndices(relativeVariances: [7.0 / 3, 1.0 / 12])
    // 4 intervals at 95 %; none may be off by more than 2 half-widths (probability 0.003).
    var misses = Misses()
    misses.add(result.first, truth: exact.first)
    misses.add(result.total, truth: exact.total)
    #expect(misses.worst < 2)
  }

  @Test("Shares that sum to 1 are one factor")
  func shares() throws {
    var builder = ModelBuilder()
    let mix = try builder.dirichlet("mix", alpha: [7, 2, 1])
    let size = builder.input("size", try Uniform(low: 0, high: 1))
    builder.output("y", builder.apply(.add, mix[0], size))
    let result = try indices(builder.build())
    // Var of Beta(7, 3) = 21 / (100 * 11), of the uniform 1/12; additive.
    let share = 21.0 / 1_100
    let exact = [share / (share + 1.0 / 12), 1.0 / 12 / (share + 1.0 / 12)]
    var misses = Misses()
    misses.add(result.first, truth: exact)
    misses.add(result.total, truth: exact)
    #expect(misses.worst < 2)
    #expect(result.factors[0].coordinates.count == 2)
  }

  @Test("A parametric input shares the variance with the input its mean comes from")
  func parametric() throws {
    var builder = ModelBuilder()
    let mean = builder.input("mean", try Normal(mean: 0, standardDeviation: 2))
    let value = builder.input("value", parameters: [mean]) {
      (values) throws(DistributionError) -> any Distribution in
      try Normal(mean: values[0], standardDeviation: 1)
    }
    builder.output("y", value)
    let result = try indices(builder.build())
    // y = mean + noise, variances 4 and 1.
    var misses = Misses()
    misses.add(result.first, truth: [0.8, 0.2])
    misses.add(result.total, truth: [0.8, 0.2])
    #expect(misses.worst < 2)
  }

  @Test("Correlated inputs are refused, and Shapley effects offered")
  func dependent() throws {
    let model = try ReferenceFunctions.linear(
      coefficients: [1, 1],
      deviations: [1, 2],
      pearson: [[1, 0.5], [0.5, 1]]
    )
    let problem = try SensitivityProblem(model: model, output: "y")
    expectShapley(
      #expect(throws: SensitivityError.self) {
        try SobolDesign(problem, basePoints: 64, seed: 1)
      }
    )
    expectShapley(
      #expect(throws: SensitivityError.self) {
        try FourierAmplitudeDesign(problem, pointsPerCurve: 65, seed: 1)
      }
    )
    expectShapley(
      #expect(throws: SensitivityError.self) {
        try RandomBalanceDesign(problem, pointsPerReplicate: 64, seed: 1)
      }
    )
    expectShapley(
      #expect(throws: SensitivityError.self) {
        try PolynomialChaosDesign(problem, pointsPerReplicate: 64, seed: 1)
      }
    )
  }

  private func expectShapley(_ error: SensitivityError?) {
    guard case .dependentInputs(_, let instead) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(instead == "shapley")
  }

  @Test("An input correlated with one that the output does not read counts as independent")
  func correlatedWithUnread() throws {
    var builder = ModelBuilder()
    let unread = builder.input("unread", try Normal(mean: 0, standardDeviation: 1))
    let x = builder.input("x", try Normal(mean: 0, standardDeviation: 1))
    let z = builder.input("z", try Normal(mean: 0, standardDeviation: 2))
    try builder.correlate([unread, x], spearman: [[1, 0.7], [0.7, 1]])
    builder.output("y", builder.apply(.add, x, z))
    let result = try indices(builder.build())
    var misses = Misses()
    misses.add(result.first, truth: [0.2, 0.8])
    #expect(misses.worst < 2)
  }

  // MARK: Undefined runs

  /// `y = sqrt(x + shift) + z`, undefined where x is below minus the shift.
  private func undefined(below shift: Double) throws -> Model {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    let z = builder.input("z", try Uniform(low: 0, high: 1))
    let root = builder.apply(
      .squareRoot,
      builder.apply(.subtract, x, builder.constant(shift))
    )
    builder.output("y", builder.apply(.add, root, z))
    return try builder.build()
  }

  @Test("Undefined runs are counted and the points they belong to left out")
  func undefinedRuns() throws {
    let result = try indices(undefined(below: 0.02))
    #expect(abs(Double(result.undefinedRuns) / Double(result.runs) - 0.02) < 0.002)
    // A point is lost when x of A or of B is below 0.02.
    #expect(result.droppedPoints.allSatisfy { abs(Double($0) / 4_096 - 0.0396) < 0.005 })
    // Of sqrt(u) with u uniform from 0 to 0.98: mean 2/3 sqrt .98, variance .98/18; z has 1/12.
    let root = 0.98 / 18
    var misses = Misses()
    misses.add(result.first, truth: [root / (root + 1.0 / 12), 1.0 / 12 / (root + 1.0 / 12)])
    #expect(misses.worst < 2)
  }

  @Test("More than 5 % undefined runs are refused with the count")
  func tooManyUndefinedRuns() throws {
    let model = try undefined(below: 0.08)
    let error = #expect(throws: SensitivityError.self) { try indices(model) }
    guard case .tooManyUndefinedRuns(let count, let total, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(count > 0 && total == 4_096 * 6)
  }

  @Test("An output that does not vary is refused")
  func noVariance() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    builder.output("y", builder.apply(.multiply, x, builder.constant(0)))
    let model = try builder.build()
    let error = #expect(throws: SensitivityError.self) { try indices(model, basePoints: 64) }
    guard case .noVariance = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("Settings out of range are refused", arguments: [(3, 16), (48, 16), (64, 4)])
  func settings(points: Int, replicates: Int) throws {
    let problem = try SensitivityProblem(model: ReferenceFunctions.portfolio(), output: "y")
    #expect(throws: SensitivityError.self) {
      try SobolDesign(problem, pointsPerReplicate: points, replicates: replicates, seed: 1)
    }
  }
}
