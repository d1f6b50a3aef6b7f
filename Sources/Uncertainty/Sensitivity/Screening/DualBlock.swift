/// A block of dual numbers for every node of a formula: the work behind ``ForwardDerivatives``.
final class DualBlock {
  /// The number of points worked on at a time.
  static let length = 128

  private let model: Model
  private let order: [Int]
  private let place: [Int: Int]
  private let active: [[Int]]
  private let variables: [ForwardDerivatives.Variable]
  private let memory: UnsafeMutablePointer<Double>
  /// The register of each node's value, and the registers of its tangents in order of `active`.
  private let first: [Int]
  private let scratch: Int
  private let chosen: UnsafeMutablePointer<Int8>

  init(
    model: Model,
    order: [Int],
    place: [Int: Int],
    active: [[Int]],
    variables: [ForwardDerivatives.Variable]
  ) {
    self.model = model
    self.order = order
    self.place = place
    self.active = active
    self.variables = variables
    var next = 0
    var first: [Int] = []
    for entry in active {
      first.append(next)
      next += 1 + entry.count
    }
    self.first = first
    scratch = next
    memory = .allocate(capacity: (next + 2) * Self.length)
    memory.initialize(repeating: 0, count: (next + 2) * Self.length)
    chosen = .allocate(capacity: Self.length)
    chosen.initialize(repeating: 0, count: Self.length)
  }

  deinit {
    memory.deallocate()
    chosen.deallocate()
  }

  private func register(_ index: Int) -> UnsafeMutablePointer<Double> {
    memory + index * Self.length
  }

  /// The tangent of a node along a variable, `nil` where it is 0 by structure.
  private func tangent(_ node: Int, _ variable: Int) -> UnsafeMutablePointer<Double>? {
    guard let index = active[node].firstIndex(of: variable) else { return nil }
    return register(first[node] + 1 + index)
  }

  // MARK: Running

  func run(_ columns: [[Double]], start: Int, count: Int) {
    for (position, node) in order.enumerated() {
      let value = register(first[position])
      switch model.nodes[node] {
      case .constant(let bits):
        value.update(repeating: Double(bitPattern: bits), count: count)
      case .component:
        guard let variable = active[position].first else { continue }
        for index in 0..<count { value[index] = columns[variable][start + index] }
        register(first[position] + 1).update(repeating: 1, count: count)
      case .operation(let operation, let operands):
        let places = operands.compactMap { place[$0] }
        let sources = places.map { UnsafePointer(register(first[$0])) }
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
        guard !active[position].isEmpty else { continue }
        differentiate(operation, position, places, sources, count)
      }
    }
  }

  func copy(start: Int, count: Int, values: inout [Double], partials: inout [[Double]]) {
    let last = order.count - 1
    let value = register(first[last])
    for index in 0..<count { values[start + index] = value[index] }
    for (offset, variable) in active[last].enumerated() {
      let tangent = register(first[last] + 1 + offset)
      for index in 0..<count { partials[variable][start + index] = tangent[index] }
    }
  }

  private func differentiate(
    _ operation: Operation,
    _ position: Int,
    _ operands: [Int],
    _ sources: [UnsafePointer<Double>],
    _ count: Int
  ) {
    if DualKernels.choose(operation, sources, into: chosen, count: count) {
      for (offset, variable) in active[position].enumerated() {
        let target = register(first[position] + 1 + offset)
        let tangents = operands.map { tangent($0, variable) }
        for index in 0..<count {
          let choice = Int(chosen[index])
          target[index] = choice < tangents.count ? tangents[choice]?[index] ?? 0 : .nan
        }
      }
      return
    }
    let factors = [register(scratch), register(scratch + 1)]
    DualKernels.factors(
      operation,
      sources,
      UnsafePointer(register(first[position])),
      into: factors,
      count: count
    )
    for (offset, variable) in active[position].enumerated() {
      let target = register(first[position] + 1 + offset)
      target.update(repeating: 0, count: count)
      for (operand, factor) in zip(operands, factors) {
        guard let tangent = tangent(operand, variable) else { continue }
        for index in 0..<count { target[index] += factor[index] * tangent[index] }
      }
    }
  }
}
