import Uncertainty

/// An output with its exact first derivatives, by differentiation of the model's graph.
///
/// ```
/// values forward:  x -> f(x)                            through every operation
/// adjoints back:   df/da = sum over b of df/db * db/da  from the output to every input
/// ```
/// Each operation is visited once in each direction, so that all derivatives together cost a few
/// evaluations.
/// The variables are the values of the inputs that stand in the output's formula, each share of a
/// Dirichlet input one of its own; the derivatives are partial ones of the formula, with all other
/// values held. The way from one input to another through a distribution's parameters is therefore
/// not followed; ``parentInputs`` names the inputs that act in that way.
///
/// Conventions where there is no derivative: `abs` has 0 at 0; `min`, `max` and `select` take the
/// derivative of the operand they return (the first where both are equal); `floor`, `round`,
/// comparisons and truth values have 0 everywhere, also where they jump (``mayJump(_:)``). What the
/// output does not depend on at a point has the derivative 0 there, even if it is undefined.
/// Derivatives are accurate to rounding: there is no step.
///
/// Reference: Griewank and Walther (2008), Evaluating Derivatives, 2nd edition, chapter 3,
/// doi:10.1137/1.9780898717761.
public struct ForwardDerivatives: Sendable {
  /// An input's value that the formula reads.
  public struct Variable: Sendable, Hashable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The place of the input in the model.
    public let input: Int
    /// The component, 0 for a univariate input.
    public let component: Int

    var place: Component { Component(input: input, component: component) }
  }

  /// Where a variable stands in the model.
  struct Component: Hashable {
    let input: Int
    let component: Int
  }

  /// Values and derivatives at many points.
  public struct Gradients: Sendable {
    /// The output, one value a point.
    public let values: [Double]
    /// One column of partial derivatives for each variable.
    public let partials: [[Double]]
  }

  /// The model.
  public let model: Model
  /// The place of the output.
  public let output: Int
  /// The variables, in order of the model's inputs.
  public let variables: [Variable]
  /// The places of inputs that reach the output through a distribution's parameters.
  public let parentInputs: [Int]

  private let order: [Int]
  private let place: [Int: Int]
  private let isActive: [Bool]
  private let jumping: Set<Component>

  /// Prepares the derivatives of one output.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  /// - Throws: `SensitivityError.unknownOutput`.
  public init(model: Model, output: String) throws(SensitivityError) {
    guard let index = model.outputIndex(named: output) else {
      throw .unknownOutput(name: output)
    }
    self.model = model
    self.output = index
    let order = Self.formula(model, root: model.outputs[index].node.index)
    var direct: Set<Int> = []
    var variables: [Variable] = []
    for node in order {
      guard case .component(let input, let component) = model.nodes[node] else { continue }
      direct.insert(input)
      variables.append(
        Variable(
          label: model.inputs[input].label(of: component),
          input: input,
          component: component
        )
      )
    }
    variables.sort { ($0.input, $0.component) < ($1.input, $1.component) }
    var parents: Set<Int> = []
    for input in model.inputs(reaching: index) {
      for parameter in model.inputs[input].parameters {
        for node in Self.formula(model, root: parameter.index) {
          if case .component(let parent, _) = model.nodes[node] { parents.insert(parent) }
        }
      }
    }
    self.order = order
    self.variables = variables
    parentInputs = parents.sorted()
    place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    (isActive, jumping) = Self.activity(model, order, place)
  }

  /// Whether an operation that jumps (`floor`, `round`, a comparison, a selection) reads a variable,
  /// so that the output may have jumps that no derivative shows.
  ///
  /// - Parameter variable: In `0 ..< variables.count`.
  public func mayJump(_ variable: Int) -> Bool { jumping.contains(variables[variable].place) }

  // MARK: Graph

  /// The nodes of a formula, operands first, without those behind distributions.
  private static func formula(_ model: Model, root: Int) -> [Int] {
    var seen: Set<Int> = []
    var open = [root]
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      if case .operation(_, let operands) = model.nodes[node] { open += operands }
    }
    return seen.sorted()
  }

  /// Which nodes have a derivative that may differ from 0, and what operations that jump read.
  private static func activity(
    _ model: Model,
    _ order: [Int],
    _ place: [Int: Int]
  ) -> (isActive: [Bool], jumping: Set<Component>) {
    var isActive: [Bool] = []
    var isJumping = [Bool](repeating: false, count: order.count)
    for node in order {
      switch model.nodes[node] {
      case .constant: isActive.append(false)
      case .component: isActive.append(true)
      case .operation(let operation, let operands):
        let sources = operands.compactMap { place[$0] }
        var smooth = sources
        switch operation {
        case .floor, .round, .not, .less, .lessOrEqual, .equal, .notEqual, .and, .or:
          for source in sources { isJumping[source] = true }
          smooth = []
        case .select:
          isJumping[sources[0]] = true
          smooth = Array(sources.dropFirst())
        default: break
        }
        isActive.append(smooth.contains { isActive[$0] })
      }
    }
    var jumping: Set<Component> = []
    for position in order.indices.reversed() where isJumping[position] {
      switch model.nodes[order[position]] {
      case .constant: break
      case .component(let input, let component):
        jumping.insert(Component(input: input, component: component))
      case .operation(_, let operands):
        for source in operands.compactMap({ place[$0] }) { isJumping[source] = true }
      }
    }
    return (isActive, jumping)
  }

  // MARK: Evaluation

  /// The output and its derivatives at many points.
  ///
  /// - Parameter columns: One column of values for each of ``variables``, all of one length n.
  /// - Returns: n values and n partial derivatives for each variable, in units of the output by
  ///   units of the variable; NaN where the output is undefined.
  public func evaluate(columns: [[Double]]) -> Gradients {
    precondition(
      columns.count == variables.count,
      "Derivatives need \(variables.count) columns of values, got \(columns.count)"
    )
    let count = columns.first?.count ?? 1
    var values = [Double](repeating: .nan, count: count)
    var partials = variables.map { _ in [Double](repeating: 0, count: count) }
    let work = DualBlock(
      model: model,
      order: order,
      place: place,
      isActive: isActive,
      variables: variables
    )
    var start = 0
    while start < count {
      let length = min(DualBlock.length, count - start)
      work.run(columns, start: start, count: length)
      work.copy(start: start, count: length, values: &values, partials: &partials)
      start += length
    }
    for index in values.indices where values[index].isNaN {
      for variable in partials.indices { partials[variable][index] = .nan }
    }
    return Gradients(values: values, partials: partials)
  }

  /// The output and its derivatives at one point.
  ///
  /// - Parameter values: One value for each of ``variables``.
  /// - Returns: The output and one partial derivative for each variable.
  public func evaluate(at values: [Double]) -> (value: Double, partials: [Double]) {
    let result = evaluate(columns: values.map { [$0] })
    return (result.values[0], result.partials.map { $0[0] })
  }
}
