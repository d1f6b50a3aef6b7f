import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("The Student copula")
struct StudentCopulaTests {
  private static let four = Copula.student(degreesOfFreedom: 4)

  /// Inputs a, b and c, each an output; a and b correlated.
  private func model(
    _ copula: Copula,
    rho: Double = 0.4,
    coordinates: CoordinatePlan = CoordinatePlan(),
    extra: Bool = false
  ) throws -> Model {
    var builder = ModelBuilder(coordinates: coordinates)
    let inputs = [
      builder.input("a", try Uniform(low: 0, high: 1)),
      builder.input("b", try Uniform(low: 0, high: 1)),
      builder.input("c", try Exponential(rate: 1)),
    ]
    try builder.correlate(
      [inputs[0], inputs[1]],
      spearman: [[1, rho], [rho, 1]],
      copula: copula
    )
    for (name, input) in zip(["a", "b", "c"], inputs) { builder.output(name, input) }
    if extra { builder.output("d", builder.input("d", try Uniform(low: 0, high: 1))) }
    return try builder.build()
  }

  @Test("relates rank and score correlation as its definition does")
  func rankCorrelation() throws {
    // References/student-copula.py: the definition as a double integral, or the mixing variables
    // one by one; the tolerance is the row's.
    var seen = 0
    for row in try ReferenceTable("References/student-copula.csv").rows {
      func number(_ name: String) throws -> Double { try #require(Double(row[name] ?? "")) }
      let copula = Copula.student(degreesOfFreedom: try number("nu"))
      let (r, rho, tolerance) = (try number("r"), try number("rho"), try number("tolerance"))
      #expect(abs(copula.rankCorrelation(ofScoreCorrelation: r) - rho) < tolerance, "\(row)")
      // The slope of r in rho is at most 1.6 in these rows.
      #expect(abs(copula.scoreCorrelation(ofRankCorrelation: rho) - r) < 2 * tolerance, "\(row)")
      let tail = copula.tailDependence(rankCorrelation: rho)
      #expect(abs(tail - (try number("tail"))) < 10 * tolerance, "\(row)")
      seen += 1
    }
    #expect(seen == 35)
  }

  @Test("nears the Gaussian copula, and is exact at the ends")
  func limits() {
    let many = Copula.student(degreesOfFreedom: 1e6)
    for r in [-0.9, -0.2, 0.5] {
      let gaussian = Copula.gaussian.rankCorrelation(ofScoreCorrelation: r)
      // The difference is of order 1 / nu.
      #expect(abs(many.rankCorrelation(ofScoreCorrelation: r) - gaussian) < 1e-6)
    }
    for copula in [Self.four, .gaussian] {
      for value in [-1.0, 0, 1] {
        #expect(abs(copula.rankCorrelation(ofScoreCorrelation: value) - value) < 1e-15)
        #expect(abs(copula.scoreCorrelation(ofRankCorrelation: value) - value) < 1e-15)
      }
      #expect(copula.rankCorrelation(ofScoreCorrelation: 1.1).isNaN)
      #expect(copula.scoreCorrelation(ofRankCorrelation: .nan).isNaN)
    }
    // E[asin(U)] = pi / 6 is not built in: next to 1 the integral must come to 1 by itself. At
    // r = 1 - 1e-16 with half a degree of freedom 1 - rho is about sqrt(1e-16) (1e-16)^(nu / 2).
    for nu in [0.5, 1, 4, 100] {
      let next = Copula.student(degreesOfFreedom: nu)
        .rankCorrelation(ofScoreCorrelation: 1.0.nextDown)
      #expect(abs(next - 1) < 1e-11)
    }
    #expect(Copula.student(degreesOfFreedom: 0.4).rankCorrelation(ofScoreCorrelation: 0).isNaN)
    #expect(Copula.gaussian.tailDependence(rankCorrelation: 0.9) == 0)
    #expect(Self.four.tailDependence(rankCorrelation: 1) == 1)
  }

  @Test("draws the rank correlation and the joint tail stated", arguments: [1.0, 4])
  func simulation(nu: Double) throws {
    // Score correlation 0.4: rho and the share of pairs beyond 0.99 from References.
    let (rho, joint) =
      nu == 4 ? (0.373021049403, 0.23536079136) : (0.34243327, 0.45234051551)
    let copula = Copula.student(degreesOfFreedom: nu)
    let stated = copula.rankCorrelation(ofScoreCorrelation: 0.4)
    #expect(abs(stated - rho) < 1e-4)
    let draws = 1 << 16
    let samples = try TestModels.run(
      try model(copula, rho: stated),
      draws: draws,
      method: .pseudo,
      keepsInputs: true
    )
    let found = try #require(RankCorrelation.all(samples, output: 1).first { $0.input == "a" })
    // Student's t with 15 degrees of freedom beyond 6.6: probability 8e-6.
    #expect(abs(found.value - stated) < 6.6 * found.standardError)
    #expect(found.standardError < 0.008)
    // Both ends: binomial counts, 4.9 standard deviations, probability 1e-6 each.
    let (a, b) = (samples.values(of: 0), samples.values(of: 1))
    let expected = Double(draws) * 0.01 * joint
    for upper in [true, false] {
      let count = zip(a, b).filter {
        upper ? $0 > 0.99 && $1 > 0.99 : $0 < 0.01 && $1 < 0.01
      }.count
      #expect(abs(Double(count) - expected) < 4.9 * expected.squareRoot())
    }
    // The second margin stays uniform: binomial counts of 0.1, 0.5 and 0.99.
    for level in [0.1, 0.5, 0.99] {
      let count = Double(b.filter { $0 < level }.count)
      let spread = (Double(draws) * level * (1 - level)).squareRoot()
      #expect(abs(count - Double(draws) * level) < 4.9 * spread)
    }
  }

  @Test("leaves the first input and all others at their very draws")
  func commonNumbers() throws {
    let gaussian = try model(.gaussian)
    let student = try model(Self.four)
    #expect(student.dimensionCount == gaussian.dimensionCount + 1)
    let x = try TestModels.run(gaussian, draws: 1 << 12)
    let y = try TestModels.run(student, draws: 1 << 12)
    #expect(differingBits(x.values(of: 0), y.values(of: 0)) == 0)
    #expect(differingBits(x.values(of: 2), y.values(of: 2)) == 0)
    #expect(differingBits(x.values(of: 1), y.values(of: 1)) > 4_000)
    // A scenario with a new input finds the mixing variable where it was.
    let scenario = try model(Self.four, coordinates: student.coordinatePlan, extra: true)
    #expect(scenario.groups[0].mixingCoordinate == student.groups[0].mixingCoordinate)
    #expect(scenario.coordinatePlan.agrees(with: student.coordinatePlan))
    let z = try TestModels.run(scenario, draws: 1 << 12)
    for output in 0..<3 {
      #expect(differingBits(y.values(of: output), z.values(of: output)) == 0)
    }
    let small = try TestModels.run(student, draws: 1 << 12, threads: 2, blockLength: 37)
    #expect(differingBits(y.values(of: 1), small.values(of: 1)) == 0)
  }

  @Test("ties completely, and mixes groups by themselves")
  func groups() throws {
    let tied = try TestModels.run(try model(Self.four, rho: 1), draws: 1 << 12)
    let apart = zip(tied.values(of: 0), tied.values(of: 1)).map { abs($0 - $1) }.max() ?? 1
    #expect(apart < 1e-4)
    var builder = ModelBuilder()
    let inputs = try (0..<4).map { builder.input("x\($0)", try Uniform(low: 0, high: 1)) }
    let pair = [[1, 0.0], [0, 1]]
    try builder.correlate([inputs[0], inputs[1]], spearman: pair, copula: Self.four)
    try builder.correlate(
      [inputs[2], inputs[3]],
      spearman: pair,
      copula: .student(degreesOfFreedom: 2)
    )
    builder.output("y", inputs[0])
    let model = try builder.build()
    #expect(model.groups.map(\.mixingCoordinate) == [4, 5])
    #expect(model.copulas == [Self.four, .student(degreesOfFreedom: 2)])
  }

  @Test("refuses what cannot be, with a matrix that can")
  func refusals() throws {
    var builder = ModelBuilder()
    let inputs = try ["a", "b", "c"].map {
      builder.input($0, try Normal(mean: 0, standardDeviation: 1))
    }
    let pair = [[1, 0.5], [0.5, 1]]
    for value in [0, -1, 0.4, 2e6, .nan, .infinity] {
      #expect(throws: DependenceError.self) {
        try builder.correlate(
          [inputs[0], inputs[1]],
          spearman: pair,
          copula: .student(degreesOfFreedom: value)
        )
      }
    }
    try builder.correlate([inputs[0], inputs[1]], spearman: pair, copula: Self.four)
    let error = #expect(throws: DependenceError.self) {
      try builder.correlate([inputs[1], inputs[2]], spearman: pair)
    }
    #expect(
      error
        == .differentCopulas(first: "a", second: "b", has: Self.four, asked: .gaussian)
    )
    var other = ModelBuilder()
    let three = try ["a", "b", "c"].map {
      other.input($0, try Normal(mean: 0, standardDeviation: 1))
    }
    let impossible = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]
    let refused = #expect(throws: DependenceError.self) {
      try other.correlate(three, spearman: impossible, copula: Self.four)
    }
    guard case .notPositiveDefinite(_, let smallest, let nearest) = try #require(refused) else {
      Issue.record("unexpected \(String(describing: refused))")
      return
    }
    #expect(smallest < 0)
    try other.correlate(three, spearman: nearest, copula: Self.four)
  }

  private func normals(_ copula: Copula) throws -> Model {
    var builder = ModelBuilder()
    let a = builder.input("a", try Normal(mean: 1, standardDeviation: 3))
    let b = builder.input("b", try Normal(mean: 2, standardDeviation: 4))
    try builder.correlate([a, b], spearman: [[1, 0.5], [0.5, 1]], copula: copula)
    builder.output("y", builder.apply(.add, a, b))
    builder.output("b", b)
    return try builder.build()
  }

  @Test("keeps the exact law of one input, and of no sum")
  func exactLaw() throws {
    let model = try normals(Self.four)
    #expect(model.exactLaw(of: 0) == nil)
    let law = try #require(model.exactLaw(of: 1))
    #expect(law.mean == 2 && law.standardDeviation == 4)
    #expect(try normals(.gaussian).exactLaw(of: 0) != nil)
  }
}
