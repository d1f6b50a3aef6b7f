import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

/// Conditions of branches are found, but for those that the formula or chance decides.
@Suite struct BranchConditionTests {
  /// The conditions of `if CONDITION then 1 else 0` over some inputs.
  private func conditions(
    _ laws: [(String, any Distribution)],
    _ condition: (inout ModelBuilder, [NodeID]) -> NodeID
  ) throws -> (model: Model, found: [NodeID]) {
    var builder = ModelBuilder()
    let inputs = laws.map { builder.input($0.0, $0.1) }
    let node = condition(&builder, inputs)
    let choice = builder.apply(.select, node, inputs[0], builder.constant(0))
    // What is computed beside the choice is none.
    builder.output("y", builder.apply(.add, choice, builder.apply(.less, inputs[0], inputs[1])))
    let model = try builder.build()
    return (model, model.branchConditions(of: [0]))
  }

  private static func uniforms(_ low: Double, _ high: Double) throws -> [(String, any Distribution)]
  {
    [("u", try Uniform(low: low, high: high)), ("v", try Uniform(low: low, high: high))]
  }

  @Test func `A product of two inputs below a small number is a condition that must be met`() throws
  {
    // P(u v < 1e-8) = 1e-8 (1 + ln 1e8) = 2e-7: in 4,096 draws never.
    let (model, found) = try conditions(Self.uniforms(0, 1)) { b, x in
      b.apply(.less, b.apply(.multiply, x[0], x[1]), b.constant(1e-8))
    }
    #expect(found.count == 1)
    let node = try #require(found.first)
    #expect(model.inputs(behind: node) == [0, 1] && model.isUsed(node, by: [0]) == [true])
    let counted = model.counting(found)
    #expect(counted.assertions.count == 1)
    let run = try TestModels.run(counted, draws: 4_096, seed: 1, method: .quasi)
    let plain = try TestModels.run(model, draws: 4_096, seed: 1, method: .quasi)
    #expect(run.assertions[0].failedDraws == run.record.draws)
    #expect(run.values(of: 0) == plain.values(of: 0))
  }

  @Test func `What the supports decide is no condition`() throws {
    // u + v lies between 2 and 6.
    for number in [1.5, 6.5] {
      let (_, found) = try conditions(Self.uniforms(1, 3)) { b, x in
        b.apply(.lessOrEqual, b.apply(.add, x[0], x[1]), b.constant(number))
      }
      #expect(found.isEmpty)
    }
  }

  @Test func `What only a far tail could decide otherwise is no condition`() throws {
    // 10 standard deviations: 8e-24 for one input; a sum with 14 of them for two.
    let laws: [(String, any Distribution)] = [
      ("a", try Normal(mean: 10, standardDeviation: 1)),
      ("b", try Normal(mean: 10, standardDeviation: 1)),
    ]
    #expect(try conditions(laws) { b, x in b.apply(.less, x[0], b.constant(0)) }.found.isEmpty)
    #expect(
      try conditions(laws) { b, x in
        b.apply(.less, b.apply(.add, x[0], x[1]), b.constant(0))
      }.found.isEmpty
    )
    // 5 standard deviations: 3e-7.
    #expect(try conditions(laws) { b, x in b.apply(.less, x[0], b.constant(5)) }.found.count == 1)
  }

  @Test func `Each part of a condition is one`() throws {
    let (_, found) = try conditions(Self.uniforms(0, 1)) { b, x in
      let one = b.apply(.less, x[0], b.constant(0.5))
      let two = b.apply(.less, x[1], b.constant(0.25))
      return b.apply(.or, b.apply(.not, one), two)
    }
    #expect(found.count == 2)
  }
}
