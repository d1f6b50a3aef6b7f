import ModelKit
import NumericCore
import Probability
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("Forward derivatives")
struct ForwardDerivativesTests {
  /// An operation at a point with its derivatives by hand.
  struct Case: Sendable, CustomTestStringConvertible {
    let operation: Uncertainty.Operation
    let operands: [Double]
    let expected: [Double]
    var testDescription: String { "\(operation) at \(operands)" }
  }

  /// Closed forms from any calculus text; 0 where the operation is a step.
  static let cases: [Case] = [
    Case(operation: .negate, operands: [1.3], expected: [-1]),
    Case(operation: .absolute, operands: [1.3], expected: [1]),
    Case(operation: .absolute, operands: [-1.3], expected: [-1]),
    Case(operation: .absolute, operands: [0], expected: [0]),
    Case(operation: .exp, operands: [1.3], expected: [exp(1.3)]),
    Case(operation: .log, operands: [1.3], expected: [1 / 1.3]),
    Case(operation: .log10, operands: [1.3], expected: [1 / (1.3 * log(10))]),
    Case(operation: .squareRoot, operands: [1.3], expected: [0.5 / 1.3.squareRoot()]),
    Case(operation: .sine, operands: [1.3], expected: [cos(1.3)]),
    Case(operation: .cosine, operands: [1.3], expected: [-sin(1.3)]),
    Case(operation: .tangent, operands: [1.3], expected: [1 / (cos(1.3) * cos(1.3))]),
    Case(operation: .floor, operands: [1.3], expected: [0]),
    Case(operation: .round, operands: [1.3], expected: [0]),
    Case(operation: .not, operands: [1.3], expected: [0]),
    Case(operation: .add, operands: [1.3, 0.7], expected: [1, 1]),
    Case(operation: .subtract, operands: [1.3, 0.7], expected: [1, -1]),
    Case(operation: .multiply, operands: [1.3, 0.7], expected: [0.7, 1.3]),
    Case(operation: .divide, operands: [1.3, 0.7], expected: [1 / 0.7, -1.3 / 0.49]),
    Case(
      operation: .power,
      operands: [1.3, 0.7],
      expected: [0.7 * pow(1.3, -0.3), pow(1.3, 0.7) * log(1.3)]
    ),
    Case(operation: .power, operands: [0, 2.5], expected: [0, 0]),
    Case(operation: .minimum, operands: [1.3, 0.7], expected: [0, 1]),
    Case(operation: .minimum, operands: [0.7, 0.7], expected: [1, 0]),
    Case(operation: .maximum, operands: [1.3, 0.7], expected: [1, 0]),
    Case(operation: .maximum, operands: [0.7, 0.7], expected: [1, 0]),
    Case(operation: .less, operands: [1.3, 0.7], expected: [0, 0]),
    Case(operation: .lessOrEqual, operands: [1.3, 0.7], expected: [0, 0]),
    Case(operation: .equal, operands: [1.3, 0.7], expected: [0, 0]),
    Case(operation: .notEqual, operands: [1.3, 0.7], expected: [0, 0]),
    Case(operation: .and, operands: [1.3, 0.7], expected: [0, 0]),
    Case(operation: .or, operands: [1.3, 0.7], expected: [0, 0]),
    Case(operation: .select, operands: [1, 1.3, 0.7], expected: [0, 1, 0]),
    Case(operation: .select, operands: [0, 1.3, 0.7], expected: [0, 0, 1]),
  ]

  @Test("of every operation are those of the calculus text", arguments: cases)
  func operations(_ item: Case) throws {
    var builder = ModelBuilder()
    let law = try Uniform(low: -10, high: 10)
    let inputs = item.operands.indices.map { builder.input("x\($0)", law) }
    builder.output("y", builder.apply(item.operation, inputs))
    let derivatives = try ForwardDerivatives(model: try builder.build(), output: "y")
    let (value, partials) = derivatives.evaluate(at: item.operands)
    #expect(value == BlockKernels.value(item.operation, item.operands))
    for (partial, expected) in zip(partials, item.expected) {
      #expect(isClose(partial, expected, relative: 1e-14, absolute: 1e-15))
    }
  }

  @Test("cover every operation there is")
  func coverage() {
    #expect(Set(Self.cases.map(\.operation)) == Set(Uncertainty.Operation.allCases))
  }

  @Test("of the Ishigami function are those of its formula, in blocks of any length")
  func ishigami() throws {
    let derivatives = try ForwardDerivatives(model: try ReferenceFunctions.ishigami(), output: "y")
    let count = 300
    let x = (0..<3).map { column in
      (0..<count).map { sin(Double($0 * 3 + column) * 1.7) * Double.pi }
    }
    let result = derivatives.evaluate(columns: x)
    for point in 0..<count {
      let (a, b, c) = (x[0][point], x[1][point], x[2][point])
      let expected = [
        cos(a) * (1 + 0.1 * c * c * c * c), 14 * sin(b) * cos(b), 0.4 * c * c * c * sin(a),
      ]
      for variable in 0..<3 {
        #expect(
          isClose(
            result.partials[variable][point],
            expected[variable],
            relative: 1e-12,
            absolute: 1e-13
          )
        )
      }
    }
  }

  @Test("agree with central differences through correlated, Dirichlet and parametric inputs")
  func differences() throws {
    let model = try TestModels.mixed()
    let derivatives = try ForwardDerivatives(model: model, output: "total")
    let point: [String: [Double]] = [
      "ads": [8_000], "price": [110], "months": [9], "mix": [0.6, 0.3, 0.1], "noise": [3],
    ]
    let x = derivatives.variables.map {
      point[model.inputs[$0.input].name]?[$0.component] ?? .nan
    }
    let (_, partials) = derivatives.evaluate(at: x)
    for (place, variable) in derivatives.variables.enumerated() {
      func value(_ shift: Double) throws -> Double {
        var moved = point
        moved[model.inputs[variable.input].name]?[variable.component] += shift
        return try model.evaluate(inputs: moved)[0]
      }
      let step = 1e-5 * max(abs(x[place]), 1)
      let difference = (try value(step) - value(-step)) / (2 * step)
      // Truncation of order step^2 and rounding 1e-16 / step.
      #expect(isClose(partials[place], difference, relative: 1e-7, absolute: 1e-4))
    }
    #expect(derivatives.parentInputs.map { model.inputs[$0].name } == ["price"])
  }

  @Test("leave out what a branch not taken has, and say where the output may jump")
  func branches() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: -1, high: 1))
    let z = builder.input("z", try Uniform(low: -1, high: 1))
    let positive = builder.apply(.less, builder.constant(0), x)
    let logarithm = builder.apply(.log, x)
    let chosen = builder.apply(.select, positive, logarithm, builder.constant(0))
    builder.output("y", builder.apply(.add, chosen, z))
    let derivatives = try ForwardDerivatives(model: try builder.build(), output: "y")
    let left = derivatives.evaluate(at: [-0.5, 0.25])
    #expect(left.value == 0.25)
    #expect(left.partials == [0, 1])
    #expect(derivatives.evaluate(at: [0.5, 0]).partials == [2, 1])
    #expect(derivatives.mayJump(0) && !derivatives.mayJump(1))
    #expect(derivatives.evaluate(at: [.nan, 0]).partials.allSatisfy { $0.isNaN })
    #expect(throws: SensitivityError.self) {
      try ForwardDerivatives(model: try ReferenceFunctions.ishigami(), output: "none")
    }
  }

  @Test(
    "of a chain of 2,000 inputs are those of the product, and 0 where nothing depends on a node"
  )
  func chain() throws {
    var builder = ModelBuilder()
    let law = try Uniform(low: 0, high: 2)
    let inputs = (0..<2_000).map { builder.input("x\($0)", law) }
    var sum = builder.constant(0)
    for (place, x) in inputs.enumerated() {
      let term = builder.apply(.multiply, builder.constant(Double(place)), x)
      sum = builder.apply(.add, sum, term)
    }
    builder.output("y", builder.apply(.multiply, sum, sum))
    let derivatives = try ForwardDerivatives(model: try builder.build(), output: "y")
    // y = (sum i x_i)^2 at x = 1: the sum is 1,999,000, the derivative 2 i times that.
    let partials = derivatives.evaluate(at: [Double](repeating: 1, count: 2_000)).partials
    for (place, partial) in partials.enumerated() {
      #expect(isClose(partial, 2 * Double(place) * 1_999_000, relative: 1e-12))
    }
    // if u < 1 then x else sqrt(x): at x = 0 the root has no derivative and is not taken.
    var other = ModelBuilder()
    let u = other.input("u", law)
    let x = other.input("x", law)
    let isLow = other.apply(.less, u, other.constant(1))
    other.output("y", other.apply(.select, isLow, x, other.apply(.squareRoot, x)))
    let branches = try ForwardDerivatives(model: try other.build(), output: "y")
    #expect(branches.evaluate(at: [0.5, 0]).partials == [0, 1])
    #expect(branches.mayJump(0) && !branches.mayJump(1))
  }
}
