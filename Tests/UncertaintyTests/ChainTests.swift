import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("Two operations in one pass")
struct ChainTests {
  private static let arithmetic: [Uncertainty.Operation] = [.add, .subtract, .multiply, .divide]

  /// `(x first y) second z` or `z second (x first y)`; `z` is an input or a number.
  private static func model(
    _ first: Uncertainty.Operation,
    _ second: Uncertainty.Operation,
    onLeft: Bool,
    number: Bool,
    showsBoth: Bool
  ) throws -> Model {
    var builder = ModelBuilder()
    let x = builder.input("x", try Normal(mean: 1, standardDeviation: 3))
    let y = builder.input("y", try Uniform(low: -1, high: 4))
    let z = number ? builder.constant(0.1) : builder.input("z", try LogNormal(p05: 1, p95: 9))
    let inner = builder.apply(first, x, y)
    builder.output(
      "result",
      onLeft ? builder.apply(second, inner, z) : builder.apply(second, z, inner)
    )
    if showsBoth { builder.output("inner", inner) }
    return try builder.build()
  }

  private static func chains(_ model: Model) -> Int {
    let program = ProgramCompiler.compile(
      model,
      outputs: Array(model.outputs.indices),
      inputs: [],
      given: [],
      checksAssertions: false,
      isPoint: false
    )
    return program.steps.count { if case .chain = $0 { true } else { false } }
  }

  @Test("has the bits of one after the other", arguments: arithmetic, arithmetic)
  func bits(first: Uncertainty.Operation, second: Uncertainty.Operation) throws {
    for (onLeft, number) in [(true, true), (true, false), (false, true), (false, false)] {
      let joined = try Self.model(first, second, onLeft: onLeft, number: number, showsBoth: false)
      // An intermediate result that is wanted is computed alone.
      let apart = try Self.model(first, second, onLeft: onLeft, number: number, showsBoth: true)
      #expect(Self.chains(joined) == 1 && Self.chains(apart) == 0)
      let a = try TestModels.run(joined, draws: 3_000, blockLength: 1_021).values(of: 0)
      let b = try TestModels.run(apart, draws: 3_000).values(of: 0)
      #expect(differingBits(a, b) == 0)
    }
  }

  @Test("joins each result once, and not one that is used twice")
  func sharing() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 1, high: 2))
    let y = builder.input("y", try Uniform(low: 1, high: 2))
    let sum = builder.apply(.add, x, y)
    let square = builder.apply(.multiply, sum, sum)
    builder.output("cube", builder.apply(.multiply, square, sum))
    // The sum is used three times; the square once, but of one register twice.
    let model = try builder.build()
    #expect(Self.chains(model) == 1)
    let samples = try TestModels.run(model, draws: 1_000, keepsInputs: true)
    for draw in [0, 500, 999] {
      let s =
        samples.withInputValues(of: 0) { $0[draw] } + samples.withInputValues(of: 1) { $0[draw] }
      #expect(samples.values(of: 0)[draw] == s * s * s)
    }
  }
}
