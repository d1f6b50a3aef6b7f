import CVectorKernels
import NumericCore

/// The one place where the block loop of each ``Operation`` lives.
///
/// Constant folding runs the same loops over blocks of one draw, so that a folded constant has the
/// bits that the draws would have. A result never depends on the place of its draw in the block.
package enum BlockKernels {
  /// Computes one operation for a block of draws.
  ///
  /// - Parameters:
  ///   - operation: What to compute.
  ///   - a: The first operand; no operand's memory overlaps `result`.
  ///   - b: The second operand, without effect where the operation takes one.
  ///   - c: The third operand, without effect where the operation takes fewer.
  ///   - result: Receives `count` values.
  ///   - count: The number of draws.
  package static func run(
    _ operation: Operation,
    _ a: BlockOperand,
    _ b: BlockOperand,
    _ c: BlockOperand,
    into result: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    switch operation.operandCount {
    case 1: unary(operation, a, result, count)
    case 2: binary(operation, a, b, result, count)
    default: select(a, b, c, result, count)
    }
  }

  /// The value of an operation on numbers, by the same loop as a block of one draw.
  package static func value(_ operation: Operation, _ operands: [Double]) -> Double {
    func operand(_ index: Int) -> BlockOperand {
      .scalar(index < operands.count ? operands[index] : 0)
    }
    var result = 0.0
    run(operation, operand(0), operand(1), operand(2), into: &result, count: 1)
    return result
  }

  // MARK: One operand

  private static func unary(
    _ operation: Operation,
    _ a: BlockOperand,
    _ out: UnsafeMutablePointer<Double>,
    _ n: Int
  ) {
    switch operation {
    case .negate: vector(block_negate, a, out, n)
    case .absolute: vector(block_absolute, a, out, n)
    case .exp: vector(block_exp, a, out, n)
    case .log: vector(block_log, a, out, n)
    case .log10: map(a, out, n) { elementaryLog10($0) }
    case .squareRoot: vector(block_square_root, a, out, n)
    case .sine: map(a, out, n) { elementarySine($0) }
    case .cosine: map(a, out, n) { elementaryCosine($0) }
    case .tangent: map(a, out, n) { elementaryTangent($0) }
    case .floor: map(a, out, n) { $0.rounded(.down) }
    case .round: map(a, out, n) { $0.rounded() }
    case .not: map(a, out, n) { $0 == 0 ? 1 : ($0 == $0 ? 0 : .nan) }
    default: preconditionFailure("\(operation) does not take one operand")
    }
  }

  // MARK: Two operands

  private static func binary(
    _ operation: Operation,
    _ a: BlockOperand,
    _ b: BlockOperand,
    _ out: UnsafeMutablePointer<Double>,
    _ n: Int
  ) {
    switch operation {
    case .add: vector(block_add, a, b, out, n)
    case .subtract: vector(block_subtract, a, b, out, n)
    case .multiply: vector(block_multiply, a, b, out, n)
    case .divide: vector(block_divide, a, b, out, n)
    case .power: map(a, b, out, n) { elementaryPower($0, $1) }
    case .minimum: vector(block_minimum, a, b, out, n)
    case .maximum: vector(block_maximum, a, b, out, n)
    case .less: vector(block_less, a, b, out, n)
    case .lessOrEqual: vector(block_less_or_equal, a, b, out, n)
    case .equal: vector(block_equal, a, b, out, n)
    case .notEqual: vector(block_not_equal, a, b, out, n)
    case .and: vector(block_and, a, b, out, n)
    case .or: vector(block_or, a, b, out, n)
    default: preconditionFailure("\(operation) does not take two operands")
    }
  }

  // MARK: Three operands

  private static func select(
    _ condition: BlockOperand,
    _ a: BlockOperand,
    _ b: BlockOperand,
    _ out: UnsafeMutablePointer<Double>,
    _ n: Int
  ) {
    withMemory(condition) { condition, conditionStep in
      withMemory(a) { a, aStep in
        withMemory(b) { b, bStep in
          block_select(condition, conditionStep, a, aStep, b, bStep, out, n)
        }
      }
    }
  }

  // MARK: Vector kernels

  private static func vector(
    _ operation: block_unary,
    _ a: BlockOperand,
    _ out: UnsafeMutablePointer<Double>,
    _ n: Int
  ) {
    switch a {
    case .vector(let x): block_apply_unary(operation, x, out, n)
    case .scalar(var x):
      block_apply_unary(operation, &x, out, 1)
      let value = out[0]
      for index in 1..<max(n, 1) { out[index] = value }
    }
  }

  private static func vector(
    _ operation: block_binary,
    _ a: BlockOperand,
    _ b: BlockOperand,
    _ out: UnsafeMutablePointer<Double>,
    _ n: Int
  ) {
    withMemory(a) { a, aStep in
      withMemory(b) { b, bStep in block_apply_binary(operation, a, aStep, b, bStep, out, n) }
    }
  }

  /// An operand as the kernels take it: memory and the step from one draw to the next.
  @inline(__always)
  private static func withMemory(
    _ operand: BlockOperand,
    _ body: (UnsafePointer<Double>, Int) -> Void
  ) {
    switch operand {
    case .vector(let values): body(values, 1)
    case .scalar(let value): withUnsafePointer(to: value) { body($0, 0) }
    }
  }

  // MARK: Loops

  @inline(__always)
  private static func map(
    _ a: BlockOperand,
    _ out: UnsafeMutablePointer<Double>,
    _ n: Int,
    _ body: (Double) -> Double
  ) {
    switch a {
    case .vector(let x): for index in 0..<n { out[index] = body(x[index]) }
    case .scalar(let x):
      let value = body(x)
      for index in 0..<n { out[index] = value }
    }
  }

  @inline(__always)
  private static func map(
    _ a: BlockOperand,
    _ b: BlockOperand,
    _ out: UnsafeMutablePointer<Double>,
    _ n: Int,
    _ body: (Double, Double) -> Double
  ) {
    switch (a, b) {
    case (.vector(let x), .vector(let y)):
      for index in 0..<n { out[index] = body(x[index], y[index]) }
    case (.vector(let x), .scalar(let y)): for index in 0..<n { out[index] = body(x[index], y) }
    case (.scalar(let x), .vector(let y)): for index in 0..<n { out[index] = body(x, y[index]) }
    case (.scalar(let x), .scalar(let y)):
      let value = body(x, y)
      for index in 0..<n { out[index] = value }
    }
  }
}

// The C functions under names of our own: inside the enum `log10` and others are cases elsewhere.

@inline(__always) private func elementaryLog10(_ x: Double) -> Double { log10(x) }
@inline(__always) private func elementarySine(_ x: Double) -> Double { sin(x) }
@inline(__always) private func elementaryCosine(_ x: Double) -> Double { cos(x) }
@inline(__always) private func elementaryTangent(_ x: Double) -> Double { tan(x) }
@inline(__always) private func elementaryPower(_ x: Double, _ y: Double) -> Double { pow(x, y) }
