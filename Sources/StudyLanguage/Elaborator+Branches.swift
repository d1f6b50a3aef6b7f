import StudySyntax
import Uncertainty

/// What a condition says of the values in the branch that it chooses.
///
/// `if x < 0 then 0 else sqrt(x)` takes no root of a negative number. Comparisons joined by `and`,
/// `or` and `not` narrow the range of what they compare; a node that is computed in the branch is
/// narrowed with its operands. Outside the branch, and in definitions that are first read from
/// within it, the range of a node is what it was.
extension Elaborator {
  /// The comparisons of one condition that are looked at.
  private static let mostConditions = 64

  /// Reads a branch of `if`, in which a condition holds or does not.
  func evaluate(_ branch: Expression, where test: StudyValue?, holds: Bool) -> StudyValue? {
    let outside = scope.narrowed
    defer { scope.narrowed = outside }
    if let test, test.isCondition { narrow(by: test, holds: holds, in: branch) }
    return evaluate(branch)
  }

  /// The values that a node can take anywhere.
  func knownRange(of node: NodeID) -> ClosedRange<Double> {
    ranges[node] ?? -Double.infinity...Double.infinity
  }

  /// Narrows a node that is computed from narrowed ones.
  func narrow(_ node: NodeID, _ operation: Operation, _ operands: [NodeID]) {
    guard !scope.narrowed.isEmpty, builder.constantValue(of: node) == nil,
      operands.contains(where: { scope.narrowed[$0] != nil })
    else { return }
    let own = ValueRange.of(operation, operands.map { range(of: $0) })
    if let both = own.intersection(range(of: node)) { scope.narrowed[node] = both }
  }

  private func narrow(by test: StudyValue, holds: Bool, in branch: Expression) {
    let found = test.cells.map { facts($0, holds: holds) }
    guard let first = found.first, found.contains(where: { !$0.isEmpty }) else { return }
    var result: [NodeID: ClosedRange<Double>] = [:]
    if test.indexes.isEmpty {
      result = first
    } else {
      // What all cells say of a node holds in all of them.
      for (node, range) in first {
        let all = found.compactMap { $0[node] }
        guard all.count == found.count else { continue }
        result[node] = all.reduce(range) {
          min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
        }
      }
      // What each cell says of a node of its own holds where the branch uses no other cell's.
      let own = found.map { $0.filter { result[$0.key] == nil } }
      let nodes = own.flatMap(\.keys)
      if Self.isCellByCell(branch), own.allSatisfy({ $0.count == own[0].count }),
        Set(nodes).count == nodes.count
      {
        for facts in own { result.merge(facts) { known, _ in known } }
      }
    }
    for (node, range) in result {
      if let both = range.intersection(self.range(of: node)) { scope.narrowed[node] = both }
    }
  }

  /// Whether a formula over an index computes each cell from the same cell of its operands.
  private static func isCellByCell(_ expression: Expression) -> Bool {
    var open = [expression]
    while let next = open.popLast() {
      switch next.kind {
      case .subscripting, .map, .member: return false
      case .call(let name, let arguments, let over):
        let isPlain = StudyFunction.unary[name.name] != nil || arguments.count > 1
        guard over.isEmpty, isPlain else { return false }
      default: break
      }
      open += next.kind.parts
    }
    return true
  }

  /// What is known of values where a condition holds, or does not.
  private func facts(_ condition: NodeID, holds: Bool) -> [NodeID: ClosedRange<Double>] {
    var result: [NodeID: ClosedRange<Double>] = [:]
    var open = [(node: condition, holds: holds)]
    var left = Self.mostConditions
    while let (node, holds) = open.popLast(), left > 0 {
      left -= 1
      guard let (operation, operands) = builder.operation(of: node) else { continue }
      switch (operation, holds) {
      case (.not, _): open.append((operands[0], !holds))
      case (.and, true), (.or, false): open += operands.map { ($0, holds) }
      case (.less, true): order(operands[0], below: operands[1], isStrict: true, &result)
      case (.less, false): order(operands[1], below: operands[0], isStrict: false, &result)
      case (.lessOrEqual, true): order(operands[0], below: operands[1], isStrict: false, &result)
      case (.lessOrEqual, false): order(operands[1], below: operands[0], isStrict: true, &result)
      case (.equal, true), (.notEqual, false):
        add(operands[0], range(of: operands[1]), &result)
        add(operands[1], range(of: operands[0]), &result)
      case (.equal, false), (.notEqual, true):
        differ(operands[0], from: operands[1], &result)
        differ(operands[1], from: operands[0], &result)
      default: continue
      }
    }
    return result
  }

  private func order(
    _ low: NodeID,
    below high: NodeID,
    isStrict: Bool,
    _ facts: inout [NodeID: ClosedRange<Double>]
  ) {
    let most = range(of: high).upperBound
    let least = range(of: low).lowerBound
    add(low, -.infinity...(isStrict ? most.nextDown : most), &facts)
    add(high, (isStrict ? least.nextUp : least)...(.infinity), &facts)
  }

  /// A value that is not a certain number at an end of its range lies within.
  private func differ(
    _ node: NodeID,
    from other: NodeID,
    _ facts: inout [NodeID: ClosedRange<Double>]
  ) {
    guard let number = builder.constantValue(of: other) else { return }
    let own = range(of: node)
    if own.lowerBound == number { add(node, number.nextUp...(.infinity), &facts) }
    if own.upperBound == number { add(node, -.infinity...number.nextDown, &facts) }
  }

  /// Notes what is known of a node, and of a value that it is a positive multiple of.
  private func add(
    _ node: NodeID,
    _ range: ClosedRange<Double>,
    _ facts: inout [NodeID: ClosedRange<Double>]
  ) {
    guard builder.constantValue(of: node) == nil else { return }
    let known = facts[node] ?? self.range(of: node)
    guard let both = range.intersection(known) else { return }
    facts[node] = both
    guard let (operation, operands) = builder.operation(of: node), operation == .multiply else {
      return
    }
    for (place, operand) in operands.enumerated() {
      guard let factor = builder.constantValue(of: operands[1 - place]), factor > 0,
        factor.isFinite
      else { continue }
      // Division may round to 0 or past the end: one step outward, but no further than 0.
      let low = (both.lowerBound / factor).nextDown
      let high = (both.upperBound / factor).nextUp
      let start = both.lowerBound > 0 ? max(low, .leastNonzeroMagnitude) : low
      let end = both.upperBound < 0 ? min(high, -.leastNonzeroMagnitude) : high
      let exact =
        (both.lowerBound == 0 ? 0 : start, both.upperBound == 0 ? 0 : end)
      guard exact.0 <= exact.1 else { continue }
      let inner = exact.0...exact.1
      let own = facts[operand] ?? self.range(of: operand)
      if let narrowed = inner.intersection(own) { facts[operand] = narrowed }
    }
  }
}

extension ClosedRange<Double> {
  /// What two ranges share; `nil` for nothing.
  fileprivate func intersection(_ other: ClosedRange<Double>) -> ClosedRange<Double>? {
    let low = Swift.max(lowerBound, other.lowerBound)
    let high = Swift.min(upperBound, other.upperBound)
    return low <= high ? low...high : nil
  }
}
