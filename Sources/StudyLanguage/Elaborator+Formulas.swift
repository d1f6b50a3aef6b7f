import Probability
import StudySyntax
import Uncertainty
import Units

extension Elaborator {
  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - expression: The formula.
  ///   - isRoot: Whether it is the whole formula of its definition, so that a distribution in it
  ///     takes the definition's name.
  /// - Returns: Its value, or `nil` after a report.
  func evaluate(_ expression: Expression, isRoot: Bool = false) -> StudyValue? {
    switch expression.kind {
    case .invalid: return nil
    case .number(let number, let percent):
      var value = literal(number)
      value.isPercent = percent
      if isRoot { describeConstant(number, expression) }
      return value
    case .text:
      report(
        "unexpected-text",
        "A text has no value in a formula.",
        expression.span,
        label: "a text"
      )
      return nil
    case .hole:
      holes.append((expression.span, scope.file))
      holeSpan = expression.span
      var value = literal(1)
      value.unit = wanted
      value.isLiteral = false
      return value
    case .name("pi"): return literal(Double.pi)
    case .name("true"), .name("false"):
      var value = literal(isTrue(expression) ? 1 : 0)
      value.isCondition = true
      return value
    case .name(let name): return value(of: Identifier(name, expression.span))
    case .quantity(let inner, let unit): return quantity(inner, unit, expression, isRoot)
    case .conversion(let inner, let text):
      guard let value = evaluate(inner, isRoot: isRoot), let unit = unit(text) else { return nil }
      return converted(value, to: unit, at: text.span, why: "wanted", moneyAllowed: true)
    case .prefix(let prefix, let operand): return evaluate(prefix, operand, isRoot, expression)
    case .infix(let infix, let left, let right):
      return evaluate(infix, left, right, expression)
    case .conditional(let condition, let first, let second):
      return conditional(condition, first, second)
    case .interval, .plusMinus, .proportion, .about:
      return distributionValue(expression, isRoot: isRoot)
    case .map(let entries): return map(entries, expression, unit: nil, isRoot: isRoot)
    case .list:
      report(
        "unexpected-list",
        "A list has a meaning only as the argument of `empirical` or"
          + " `correlate`.",
        expression.span,
        label: "a list"
      )
      return nil
    case .call(let name, let arguments, let over):
      return call(name, arguments, over, expression, isRoot: isRoot)
    case .subscripting(let base, let items):
      let start = scope.reads.count
      guard let value = evaluate(base), let chosen = subscripted(value, items) else { return nil }
      for index in value.indexes
      where !chosen.indexes.contains(where: { $0.name == index.name }) {
        if let item = items.first(where: { index.labels.contains($0.label) }) {
          closeReads(from: start, of: index, at: item.label)
        }
      }
      return chosen
    case .member(let base, let column): return member(base, column)
    case .each:
      report(
        "misplaced-each",
        "`each` draws every cell of a whole definition apart; here is one cell, or no index.",
        expression.span,
        label: "one draw",
        help:
          "leave `each` out, or declare the index: `\(scope.owner.prefix { $0 != "[" })[index] ="
          + " ... each`"
      )
      return nil
    }
  }

  private func isTrue(_ expression: Expression) -> Bool {
    if case .name("true") = expression.kind { return true }
    return false
  }

  /// A number without a unit.
  func literal(_ number: Double) -> StudyValue {
    var value = StudyValue(unit: .one, cells: [constant(number)])
    value.isLiteral = true
    return value
  }

  func constant(_ number: Double) -> NodeID {
    let node = builder.constant(number)
    ranges[node] = number...number
    return node
  }

  // MARK: Operators

  private func quantity(
    _ inner: Expression,
    _ text: UnitText,
    _ whole: Expression,
    _ isRoot: Bool
  ) -> StudyValue? {
    guard let unit = unit(text) else { return nil }
    switch inner.kind {
    case .map(let entries): return map(entries, whole, unit: unit, isRoot: isRoot)
    case .number(let number, _):
      if isRoot { describeConstant(number, whole) }
    case .hole:
      report(
        "hole",
        "A value is wanted here, in `\(Self.text(unit))`.",
        inner.span,
        label: "wanted: \(Self.text(unit))",
        help: "put a number in place of `?`"
      )
      return nil
    default: break
    }
    guard var value = evaluate(inner, isRoot: isRoot) else { return nil }
    guard value.unit.isOne else {
      report(
        "double-unit",
        "This value has the unit `\(Self.text(value.unit))` already.",
        text.span,
        label: "a second unit",
        help: secondUnit(value.unit, unit, text, inner)
      )
      return nil
    }
    value.unit = unit
    value.isLiteral = false
    value.isPercent = false
    return value
  }

  /// Advice for a value with two units: a conversion where there is one.
  private func secondUnit(
    _ own: Unit,
    _ unit: Unit,
    _ text: UnitText,
    _ inner: Expression
  ) -> Advice {
    let place = SourceSpan(inner.span.end, text.span.end)
    guard (try? units.conversion(from: own, to: unit)) != nil else {
      return .remove(place, "leave one of the two out")
    }
    return .write(" -> \(text.text)", at: place, "convert it: write `-> \(text.text)`")
  }

  private func evaluate(
    _ prefix: PrefixOperator,
    _ operand: Expression,
    _ isRoot: Bool,
    _ whole: Expression
  ) -> StudyValue? {
    if prefix == .minus, case .proportion = operand.kind, !isInParentheses(operand) {
      let text = scope.file.text(operand.span)
      report(
        "malformed-proportion",
        "A proportion `k of n` needs whole numbers with 0 <= k <= n; got"
          + " \(scope.file.text(whole.span)).",
        whole.span,
        label: "not a proportion",
        help: "leave the minus out; for the negative of a share write `-(\(text))`"
      )
      return nil
    }
    guard var value = evaluate(operand) else { return nil }
    switch prefix {
    case .minus:
      guard requireNumber(value, operand) else { return nil }
      value.cells = value.cells.map { apply(.negate, $0) }
      value.isPartition = false
      if isRoot, let number = builder.constantValue(of: value.cells[0]), value.isLiteral {
        describeConstant(number, whole)
      }
    case .not:
      guard requireCondition(value, operand) else { return nil }
      value.cells = value.cells.map { apply(.not, $0) }
    }
    return value
  }

  private func isInParentheses(_ expression: Expression) -> Bool {
    scope.file.text(expression.span).hasPrefix("(")
  }

  private func evaluate(
    _ infix: InfixOperator,
    _ left: Expression,
    _ right: Expression,
    _ whole: Expression
  ) -> StudyValue? {
    let first = evaluate(left)
    let second = evaluate(right)
    guard let first, let second else { return nil }
    switch infix {
    case .and, .or:
      guard requireCondition(first, left), requireCondition(second, right) else { return nil }
      return combine(first, second, at: whole.span) {
        self.apply(infix == .and ? .and : .or, $0, $1)
      }
    case .add, .subtract:
      guard requireNumber(first, left), requireNumber(second, right),
        let (a, b) = aligned(first, second, left, right, verb: infix == .add ? "add" : "subtract")
      else { return nil }
      return combine(a, b, at: whole.span) {
        self.apply(infix == .add ? .add : .subtract, $0, $1)
      }
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      guard let (a, b) = aligned(first, second, left, right, verb: "compare") else { return nil }
      return comparison(infix, a, b, at: whole.span)
    case .multiply, .divide:
      guard requireNumber(first, left), requireNumber(second, right) else { return nil }
      if infix == .divide { checkDivisor(second, right) }
      var result = combine(first, second, at: whole.span) {
        self.apply(infix == .multiply ? .multiply : .divide, $0, $1)
      }
      let unit = infix == .multiply ? first.unit * second.unit : first.unit / second.unit
      result?.unit = unit
      result?.isPercent =
        infix == .multiply && first.isPercent && second.isPercent && unit.isOne
      result?.isLiteral = first.isLiteral && second.isLiteral
      return result
    case .power: return power(first, second, left, right, whole)
    }
  }

  private func comparison(
    _ infix: InfixOperator,
    _ a: StudyValue,
    _ b: StudyValue,
    at span: SourceSpan
  ) -> StudyValue? {
    var result = combine(a, b, at: span) { x, y in
      switch infix {
      case .less: self.apply(.less, x, y)
      case .lessOrEqual: self.apply(.lessOrEqual, x, y)
      case .greater: self.apply(.less, y, x)
      case .greaterOrEqual: self.apply(.lessOrEqual, y, x)
      case .equal: self.apply(.equal, x, y)
      default: self.apply(.notEqual, x, y)
      }
    }
    result?.unit = .one
    result?.isCondition = true
    result?.isPercent = false
    return result
  }

  private func power(
    _ base: StudyValue,
    _ exponent: StudyValue,
    _ left: Expression,
    _ right: Expression,
    _ whole: Expression
  ) -> StudyValue? {
    guard requireNumber(base, left), requireNumber(exponent, right),
      let plain = converted(exponent, to: .one, at: right.span, why: "an exponent is")
    else { return nil }
    var unit = Unit.one
    if !base.unit.isOne {
      guard plain.indexes.isEmpty, let number = builder.constantValue(of: plain.cells[0]),
        let exact = Self.rational(number)
      else {
        report(
          "unit-exponent",
          "A quantity in `\(Self.text(base.unit))` can only be raised to a fixed simple power.",
          right.span,
          label: "not a fixed whole number or simple fraction",
          help: "divide by a reference in the same unit first, so that the base is a plain number"
        )
        return nil
      }
      unit = base.unit.raised(to: exact)
    }
    var result = combine(base, plain, at: whole.span) { self.apply(.power, $0, $1) }
    result?.unit = unit
    result?.isPercent = false
    result?.isLiteral = base.isLiteral && exponent.isLiteral
    return result
  }

  private static func rational(_ number: Double) -> Rational? {
    for denominator in 1...12 {
      let scaled = number * Double(denominator)
      if abs(scaled) <= 24, let whole = Int(exactly: scaled) {
        return Rational(whole, over: denominator)
      }
    }
    return nil
  }

  private func conditional(
    _ condition: Expression,
    _ first: Expression,
    _ second: Expression
  ) -> StudyValue? {
    let test = evaluate(condition)
    let yes = evaluate(first, where: test, holds: true)
    let no = evaluate(second, where: test, holds: false)
    guard let test, let yes, let no, requireCondition(test, condition),
      let (a, b) = aligned(yes, no, first, second, verb: "choose between")
    else { return nil }
    let span = condition.span.union(second.span)
    guard let pair = combine(a, b, at: span, with: { x, _ in x }),
      let wide = combine(test, pair, at: span, with: { x, _ in x })
    else { return nil }
    var result = wide
    result.unit = a.unit
    result.isPercent = a.isPercent || b.isPercent
    result.isCondition = a.isCondition && b.isCondition
    result.isLiteral = false
    result.isPartition = false
    result.cells = (0..<StudyValue.count(wide.indexes)).map { cell in
      let operands = [test, a, b].map { $0.cell(for: cell, of: wide.indexes) }
      return apply(.select, operands)
    }
    return result
  }

  func requireNumber(_ value: StudyValue, _ expression: Expression) -> Bool {
    guard value.isCondition else { return true }
    report(
      "condition-as-number",
      "A condition is not a number.",
      expression.span,
      label: "true or false here",
      help: .write(
        "(if \(scope.file.text(expression.span)) then 1 else 0)",
        at: expression.span,
        "write `(if \(scope.file.text(expression.span)) then 1 else 0)`"
      )
    )
    return false
  }

  func requireCondition(_ value: StudyValue, _ expression: Expression) -> Bool {
    guard !value.isCondition else { return true }
    report(
      "number-as-condition",
      "A number is not a condition.",
      expression.span,
      label: "a number here",
      help: comparing(expression)
    )
    return false
  }

  /// Advice to compare a number with 0.
  private func comparing(_ expression: Expression) -> Advice {
    if case .conditional = expression.kind { return "compare it, as in `x > 0`" }
    let text = "\(scope.file.text(expression.span)) > 0"
    return .write(text, at: expression.span, "compare it: write `\(text)`")
  }

  // MARK: Indexes

  /// Applies an operation cell by cell; indexes of the same name are matched, others widen.
  func combine(
    _ a: StudyValue,
    _ b: StudyValue,
    at span: SourceSpan,
    with operation: (NodeID, NodeID) -> NodeID
  ) -> StudyValue? {
    var indexes = a.indexes
    for index in b.indexes {
      guard let same = indexes.first(where: { $0.name == index.name }) else {
        indexes.append(index)
        continue
      }
      guard same.labels == index.labels else {
        report(
          "index-mismatch",
          "Two quantities vary over `\(index.name)` with different labels:"
            + " \(Self.range(same)) and \(Self.range(index)).",
          span,
          label: "do not match",
          help: "declare `index \(index.name) = ...` and define both over it"
        )
        return nil
      }
    }
    guard isAffordable(indexes, at: span) else { return nil }
    var result = StudyValue(unit: a.unit, indexes: indexes, cells: [])
    result.isPercent = a.isPercent || b.isPercent
    result.isLiteral = a.isLiteral && b.isLiteral
    result.isCondition = a.isCondition && b.isCondition
    result.cells = (0..<StudyValue.count(indexes)).map { cell in
      operation(a.cell(for: cell, of: indexes), b.cell(for: cell, of: indexes))
    }
    return result
  }

  /// Whether a value over some indexes has a reasonable number of cells.
  func isAffordable(_ indexes: [StudyIndex], at span: SourceSpan) -> Bool {
    guard StudyValue.count(indexes) > StudyValue.maximumCells else { return true }
    report(
      "index-mismatch",
      "The result would have more than \(StudyValue.maximumCells) cells over"
        + " \(Self.names(indexes)).",
      span,
      label: "too many cells",
      help: "sum over an index first"
    )
    return false
  }

  static func range(_ index: StudyIndex) -> String {
    let labels = index.labels
    if labels.count <= 4 { return "{ \(labels.joined(separator: ", ")) }" }
    return "{ \(labels[0]), \(labels[1]), ..., \(labels[labels.count - 1]) }"
  }

  // MARK: Nodes with their ranges

  func apply(_ operation: Operation, _ operands: NodeID...) -> NodeID { apply(operation, operands) }

  func apply(_ operation: Operation, _ operands: [NodeID]) -> NodeID {
    let node = builder.apply(operation, operands)
    if ranges[node] == nil {
      if let value = builder.constantValue(of: node) {
        ranges[node] = value.isNaN ? -Double.infinity...Double.infinity : value...value
      } else {
        ranges[node] = ValueRange.of(operation, operands.map { knownRange(of: $0) })
      }
    }
    narrow(node, operation, operands)
    return node
  }

  /// The values that a node can take where the formula that is read is used.
  func range(of node: NodeID) -> ClosedRange<Double> {
    scope.narrowed[node] ?? knownRange(of: node)
  }

  /// Refuses a divisor that is 0 with some probability; warns of one that comes near.
  private func checkDivisor(_ value: StudyValue, _ expression: Expression) {
    let text = scope.file.text(expression.span)
    for cell in value.cells {
      if builder.constantValue(of: cell) == 0 {
        report(
          "division-by-zero",
          "The divisor `\(text)` is 0.",
          expression.span,
          label: "is 0"
        )
        return
      }
      let range = range(of: cell)
      guard range.lowerBound <= 0, range.upperBound >= 0 else { continue }
      let help: Advice =
        "use a positive shape such as a lognormal, or `truncate(..., low: 1)`"
      if let distribution = inputOfNode[cell]?.distribution {
        let below = range.lowerBound < 0 ? distribution.cdf(0) : 0
        let above = range.upperBound > 0 ? distribution.survival(0) : 0
        let atZero = distribution.isDiscrete ? distribution.density(at: 0) : 0
        if atZero > 1e-12 || (below > 1e-12 && above > 1e-12) {
          let chance = atZero > 1e-12 ? atZero : min(below, above)
          report(
            "division-by-zero",
            "The divisor `\(text)` can be 0 or change its sign (with probability"
              + " \(Self.short(chance, digits: 3))): the ratio has no mean.",
            expression.span,
            label: "can be 0",
            help: help
          )
          return
        }
      } else if range.lowerBound < 0, range.upperBound > 0 {
        report(
          "division-by-zero",
          "The divisor `\(text)` can be 0: its values may lie on both sides of 0.",
          expression.span,
          label: "may be 0",
          help: help,
          severity: .warning
        )
        return
      }
    }
  }

  /// A number as messages print it: whole where it is whole, else rounded.
  static func short(_ value: Double, digits: Int = 12) -> String {
    if abs(value) < 1e15, let whole = Int(exactly: value) { return String(whole) }
    guard value.isFinite else { return "\(value)" }
    var limit = 1.0
    for _ in 1..<max(2, digits) { limit *= 10 }
    var scale = 1.0
    while abs(value) * scale < limit, scale < 1e15 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    guard rounded.isFinite, rounded != 0 else { return "\(value)" }
    let text = "\(rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
