import ModelKit
import Probability
import Testing

@testable import Uncertainty

@Suite("A model builder")
struct ModelBuilderTests {
  @Test("makes one node of equal expressions, whatever the order of a sum's terms")
  func hashConsing() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    let y = builder.input("y", try Uniform(low: 0, high: 1))
    #expect(builder.apply(.add, x, y) == builder.apply(.add, y, x))
    #expect(builder.apply(.exp, x) == builder.apply(.exp, x))
    #expect(builder.apply(.subtract, x, y) != builder.apply(.subtract, y, x))
    #expect(builder.constant(2) == builder.constant(2))
    #expect(builder.constant(0) != builder.constant(-0.0))
    #expect(builder.constant(.nan) == builder.constant(-Double.nan))
  }

  @Test(
    "folds operations on constants to the bits that draws would have",
    arguments: Operation.allCases
  )
  func folding(operation: Operation) throws {
    let numbers = [0.7, 2.5, -1.25]
    var builder = ModelBuilder()
    let constants = numbers.prefix(operation.operandCount).map { builder.constant($0) }
    let node = builder.apply(operation, constants)
    let folded = try #require(builder.constantValue(of: node))
    // The same operation on inputs that are given these values.
    var inputs: [NodeID] = []
    for index in 0..<operation.operandCount {
      inputs.append(builder.input("x\(index)", try Uniform(low: -9, high: 9)))
    }
    builder.output("y", builder.apply(operation, inputs))
    var values: [String: [Double]] = [:]
    for index in 0..<operation.operandCount { values["x\(index)"] = [numbers[index]] }
    let computed = try builder.build().evaluate(inputs: values)[0]
    #expect(folded.bitPattern == computed.bitPattern || (folded.isNaN && computed.isNaN))
  }

  @Test("simplifies what changes no result")
  func simplification() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    let y = builder.input("y", try Uniform(low: 0, high: 1))
    #expect(builder.apply(.multiply, x, builder.constant(1)) == x)
    #expect(builder.apply(.add, builder.constant(0), x) == x)
    #expect(builder.apply(.divide, x, builder.constant(1)) == x)
    #expect(builder.apply(.power, x, builder.constant(2)) == builder.apply(.multiply, x, x))
    #expect(builder.apply(.select, builder.constant(1), x, y) == x)
    #expect(builder.apply(.select, builder.constant(0), x, y) == y)
  }

  @Test("refuses a name that comes twice, and a model without results")
  func names() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    #expect(throws: ModelError.noOutput) { try builder.build() }
    builder.output("y", x)
    builder.output("y", x)
    #expect(throws: ModelError.duplicateOutput(name: "y")) { try builder.build() }
    _ = builder.input("x", try Uniform(low: 0, high: 1))
    #expect(throws: ModelError.duplicateInput(name: "x")) { try builder.build() }
  }

  @Test("knows which outputs are constant and which inputs reach an output")
  func reach() throws {
    let model = try TestModels.mixed()
    #expect(model.outputs.map(\.isConstant) == [false, false, true])
    #expect(model.outputs[2].constantValue == 12)
    #expect(
      model.inputs(reaching: 0).map { model.inputs[$0].name }
        == ["ads", "price", "months", "mix", "noise"]
    )
    #expect(model.inputs(reaching: 1).map { model.inputs[$0].name } == ["price", "mix"])
    #expect(model.dimensionCount == 6)
    #expect(model.inputs[3].coordinates == [3, 4])
    #expect(model.inputs[3].label(of: 2) == "mix[top]")
  }

  @Test("leaves out of a program what its outputs do not need")
  func deadCode() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    let unused = builder.input("unused", try Uniform(low: 0, high: 1))
    _ = builder.apply(.exp, unused)
    builder.output("y", builder.apply(.exp, x))
    let model = try builder.build()
    #expect(model.dimensionCount == 2)
    #expect(model.evaluator().coordinates == [0])
    let program = ProgramCompiler.compile(
      model,
      outputs: [0],
      inputs: [],
      given: [],
      checksAssertions: true,
      isPoint: false
    )
    // coordinate, quantile, exp, store
    #expect(program.steps.count == 4)
  }

  @Test("re-uses registers: a long sum needs few")
  func registers() throws {
    var builder = ModelBuilder()
    var sum = builder.constant(0)
    for index in 0..<200 {
      sum = builder.apply(
        .add,
        sum,
        builder.apply(.exp, builder.input("x\(index)", try Uniform(low: 0, high: 1)))
      )
    }
    builder.output("sum", sum)
    let program = ProgramCompiler.compile(
      try builder.build(),
      outputs: [0],
      inputs: [],
      given: [],
      checksAssertions: true,
      isPoint: false
    )
    #expect(program.registerCount <= 4)
  }

  @Test("makes a parametric input with constant parameters a fixed one")
  func constantParameters() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", parameters: [builder.constant(3), builder.constant(2)]) {
      (values) throws(DistributionError) -> any Distribution in
      try Normal(mean: values[0], standardDeviation: values[1])
    }
    builder.output("y", x)
    let model = try builder.build()
    #expect(model.inputs[0].kind == .fixed)
    #expect(model.inputs[0].distribution?.mean == 3)
  }

  @Test("gives names of a known plan their coordinates and new names new ones")
  func plans() throws {
    let baseline = try TestModels.mixed()
    var builder = ModelBuilder(coordinates: baseline.coordinatePlan)
    let extra = builder.input("extra", try Uniform(low: 0, high: 1))
    let price = builder.input("price", try Uniform(low: 0, high: 1))
    let mix = try builder.dirichlet("mix", alpha: [1, 1, 1, 1])
    builder.output("y", builder.apply(.add, extra, builder.apply(.add, price, mix[3])))
    let scenario = try builder.build()
    #expect(scenario.inputs.map(\.coordinates) == [[6], [1], [3, 4, 7]])
    #expect(scenario.dimensionCount == 8)
    #expect(baseline.coordinatePlan.agrees(with: scenario.coordinatePlan))
  }
}
