import Probability

/// Turns the part of a model's graph that is needed into a ``Program``.
struct ProgramCompiler {
  private let model: Model
  private let given: [Int: Int]
  private let isPoint: Bool
  private var steps: [Step] = []
  private var place: [Int: Operand] = [:]
  private var uniforms: [Int: Int] = [:]
  private var valueCount = 0

  /// Compiles a program.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - outputs: The outputs to compute, in order.
  ///   - inputs: The inputs whose drawn values are wanted, after the outputs, all components each.
  ///   - given: The inputs whose values are given instead of drawn, all components each.
  ///   - checksAssertions: Whether failed assertions are counted.
  ///   - isPoint: Whether each input goes to its own marginal quantile, by the quantile function
  ///     itself, instead of being drawn.
  ///   - threads: The number of threads that prepare fast quantiles.
  static func compile(
    _ model: Model,
    outputs: [Int],
    inputs: [Int],
    given: [Int],
    checksAssertions: Bool,
    isPoint: Bool,
    threads: Int = 1
  ) -> Program {
    var compiler = ProgramCompiler(model, given: given, isPoint: isPoint)
    if !isPoint {
      var roots = outputs.map { model.outputs[$0].node.index }
      roots += inputs.flatMap { model.inputs[$0].nodes.map(\.index) }
      if checksAssertions { roots += model.assertions.map(\.node.index) }
      compiler.prepareSamplers(roots, threads: threads)
    }
    var columns: [ModelColumn] = []
    // Results are stored as soon as they are known, which frees their registers early.
    for output in outputs {
      compiler.store(model.outputs[output].node.index, column: columns.count)
      columns.append(.output(output))
    }
    for input in inputs {
      for (component, node) in model.inputs[input].nodes.enumerated() {
        compiler.store(node.index, column: columns.count)
        columns.append(.input(input, component: component))
      }
    }
    if checksAssertions {
      for (index, assertion) in model.assertions.enumerated() {
        let operand = compiler.require(assertion.node.index)
        compiler.steps.append(.check(operand, assertion: index))
      }
    }
    var coordinates: Set<Int> = []
    for case .coordinate(let coordinate, _) in compiler.steps { coordinates.insert(coordinate) }
    let (steps, registerCount) = Program.allocated(Chain.joined(compiler.steps))
    return Program(
      steps: steps,
      registerCount: registerCount,
      columns: columns,
      coordinates: coordinates.sorted(),
      givenCount: given.reduce(0) { $0 + model.inputs[$1].componentCount }
    )
  }

  private init(_ model: Model, given: [Int], isPoint: Bool) {
    self.model = model
    self.isPoint = isPoint
    var firstColumn: [Int: Int] = [:]
    var column = 0
    for input in given {
      firstColumn[input] = column
      column += model.inputs[input].componentCount
    }
    self.given = firstColumn
  }

  private mutating func store(_ node: Int, column: Int) {
    steps.append(.store(require(node), column: column))
  }

  // MARK: Nodes

  /// Emits what a node needs, operands first, and says where its value is.
  private mutating func require(_ root: Int) -> Operand {
    var open = [root]
    while let node = open.last {
      guard place[node] == nil else {
        open.removeLast()
        continue
      }
      let missing = operands(of: node).filter { place[$0] == nil }
      guard missing.isEmpty else {
        open.append(contentsOf: missing.reversed())
        continue
      }
      emit(node)
      open.removeLast()
    }
    return place[root] ?? .scalar(.nan)
  }

  private func operands(of node: Int) -> [Int] {
    switch model.nodes[node] {
    case .constant: []
    case .component(let input, _):
      given[input] == nil ? model.inputs[input].parameters.map(\.index) : []
    case .operation(_, let operands): operands
    }
  }

  private mutating func emit(_ node: Int) {
    switch model.nodes[node] {
    case .constant(let bits): place[node] = .scalar(Double(bitPattern: bits))
    case .component(let input, _): emitInput(input)
    case .operation(let operation, let operands):
      func operand(_ index: Int) -> Operand {
        index < operands.count ? place[operands[index]] ?? .scalar(.nan) : .scalar(0)
      }
      let into = newValue()
      steps.append(.operation(operation, operand(0), operand(1), operand(2), into: into))
      place[node] = .register(into)
    }
  }

  // MARK: Inputs

  /// Prepares the fast quantiles that some nodes need, several at a time.
  private func prepareSamplers(_ roots: [Int], threads: Int) {
    var seen = Set(roots)
    var open = roots
    var requests: [SamplerStore.Request] = []
    while let node = open.popLast() {
      for operand in operands(of: node) where seen.insert(operand).inserted { open.append(operand) }
      guard case .component(let index, _) = model.nodes[node], given[index] == nil else { continue }
      let input = model.inputs[index]
      if let distribution = input.distribution {
        requests.append(.init(distribution: distribution, input: index, place: 0))
      }
      for (place, fraction) in input.fractions.enumerated() {
        requests.append(.init(distribution: fraction, input: index, place: place))
      }
    }
    model.samplers.prepare(requests, threads: threads)
  }

  private mutating func emitInput(_ index: Int) {
    let input = model.inputs[index]
    if let column = given[index] {
      for (component, node) in input.nodes.enumerated() {
        let into = newValue()
        steps.append(.given(column: column + component, into: into))
        place[node.index] = .register(into)
      }
      return
    }
    switch input.kind {
    case .fixed:
      let register = uniform(of: index)
      if let distribution = input.distribution { draw(distribution, register, input: index, 0) }
      place[input.nodes[0].index] = .register(register)
    case .parametric:
      let register = uniform(of: index)
      let parameters = input.parameters.map { place[$0.index] ?? .scalar(.nan) }
      steps.append(.parametric(input: index, parameters: parameters, register: register))
      place[input.nodes[0].index] = .register(register)
    case .dirichlet: emitShares(index)
    }
  }

  private mutating func emitShares(_ index: Int) {
    let input = model.inputs[index]
    guard input.nodes.count > 1 else { return }
    var registers: [Int] = []
    for (position, fraction) in input.fractions.enumerated() {
      let register = newValue()
      steps.append(.coordinate(input.coordinates[position], into: register))
      draw(fraction, register, input: index, position)
      registers.append(register)
    }
    registers.append(newValue())
    steps.append(.shares(registers: registers))
    for (node, register) in zip(input.nodes, registers) { place[node.index] = .register(register) }
  }

  /// Turns probabilities into draws of a fixed distribution: the one place where this is chosen.
  private mutating func draw(
    _ distribution: any Distribution,
    _ register: Int,
    input: Int,
    _ place: Int
  ) {
    guard !isPoint else {
      steps.append(.quantile(distribution, register: register))
      return
    }
    let sampler = model.samplers.sampler(of: distribution, input: input, place: place)
    steps.append(.sample(sampler, register: register))
  }

  /// The register with an input's own probability, dependent on others where it is correlated.
  private mutating func uniform(of index: Int) -> Int {
    if let register = uniforms[index] { return register }
    guard let group = model.groupOfInput[index], !isPoint else {
      let register = newValue()
      steps.append(.coordinate(model.inputs[index].coordinates[0], into: register))
      return register
    }
    emit(model.groups[group], group)
    return uniforms[index] ?? 0
  }

  /// Draws the dependent probabilities of all inputs of a group.
  private mutating func emit(_ group: CopulaGroup, _ place: Int) {
    func coordinate(_ coordinate: Int) -> Int {
      let register = newValue()
      steps.append(.coordinate(coordinate, into: register))
      return register
    }
    var registers: [Int] = []
    for (member, own) in zip(group.members, group.coordinates) {
      let register = coordinate(own)
      uniforms[member] = register
      registers.append(register)
    }
    guard let student = group.factor.student, let mixing = group.factor.mixing,
      let mixingCoordinate = group.mixingCoordinate
    else {
      steps.append(.copula(group.factor, registers: registers + [newValue()]))
      return
    }
    // The group's own laws are kept beside those of the inputs, under numbers no input has.
    let score = coordinate(group.coordinates[0])
    let scores = model.samplers.sampler(of: student, input: -1 - place, place: 0)
    steps.append(.sample(scores, register: score))
    let scale = coordinate(mixingCoordinate)
    let scales = model.samplers.sampler(of: mixing, input: -1 - place, place: 1)
    steps.append(.sample(scales, register: scale))
    steps.append(.studentCopula(group.factor, registers: registers + [score, scale]))
  }

  private mutating func newValue() -> Int {
    valueCount += 1
    return valueCount - 1
  }
}
