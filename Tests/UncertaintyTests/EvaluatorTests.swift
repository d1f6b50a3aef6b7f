import Foundation
import ModelKit
import Probability
import Sampling
import TestKit
import Testing

@testable import Uncertainty

/// A point set made outside the library: points of an additive recurrence.
private struct RecurrencePoints: PointSet {
  let dimensionCount: Int

  func fill(
    dimension: Int,
    replicate: Int,
    start: Int,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    let step = 0.618033988749895 * Double(dimension + 1)
    for index in values.indices {
      let x = (step * Double(start + index + 1) + 0.1 * Double(replicate + 1))
        .truncatingRemainder(dividingBy: 1)
      values[index] = min(max(x, 1e-12), 1 - 1e-12)
    }
  }
}

@Suite("An evaluator")
struct EvaluatorTests {
  typealias Case = (operation: Uncertainty.Operation, operands: [Double], expected: Double)

  // Expected values are the definitions of the operations, by the C library where it has them.
  static let cases: [Case] = [
    (.negate, [2], -2), (.absolute, [-3], 3), (.exp, [1], M_E), (.log, [-1], .nan),
    (.log10, [1000], 3), (.squareRoot, [2], 2.0.squareRoot()), (.squareRoot, [-1], .nan),
    (.sine, [1], Foundation.sin(1)), (.cosine, [1], Foundation.cos(1)),
    (.tangent, [1], Foundation.tan(1)), (.floor, [-1.5], -2), (.round, [2.5], 3),
    (.round, [-2.5], -3), (.not, [0], 1), (.not, [2], 0), (.not, [.nan], .nan),
    (.add, [1, 2], 3), (.subtract, [1, 2], -1), (.multiply, [3, 4], 12), (.divide, [1, 4], 0.25),
    (.divide, [1, 0], .infinity), (.divide, [0, 0], .nan),
    (.power, [2, 0.5], Foundation.pow(2, 0.5)),
    (.minimum, [1, 2], 1), (.minimum, [.nan, 2], .nan), (.minimum, [2, .nan], .nan),
    (.maximum, [1, 2], 2), (.maximum, [.nan, 2], .nan), (.less, [1, 2], 1), (.less, [2, 2], 0),
    (.less, [.nan, 2], .nan), (.lessOrEqual, [2, 2], 1), (.lessOrEqual, [.infinity, .infinity], 1),
    (.equal, [2, 2], 1), (.equal, [1, 2], 0), (.equal, [.nan, .nan], .nan),
    (.notEqual, [1, 2], 1), (.notEqual, [2, 2], 0), (.and, [1, -1], 1), (.and, [0, .nan], 0),
    (.and, [1, .nan], .nan), (.or, [0, 0], 0), (.or, [.nan, 3], 1), (.or, [0, .nan], .nan),
    (.select, [1, 5, .nan], 5), (.select, [0, .nan, 6], 6), (.select, [.nan, 5, 6], .nan),
  ]

  @Test("computes every operation as defined", arguments: cases.indices)
  func operations(index: Int) throws {
    let (operation, operands, expected) = Self.cases[index]
    var builder = ModelBuilder()
    var values: [String: [[Double]]] = [:]
    var nodes: [NodeID] = []
    for (place, operand) in operands.enumerated() {
      nodes.append(builder.input("x\(place)", try Uniform(low: 0, high: 1)))
      values["x\(place)"] = [[Double](repeating: operand, count: 7)]
    }
    builder.output("vectors", builder.apply(operation, nodes))
    // The first operand as a number instead, and the last, take other loops.
    builder.output(
      "number first",
      builder.apply(operation, [builder.constant(operands[0])] + nodes.dropFirst())
    )
    builder.output(
      "number last",
      builder.apply(operation, nodes.dropLast() + [builder.constant(operands[operands.count - 1])])
    )
    for column in try builder.build().evaluate(columns: values) {
      // Exp and log are exact to one unit in the last place, the others as the C library's.
      let allowed = [.exp, .log].contains(operation) && !expected.isNaN ? expected.ulp : 0
      for value in column {
        #expect(
          abs(value - expected) <= allowed || value == expected || value.isNaN && expected.isNaN
        )
      }
    }
  }

  @Test("every operation is among the cases")
  func complete() {
    #expect(Set(Self.cases.map(\.operation)) == Set(Uncertainty.Operation.allCases))
  }

  @Test(
    "computes a number wherever it stands in a block",
    arguments: Uncertainty.Operation.allCases
  )
  func places(operation: Uncertainty.Operation) {
    // Odd and even counts, so that the last vector is full or not; signs, zeros and no numbers.
    var numbers: [Double] = [
      0, -0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, -1, 2, 0.5, 1e300, -1e300,
    ]
    for step in 0..<40 { numbers.append(Double(step * step) * 0.37 - 90.5) }
    for count in [1, 3, 4, 5, 51] {
      var columns: [[Double]] = []
      for shift in 0..<3 {
        var column: [Double] = []
        for place in 0..<count {
          let index = (place * (shift + 1) + 2 * shift) % numbers.count
          column.append(numbers[index])
        }
        columns.append(column)
      }
      var result = [Double](repeating: 0, count: count)
      columns[0].withUnsafeBufferPointer { a in
        columns[1].withUnsafeBufferPointer { b in
          columns[2].withUnsafeBufferPointer { c in
            guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else {
              return
            }
            BlockKernels.run(
              operation,
              .vector(a),
              .vector(b),
              .vector(c),
              into: &result,
              count: count
            )
          }
        }
      }
      for index in 0..<count {
        let alone = BlockKernels.value(operation, columns.map { $0[index] })
        #expect(
          alone.bitPattern == result[index].bitPattern || (alone.isNaN && result[index].isNaN)
        )
      }
    }
  }

  @Test("gives exp and log within one unit in the last place of the C library's")
  func elementary() {
    for step in 0..<20_000 {
      let x = Double(step) * 0.0717 - 740
      let exponential = BlockKernels.value(.exp, [x])
      #expect(abs(exponential - Foundation.exp(x)) <= Foundation.exp(x).ulp)
      let y = Foundation.exp(x)
      let logarithm = BlockKernels.value(.log, [y])
      #expect(
        logarithm == Foundation.log(y)
          || abs(logarithm - Foundation.log(y)) <= Foundation.log(y).ulp
      )
    }
  }

  @Test("gives the same bits from points, from cube columns and for ranges")
  func forms() throws {
    let model = try TestModels.mixed()
    let points = RecurrencePoints(dimensionCount: model.dimensionCount)
    let count = 300
    let cube = (0..<model.dimensionCount).map { dimension in
      [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
        buffer.initialize(repeating: 0)
        points.fill(dimension: dimension, replicate: 3, start: 40, into: buffer)
        initialized = count
      }
    }
    let evaluator = model.evaluator(inputs: [0, 3], blockLength: 64)
    #expect(
      evaluator.columns == [
        .output(0), .output(1), .output(2), .input(0, component: 0), .input(3, component: 0),
        .input(3, component: 1), .input(3, component: 2),
      ]
    )
    let whole = try TestModels.evaluate(evaluator, cube: cube)
    var parts = evaluator.columns.map { _ in [Double]() }
    for (start, length) in [(0, 1), (1, 130), (131, 169)] {
      let part = try evaluator.values(
        points: points,
        replicate: 3,
        start: 40 + start,
        count: length
      )
      for (place, column) in part.enumerated() { parts[place] += column }
    }
    for (a, b) in zip(whole, parts) { #expect(differingBits(a, b) == 0) }
    // The drawn shares sum to 1 to rounding: three terms below 1.
    for draw in 0..<count {
      #expect(abs(whole[4][draw] + whole[5][draw] + whole[6][draw] - 1) <= 3e-16)
    }
  }

  @Test("gives the same bits for every block length", arguments: [1, 7, 64, 1_000, 1_024, 4_096])
  func blockLengths(length: Int) throws {
    let model = try TestModels.mixed()
    let reference = try TestModels.run(model, draws: 6_000, replicates: 3)
    let other = try TestModels.run(model, draws: 6_000, blockLength: length, replicates: 3)
    for output in model.outputs.indices {
      #expect(differingBits(reference.values(of: output), other.values(of: output)) == 0)
    }
    #expect(reference.assertions == other.assertions)
  }

  @Test("gives the drawn inputs beside the outputs")
  func drawnInputs() throws {
    let model = try TestModels.fermi()
    let samples = try TestModels.run(model, draws: 4_096, keepsInputs: true)
    let columns = (0..<3).map { input in samples.withInputValues(of: input) { Array($0) } }
    let revenue = samples.values(of: 0)
    for draw in stride(from: 0, to: samples.draws, by: 37) {
      #expect(revenue[draw] == columns[0][draw] * columns[1][draw] * columns[2][draw])
    }
  }

  @Test("takes given values in place of drawn ones and draws the others as before")
  func given() throws {
    let model = try TestModels.mixed()
    let cube = (0..<model.dimensionCount).map { (dimension: Int) -> [Double] in
      (0..<9).map { (draw: Int) -> Double in 0.05 + 0.1 * Double((draw + dimension * 2) % 10) }
    }
    let drawn = try TestModels.evaluate(model.evaluator(inputs: [0, 1, 2, 3, 4]), cube: cube)
    let values = [6, 0.5, 0.25, 0.25].map { [Double](repeating: $0, count: 9) }
    let given = try TestModels.evaluate(
      model.evaluator(inputs: [0, 1, 2, 3, 4], given: [2, 3]),
      cube: cube,
      given: values
    )
    for column in [3, 4, 9] { #expect(differingBits(drawn[column], given[column]) == 0) }
    #expect(given[5].allSatisfy { $0 == 6 })
    #expect(given[6].allSatisfy { $0 == 0.5 })
  }

  @Test("evaluates at explicit input values and says what is missing")
  func points() throws {
    let model = try TestModels.fermi()
    let value = try model.evaluate(inputs: ["ads": [2e6], "price": [100], "share": [0.05]])
    #expect(isClose(value[0], 1e7, relative: 1e-15))
    #expect(throws: SimulationError.missingInput(name: "share")) {
      try model.evaluate(inputs: ["ads": [2e6], "price": [100]])
    }
    #expect(throws: SimulationError.unknownInput(name: "prise")) {
      try model.evaluate(inputs: ["ads": [2e6], "prise": [100], "share": [0.05]])
    }
    #expect(throws: SimulationError.wrongComponentCount(input: "ads", needed: 1, given: 2)) {
      try model.evaluate(inputs: ["ads": [2e6, 1], "price": [100], "share": [0.05]])
    }
    #expect(throws: SimulationError.unequalColumns(input: "price", needed: 2, given: 1)) {
      try model.evaluate(columns: ["ads": [[1, 2]], "price": [[1]], "share": [[1, 2]]])
    }
  }

  @Test("evaluates at medians: a product of lognormals at the product of their medians")
  func medians() throws {
    // PEERS section 6.3 (closed form): median 10,954,451.15 = sqrt(6e12) sqrt(1e4) sqrt(2e-3).
    let value = try TestModels.fermi().evaluateAtQuantiles()[0]
    #expect(isClose(value, 10_954_451.150103, relative: 1e-12))
    #expect(throws: SimulationError.unknownInput(name: "prise")) {
      try TestModels.fermi().evaluateAtQuantiles(["prise": 0.1])
    }
  }

  @Test("puts a parametric input at the quantile of its distribution at the point")
  func parametricQuantile() throws {
    var builder = ModelBuilder()
    let mean = builder.input("mean", try Uniform(low: 0, high: 10))
    let x = builder.input("x", parameters: [mean, builder.constant(2)]) {
      (values) throws(DistributionError) -> any Distribution in
      try Normal(mean: values[0], standardDeviation: values[1])
    }
    builder.output("y", x)
    let model = try builder.build()
    #expect(try model.evaluateAtQuantiles(["mean": 0.3])[0] == 3)
    // 3 + 2 z(0.95), z = 1.6448536269514722.
    let high = try model.evaluateAtQuantiles(["mean": 0.3, "x": 0.95])[0]
    #expect(isClose(high, 6.2897072539029444, relative: 1e-14))
    // Given a value, the parameters are not needed.
    #expect(try model.evaluate(inputs: ["x": [7]])[0] == 7)
  }
}
