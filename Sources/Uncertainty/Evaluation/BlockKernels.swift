#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The one place where the block loop of each ``Operation`` lives.
///
/// Constant folding runs the same loops over blocks of one draw, so that a folded constant has the
/// bits that the draws would have. A result never depends on the place of its draw in the block.
enum BlockKernels {
  /// Computes one operation for a block of draws.
  ///
  /// - Parameters:
  ///   - operation: What to compute.
  ///   - a: The first operand; no operand's memory overlaps `result`.
  ///   - b: The second operand, without effect where the operation takes one.
  ///   - c: The third operand, without effect where the operation takes fewer.
  ///   - result: Receives `count` values.
  ///   - count: The number of draws.
  static func run(
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
  static func value(_ operation: Operation, _ operands: [Double]) -> Double {
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
    case .negate: map(a, out, n) { -$0 }
    case .absolute: map(a, out, n) { abs($0) }
    case .exp: map(a, out, n) { elementaryExp($0) }
    case .log: map(a, out, n) { elementaryLog($0) }
    case .log10: map(a, out, n) { elementaryLog10($0) }
    case .squareRoot: map(a, out, n) { $0.squareRoot() }
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
    case .add: map(a, b, out, n) { $0 + $1 }
    case .subtract: map(a, b, out, n) { $0 - $1 }
    case .multiply: map(a, b, out, n) { $0 * $1 }
    case .divide: map(a, b, out, n) { $0 / $1 }
    case .power: map(a, b, out, n) { elementaryPower($0, $1) }
    case .minimum: map(a, b, out, n) { $0 <= $1 ? $0 : ($1 < $0 ? $1 : .nan) }
    case .maximum: map(a, b, out, n) { $0 >= $1 ? $0 : ($1 > $0 ? $1 : .nan) }
    case .less: map(a, b, out, n) { $0 < $1 ? 1 : ($0 >= $1 ? 0 : .nan) }
    case .lessOrEqual: map(a, b, out, n) { $0 <= $1 ? 1 : ($0 > $1 ? 0 : .nan) }
    case .equal: map(a, b, out, n) { $0 == $1 ? 1 : ($0 < $1 || $0 > $1 ? 0 : .nan) }
    case .notEqual: map(a, b, out, n) { $0 == $1 ? 0 : ($0 < $1 || $0 > $1 ? 1 : .nan) }
    case .and: map(a, b, out, n) { $0 == 0 || $1 == 0 ? 0 : ($0 == $0 && $1 == $1 ? 1 : .nan) }
    case .or:
      map(a, b, out, n) { x, y in
        let decided = (x < 0 || x > 0) || (y < 0 || y > 0)
        return decided ? 1 : (x == x && y == y ? 0 : .nan)
      }
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
    for index in 0..<n {
      let c = element(condition, index)
      if c == 0 {
        out[index] = element(b, index)
      } else {
        out[index] = c == c ? element(a, index) : .nan
      }
    }
  }

  // MARK: Loops

  @inline(__always)
  private static func element(_ operand: BlockOperand, _ index: Int) -> Double {
    switch operand {
    case .vector(let values): values[index]
    case .scalar(let value): value
    }
  }

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

// The C functions under names of our own: inside the enum `exp` and `log` are cases elsewhere.

@inline(__always) private func elementaryExp(_ x: Double) -> Double { exp(x) }
@inline(__always) private func elementaryLog(_ x: Double) -> Double { log(x) }
@inline(__always) private func elementaryLog10(_ x: Double) -> Double { log10(x) }
@inline(__always) private func elementarySine(_ x: Double) -> Double { sin(x) }
@inline(__always) private func elementaryCosine(_ x: Double) -> Double { cos(x) }
@inline(__always) private func elementaryTangent(_ x: Double) -> Double { tan(x) }
@inline(__always) private func elementaryPower(_ x: Double, _ y: Double) -> Double { pow(x, y) }
