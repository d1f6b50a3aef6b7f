import Probability

extension Model {
  /// Whether the formulas of outputs hold an event whose stated chance is smaller than what draws
  /// can meet.
  ///
  /// Events are the outcomes of Bernoulli and discrete inputs, the components of mixtures, and
  /// comparisons of a uniform input with a number. What only a tail can reach is not counted, nor
  /// chances below 1e-12.
  ///
  /// - Parameters:
  ///   - outputs: Places of outputs.
  ///   - chance: Between 0 and 1.
  /// - Returns: One entry for each output, in order.
  public func rareEvents(of outputs: [Int], lessOftenThan chance: Double) -> [Bool] {
    // Operands come before the nodes that use them.
    var isRare = [Bool](repeating: false, count: nodes.count)
    let known = inputs.map { input in
      input.distribution.map { Self.holdsRareEvent($0, chance) } ?? false
    }
    for (index, node) in nodes.enumerated() {
      switch node {
      case .constant: break
      case .component(let input, _):
        isRare[index] = known[input] || inputs[input].parameters.contains { isRare[$0.index] }
      case .operation(let operation, let operands):
        isRare[index] =
          operands.contains { isRare[$0] } || isRareComparison(operation, operands, chance)
      }
    }
    return outputs.map { isRare[self.outputs[$0].node.index] }
  }

  private func isRareComparison(
    _ operation: Operation,
    _ operands: [Int],
    _ chance: Double
  ) -> Bool {
    guard operation == .less || operation == .lessOrEqual else { return false }
    for (place, other) in [(0, 1), (1, 0)] {
      if case .component(let input, _) = nodes[operands[place]],
        case .constant(let bits) = nodes[operands[other]],
        let law = inputs[input].distribution as? Uniform
      {
        return Self.isRare(law.cdf(Double(bitPattern: bits)), chance)
      }
    }
    return false
  }

  private static func isRare(_ probability: Double, _ chance: Double) -> Bool {
    let smaller = min(probability, 1 - probability)
    return smaller > 1e-12 && smaller < chance
  }

  private static func holdsRareEvent(_ law: any Distribution, _ chance: Double) -> Bool {
    switch law {
    case let law as Bernoulli: isRare(law.probability, chance)
    case let law as Discrete: law.probabilities.contains { isRare($0, chance) }
    case let law as Mixture:
      law.weights.contains { isRare($0, chance) }
        || law.components.contains { holdsRareEvent($0, chance) }
    case let law as Affine: holdsRareEvent(law.base, chance)
    case let law as Truncated: holdsRareEvent(law.base, chance)
    default: false
    }
  }
}
