import Probability
import StudySyntax
import Uncertainty
import Units

extension Elaborator {
  /// `discrete`, `mixture`, `truncate`, `empirical`, `quantiles`.
  func structure(
    _ name: Identifier,
    _ arguments: [Argument],
    _ whole: Expression
  ) -> DistributionSpec? {
    switch name.name {
    case "discrete": return discrete(arguments, whole)
    case "mixture": return mixture(arguments, whole)
    case "truncate": return truncate(arguments, whole)
    case "empirical": return empirical(arguments, whole)
    case "quantiles": return quantiles(arguments, whole)
    default:
      report(
        "not-a-distribution",
        "`\(name.name)` does not give one uncertain number.",
        whole.span,
        label: "not a distribution of one number"
      )
      return nil
    }
  }

  private func entries(_ arguments: [Argument], _ whole: Expression, _ example: String)
    -> [MapEntry]?
  {
    if arguments.count == 1, arguments[0].label == nil,
      case .map(let entries) = arguments[0].value.kind, !entries.isEmpty
    {
      return entries
    }
    report(
      "malformed-call",
      "Expected one map between braces.",
      whole.span,
      label: "not a map",
      help: "as in `\(example)`"
    )
    return nil
  }

  private func numberKey(_ entry: MapEntry, _ what: String) -> Double? {
    if case .number(let number) = entry.key { return number }
    report(
      "malformed-call",
      "\(what) is a number.",
      entry.keySpan,
      label: "not a number"
    )
    return nil
  }

  /// The weights of entries: certain, not negative, not all 0.
  private func weights(_ entries: [MapEntry], _ whole: Expression) -> [Double]? {
    var weights: [Double] = []
    for entry in entries {
      guard let expression = entry.value else {
        report(
          "missing-value",
          "A weight is missing.",
          entry.keySpan,
          label: "expected `: weight`"
        )
        return nil
      }
      guard let weight = weight(expression) else { return nil }
      weights.append(weight)
    }
    return positive(weights, whole)
  }

  private func weight(_ expression: Expression) -> Double? {
    guard let (weight, value) = number(expression, "A weight"),
      converted(value, to: .one, at: expression.span, why: "a weight is") != nil
    else { return nil }
    guard weight >= 0 else {
      report(
        "negative-weight",
        "A weight is at least 0; got \(Self.short(weight)).",
        expression.span,
        label: "negative"
      )
      return nil
    }
    return weight
  }

  private func positive(_ weights: [Double], _ whole: Expression) -> [Double]? {
    guard weights.reduce(0, +) > 0 else {
      report("negative-weight", "At least one weight is above 0.", whole.span, label: "all are 0")
      return nil
    }
    return weights
  }

  private func discrete(_ arguments: [Argument], _ whole: Expression) -> DistributionSpec? {
    guard let entries = entries(arguments, whole, "discrete({ 1: 0.7, 2: 0.3 })") else {
      return nil
    }
    var values: [Double] = []
    for entry in entries {
      guard let value = numberKey(entry, "A value of `discrete`") else { return nil }
      values.append(value)
    }
    guard let weights = weights(entries, whole),
      sumToOne(weights, entries.compactMap { $0.value?.span }, of: "discrete", whole)
    else { return nil }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Discrete(values: values, weights: weights),
        unit: .one,
        form: .family("discrete")
      )
    }
  }

  private func mixture(_ arguments: [Argument], _ whole: Expression) -> DistributionSpec? {
    guard
      let entries = entries(arguments, whole, "mixture({ 0.7: normal(10, 1), 0.3: normal(20, 2) })")
    else { return nil }
    var weights: [Double] = []
    var components: [DistributionSpec] = []
    for entry in entries {
      guard let weight = numberKey(entry, "A weight of `mixture`") else { return nil }
      guard weight >= 0 else {
        report(
          "negative-weight",
          "A weight is at least 0; got \(Self.short(weight)).",
          entry.keySpan,
          label: "negative"
        )
        return nil
      }
      guard let expression = entry.value, let component = spec(of: expression) else { return nil }
      weights.append(weight)
      components.append(component)
    }
    guard let weights = positive(weights, whole),
      sumToOne(weights, entries.map(\.keySpan), of: "mixture", whole),
      let components = inOneUnit(components, entries)
    else { return nil }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Mixture(
          weights: weights,
          components: components.map(\.distribution)
        ),
        unit: components[0].unit,
        form: .family("mixture"),
        isPercent: components.allSatisfy(\.isPercent)
      )
    }
  }

  /// The parts of a mixture in the unit of the first that has one; a bare 0 has any unit.
  private func inOneUnit(
    _ components: [DistributionSpec],
    _ entries: [MapEntry]
  ) -> [DistributionSpec]? {
    let unit = components.first { !$0.unit.isOne }?.unit ?? .one
    var result: [DistributionSpec] = []
    for (component, entry) in zip(components, entries) {
      guard component.unit != unit, let span = entry.value?.span else {
        result.append(component)
        continue
      }
      if case .constant(let number) = component.form, component.unit.isOne, !component.isPercent {
        guard number == 0 else {
          let text = "\(scope.file.text(span)) \(unit.description)"
          report(
            "unit-clash",
            "A plain number and `\(unit.description)` are different things.",
            span,
            label: "this is a plain number; another part of the mixture is in"
              + " `\(unit.description)`",
            help: .write(text, at: span, "write the unit after the number: `\(text)`")
          )
          return nil
        }
        var zero = component
        zero.unit = unit
        result.append(zero)
        continue
      }
      guard let scaled = rescaled(component, to: unit, at: span) else { return nil }
      result.append(scaled)
    }
    return result
  }

  private func rescaled(
    _ spec: DistributionSpec,
    to unit: Unit,
    at span: SourceSpan
  ) -> DistributionSpec? {
    let probe = StudyValue(unit: spec.unit, cells: [constant(1)])
    guard let same = converted(probe, to: unit, at: span, why: "the first part of the mixture is"),
      let factor = certainNumber(same)
    else { return nil }
    return make(Expression(.invalid, span)) { () throws(DistributionError) in
      var result = spec
      result.distribution = try Affine(spec.distribution, shift: 0, scale: factor)
      result.unit = unit
      return result
    }
  }

  private func truncate(_ arguments: [Argument], _ whole: Expression) -> DistributionSpec? {
    let positional = arguments.filter { $0.label == nil }
    let labels = arguments.compactMap { $0.label?.name }
    guard let base = positional.first, positional.count + labels.count == arguments.count,
      arguments.count == 2 || arguments.count == 3,
      labels.allSatisfy({ $0 == "low" || $0 == "high" }), Set(labels).count == labels.count,
      positional.count == 3 || !labels.isEmpty
    else {
      report(
        "malformed-call",
        "`truncate` takes a distribution, a low end and a high end.",
        whole.span,
        label: "\(arguments.count) arguments",
        help: """
          as in `truncate(normal(10, 5), 0, 30)`, or one-sided `truncate(normal(10, 5), low: 0)`
          """
      )
      return nil
    }
    guard let spec = spec(of: base.value) else { return nil }
    var ends: [Double] = [-Double.infinity, Double.infinity]
    for (side, label) in ["low", "high"].enumerated() {
      let argument =
        arguments.first { $0.label?.name == label }
        ?? (positional.count > side + 1 ? positional[side + 1] : nil)
      guard let argument else { continue }
      guard let (_, value) = number(argument.value, "The end of a truncation"),
        let same = converted(
          value,
          to: spec.unit,
          at: argument.value.span,
          why: "the distribution is"
        ),
        let number = certainNumber(same)
      else { return nil }
      ends[side] = number
    }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Truncated(spec.distribution, low: ends[0], high: ends[1]),
        unit: spec.unit,
        form: .family("truncate"),
        isPercent: spec.isPercent
      )
    }
  }

  private func empirical(_ arguments: [Argument], _ whole: Expression) -> DistributionSpec? {
    guard arguments.count == 1, arguments[0].label == nil else {
      report(
        "malformed-call",
        "`empirical` takes a column of a data set or a list.",
        whole.span,
        label: "\(arguments.count) arguments",
        help: "as in `empirical([12, 15, 19])`"
      )
      return nil
    }
    var values: [Double] = []
    var unit: Unit?
    if case .list(let items) = arguments[0].value.kind {
      for item in items {
        guard let (_, value) = number(item, "A value of `empirical`"),
          let same = converted(
            value,
            to: unit ?? value.unit,
            at: item.span,
            why: "the first value is"
          ),
          let number = certainNumber(same)
        else { return nil }
        unit = unit ?? value.unit
        values.append(number)
      }
    } else {
      let start = scope.reads.count
      guard var value = evaluate(arguments[0].value) else { return nil }
      let function = Identifier("empirical", whole.span)
      for index in value.indexes {
        let span = arguments[0].value.span
        guard let (_, part) = declaredWindow(of: index, in: value, readFrom: start, function, span)
        else { return nil }
        value = part
      }
      values = value.cells.compactMap { builder.constantValue(of: $0) }
      unit = value.unit
      guard values.count == value.cells.count else {
        report(
          "uncertain-parameter",
          "`empirical` takes certain numbers.",
          arguments[0].value.span,
          label: "uncertain"
        )
        return nil
      }
    }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try Empirical(values),
        unit: unit ?? .one,
        form: .family("empirical")
      )
    }
  }

  private func quantiles(_ arguments: [Argument], _ whole: Expression) -> DistributionSpec? {
    guard let entries = entries(arguments, whole, "quantiles({ 5%: 10, 50%: 20, 95%: 45 })") else {
      return nil
    }
    var points: [(probability: Double, value: Double)] = []
    var unit: Unit?
    var percent = true
    for entry in entries {
      guard let probability = numberKey(entry, "A probability of `quantiles`") else { return nil }
      guard probability > 0, probability < 1 else {
        report(
          "malformed-quantiles",
          "A probability lies between 0 and 1; got"
            + " \(Self.short(probability)).",
          entry.keySpan,
          label: "not a probability",
          help: percentKeys(entries, entry)
        )
        return nil
      }
      guard let expression = entry.value, let (_, value) = number(expression, "A quantile"),
        let same = converted(
          value,
          to: unit ?? value.unit,
          at: expression.span,
          why: "the first quantile is"
        ),
        let number = certainNumber(same)
      else { return nil }
      unit = unit ?? value.unit
      percent = percent && value.isPercent
      points.append((probability, number))
    }
    points.sort { $0.probability < $1.probability }
    let sorted = points
    return make(whole) { () throws(DistributionError) in
      let elicited = try QuantileFit(
        probabilities: sorted.map(\.probability),
        values: sorted.map(\.value)
      )
      let isRemarkable = elicited.infeasibility != nil || elicited.massBelowZero != nil
      return DistributionSpec(
        distribution: elicited.distribution,
        unit: unit ?? .one,
        form: .family("quantiles"),
        isPercent: percent,
        remark: isRemarkable
          ? .fitted(
            infeasibility: elicited.infeasibility,
            massBelowZero: elicited.massBelowZero
          ) : nil
      )
    }
  }

  // MARK: Shares

  /// `dirichlet({ base: 7, boosted: 2, top: 1 })`.
  func dirichlet(_ arguments: [Argument], _ whole: Expression, isRoot: Bool) -> StudyValue? {
    guard
      let entries = entries(arguments, whole, "dirichlet({ base: 7, boosted: 2, top: 1 })"),
      let (index, ordered) = index(of: entries, arguments[0].value),
      let weights = weights(ordered, whole)
    else { return nil }
    guard areConcentrations(ordered, weights, whole) else { return nil }
    let name = inputName(isRoot: isRoot, at: whole.span)
    do throws(DistributionError) {
      let nodes = try builder.dirichlet(name, alpha: weights, components: index.labels)
      for (place, node) in nodes.enumerated() {
        ranges[node] = 0...1
        shareOfNode[node] = (name, place)
      }
      describe(
        InputDescription(
          inputName: name,
          labels: scope.cell,
          form: .shares(weights),
          text: scope.file.text(whole.span),
          unit: .one,
          distribution: nil,
          remark: nil
        )
      )
      var value = StudyValue(unit: .one, indexes: [index], cells: nodes)
      value.isPartition = isRoot && scope.cell.isEmpty
      value.isPercent = true
      return value
    } catch {
      reportDistribution(error, whole)
      return nil
    }
  }

  /// Advice for probabilities from 1 to 100 as keys: percent signs.
  private func percentKeys(_ entries: [MapEntry], _ faulty: MapEntry) -> Advice? {
    let isPercent = { (entry: MapEntry) in
      if case .number(let number) = entry.key { return number >= 1 && number < 100 }
      return false
    }
    guard isPercent(faulty) else { return nil }
    let edits = entries.filter(isPercent).map {
      TextEdit(SourceSpan($0.keySpan.end, $0.keySpan.end), "%")
    }
    return Advice("write `\(scope.file.text(faulty.keySpan))%`", fixes: [edits])
  }

  /// `partition({ online: 62%, street: 30%, indoor: 8% })`: shares that must sum to 1.
  func partition(_ arguments: [Argument], _ whole: Expression, isRoot: Bool) -> StudyValue? {
    guard arguments.count == 1, arguments[0].label == nil else {
      report(
        "malformed-call",
        "`partition` takes shares over one index.",
        whole.span,
        label: "\(arguments.count) arguments",
        help: "as in `partition({ online: 62%, street: 30%, indoor: 8% })`"
      )
      return nil
    }
    guard let value = evaluate(arguments[0].value, isRoot: isRoot),
      var shares = converted(value, to: .one, at: arguments[0].value.span, why: "shares are")
    else { return nil }
    guard shares.indexes.count == 1 else {
      report(
        "index-mismatch",
        "A partition varies over one index.",
        arguments[0].value.span,
        label: shares.indexes.isEmpty ? "one number" : "varies over \(Self.names(shares.indexes))"
      )
      return nil
    }
    let numbers = shares.cells.compactMap { builder.constantValue(of: $0) }
    if numbers.count == shares.cells.count {
      let total = numbers.reduce(0, +)
      guard abs(total - 1) <= 1e-9 else {
        reportShares(total, arguments[0].value)
        return nil
      }
    }
    shares.isPercent = true
    shares.isPartition = isRoot
    return shares
  }
}
