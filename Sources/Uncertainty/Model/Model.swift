import Probability

/// A model: uncertain inputs, formulas over them, and named results.
///
/// Immutable. The only way to evaluate it is from points of the unit cube, a block of draws at a
/// time (``Evaluator``), or from explicit input values (``evaluate(inputs:)``).
public struct Model: Sendable {
  /// The uncertain inputs in the order of their declaration.
  public let inputs: [ModelInput]
  /// The named results in the order of their declaration.
  public let outputs: [ModelOutput]
  /// The conditions that must hold in every draw.
  public let assertions: [ModelAssertion]
  /// Which coordinates of the unit cube each input takes.
  public let coordinatePlan: CoordinatePlan

  /// The graph; operands come before the operations on them.
  package let nodes: [Node]
  /// The groups of inputs that depend on each other.
  package let groups: [CopulaGroup]
  /// The prepared quantiles of the fixed distributions, shared by the copies of the model.
  let samplers = SamplerStore()
  /// The group of each input, where it has one.
  package let groupOfInput: [Int: Int]
  private let outputPlaces: [String: Int]
  private let inputPlaces: [String: Int]

  package init(
    nodes: [Node],
    inputs: [ModelInput],
    outputs: [ModelOutput],
    assertions: [ModelAssertion],
    groups: [CopulaGroup],
    coordinatePlan: CoordinatePlan
  ) {
    self.nodes = nodes
    self.inputs = inputs
    self.outputs = outputs
    self.assertions = assertions
    self.groups = groups
    self.coordinatePlan = coordinatePlan
    var groupOfInput: [Int: Int] = [:]
    for (index, group) in groups.enumerated() {
      for member in group.members { groupOfInput[member] = index }
    }
    self.groupOfInput = groupOfInput
    outputPlaces = Dictionary(
      outputs.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    inputPlaces = Dictionary(
      inputs.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The number of coordinates of the unit cube; 0 where nothing is uncertain.
  public var dimensionCount: Int { coordinatePlan.dimensionCount }

  /// Whether some inputs are correlated.
  public var hasDependence: Bool { !groups.isEmpty }

  /// The copulas of the groups of correlated inputs, in order of the groups' first inputs.
  public var copulas: [Copula] { groups.map(\.factor.copula) }

  /// The place of an output, `nil` where there is none of that name.
  ///
  /// - Parameter name: The output's name.
  public func outputIndex(named name: String) -> Int? { outputPlaces[name] }

  /// The place of an input, `nil` where there is none of that name.
  ///
  /// - Parameter name: The input's name.
  public func inputIndex(named name: String) -> Int? { inputPlaces[name] }

  /// The inputs on which an output depends by its formula, in order of declaration.
  ///
  /// The inputs of the parameters of a parametric input count; those merely correlated with
  /// another do not.
  ///
  /// - Parameter output: The output, in `0 ..< outputs.count`.
  /// - Returns: Places in ``inputs``.
  public func inputs(reaching output: Int) -> [Int] {
    var seen = Set<Int>()
    var found = Set<Int>()
    var open = [outputs[output].node.index]
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      switch nodes[node] {
      case .constant: break
      case .component(let input, _):
        found.insert(input)
        open.append(contentsOf: inputs[input].parameters.map(\.index))
      case .operation(_, let operands): open.append(contentsOf: operands)
      }
    }
    return found.sorted()
  }

  /// The number of inputs and operations that an output takes: what one evaluation costs, in steps.
  ///
  /// - Parameter output: The output, in `0 ..< outputs.count`.
  public func stepCount(of output: Int) -> Int {
    var seen = Set<Int>()
    var count = 0
    var open = [outputs[output].node.index]
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      switch nodes[node] {
      case .constant: break
      case .component(let input, _):
        count += 1
        open.append(contentsOf: inputs[input].parameters.map(\.index))
      case .operation(_, let operands):
        count += 1
        open.append(contentsOf: operands)
      }
    }
    return count
  }
}
