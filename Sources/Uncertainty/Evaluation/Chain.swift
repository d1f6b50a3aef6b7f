import CVectorKernels

/// Two arithmetic operations, the second of the first's result and a third operand.
///
/// Each is rounded as if alone: what is saved is a pass over memory.
struct Chain: Sendable {
  let first: block_binary
  let second: block_second

  /// Computes a block of draws; `c` may be a number, and no operand's memory overlaps `result`.
  func run(
    _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>,
    _ c: BlockOperand,
    into result: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    switch c {
    case .vector(let values): block_apply_chain(first, second, a, b, values, 1, result, count)
    case .scalar(let value):
      withUnsafePointer(to: value) {
        block_apply_chain(first, second, a, b, $0, 0, result, count)
      }
    }
  }

  // MARK: Finding chains

  /// Joins operations whose result a single later operation takes.
  ///
  /// - Parameter steps: Steps in which each value has a register of its own.
  static func joined(_ steps: [Step]) -> [Step] {
    var uses: [Int: Int] = [:]
    for step in steps { for register in step.reads { uses[register, default: 0] += 1 } }
    var result: [Step?] = []
    result.reserveCapacity(steps.count)
    // Where the operation stands that computes a value and may still be joined.
    var open: [Int: Int] = [:]
    for step in steps {
      guard case .operation(let operation, let a, let b, _, let into) = step else {
        result.append(step)
        continue
      }
      if let place = [a, b].compactMap({ $0.register.flatMap { open[$0] } }).first,
        case .operation(let first, let x, let y, _, let value) = result[place],
        let chain = Chain(first, then: operation, onLeft: a == .register(value)),
        case .register(let x) = x, case .register(let y) = y
      {
        let other = a == .register(value) ? b : a
        result[place] = nil
        open[value] = nil
        result.append(.chain(chain, x, y, other, into: into))
        continue
      }
      if a.register != nil, b.register != nil, uses[into] == 1,
        Chain(operation, then: .add, onLeft: true) != nil
      {
        open[into] = result.count
      }
      result.append(step)
    }
    return result.compactMap(\.self)
  }

  /// A chain of two operations; `nil` where there is no kernel for it.
  ///
  /// - Parameters:
  ///   - first: The first operation.
  ///   - second: The second.
  ///   - onLeft: Whether the first's result is the left operand of the second.
  private init?(_ first: Operation, then second: Operation, onLeft: Bool) {
    switch first {
    case .add: self.first = block_add
    case .subtract: self.first = block_subtract
    case .multiply: self.first = block_multiply
    case .divide: self.first = block_divide
    default: return nil
    }
    switch second {
    case .add: self.second = block_then_add
    case .subtract: self.second = onLeft ? block_then_subtract : block_then_subtract_from
    case .multiply: self.second = block_then_multiply
    case .divide: self.second = onLeft ? block_then_divide : block_then_divide_into
    default: return nil
    }
  }
}
