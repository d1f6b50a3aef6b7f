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
        "unexpected-text", "A text has no value in a formula.", expression.span, label: "a text")
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
      return converted(value, to: unit, at: text.span, why: "`->`", moneyAllowed: true)
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
        "unexpected-list", "A list has a meaning only as the argument of `empirical` or"
          + " `correlate`.", expression.span, label: "a list")
      return nil
    case .call(let name, let arguments, let over):
      return call(name, arguments, over, expression, isRoot: isRoot)
    case .subscripting(let base, let items):
      guard let value = evaluate(base) else { return nil }
      return subscripted(value, items)
    case .member(let base, let column): return member(base, column)
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

  // MARK: Units

  func unit(_ text: UnitText) -> Unit? {
    do throws(UnitError) {
      return try units.parse(text.text)
    } catch {
      let known = declarations.definitions[text.text] != nil
      report(
        "unknown-unit", Self.sentence(error.description), text.span, label: "not a unit",
        help: known
          ? "`\(text.text)` is a quantity of this study: an operator such as `*` is missing" : nil)
      return nil
    }
  }

  static func sentence(_ text: String) -> String {
    text.hasSuffix(".") || text.hasSuffix("?") ? text : text + "."
  }

  /// The value in another unit, or `nil` after a report.
  func converted(
    _ value: StudyValue, to unit: Unit, at span: SourceSpan, why: String,
    moneyAllowed: Bool = false
  ) -> StudyValue? {
    if value.unit == unit { return value }
    if solveHole(value.unit, unit) { return nil }
    if value.isLiteral, value.cells.allSatisfy({ builder.constantValue(of: $0) == 0 }) {
      var zero = value
      zero.unit = unit
      return zero
    }
    if !moneyAllowed, units.dimension(of: value.unit) != units.dimension(of: unit) {
      reportClash(value.unit, unit, span, why: why)
      return nil
    }
    do throws(UnitError) {
      let conversion = try units.conversion(from: value.unit, to: unit)
      for step in conversion.steps where !conversionSteps.contains(step) {
        conversionSteps.append(step)
      }
      var result = value
      result.unit = unit
      result.isLiteral = false
      result.cells = value.cells.map { rescaled($0, by: conversion.factor) }
      return result
    } catch {
      report("unit-clash", Self.sentence(error.description), span, label: label(value.unit, unit))
      return nil
    }
  }

  private func label(_ from: Unit, _ to: Unit) -> String {
    "this is in `\(Self.text(from))`, wanted `\(Self.text(to))`"
  }

  static func text(_ unit: Unit) -> String { unit.isOne ? "1" : unit.description }

  /// Says which two units clash and which factor would mend it.
  func reportClash(_ from: Unit, _ to: Unit, _ span: SourceSpan, why: String) {
    var message = "`\(Self.text(from))` cannot become `\(Self.text(to))`."
    do throws(UnitError) {
      _ = try units.conversion(from: from, to: to)
    } catch {
      message = Self.sentence(error.description)
    }
    report("unit-clash", message, span, label: label(from, to))
  }

  private func rescaled(_ node: NodeID, by factor: ConversionFactor) -> NodeID {
    var result = node
    if factor.numerator != 1 { result = apply(.multiply, result, constant(factor.numerator)) }
    if factor.denominator != 1 { result = apply(.divide, result, constant(factor.denominator)) }
    if result != node, factor.value > 0 { rescaledInput[result] = rescaledInput[node] ?? node }
    return result
  }

  /// Whether one of two units that must agree is open; says what it has to be.
  func solveHole(_ first: Unit, _ second: Unit) -> Bool {
    guard let span = holeSpan else { return false }
    for (open, other) in [(first, second), (second, first)] {
      guard let term = open.terms.first(where: { $0.name == wanted.terms[0].name }),
        let power = term.exponent.reciprocal
      else { continue }
      let rest = open / wanted.raised(to: term.exponent)
      let solution = (other / rest).raised(to: power)
      if solvedHoles.insert(span).inserted {
        report(
          "hole", "A value is wanted here, in `\(Self.text(solution))`.", span,
          label: "wanted: \(Self.text(solution))",
          help: solution.isOne
            ? "put a plain number in place of `?`"
            : "put a number with that unit in place of `?`, such as"
              + " `1 \(Self.text(solution))`")
      }
      return true
    }
    return false
  }

  private func quantity(
    _ inner: Expression, _ text: UnitText, _ whole: Expression, _ isRoot: Bool
  ) -> StudyValue? {
    guard let unit = unit(text) else { return nil }
    switch inner.kind {
    case .map(let entries): return map(entries, whole, unit: unit, isRoot: isRoot)
    case .number(let number, _):
      if isRoot { describeConstant(number, whole) }
    case .hole:
      report(
        "hole", "A value is wanted here, in `\(Self.text(unit))`.", inner.span,
        label: "wanted: \(Self.text(unit))", help: "put a number in place of `?`")
      return nil
    default: break
    }
    guard var value = evaluate(inner, isRoot: isRoot) else { return nil }
    guard value.unit.isOne else {
      report(
        "double-unit", "This value has the unit `\(Self.text(value.unit))` already.", text.span,
        label: "a second unit", help: "convert with `-> \(text.text)`")
      return nil
    }
    value.unit = unit
    value.isLiteral = false
    value.isPercent = false
    return value
  }

  // MARK: Operators

  private func evaluate(
    _ prefix: PrefixOperator, _ operand: Expression, _ isRoot: Bool, _ whole: Expression
  ) -> StudyValue? {
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

  private func evaluate(
    _ infix: InfixOperator, _ left: Expression, _ right: Expression, _ whole: Expression
  ) -> StudyValue? {
    let first = evaluate(left)
    let second = evaluate(right)
    guard let first, let second else { return nil }
    switch infix {
    case .and, .or:
      guard requireCondition(first, left), requireCondition(second, right) else { return nil }
      return combine(first, second, at: whole.span) { self.apply(infix == .and ? .and : .or, $0, $1) }
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
    _ infix: InfixOperator, _ a: StudyValue, _ b: StudyValue, at span: SourceSpan
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
    _ base: StudyValue, _ exponent: StudyValue, _ left: Expression, _ right: Expression,
    _ whole: Expression
  ) -> StudyValue? {
    guard requireNumber(base, left), requireNumber(exponent, right),
      let plain = converted(exponent, to: .one, at: right.span, why: "an exponent")
    else { return nil }
    var unit = Unit.one
    if !base.unit.isOne {
      guard plain.indexes.isEmpty, let number = builder.constantValue(of: plain.cells[0]),
        let exact = Self.rational(number)
      else {
        report(
          "unit-exponent",
          "A quantity in `\(Self.text(base.unit))` can only be raised to a fixed simple power.",
          right.span, label: "not a fixed whole number or simple fraction",
          help: "divide by a reference in the same unit first, so that the base is a plain number")
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
      if scaled == scaled.rounded(), abs(scaled) <= 24 {
        return Rational(Int(scaled), over: denominator)
      }
    }
    return nil
  }

  private func conditional(
    _ condition: Expression, _ first: Expression, _ second: Expression
  ) -> StudyValue? {
    let test = evaluate(condition)
    let yes = evaluate(first)
    let no = evaluate(second)
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
      "condition-as-number", "A condition is not a number.", expression.span,
      label: "true or false here", help: "write `if condition then 1 else 0`")
    return false
  }

  func requireCondition(_ value: StudyValue, _ expression: Expression) -> Bool {
    guard !value.isCondition else { return true }
    report(
      "number-as-condition", "A number is not a condition.", expression.span,
      label: "a number here", help: "compare it: `x > 0`")
    return false
  }

  /// Brings two operands to one unit: the second's is converted to the first's.
  func aligned(
    _ first: StudyValue, _ second: StudyValue, _ left: Expression, _ right: Expression, verb: String
  ) -> (StudyValue, StudyValue)? {
    if first.unit == second.unit { return (first, second) }
    if solveHole(first.unit, second.unit) { return nil }
    let isZero = { (value: StudyValue) in
      value.isLiteral && value.cells.allSatisfy { self.builder.constantValue(of: $0) == 0 }
    }
    if isZero(first) {
      var zero = first
      zero.unit = second.unit
      return (zero, second)
    }
    if isZero(second) {
      var zero = second
      zero.unit = first.unit
      return (first, zero)
    }
    let a = units.dimension(of: first.unit)
    let b = units.dimension(of: second.unit)
    guard a == b else {
      var reason = "they measure different things."
      do throws(UnitError) {
        _ = try units.conversion(from: second.unit, to: first.unit)
      } catch {
        reason = Self.sentence(error.description)
      }
      let words = ["add": "to", "subtract": "from", "compare": "with"][verb] ?? "and"
      report(
        "unit-clash",
        "Cannot \(verb) `\(Self.text(second.unit))` \(words) `\(Self.text(first.unit))`: \(reason)",
        right.span, label: "in `\(Self.text(second.unit))`",
        secondary: [.init(left.span, "in `\(Self.text(first.unit))`", file: scope.file.name)])
      return nil
    }
    guard let same = converted(second, to: first.unit, at: right.span, why: verb) else { return nil }
    return (first, same)
  }

  // MARK: Indexes

  /// Applies an operation cell by cell; indexes of the same name are matched, others widen.
  func combine(
    _ a: StudyValue, _ b: StudyValue, at span: SourceSpan, with operation: (NodeID, NodeID) -> NodeID
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
            + " \(Self.range(same)) and \(Self.range(index)).", span, label: "do not match",
          help: "declare `index \(index.name) = ...` and define both over it")
        return nil
      }
    }
    guard StudyValue.count(indexes) <= 100_000 else {
      report(
        "index-mismatch", "The result would have more than 100000 cells over"
          + " \(Self.names(indexes)).", span, label: "too many cells")
      return nil
    }
    var result = StudyValue(unit: a.unit, indexes: indexes, cells: [])
    result.isPercent = a.isPercent || b.isPercent
    result.isLiteral = a.isLiteral && b.isLiteral
    result.isCondition = a.isCondition && b.isCondition
    result.cells = (0..<StudyValue.count(indexes)).map { cell in
      operation(a.cell(for: cell, of: indexes), b.cell(for: cell, of: indexes))
    }
    return result
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
        ranges[node] = ValueRange.of(operation, operands.map { range(of: $0) })
      }
    }
    return node
  }

  func range(of node: NodeID) -> ClosedRange<Double> {
    ranges[node] ?? -Double.infinity...Double.infinity
  }

  /// Refuses a divisor that is 0 with some probability; warns of one that comes near.
  private func checkDivisor(_ value: StudyValue, _ expression: Expression) {
    let text = scope.file.text(expression.span)
    for cell in value.cells {
      if builder.constantValue(of: cell) == 0 {
        report(
          "division-by-zero", "The divisor `\(text)` is 0.", expression.span, label: "is 0")
        return
      }
      let range = range(of: cell)
      guard range.lowerBound <= 0, range.upperBound >= 0 else { continue }
      let help = "use a positive shape such as a lognormal, or `truncate(..., low, high)`"
      if let distribution = inputOfNode[cell]?.distribution {
        let below = distribution.cdf(0)
        let above = distribution.survival(0)
        let atZero = distribution.isDiscrete ? distribution.density(at: 0) : 0
        if atZero > 1e-12 || (below > 1e-12 && above > 1e-12) {
          let chance = atZero > 1e-12 ? atZero : min(below, above)
          report(
            "division-by-zero",
            "The divisor `\(text)` can be 0 or change its sign (with probability"
              + " \(Self.short(chance))): the ratio has no mean.",
            expression.span, label: "can be 0", help: help)
          return
        }
      } else if range.lowerBound < 0, range.upperBound > 0 {
        report(
          "division-by-zero",
          "The divisor `\(text)` can be 0: its values may lie on both sides of 0.",
          expression.span, label: "may be 0", help: help, severity: .warning)
        return
      }
    }
  }

  static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : roundedText(value)
  }

  private static func roundedText(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 100 { scale *= 10 }
    return scale > 1e12 ? "\(value)" : "\((value * scale).rounded() / scale)"
  }
}
