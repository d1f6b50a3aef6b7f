import Probability

extension Model {
  /// The comparisons by which outputs choose between branches and which neither the formula decides
  /// nor chance.
  ///
  /// Left out is what holds, or fails, whatever the inputs: where the supports of the two sides do not
  /// overlap, one input is compared with a number that it passes with a probability below 1e-12, or
  /// the two sides lie 7 standard deviations apart, as in the check of divisors.
  ///
  /// - Parameter outputs: Places of outputs.
  /// - Returns: The nodes of the comparisons, in the order of the formulas.
  public func branchConditions(of outputs: [Int]) -> [NodeID] {
    var isReached = [Bool](repeating: false, count: nodes.count)
    var decides = isReached
    for output in outputs { isReached[self.outputs[output].node.index] = true }
    var found: [Int] = []
    // Operands come before the nodes that use them.
    for index in nodes.indices.reversed() where isReached[index] {
      switch nodes[index] {
      case .constant: break
      case .component(let input, _):
        for parameter in inputs[input].parameters { isReached[parameter.index] = true }
      case .operation(let operation, let operands):
        for operand in operands { isReached[operand] = true }
        switch operation {
        case .select: decides[operands[0]] = true
        case .and, .or, .not:
          for operand in operands where decides[index] { decides[operand] = true }
        case .less, .lessOrEqual:
          if decides[index] { found.append(index) }
        default: break
        }
      }
    }
    guard !found.isEmpty else { return [] }
    var walk = MomentWalk()
    let sides = found.flatMap { operands(of: $0) }
    let states = tailStates(of: sides)
    return found.reversed().filter { index in
      let pair = operands(of: index)
      guard let a = states[pair[0]], let b = states[pair[1]] else { return true }
      return !isDecided(pair, a, b, &walk)
    }.map { NodeID($0) }
  }

  /// Whether one side lies below the other in all draws, or in all but a negligible part.
  private func isDecided(
    _ pair: [Int],
    _ a: TailState,
    _ b: TailState,
    _ walk: inout MomentWalk
  ) -> Bool {
    if let low = a.range, let high = b.range,
      low.upperBound < high.lowerBound || high.upperBound < low.lowerBound
    {
      return true
    }
    for (one, other) in [(0, 1), (1, 0)] {
      if case .component(let input, let component) = nodes[pair[one]],
        case .constant(let bits) = nodes[pair[other]],
        let law = inputs[input].marginal(of: component)
      {
        let number = Double(bitPattern: bits)
        return !(min(law.cdf(number), law.survival(number)) > 1e-12)
      }
    }
    guard let first = exactMoments(ofNode: pair[0], &walk),
      let second = exactMoments(ofNode: pair[1], &walk),
      let spread = first.standardDeviation, let otherSpread = second.standardDeviation
    else { return false }
    // Of a difference, whatever the dependence.
    return abs(first.mean - second.mean) >= 7 * (spread + otherSpread)
  }

  /// The model with conditions counted as assertions, after its own and with names of their own.
  ///
  /// - Parameter conditions: Nodes of the model.
  public func counting(_ conditions: [NodeID]) -> Model {
    guard !conditions.isEmpty else { return self }
    let counted = conditions.map { ModelAssertion(name: "\u{0}\($0.index)", node: $0) }
    return Model(
      nodes: nodes,
      inputs: inputs,
      outputs: outputs,
      assertions: assertions + counted,
      groups: groups,
      coordinatePlan: coordinatePlan
    )
  }

  /// The inputs on which a node depends by its formula, in order of declaration.
  ///
  /// - Parameter node: A node of the model.
  /// - Returns: Places in ``inputs``.
  public func inputs(behind node: NodeID) -> [Int] {
    var isReached = [Bool](repeating: false, count: nodes.count)
    var found = Set<Int>()
    isReached[node.index] = true
    for index in nodes.indices.prefix(node.index + 1).reversed() where isReached[index] {
      if case .component(let input, _) = nodes[index] { found.insert(input) }
      for operand in operands(of: index) { isReached[operand] = true }
    }
    return found.sorted()
  }

  /// Whether the formulas of outputs use a node.
  ///
  /// - Parameters:
  ///   - outputs: Places of outputs.
  ///   - node: A node of the model.
  /// - Returns: One entry for each output, in order.
  public func isUsed(_ node: NodeID, by outputs: [Int]) -> [Bool] {
    var uses = [Bool](repeating: false, count: nodes.count)
    for index in nodes.indices {
      uses[index] = index == node.index || operands(of: index).contains { uses[$0] }
    }
    return outputs.map { uses[self.outputs[$0].node.index] }
  }
}
