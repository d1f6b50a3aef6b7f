import Uncertainty

/// Values and adjoints of every node of a formula, a block of points at a time: the work behind
/// ``ForwardDerivatives``.
///
/// The values run from the inputs to the output, the adjoints (derivatives of the output by a node)
/// back from it, each node once: the work is that of a few evaluations, whatever the number of inputs.
final class DualBlock {
  /// The number of points worked on at a time.
  static let length = 128

  private let model: Model
  private let order: [Int]
  private let place: [Int: Int]
  private let isActive: [Bool]
  /// The variable of each node that is one.
  private let variable: [Int?]
  private let memory: UnsafeMutablePointer<Double>
  private let chosen: UnsafeMutablePointer<Int8>

  init(
    model: Model,
    order: [Int],
    place: [Int: Int],
    isActive: [Bool],
    variables: [ForwardDerivatives.Variable]
  ) {
    self.model = model
    self.order = order
    self.place = place
    self.isActive = isActive
    var numbers: [ForwardDerivatives.Component: Int] = [:]
    for (number, variable) in variables.enumerated() {
      numbers[variable.place] = numbers[variable.place] ?? number
    }
    variable = order.map { node in
      guard case .component(let input, let component) = model.nodes[node] else { return nil }
      return numbers[ForwardDerivatives.Component(input: input, component: component)]
    }
    // A value and an adjoint for each node, and the derivatives of one operation.
    let capacity = (2 * order.count + 2) * Self.length
    memory = .allocate(capacity: capacity)
    memory.initialize(repeating: 0, count: capacity)
    chosen = .allocate(capacity: Self.length)
    chosen.initialize(repeating: 0, count: Self.length)
  }

  deinit {
    memory.deallocate()
    chosen.deallocate()
  }

  private func value(_ position: Int) -> UnsafeMutablePointer<Double> {
    memory + position * Self.length
  }

  private func adjoint(_ position: Int) -> UnsafeMutablePointer<Double> {
    memory + (order.count + position) * Self.length
  }

  // MARK: Running

  /// Computes the values and adjoints of a block.
  ///
  /// - Parameters:
  ///   - columns: One column of values for each variable.
  ///   - start: The first point.
  ///   - count: The number of points, at most ``length``.
  func run(_ columns: [[Double]], start: Int, count: Int) {
    for (position, node) in order.enumerated() {
      let value = value(position)
      switch model.nodes[node] {
      case .constant(let bits):
        value.update(repeating: Double(bitPattern: bits), count: count)
      case .component:
        guard let variable = variable[position] else { continue }
        for index in 0..<count { value[index] = columns[variable][start + index] }
      case .operation(let operation, let operands):
        let sources = sources(operands)
        func operand(_ index: Int) -> BlockOperand {
          index < sources.count ? .vector(sources[index]) : .scalar(0)
        }
        BlockKernels.run(
          operation,
          operand(0),
          operand(1),
          operand(2),
          into: value,
          count: count
        )
      }
    }
    adjoint(0).update(repeating: 0, count: order.count * Self.length)
    adjoint(order.count - 1).update(repeating: 1, count: count)
    for position in order.indices.reversed() where isActive[position] {
      if case .operation(let operation, let operands) = model.nodes[order[position]] {
        differentiate(operation, position, operands, count)
      }
    }
  }

  /// Writes the output and its derivatives.
  ///
  /// - Parameters:
  ///   - start: Where the block begins.
  ///   - count: The number of points.
  ///   - values: Receives the output.
  ///   - partials: Receives one column for each variable.
  func copy(start: Int, count: Int, values: inout [Double], partials: inout [[Double]]) {
    let output = value(order.count - 1)
    for index in 0..<count { values[start + index] = output[index] }
    for (position, variable) in variable.enumerated() {
      guard let variable else { continue }
      let own = adjoint(position)
      for index in 0..<count { partials[variable][start + index] = own[index] }
    }
  }

  private func sources(_ operands: [Int]) -> [UnsafePointer<Double>] {
    operands.compactMap { place[$0] }.map { UnsafePointer(value($0)) }
  }

  /// Passes the adjoint of an operation on to its operands.
  ///
  /// Where it is 0 nothing is passed on, not even what is undefined: the output does not depend on the
  /// operation there.
  private func differentiate(
    _ operation: Operation,
    _ position: Int,
    _ operands: [Int],
    _ count: Int
  ) {
    let places = operands.compactMap { place[$0] }
    let sources = sources(operands)
    let own = adjoint(position)
    if DualKernels.choose(operation, sources, into: chosen, count: count) {
      for (number, operand) in places.enumerated() where isActive[operand] {
        let target = adjoint(operand)
        for index in 0..<count where own[index] != 0 {
          let choice = Int(chosen[index])
          if choice == number { target[index] += own[index] }
          if choice >= places.count { target[index] = .nan }
        }
      }
      return
    }
    let factors = [
      memory + 2 * order.count * Self.length, memory + (2 * order.count + 1) * Self.length,
    ]
    DualKernels.factors(
      operation,
      sources,
      UnsafePointer(value(position)),
      into: factors,
      count: count
    )
    for (operand, factor) in zip(places, factors) where isActive[operand] {
      let target = adjoint(operand)
      for index in 0..<count where own[index] != 0 {
        target[index] += factor[index] * own[index]
      }
    }
  }
}
