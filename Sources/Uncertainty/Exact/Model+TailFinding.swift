import NumericCore
import Probability

extension Model {
  /// Why an output has no mean or no variance, where its formula shows it.
  ///
  /// Inputs bring the order from which their moments are infinite; a divisor brings 1 where its
  /// density at 0 is positive, and `a` where the probability of coming within e of 0 is as `e^a`. Both
  /// pass through sums, products and quotients of independent parts, and through powers. A divisor
  /// counts as reaching 0 when it does so with a probability above 1e-12; for a computed one, when 0
  /// is within 7 standard deviations of its mean, if these are known.
  ///
  /// - Parameter output: The place of the output in ``outputs``.
  /// - Returns: `nil` where mean and variance are finite, or where the formula does not show that
  ///   they are not: parts that depend on one input may cancel, and functions other than these are
  ///   not followed.
  public func tailFinding(of output: Int) -> TailFinding? { tailFindings(of: [output])[0] }

  /// The findings of several outputs in one walk over the formulas.
  ///
  /// - Parameters:
  ///   - outputs: Places of outputs.
  ///   - order: Findings up to this order are told: 2 for a missing variance, more for moments that
  ///     numerical errors depend on.
  /// - Returns: One entry for each, in order.
  public func tailFindings(of outputs: [Int], upTo order: Double = 2) -> [TailFinding?] {
    let known = tailStates(of: outputs.map { self.outputs[$0].node.index })
    return outputs.map { output in
      guard let found = known[self.outputs[output].node.index]?.heavy, found.tailIndex <= order
      else {
        return nil
      }
      return found
    }
  }

  /// What is known of nodes and of all behind them, by their places.
  func tailStates(of roots: [Int]) -> [Int: TailState] {
    var known: [Int: TailState] = [:]
    var names: [Int: String] = [:]
    var walk = MomentWalk()
    for output in self.outputs.reversed() { names[output.node.index] = output.name }
    for root in roots {
      // Operands first, without recursion: long chains would exhaust the stack.
      var open = [root]
      while let next = open.last {
        if known[next] != nil {
          open.removeLast()
          continue
        }
        let missing = operands(of: next).filter { known[$0] == nil }
        guard missing.isEmpty else {
          open += missing
          continue
        }
        known[next] = tailState(next, known, names, &walk)
        open.removeLast()
      }
    }
    return known
  }

  /// The nodes that a node reads.
  func operands(of node: Int) -> [Int] {
    switch nodes[node] {
    case .constant: []
    case .component(let input, _): inputs[input].parameters.map(\.index)
    case .operation(_, let operands): operands
    }
  }

  private func tailState(
    _ node: Int,
    _ known: [Int: TailState],
    _ names: [Int: String],
    _ walk: inout MomentWalk
  ) -> TailState {
    switch nodes[node] {
    case .constant(let bits): return .number(Double(bitPattern: bits))
    case .component(let input, let component):
      let own = inputs[input]
      let coordinates = coordinates(behind: input)
      guard let law = own.marginal(of: component) else {
        return TailState(
          coordinates: own.parameters.reduce(into: coordinates) {
            $0.formUnion(known[$1.index]?.coordinates ?? [])
          }
        )
      }
      return .input(law, name: own.label(of: component), coordinates: coordinates)
    case .operation(let operation, let operands):
      return tailState(operation, operands, node, known, names, &walk)
    }
  }

  private func tailState(
    _ operation: Operation,
    _ operands: [Int],
    _ node: Int,
    _ known: [Int: TailState],
    _ names: [Int: String],
    _ walk: inout MomentWalk
  ) -> TailState {
    let states = operands.map { known[$0] ?? TailState() }
    let a = states[0]
    let b = states.count > 1 ? states[1] : a
    switch operation {
    case .negate: return a.negated
    case .absolute: return a.absolute
    case .add: return reaching(a.adding(b), node, names, &walk)
    case .subtract: return reaching(a.adding(b.negated), node, names, &walk)
    case .multiply:
      return operands[0] == operands[1] ? a.raised(to: 2) : a.multiplied(by: b)
    case .divide: return a.multiplied(by: b.inverted(name: names[operands[1]]))
    case .squareRoot: return a.raised(to: 0.5)
    case .power:
      guard let exponent = b.range?.lowerBound, b.isNumber, exponent != 0 else { break }
      return exponent > 0
        ? a.raised(to: exponent)
        : a.inverted(name: names[operands[0]]).raised(to: -exponent)
    case .maximum: return a.largest(with: b)
    case .minimum: return a.negated.largest(with: b.negated).negated
    default: break
    }
    return TailState(coordinates: states.reduce(into: []) { $0.formUnion($1.coordinates) })
  }

  /// A sum, with what follows where 0 lies inside its support and is reached in practice.
  private func reaching(
    _ sum: TailState,
    _ node: Int,
    _ names: [Int: String],
    _ walk: inout MomentWalk
  ) -> TailState {
    guard sum.straddlesZero, !sum.isNumber else { return sum }
    if let moments = exactMoments(ofNode: node, &walk), moments.mean.isFinite,
      let deviation = moments.standardDeviation, deviation.isFinite,
      !(abs(moments.mean) < 7 * deviation)
    {
      return sum
    }
    var result = sum
    result.nearZero = TailFinding(tailIndex: 1, cause: .divisor(name: names[node]))
    return result
  }
}
