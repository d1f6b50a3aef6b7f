import Probability
import StudySyntax
import Uncertainty
import Units

/// A distribution as a formula gives it, before it becomes an input of the model.
struct DistributionSpec {
  var distribution: any Distribution
  var unit: Unit
  var form: InputDescription.Form
  var isPercent = false
  var remark: InputDescription.Remark?
}

extension Elaborator {
  // MARK: Inputs

  /// The value of a formula that is a distribution with certain parameters.
  func distributionValue(_ expression: Expression, isRoot: Bool) -> StudyValue? {
    guard let spec = spec(of: expression) else { return nil }
    return input(spec, expression, isRoot: isRoot)
  }

  /// Makes an input of the model and describes it.
  func input(_ spec: DistributionSpec, _ expression: Expression, isRoot: Bool) -> StudyValue {
    let name = inputName(isRoot: isRoot, at: expression.span)
    let node = builder.input(name, spec.distribution)
    ranges[node] = spec.distribution.support
    inputOfNode[node] = (name, spec.distribution)
    describe(
      InputDescription(
        inputName: name,
        labels: scope.cell,
        form: spec.form,
        text: scope.file.text(expression.span),
        unit: spec.unit,
        distribution: spec.distribution,
        remark: spec.remark
      )
    )
    var value = StudyValue(unit: spec.unit, cells: [node])
    value.isPercent = spec.isPercent && spec.unit.isOne
    return value
  }

  /// The name of the next input: that of the definition, or a numbered part of it.
  ///
  /// - Parameters:
  ///   - isRoot: Whether it is the whole formula.
  ///   - cell: The labels of its cell below those of the scope.
  ///   - span: Where it is written.
  func inputName(isRoot: Bool, cell: [String] = [], at span: SourceSpan) -> String {
    let labels = scope.cell + cell
    var base = labels.isEmpty ? scope.owner : "\(scope.owner)[\(labels.joined(separator: ","))]"
    if scope.replacedCells.contains(where: { Set($0).isSubset(of: labels) && !$0.isEmpty }) {
      base += " (replaced)"
    }
    var name = base
    if !isRoot {
      scope.anonymousInputs += 1
      name += "#\(scope.anonymousInputs)"
    }
    scope.randomParts.append(
      RandomPart(name: name, base: base, formula: scope.formula, span: span)
    )
    return name
  }

  func describe(_ description: InputDescription) {
    descriptions[scope.owner, default: []].append(description)
  }

  func describeConstant(_ number: Double, _ expression: Expression) {
    describe(
      InputDescription(
        inputName: nil,
        labels: scope.cell,
        form: .constant(number),
        text: scope.file.text(expression.span),
        unit: nil,
        distribution: nil,
        remark: nil
      )
    )
  }

  // MARK: Forms that people write

  /// The distribution that a formula gives, or `nil` after a report.
  func spec(of expression: Expression) -> DistributionSpec? {
    switch expression.kind {
    case .interval(let low, let high): return interval(low, high, expression)
    case .plusMinus(let mean, let deviation): return plusMinus(mean, deviation, expression)
    case .proportion(let count, let total): return proportion(count, total, expression)
    case .about(let figure): return rounded(figure, expression)
    case .quantity(let inner, let text):
      guard let unit = unit(text), var spec = spec(of: inner) else { return nil }
      guard spec.unit.isOne else {
        report(
          "double-unit",
          "This value has the unit `\(Self.text(spec.unit))` already.",
          text.span,
          label: "a second unit"
        )
        return nil
      }
      spec.unit = unit
      spec.isPercent = false
      return spec
    case .call(let name, let arguments, _):
      if name.name == "count" { return count(arguments, name, expression) }
      if StudyFunction.structures.contains(name.name) {
        return structure(name, arguments, expression)
      }
      guard let family = DistributionCatalogue.family(named: name.name),
        let drawn = scalarFamily(family, name, arguments, expression)
      else {
        reportNotADistribution(expression)
        return nil
      }
      return certain(drawn, expression)
    default:
      guard let value = evaluate(expression) else { return nil }
      if let number = certainNumber(value) {
        return make(expression) { () throws(DistributionError) in
          DistributionSpec(
            distribution: try Constant(number),
            unit: value.unit,
            form: .constant(number),
            isPercent: value.isPercent
          )
        }
      }
      reportNotADistribution(expression)
      return nil
    }
  }

  private func reportNotADistribution(_ expression: Expression) {
    guard !diagnostics.contains(where: { $0.primary.span == expression.span }) else { return }
    report(
      "not-a-distribution",
      "A distribution with fixed parameters is needed here.",
      expression.span,
      label: "not a distribution",
      help: "put one in place, as in `normal(10, 2)`"
    )
  }

  /// The value of a formula that must be one certain number.
  func certainNumber(_ value: StudyValue) -> Double? {
    value.indexes.isEmpty ? builder.constantValue(of: value.cells[0]) : nil
  }

  /// A certain number with its unit, or `nil` after a report.
  func number(_ expression: Expression, _ what: String) -> (value: Double, StudyValue)? {
    guard let value = evaluate(expression) else { return nil }
    guard let number = certainNumber(value) else {
      report(
        "uncertain-parameter",
        "\(what) is one certain number.",
        expression.span,
        label: value.indexes.isEmpty ? "uncertain" : "several numbers"
      )
      return nil
    }
    return (number, value)
  }

  /// Two numbers in one unit; a bare first number takes the unit of the second.
  private func pair(
    _ first: Expression,
    _ second: Expression,
    _ what: String
  ) -> (Double, Double, Unit, Bool)? {
    guard let (_, a) = number(first, what), let (_, b) = number(second, what) else { return nil }
    var left = a
    if left.isLiteral, left.unit.isOne, !b.unit.isOne { left.unit = b.unit }
    guard
      let same = converted(left, to: b.unit, at: first.span, why: "the other is"),
      let low = certainNumber(same), let high = certainNumber(b)
    else { return nil }
    return (low, high, b.unit, a.isPercent || b.isPercent)
  }

  private func interval(
    _ first: Expression,
    _ second: Expression,
    _ whole: Expression
  ) -> DistributionSpec? {
    guard let (low, high, unit, percent) = pair(first, second, "The end of an interval") else {
      return nil
    }
    guard low < high else {
      report(
        "interval-order",
        low == high
          ? "The ends of this interval are equal." : "This interval is the wrong way round.",
        whole.span,
        label: low == high ? "no width" : "the low end comes first",
        help: low == high
          ? alone(second, or: first, whole)
          : .write(turned(first, second), at: whole.span)
      )
      return nil
    }
    return make(whole) { () throws(DistributionError) in
      let positive = low > 0
      let distribution: any Distribution =
        positive ? try LogNormal(p05: low, p95: high) : try Normal(p05: low, p95: high)
      var spec = DistributionSpec(
        distribution: distribution,
        unit: unit,
        form: .interval90(low: low, high: high, shape: positive ? "lognormal" : "normal"),
        isPercent: percent
      )
      if percent, high < 1, distribution.survival(1) > 0.001 {
        spec.remark = .aboveOne(share: distribution.survival(1))
      } else if !positive, low == 0 {
        spec.remark = .belowZero(share: distribution.cdf(0))
      }
      return spec
    }
  }

  /// Advice for a law without spread: the number that it is.
  private func alone(
    _ expression: Expression,
    or other: Expression? = nil,
    _ whole: Expression
  ) -> Advice {
    var number = expression
    if case .number = expression.kind, let other, case .quantity = other.kind { number = other }
    let text = scope.file.text(number.span)
    return .write(text, at: whole.span, "write the number alone: `\(text)`")
  }

  /// `110 to 500 EUR` for `500 to 110 EUR`.
  private func turned(_ first: Expression, _ second: Expression) -> String {
    let low = scope.file.text(second.span)
    let high = scope.file.text(first.span)
    guard case .quantity(let bare, let unit) = second.kind, case .number = first.kind else {
      return "\(low) to \(high)"
    }
    return "\(scope.file.text(bare.span)) to \(high) \(unit.text)"
  }

  private func plusMinus(
    _ first: Expression,
    _ second: Expression,
    _ whole: Expression
  ) -> DistributionSpec? {
    guard
      let (mean, deviation, unit, percent) = pair(first, second, "A mean or standard deviation")
    else { return nil }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Normal(mean: mean, standardDeviation: deviation),
        unit: unit,
        form: .plusMinus(mean: mean, deviation: deviation),
        isPercent: percent
      )
    }
  }

  /// Advice for a proportion whose numbers stand the wrong way round.
  private func swapped(
    _ first: Expression,
    _ second: Expression,
    _ count: Double,
    _ total: Double
  ) -> Advice? {
    guard count > total, total >= 0, count == count.rounded(), total == total.rounded() else {
      return nil
    }
    let texts = [first, second].map { scope.file.text($0.span) }
    return Advice(
      "the part comes first: write `\(texts[1]) of \(texts[0])`",
      fixes: [[TextEdit(first.span, texts[1]), TextEdit(second.span, texts[0])]]
    )
  }

  private func proportion(
    _ first: Expression,
    _ second: Expression,
    _ whole: Expression
  ) -> DistributionSpec? {
    guard let (count, total, _, _) = pair(first, second, "A count") else { return nil }
    guard count >= 0, total >= 1, count <= total, count == count.rounded(),
      total == total.rounded()
    else {
      report(
        "malformed-proportion",
        "A proportion `k of n` needs whole numbers with 0 <= k <= n and n at least 1; got"
          + " \(Self.short(count)) of \(Self.short(total)).",
        whole.span,
        label: "not a proportion",
        help: swapped(first, second, count, total)
      )
      return nil
    }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Beta(alpha: count + 0.5, beta: total - count + 0.5),
        unit: .one,
        form: .proportion(count: count, total: total),
        isPercent: true
      )
    }
  }

  private func count(
    _ arguments: [Argument],
    _ name: Identifier,
    _ whole: Expression
  ) -> DistributionSpec? {
    guard arguments.count == 1, arguments[0].label == nil else {
      report(
        "malformed-call",
        "`count` takes one number: `count(8424)`.",
        whole.span,
        label: "\(arguments.count) arguments"
      )
      return nil
    }
    guard let (value, full) = number(arguments[0].value, "A count") else { return nil }
    guard value >= 0, value == value.rounded() else {
      report(
        "malformed-count",
        "A count is a whole number of at least 0; got \(Self.short(value)).",
        arguments[0].value.span,
        label: "not a count"
      )
      return nil
    }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Gamma(shape: value + 0.5, rate: 1),
        unit: full.unit,
        form: .count(value)
      )
    }
  }

  private func rounded(_ figure: Expression, _ whole: Expression) -> DistributionSpec? {
    guard let (value, full) = number(figure, "A rounded figure") else { return nil }
    var literal = figure
    while case .quantity(let inner, _) = literal.kind { literal = inner }
    if case .prefix(.minus, let inner) = literal.kind { literal = inner }
    guard case .number(_, let percent) = literal.kind else {
      report(
        "malformed-about",
        "`about` is followed by a number as it was printed.",
        figure.span,
        label: "not a plain number",
        help: "as in `about 13000`"
      )
      return nil
    }
    let step = RoundedFigure.step(of: scope.file.text(literal.span)) / (percent ? 100 : 1)
    let low = value - step / 2
    let high = value + step / 2
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Uniform(low: low, high: high),
        unit: full.unit,
        form: .rounded(value, low: low, high: high),
        isPercent: percent
      )
    }
  }

  /// Makes a distribution; its refusal is reported at the formula.
  func make(
    _ expression: Expression,
    _ body: () throws(DistributionError) -> DistributionSpec
  ) -> DistributionSpec? {
    do throws(DistributionError) {
      return try body()
    } catch {
      reportDistribution(error, expression)
      return nil
    }
  }

  func reportDistribution(_ error: DistributionError, _ expression: Expression) {
    var text = error.description
    if let first = text.first { text = first.uppercased() + text.dropFirst() }
    var help = spreadless(expression)
    if case .outsideDomain(_, _, "between 0 and 1", let value) = error, value > 1, value <= 100 {
      let percent = "\(Self.short(value))%"
      help = Advice("write `\(percent)` for a share in percent")
      if case .call(_, let arguments, _) = expression.kind,
        let place = arguments.first(where: { isNumber($0.value, value) })?.value.span
      {
        help = .write(percent, at: place, "write `\(percent)` for a share in percent")
      }
    }
    report(
      "distribution",
      Self.sentence(text),
      expression.span,
      label: "no such distribution",
      help: help
    )
  }

  private func isNumber(_ expression: Expression, _ value: Double) -> Bool {
    if case .number(value, percent: false) = expression.kind { return true }
    return false
  }

  /// Advice for a law that is one number: `normal(5, 0)`, `120 +- 0`, `pert(5, 5, 5)`.
  private func spreadless(_ expression: Expression) -> Advice? {
    func value(_ expression: Expression) -> Double? {
      switch expression.kind {
      case .number(let number, _): number
      case .quantity(let inner, _): value(inner)
      default: nil
      }
    }
    switch expression.kind {
    case .plusMinus(let mean, let deviation) where value(deviation) == 0:
      return alone(mean, expression)
    case .call(let name, let arguments, _) where ["normal", "student"].contains(name.name):
      guard arguments.count == 2, value(arguments[1].value) == 0 else { return nil }
      return alone(arguments[0].value, expression)
    case .call(_, let arguments, _) where arguments.count >= 2:
      let numbers = arguments.compactMap { value($0.value) }
      guard numbers.count == arguments.count, Set(numbers).count == 1 else { return nil }
      return alone(arguments[0].value, expression)
    default: return nil
    }
  }
}
