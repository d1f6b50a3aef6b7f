import StudySyntax
import Uncertainty
import Units

extension Elaborator {
  // MARK: Reading

  /// The unit that a text means, or `nil` after a report.
  func unit(_ text: UnitText) -> Unit? {
    do throws(UnitError) {
      return try units.parse(text.text)
    } catch {
      let place = Self.place(of: error, in: text)
      var fault = UnitFault(error, units: units, at: place)
      if declarations.definitions[text.text] != nil {
        fault.help = .insert(
          "* ",
          at: text.span.start,
          "`\(text.text)` is a quantity of this study: an operator such as `*` is missing"
        )
      } else if case .unknown(let name, _, let near) = error, near.isEmpty,
        let line = definitionLine(of: text.span)
      {
        fault.help = .insert(
          "unit \(name)\n",
          at: line,
          "declare it: `unit \(name)` on a line of its own"
        )
      }
      report(
        "unknown-unit",
        fault.message,
        place,
        label: "not a unit",
        help: fault.help
      )
      return nil
    }
  }

  /// The part of a unit that is at fault, where it is known.
  private static func place(of error: UnitError, in text: UnitText) -> SourceSpan {
    guard let offset = error.offset, offset < text.text.utf8.count else { return text.span }
    let start = text.span.start + offset
    let length: Int
    switch error {
    case .unknown(let name, _, _), .refused(let name, _, _): length = name.utf8.count
    case .prefixOnOther(let prefix, let name, _, _): length = prefix.utf8.count + name.utf8.count
    default: return text.span
    }
    return SourceSpan(start, min(start + length, text.span.end))
  }

  /// Where the statement begins whose formula holds a place: that of a definition or a scenario.
  func definitionLine(of span: SourceSpan) -> Int? {
    let name = String(scope.owner.prefix { $0 != "[" })
    guard declarations.definitions[name] != nil else { return nil }
    var line = scope.file.line(at: span.start)
    while line > 1, scope.file.lineText(line).first.map(\.isWhitespace) ?? true { line -= 1 }
    return scope.file.lineRange(line).lowerBound
  }

  /// A unit as messages print it.
  static func text(_ unit: Unit) -> String { unit.isOne ? "1" : unit.description }

  /// `in EUR/ad`, or `a plain number`.
  static func phrase(_ unit: Unit) -> String {
    unit.isOne ? "a plain number" : "in `\(unit.description)`"
  }

  // MARK: Converting

  /// The value in another unit, or `nil` after a report.
  ///
  /// - Parameter why: What has the other unit, with its verb, such as `the baseline is`.
  func converted(
    _ value: StudyValue,
    to unit: Unit,
    at span: SourceSpan,
    why: String,
    moneyAllowed: Bool = false
  ) -> StudyValue? {
    if value.unit == unit { return value }
    if solveHole(value.unit, unit) { return nil }
    if value.isLiteral, value.cells.allSatisfy({ builder.constantValue(of: $0) == 0 }) {
      var zero = value
      zero.unit = unit
      return zero
    }
    do throws(UnitError) {
      let conversion =
        try moneyAllowed
        ? units.conversion(from: value.unit, to: unit) : units.scaling(from: value.unit, to: unit)
      for step in conversion.steps where !conversionSteps.contains(step) {
        conversionSteps.append(step)
      }
      var result = value
      result.unit = unit
      result.isLiteral = false
      result.cells = value.cells.map { rescaled($0, by: conversion.factor) }
      return result
    } catch {
      let fault = UnitFault(error, units: units, at: span)
      report(
        "unit-clash",
        fault.message,
        span,
        label: "this is \(Self.phrase(value.unit)); \(why) \(Self.phrase(unit))",
        help: missingUnit(value, unit, span) ?? fault.help
      )
      return nil
    }
  }

  private func rescaled(_ node: NodeID, by factor: ConversionFactor) -> NodeID {
    var result = node
    if factor.numerator != 1 { result = apply(.multiply, result, constant(factor.numerator)) }
    if factor.denominator != 1 { result = apply(.divide, result, constant(factor.denominator)) }
    if result != node, factor.value > 0 { rescaledInput[result] = rescaledInput[node] ?? node }
    return result
  }

  /// Brings two operands to one unit: the second's is converted to the first's.
  ///
  /// - Parameter verb: What is done with them, such as `add`.
  func aligned(
    _ first: StudyValue,
    _ second: StudyValue,
    _ left: Expression,
    _ right: Expression,
    verb: String
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
    do throws(UnitError) {
      _ = try units.scaling(from: second.unit, to: first.unit)
    } catch {
      let words = ["add": "to", "subtract": "from", "compare": "with"][verb] ?? "and"
      report(
        "unit-clash",
        "Cannot \(verb) \(Self.named(second.unit)) \(words) \(Self.named(first.unit)):"
          + " they are different \(UnitFault.isMoney(error) ? "money" : "things").",
        right.span,
        label: Self.phrase(second.unit),
        help: relativeChange(first, second, left, right, verb: verb)
          ?? missingUnit(second, first.unit, right.span)
          ?? missingUnit(first, second.unit, left.span)
          ?? converting(second.unit, to: first.unit, right)
          ?? UnitFault(error, units: units).help,
        secondary: [.init(left.span, Self.phrase(first.unit), file: scope.file.name)]
      )
      return nil
    }
    guard let same = converted(second, to: first.unit, at: right.span, why: "the other is")
    else { return nil }
    return (first, same)
  }

  /// Advice for a bare number where an amount is wanted.
  func missingUnit(_ value: StudyValue, _ unit: Unit, _ span: SourceSpan) -> Advice? {
    guard value.isLiteral, value.unit.isOne, !unit.isOne, !value.isPercent else { return nil }
    let text = "\(scope.file.text(span)) \(unit.description)"
    return .write(text, at: span, "write the unit after the number: `\(text)`")
  }

  /// `90 EUR * (1 + 10%)` for `90 EUR + 10%`.
  private func relativeChange(
    _ first: StudyValue,
    _ second: StudyValue,
    _ left: Expression,
    _ right: Expression,
    verb: String
  ) -> Advice? {
    guard second.isPercent, second.unit.isOne, !first.unit.isOne,
      let sign = ["add": "+", "subtract": "-"][verb]
    else { return nil }
    let text = "\(factor(left)) * (1 \(sign) \(scope.file.text(right.span)))"
    return .write(
      text,
      at: left.span.union(right.span),
      "a share of an amount is a product: write `\(text)`"
    )
  }

  /// The text of a formula as a factor: between parentheses where it is a sum or a choice.
  func factor(_ expression: Expression) -> String {
    let text = scope.file.text(expression.span)
    switch expression.kind {
    case .number, .name, .call, .subscripting, .member, .map, .quantity: return text
    case .infix(.multiply, _, _), .infix(.divide, _, _): return text
    default: return text.hasPrefix("(") && text.hasSuffix(")") ? text : "(\(text))"
    }
  }

  /// Advice to convert money to the money that it is added to or compared with.
  private func converting(_ from: Unit, to unit: Unit, _ operand: Expression) -> Advice? {
    guard (try? units.conversion(from: from, to: unit)) != nil else { return nil }
    let text = "(\(scope.file.text(operand.span)) -> \(unit.description))"
    return .write(text, at: operand.span, "convert one of them: write `\(text)`")
  }

  private static func named(_ unit: Unit) -> String {
    unit.isOne ? "a plain number" : "`\(unit.description)`"
  }

  // MARK: Holes

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
          "hole",
          "A value is wanted here, in `\(Self.text(solution))`.",
          span,
          label: "wanted: \(Self.text(solution))",
          help: solution.isOne
            ? "put a plain number in place of `?`"
            : "put a number with that unit in place of `?`, as in `1 \(Self.text(solution))`"
        )
      }
      return true
    }
    return false
  }
}
