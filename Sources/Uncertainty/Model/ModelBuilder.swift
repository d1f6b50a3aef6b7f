import Probability

/// Collects the inputs, formulas and results of a model.
///
/// Equal sub-expressions become one node and operations on constants are carried out at once. A
/// node is a value with one draw a world: `apply(.multiply, x, x)` is the square of one draw.
public struct ModelBuilder {
  var nodes: [Node] = []
  var inputs: [ModelInput] = []
  var dependence = Dependence()
  private var known: [Node: NodeID] = [:]
  private var outputs: [(name: String, node: NodeID)] = []
  private var assertions: [(name: String, node: NodeID)] = []
  private let plan: CoordinatePlan

  /// Starts a model with coordinates of its own.
  public init() { self.init(coordinates: CoordinatePlan()) }

  /// Starts a model that shares coordinates with others.
  ///
  /// - Parameter plan: The plan of the model to share worlds with: inputs whose names it knows
  ///   take the same coordinates, new names take new ones.
  public init(coordinates plan: CoordinatePlan) { self.plan = plan }

  // MARK: Values

  /// A number that is the same in every draw.
  ///
  /// - Parameter value: Any number; NaN makes everything computed from it undefined.
  public mutating func constant(_ value: Double) -> NodeID {
    intern(.constant(bits: value.isNaN ? Double.nan.bitPattern : value.bitPattern))
  }

  /// The number a node stands for, `nil` where it depends on an input.
  ///
  /// - Parameter node: A node of this builder.
  public func constantValue(of node: NodeID) -> Double? {
    if case .constant(let bits) = nodes[node.index] { return Double(bitPattern: bits) }
    return nil
  }

  /// The operation that a node is the result of, with its operands; `nil` for a constant or input.
  ///
  /// - Parameter node: A node of this builder.
  public func operation(of node: NodeID) -> (operation: Operation, operands: [NodeID])? {
    guard case .operation(let operation, let operands) = nodes[node.index] else { return nil }
    return (operation, operands.map { NodeID($0) })
  }

  /// Applies an operation to nodes.
  ///
  /// - Parameters:
  ///   - operation: What to compute.
  ///   - arguments: As many nodes of this builder as the operation takes.
  public mutating func apply(_ operation: Operation, _ arguments: NodeID...) -> NodeID {
    apply(operation, arguments)
  }

  /// Applies an operation to nodes.
  ///
  /// - Parameters:
  ///   - operation: What to compute.
  ///   - arguments: As many nodes of this builder as the operation takes.
  public mutating func apply(_ operation: Operation, _ arguments: [NodeID]) -> NodeID {
    precondition(
      arguments.count == operation.operandCount,
      "\(operation) needs \(operation.operandCount) operands, got \(arguments.count)"
    )
    precondition(
      arguments.allSatisfy { $0.index < nodes.count },
      "\(operation) needs nodes of this builder"
    )
    let values = arguments.compactMap { constantValue(of: $0) }
    if values.count == arguments.count { return constant(BlockKernels.value(operation, values)) }
    if let simpler = simplified(operation, arguments) { return simpler }
    var operands = arguments.map(\.index)
    if operation.isCommutative { operands.sort() }
    return intern(.operation(operation, operands))
  }

  /// Rewritings that keep every bit of the result, but for the sign of a zero sum.
  private mutating func simplified(_ operation: Operation, _ arguments: [NodeID]) -> NodeID? {
    let first = arguments[0]
    let last = arguments[arguments.count - 1]
    switch operation {
    case .add where constantValue(of: first) == 0: return last
    case .add where constantValue(of: last) == 0: return first
    case .subtract where constantValue(of: last) == 0: return first
    case .multiply where constantValue(of: first) == 1: return last
    case .multiply where constantValue(of: last) == 1: return first
    case .divide where constantValue(of: last) == 1: return first
    case .power where constantValue(of: last) == 1: return first
    case .power where constantValue(of: last) == 2: return apply(.multiply, first, first)
    case .minimum where first == last: return first
    case .maximum where first == last: return first
    case .select:
      guard let condition = constantValue(of: first), !condition.isNaN else { return nil }
      return condition == 0 ? last : arguments[1]
    default: return nil
    }
  }

  mutating func intern(_ node: Node) -> NodeID {
    if let id = known[node] { return id }
    let id = NodeID(nodes.count)
    nodes.append(node)
    known[node] = id
    return id
  }

  // MARK: Inputs

  /// A named uncertain quantity with a fixed distribution; takes one coordinate of the unit cube.
  ///
  /// - Parameters:
  ///   - name: Different for each input; checked by ``build()``.
  ///   - distribution: What it is drawn from, by the quantile function.
  public mutating func input(_ name: String, _ distribution: any Distribution) -> NodeID {
    addUnivariate(name, kind: .fixed, distribution: distribution, parameters: [], family: nil)
  }

  /// A named uncertain quantity whose distribution has parameters drawn in the same world.
  ///
  /// Where every parameter is a constant that the family accepts, the input is a fixed one.
  ///
  /// - Parameters:
  ///   - name: Different for each input; checked by ``build()``.
  ///   - parameters: Nodes of this builder.
  ///   - family: Builds the distribution from the parameters' values in one draw, in order. A
  ///     thrown error stops the simulation with
  ///     ``SimulationError/invalidParameter(input:message:draw:)``.
  public mutating func input(
    _ name: String,
    parameters: [NodeID],
    family: @escaping @Sendable ([Double]) throws(DistributionError) -> any Distribution
  ) -> NodeID {
    precondition(
      parameters.allSatisfy { $0.index < nodes.count },
      "Parameters need nodes of this builder"
    )
    let values = parameters.compactMap { constantValue(of: $0) }
    if values.count == parameters.count, let distribution = try? family(values) {
      return input(name, distribution)
    }
    return addUnivariate(
      name,
      kind: .parametric,
      distribution: nil,
      parameters: parameters,
      family: family
    )
  }

  /// Shares that sum to 1 in each draw; takes one coordinate fewer than there are shares.
  ///
  /// Drawn by stick-breaking: share `i` is a beta quantile with parameters `alpha[i]` and the sum
  /// of the later ones, times what the earlier shares leave.
  ///
  /// - Parameters:
  ///   - name: Different for each input; checked by ``build()``.
  ///   - alpha: The concentration parameters, above 0; share `i` has mean `alpha[i] / sum`.
  ///   - components: The names of the shares; `1`, `2`, ... where left out.
  /// - Returns: One node for each share.
  /// - Throws: `DistributionError` where a parameter is not above 0 or none is given.
  public mutating func dirichlet(
    _ name: String,
    alpha: [Double],
    components: [String]? = nil
  ) throws(DistributionError) -> [NodeID] {
    let names = components ?? (0..<alpha.count).map { "\($0 + 1)" }
    precondition(
      names.count == alpha.count,
      "A Dirichlet input needs a name for each of \(alpha.count) shares, got \(names.count)"
    )
    let fractions = try StickBreaking.fractions(alpha: alpha)
    let index = inputs.count
    let shares: [NodeID]
    if alpha.count == 1 {
      shares = [constant(1)]
    } else {
      shares = alpha.indices.map { intern(.component(input: index, component: $0)) }
    }
    inputs.append(
      ModelInput(
        name: name,
        kind: .dirichlet,
        distribution: nil,
        concentration: alpha,
        components: names,
        nodes: shares,
        place: name,
        coordinateCount: fractions.count,
        parameters: [],
        family: nil,
        fractions: fractions
      )
    )
    return shares
  }

  private mutating func addUnivariate(
    _ name: String,
    kind: ModelInput.Kind,
    distribution: (any Distribution)?,
    parameters: [NodeID],
    family: (@Sendable ([Double]) throws(DistributionError) -> any Distribution)?
  ) -> NodeID {
    let node = intern(.component(input: inputs.count, component: 0))
    inputs.append(
      ModelInput(
        name: name,
        kind: kind,
        distribution: distribution,
        concentration: [],
        components: [],
        nodes: [node],
        place: name,
        coordinateCount: 1,
        parameters: parameters,
        family: family,
        fractions: []
      )
    )
    return node
  }

  /// Says under which name a plan keeps the coordinates of inputs, where it is another than their own.
  ///
  /// Models that share a plan draw inputs of the same place from the same coordinates, whatever the
  /// inputs are called.
  ///
  /// - Parameter places: The places by the names of inputs; different for each input.
  public mutating func place(_ places: [String: String]) {
    for index in inputs.indices {
      if let place = places[inputs[index].name] { inputs[index].place = place }
    }
  }

  // MARK: Results

  /// Names a result.
  ///
  /// Cells of an indexed result are outputs of their own, such as `price[base]`.
  ///
  /// - Parameters:
  ///   - name: Different for each output; checked by ``build()``.
  ///   - node: A node of this builder.
  public mutating func output(_ name: String, _ node: NodeID) {
    precondition(node.index < nodes.count, "Output \(name) needs a node of this builder")
    outputs.append((name, node))
  }

  /// States a condition that must hold in every draw.
  ///
  /// - Parameters:
  ///   - name: Different for each assertion; checked by ``build()``.
  ///   - node: A node of this builder; the condition holds where it is neither 0 nor NaN.
  public mutating func assertion(_ name: String, _ node: NodeID) {
    precondition(node.index < nodes.count, "Assertion \(name) needs a node of this builder")
    assertions.append((name, node))
  }

  /// Finishes the model and gives its inputs their coordinates, in the order of their declaration.
  ///
  /// - Throws: ``ModelError`` where a name came twice, there is nothing to compute, or correlations
  ///   cannot hold together.
  public func build() throws(ModelError) -> Model {
    if let name = Self.firstRepeated(inputs.map(\.name)) { throw .duplicateInput(name: name) }
    // Two inputs at one place would be one draw.
    if let name = Self.firstRepeated(inputs.map(\.place)) { throw .duplicateInput(name: name) }
    if let name = Self.firstRepeated(outputs.map(\.name)) { throw .duplicateOutput(name: name) }
    if let name = Self.firstRepeated(assertions.map(\.name)) {
      throw .duplicateAssertion(name: name)
    }
    guard !outputs.isEmpty || !assertions.isEmpty else { throw .noOutput }
    var plan = plan
    var inputs = inputs
    for index in inputs.indices {
      inputs[index].coordinates = plan.assign(
        inputs[index].place,
        count: inputs[index].coordinateCount
      )
    }
    let groups = try dependence.groups(inputs: inputs, plan: &plan)
    return Model(
      nodes: nodes,
      inputs: inputs,
      outputs: outputs.map {
        ModelOutput(name: $0.name, node: $0.node, constantValue: constantValue(of: $0.node))
      },
      assertions: assertions.map { ModelAssertion(name: $0.name, node: $0.node) },
      groups: groups,
      coordinatePlan: plan
    )
  }

  private static func firstRepeated(_ names: [String]) -> String? {
    var seen: Set<String> = []
    return names.first { !seen.insert($0).inserted }
  }
}
