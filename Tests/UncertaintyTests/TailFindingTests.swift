import Probability
import TestKit
import Testing

@testable import Uncertainty

/// The order from which moments are infinite follows from the densities: 1 / X with a density f at 0
/// has P(1 / X > t) ~ f(0) / t; with P(X < e) ~ e^a it is t^-a; Student's tail is t^-nu.
@Suite("A missing mean or variance is found in the formula")
struct TailFindingTests {
  private func finding(
    _ laws: [(String, any Distribution)],
    naming names: [String: Int] = [:],
    _ formula: (inout ModelBuilder, [NodeID]) throws -> NodeID
  ) throws -> TailFinding? {
    var builder = ModelBuilder()
    let inputs = laws.map { builder.input($0.0, $0.1) }
    builder.output("y", try formula(&builder, inputs))
    for (name, input) in names { builder.output(name, inputs[input]) }
    return try builder.build().tailFinding(of: 0)
  }

  @Test(
    "behind a divisor that comes near 0, with the order of its law",
    arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8]
  )
  func divisors(index: Int) throws {
    let cases: [(any Distribution, Double?)] = [
      (try Uniform(low: 0, high: 3), 1), (try Uniform(low: -1, high: 3), 1),
      (try Exponential(rate: 2), 1), (try Gamma(shape: 1.5, rate: 1), 1.5),
      (try Beta(alpha: 2, beta: 3), 2), (try Normal(mean: 2, standardDeviation: 1), 1),
      // Three parts in 10^24 below 0: not reached in practice.
      (try Normal(mean: 10, standardDeviation: 1), nil), (try LogNormal(mu: 0, sigma: 3), nil),
      (try Gamma(shape: 3, rate: 1), nil),
    ]
    let (law, order) = cases[index]
    let found = try finding([("d", law), ("u", Uniform.unit)]) { builder, x in
      builder.apply(.add, builder.apply(.divide, x[1], x[0]), builder.constant(2))
    }
    #expect(found?.tailIndex == order)
    #expect(found.map(\.cause) == order.map { _ in .divisor(name: "d") })
    if let order { #expect(found?.hasMean == (order > 1)) }
  }

  @Test("and the ends of a support that overflow leave no range", arguments: [0, 1, 2, 3])
  func overflow(index: Int) throws {
    // Infinity less infinity is no end of a range; none of these has a heavy tail.
    let laws: [(String, any Distribution)] = [
      ("n", try Normal(mean: 0, standardDeviation: 1)), ("x", try Uniform(low: 1.5, high: 700)),
      ("w", try Uniform(low: 1e200, high: 2e200)), ("z", try Uniform(low: 1e200, high: 2e200)),
    ]
    let found = try finding(laws) { b, x in
      switch index {
      case 0: b.apply(.subtract, x[0], b.apply(.power, x[1], b.constant(2_024)))
      case 1: b.apply(.subtract, x[0], b.apply(.multiply, x[2], x[3]))
      case 2: b.apply(.subtract, b.apply(.power, x[1], b.constant(1e5)), x[0])
      default:
        b.apply(.divide, x[0], b.apply(.multiply, b.apply(.multiply, x[2], x[3]), x[1]))
      }
    }
    #expect(found == nil)
  }

  @Test("behind an input, through sums, products and powers of independent parts")
  func inputs() throws {
    let laws: [(String, any Distribution)] = [
      ("t", try Student(degreesOfFreedom: 3)), ("u", Uniform.unit),
      ("w", try Student(degreesOfFreedom: 1.5)),
      (
        "m",
        try Mixture(
          weights: [0.9, 0.1],
          components: [Uniform.unit, try Student(degreesOfFreedom: 1)]
        )
      ),
    ]
    #expect(try finding(laws) { b, x in b.apply(.add, x[0], x[1]) } == nil)
    // The square of t with 3 degrees of freedom has index 1.5, its third power 1.
    let square = try #require(try finding(laws) { b, x in b.apply(.multiply, x[0], x[0]) })
    #expect(square == TailFinding(tailIndex: 1.5, cause: .input(name: "t")))
    #expect(square.hasMean && !square.hasVariance)
    #expect(
      try finding(laws) { b, x in b.apply(.power, x[0], b.constant(3)) }?.tailIndex == 1
    )
    let both = try #require(
      try finding(laws) { b, x in
        b.apply(.multiply, b.apply(.add, x[2], x[1]), b.apply(.multiply, x[0], x[0]))
      }
    )
    #expect(both.tailIndex == 1.5)
    #expect(
      try finding(laws) { b, x in b.apply(.subtract, x[3], x[1]) }
        == TailFinding(tailIndex: 1, cause: .input(name: "m"))
    )
    // A root of a heavy tail is lighter: 1 / (1/2) = 2.
    #expect(
      try finding(laws) { b, x in b.apply(.squareRoot, b.apply(.absolute, x[3])) }?.tailIndex == 2
    )
  }

  @Test("behind computed divisors whose support holds 0, and names them")
  func computed() throws {
    var builder = ModelBuilder()
    let a = builder.input("a", try Uniform(low: 2, high: 5))
    let b = builder.input("b", try Triangular(low: 1, mode: 2, high: 3))
    let c = builder.input("c", try LogNormal(mu: 0, sigma: 1))
    let gap = builder.apply(.subtract, a, b)
    builder.output("ratio", builder.apply(.divide, c, gap))
    builder.output("gap", gap)
    // b - a can be 0, b + a cannot; a / a is 1, of which nothing is claimed.
    builder.output("safe", builder.apply(.divide, c, builder.apply(.add, a, b)))
    builder.output("same", builder.apply(.divide, gap, gap))
    // Far from 0 in standard deviations: ten sums of normals.
    let normals = try (0..<10).map {
      builder.input("n\($0)", try Normal(mean: 10, standardDeviation: 2))
    }
    let total = normals.dropFirst().reduce(normals[0]) { builder.apply(.add, $0, $1) }
    builder.output("far", builder.apply(.divide, c, total))
    let model = try builder.build()
    let found = model.tailFindings(of: Array(model.outputs.indices))
    #expect(found[0] == TailFinding(tailIndex: 1, cause: .divisor(name: "gap")))
    #expect(found.dropFirst().allSatisfy { $0 == nil })
  }

  @Test("and the larger of two keeps a tail that lies above, the smaller one that lies below")
  func larger() throws {
    let laws: [(String, any Distribution)] = [("u", Uniform.unit), ("z", Uniform.unit)]
    let expected = TailFinding(tailIndex: 2, cause: .divisor(name: "u"))
    // u ^ (-1/2) has moments below the order 2.
    func tail(_ b: inout ModelBuilder, _ x: [NodeID]) -> NodeID {
      b.apply(.power, x[0], b.constant(-0.5))
    }
    #expect(try finding(laws) { b, x in b.apply(.maximum, tail(&b, x), x[1]) } == expected)
    #expect(
      try finding(laws) { b, x in
        b.apply(.minimum, b.apply(.negate, tail(&b, x)), b.constant(3))
      } == expected
    )
    #expect(try finding(laws) { b, x in b.apply(.minimum, tail(&b, x), x[1]) } == nil)
  }

  @Test("and nothing is claimed of dependent parts, choices and uncertain parameters")
  func silence() throws {
    let laws: [(String, any Distribution)] = [
      ("t", try Student(degreesOfFreedom: 1)), ("u", Uniform.unit),
    ]
    #expect(try finding(laws) { b, x in b.apply(.subtract, x[0], x[0]) } == nil)
    #expect(try finding(laws) { b, x in b.apply(.minimum, x[0], x[1]) } == nil)
    #expect(try finding(laws) { b, x in b.apply(.divide, x[1], x[1]) } == nil)
    #expect(try finding(laws) { b, x in b.apply(.exp, x[1]) } == nil)
    #expect(try finding(laws) { b, x in b.apply(.multiply, x[0], b.constant(0)) } == nil)
  }

  @Test("and the laws know their own order")
  func laws() throws {
    #expect(try Student(degreesOfFreedom: 2.5).tailIndex == 2.5)
    #expect(try Affine(Student(degreesOfFreedom: 2.5), scale: 3).tailIndex == 2.5)
    #expect(try Truncated(Student(degreesOfFreedom: 1), low: -1, high: 4).tailIndex == .infinity)
    #expect(try Truncated(Student(degreesOfFreedom: 1), low: 0, high: .infinity).tailIndex == 1)
    #expect(try LogNormal(mu: 0, sigma: 9).tailIndex == .infinity)
    #expect(Uniform.unit.tailIndex == .infinity)
  }
}

extension Uniform {
  fileprivate static var unit: Uniform {
    guard let law = try? Uniform(low: 0, high: 1) else { preconditionFailure("no unit interval") }
    return law
  }
}
