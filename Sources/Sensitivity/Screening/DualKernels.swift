import NumericCore
import Uncertainty

/// The derivatives of each ``Operation`` with respect to its operands, a block at a time.
enum DualKernels {
  /// Says which operand an operation returns, for those that return one unchanged.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - operands: The operands' values.
  ///   - result: Receives the number of the operand returned, or one past the last where none is.
  ///   - count: The number of points.
  /// - Returns: Whether the operation is of that kind.
  static func choose(
    _ operation: Operation,
    _ operands: [UnsafePointer<Double>],
    into result: UnsafeMutablePointer<Int8>,
    count: Int
  ) -> Bool {
    switch operation {
    case .minimum:
      let (a, b) = (operands[0], operands[1])
      for i in 0..<count { result[i] = a[i] <= b[i] ? 0 : (b[i] < a[i] ? 1 : 2) }
    case .maximum:
      let (a, b) = (operands[0], operands[1])
      for i in 0..<count { result[i] = a[i] >= b[i] ? 0 : (b[i] > a[i] ? 1 : 2) }
    case .select:
      let condition = operands[0]
      for i in 0..<count {
        result[i] = condition[i] == 0 ? 2 : (condition[i] == condition[i] ? 1 : 3)
      }
    default: return false
    }
    return true
  }

  /// The partial derivatives of a smooth operation.
  ///
  /// - Parameters:
  ///   - operation: The operation; steps have the derivative 0.
  ///   - operands: The operands' values.
  ///   - value: The operation's values.
  ///   - factors: Receive the derivatives with respect to the first and the second operand.
  ///   - count: The number of points.
  static func factors(
    _ operation: Operation,
    _ operands: [UnsafePointer<Double>],
    _ value: UnsafePointer<Double>,
    into factors: [UnsafeMutablePointer<Double>],
    count: Int
  ) {
    let a = operands[0]
    let b = operands.count > 1 ? operands[1] : a
    let first = factors[0]
    let second = factors[1]
    func fill(_ derivative: (Int) -> Double) { for i in 0..<count { first[i] = derivative(i) } }
    func fill(_ one: (Int) -> Double, _ two: (Int) -> Double) {
      for i in 0..<count {
        first[i] = one(i)
        second[i] = two(i)
      }
    }
    switch operation {
    case .negate: fill { _ in -1 }
    case .absolute: fill { a[$0] > 0 ? 1 : (a[$0] < 0 ? -1 : (a[$0] == 0 ? 0 : .nan)) }
    case .exp: fill { value[$0] }
    case .log: fill { 1 / a[$0] }
    case .log10: fill { 1 / (a[$0] * 2.302585092994045684) }
    case .squareRoot: fill { 0.5 / value[$0] }
    case .sine: fill { cosineValue(a[$0]) }
    case .cosine: fill { -sineValue(a[$0]) }
    case .tangent: fill { 1 + value[$0] * value[$0] }
    case .add: fill({ _ in 1 }, { _ in 1 })
    case .subtract: fill({ _ in 1 }, { _ in -1 })
    case .multiply: fill({ b[$0] }, { a[$0] })
    case .divide: fill({ 1 / b[$0] }, { -value[$0] / b[$0] })
    case .power:
      fill(
        { b[$0] == 0 ? 0 : b[$0] * powerValue(a[$0], b[$0] - 1) },
        { i in
          if a[i] == 0 { return b[i] > 0 ? 0 : .nan }
          return value[i] * logValue(a[i])
        }
      )
    default: fill({ _ in 0 }, { _ in 0 })
    }
  }
}

@inline(__always) private func cosineValue(_ x: Double) -> Double { cos(x) }
@inline(__always) private func sineValue(_ x: Double) -> Double { sin(x) }
@inline(__always) private func logValue(_ x: Double) -> Double { log(x) }
@inline(__always) private func powerValue(_ x: Double, _ y: Double) -> Double { pow(x, y) }
