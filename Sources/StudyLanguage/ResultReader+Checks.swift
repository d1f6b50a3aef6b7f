import StudySyntax
import Units

/// What checks compare with, and what to do where it cannot be compared.
extension ResultReader {
  /// The tolerance of `within`: a share of the published figure, or an amount in its unit; `nil`
  /// after a report.
  func tolerance(
    _ expression: Expression,
    _ value: StudyValue,
    _ check: Check
  ) -> StudyCheck.Relation? {
    guard let (number, plain) = elaborator.number(expression, "The tolerance of `within`") else {
      return nil
    }
    guard number >= 0 else {
      elaborator.report(
        "malformed-check",
        "The tolerance of `within` is at least 0; got \(Elaborator.short(number)).",
        expression.span,
        label: "negative"
      )
      return nil
    }
    if !plain.unit.isOne {
      guard
        let same = elaborator.converted(
          plain,
          to: value.unit,
          at: expression.span,
          why: "the computed quantity is"
        ),
        let amount = elaborator.certainNumber(same)
      else { return nil }
      return .withinAmount(amount)
    }
    guard number < 1 else {
      reportWide(number, plain, expression, value, check)
      return nil
    }
    return .within(number)
  }

  /// A check that allows the whole figure and more cannot fail.
  private func reportWide(
    _ number: Double,
    _ plain: StudyValue,
    _ expression: Expression,
    _ value: StudyValue,
    _ check: Check
  ) {
    let text = elaborator.scope.file.text(expression.span)
    var help: Advice = "a tolerance is a share below 100%, as in `within 5% of`"
    if !plain.isPercent, number < 100 {
      let percent = "\(text)%"
      let amount = "\(text) \(value.unit.description)"
      help =
        value.unit.isOne
        ? .write(percent, at: expression.span)
        : Advice(
          "write `\(percent)` for a share of it, or `\(amount)` for an amount",
          fixes: [[TextEdit(expression.span, percent)], [TextEdit(expression.span, amount)]]
        )
    } else if !value.unit.isOne {
      help = "a tolerance is a share below 100%, or an amount in `\(value.unit.description)`"
    }
    elaborator.report(
      "malformed-check",
      "With a tolerance of \(Elaborator.short(number * 100)) % of the figure a check hardly fails.",
      expression.span,
      label: "100 % or more",
      help: help
    )
  }

  /// Whether a published range was written as an uncertain number, which is reported.
  func isInterval(_ check: Check) -> Bool {
    guard check.high == nil, case .interval(let low, let high) = check.low.kind else {
      return false
    }
    let file = elaborator.scope.file
    elaborator.report(
      "malformed-check",
      "A published range goes from one number to another with `..`; `to` makes an uncertain number.",
      check.low.span,
      label: "an uncertain number",
      help: .write(
        " .. ",
        at: SourceSpan(low.span.end, high.span.start),
        "write `\(file.text(low.span)) .. \(file.text(high.span))`"
      )
    )
    return true
  }

  /// Advice to turn a range round; its unit stays at the end.
  func turned(_ low: Expression, _ high: Expression) -> Advice {
    let file = elaborator.scope.file
    var first = file.text(high.span)
    var last = file.text(low.span)
    if case .quantity(let inner, let unit) = high.kind, case .number = low.kind {
      first = file.text(inner.span)
      last += " \(unit.text)"
    }
    return .write("\(first) .. \(last)", at: low.span.union(high.span))
  }
}
