import Probability
import StudySyntax
import Uncertainty
import Units

/// A call of a catalogue family with its arguments matched to a form.
struct FamilyCall {
  let family: DistributionFamily
  let form: DistributionForm
  /// One value for each parameter, in the unit that the family needs.
  let values: [StudyValue]
  let unit: Unit
  let isPercent: Bool
}

extension Elaborator {
  /// `name(arguments)`.
  func call(
    _ name: Identifier,
    _ arguments: [Argument],
    _ over: [Identifier],
    _ whole: Expression,
    isRoot: Bool
  ) -> StudyValue? {
    if let unary = StudyFunction.unary[name.name] {
      return self.unary(unary, name, arguments, over, whole)
    }
    if let operation = StudyFunction.reductions[name.name] {
      return reduction(operation, name, arguments, over, whole)
    }
    if let first = over.first {
      report(
        "malformed-call",
        "`over` belongs to `sum`, `mean`, `product`, `min` and `max`.",
        first.span,
        label: "not here"
      )
      return nil
    }
    switch name.name {
    case "dirichlet": return dirichlet(arguments, whole, isRoot: isRoot)
    case "partition": return partition(arguments, whole, isRoot: isRoot)
    case "dataset":
      report(
        "malformed-call",
        "A data set is used by its columns.",
        whole.span,
        label: "which column?",
        help: columns(arguments, whole)
      )
      return nil
    default: break
    }
    if name.name == "count" || StudyFunction.structures.contains(name.name) {
      return distributionValue(whole, isRoot: isRoot)
    }
    if let family = DistributionCatalogue.family(named: name.name) {
      guard let call = scalarFamily(family, name, arguments, whole) else { return nil }
      return value(of: call, whole, isRoot: isRoot)
    }
    if let builtIn = builtIns[name.name] { return value(of: builtIn, arguments, whole, isRoot) }
    var names = Array(StudyFunction.reservedNames) + DistributionCatalogue.families.map(\.name)
    names += builtIns.keys
    report(
      "unknown-function",
      "There is no function or distribution `\(name.name)`.",
      name.span,
      label: "unknown function",
      help: nearest(to: name.name, in: names).map { Advice.meant($0, at: name.span) }
        ?? "see `ampleur list distributions`"
    )
    return nil
  }

  /// Advice for a data set without a column.
  private func columns(_ arguments: [Argument], _ whole: Expression) -> Advice {
    guard arguments.count == 1, case .text(let name) = arguments[0].value.kind,
      let dataset = loadedDatasets[name] ?? (try? environment.dataset(named: name)),
      let first = dataset.columns.first
    else { return "name the column, as in `dataset(\"pharos\").reports`" }
    let names = dataset.columns.map { "`.\($0.name)`" }.joined(separator: ", ")
    return Advice(
      "write a column after it: \(names)",
      fixes: [[TextEdit(SourceSpan(whole.span.end, whole.span.end), ".\(first.name)")]]
    )
  }

  // MARK: Functions of numbers

  private func unary(
    _ function: StudyFunction.Unary,
    _ name: Identifier,
    _ arguments: [Argument],
    _ over: [Identifier],
    _ whole: Expression
  ) -> StudyValue? {
    guard arguments.count == 1, arguments[0].label == nil, over.isEmpty else {
      report(
        "malformed-call",
        "`\(name.name)` takes one argument.",
        whole.span,
        label: "\(arguments.count) arguments"
      )
      return nil
    }
    guard var value = evaluate(arguments[0].value), requireNumber(value, arguments[0].value) else {
      return nil
    }
    switch function.rule {
    case .dimensionless:
      guard
        let plain = converted(
          value,
          to: .one,
          at: arguments[0].value.span,
          why: "the argument of `\(name.name)` must be"
        )
      else { return nil }
      value = plain
    case .squareRoot: value.unit = value.unit.squareRoot
    case .keeps: break
    }
    if ["log", "log10", "sqrt"].contains(name.name) { checkPositive(value, name, arguments[0]) }
    value.cells = value.cells.map { apply(function.operation, $0) }
    value.isPartition = false
    value.isPercent = value.isPercent && function.rule == .keeps
    return value
  }

  private func checkPositive(_ value: StudyValue, _ name: Identifier, _ argument: Argument) {
    for cell in value.cells {
      let range = range(of: cell)
      let fails = name.name == "sqrt" ? range.upperBound < 0 : range.upperBound <= 0
      if fails {
        report(
          "outside-domain",
          // A condition may have left what is below 0.
          "`\(name.name)` needs a positive number; this is "
            + (range.upperBound < 0 && range.upperBound.isSubnormal
              ? "below 0 here." : "at most \(Self.short(range.upperBound))."),
          argument.value.span,
          label: "not positive"
        )
        return
      }
      if range.lowerBound < 0 {
        report(
          "outside-domain",
          "`\(name.name)` of a quantity that may be negative is undefined in those draws.",
          argument.value.span,
          label: "may be negative",
          help: "use a positive shape, or `truncate(..., low: 0)`",
          severity: .warning
        )
        return
      }
    }
  }

  private func reduction(
    _ operation: Operation,
    _ name: Identifier,
    _ arguments: [Argument],
    _ over: [Identifier],
    _ whole: Expression
  ) -> StudyValue? {
    let start = scope.reads.count
    let values = arguments.map { evaluate($0.value) }
    guard !arguments.isEmpty, arguments.allSatisfy({ $0.label == nil }) else {
      report("malformed-call", "`\(name.name)` needs an argument.", whole.span, label: "empty")
      return nil
    }
    if arguments.count > 1 {
      guard over.isEmpty, name.name != "mean" else {
        report(
          "malformed-call",
          "`\(name.name)` over an index takes one argument.",
          whole.span,
          label: "\(arguments.count) arguments"
        )
        return nil
      }
      return severalArguments(operation, name, arguments, values, whole)
    }
    guard let value = values[0], requireNumber(value, arguments[0].value) else { return nil }
    let indexes =
      over.isEmpty ? implied(value, name, whole) : over.compactMap { resolved($0, value) }
    guard let indexes, indexes.count == max(over.count, indexes.count), !indexes.isEmpty else {
      return nil
    }
    var result = value
    for index in indexes {
      guard
        let (window, windowed) = declaredWindow(
          of: index,
          in: result,
          readFrom: start,
          name,
          arguments[0].value.span
        )
      else { return nil }
      result = reduced(windowed, over: window, operation, name)
    }
    return result
  }

  private func severalArguments(
    _ operation: Operation,
    _ name: Identifier,
    _ arguments: [Argument],
    _ values: [StudyValue?],
    _ whole: Expression
  ) -> StudyValue? {
    guard var result = values[0], requireNumber(result, arguments[0].value) else { return nil }
    for (argument, value) in zip(arguments, values).dropFirst() {
      guard let value, requireNumber(value, argument.value) else { return nil }
      if operation == .multiply {
        let unit = result.unit * value.unit
        guard
          let next = combine(result, value, at: whole.span, with: { self.apply(.multiply, $0, $1) })
        else { return nil }
        result = next
        result.unit = unit
        continue
      }
      guard
        let (a, b) = aligned(
          result,
          value,
          arguments[0].value,
          argument.value,
          verb: operation == .add ? "add" : "compare"
        ),
        let next = combine(a, b, at: whole.span, with: { self.apply(operation, $0, $1) })
      else { return nil }
      result = next
    }
    return result
  }

  /// Without `over`, a quantity with a single index is reduced over it.
  private func implied(
    _ value: StudyValue,
    _ name: Identifier,
    _ whole: Expression
  ) -> [StudyIndex]? {
    if value.indexes.count == 1 { return value.indexes }
    report(
      "malformed-call",
      value.indexes.isEmpty
        ? "`\(name.name)` runs over an index, and this is one number."
        : "`\(name.name)` needs to know over which index: \(Self.names(value.indexes)).",
      whole.span,
      label: value.indexes.isEmpty ? "one number" : "over which?",
      help: overHelp(value, name, whole)
    )
    return nil
  }

  /// Advice for a reduction that lacks its index, or has nothing to run over.
  private func overHelp(_ value: StudyValue, _ name: Identifier, _ whole: Expression) -> Advice {
    guard value.indexes.isEmpty else {
      let close = whole.span.end - 1
      return Advice(
        "write \(value.indexes.map { "`over \($0.name)`" }.joined(separator: " or "))",
        fixes: value.indexes.map { [TextEdit(SourceSpan(close, close), " over \($0.name)")] }
      )
    }
    return .remove(name.span, "leave `\(name.name)` out")
  }

  private func resolved(_ identifier: Identifier, _ value: StudyValue) -> StudyIndex? {
    if let found = value.indexes.first(where: { $0.name == identifier.name }) { return found }
    guard declaredIndex(identifier) != nil else { return nil }
    report(
      "index-mismatch",
      "This does not vary over `\(identifier.name)`"
        + (value.indexes.isEmpty ? "." : ", but over \(Self.names(value.indexes))."),
      identifier.span,
      label: "not an index of the argument",
      help: value.indexes.count == 1 && value.indexes[0].name != identifier.name
        ? .meant(value.indexes[0].name, at: identifier.span) : nil
    )
    return nil
  }

  private func reduced(
    _ value: StudyValue,
    over index: StudyIndex,
    _ operation: Operation,
    _ name: Identifier
  ) -> StudyValue {
    var result = value
    result.indexes = value.indexes.filter { $0.name != index.name }
    result.isPartition = false
    result.cells = (0..<StudyValue.count(result.indexes)).map { cell in
      let labels = StudyValue.labels(of: cell, result.indexes)
      let parts = index.labels.indices.map { place -> NodeID in
        var offset = 0
        for own in value.indexes {
          var position = place
          if own.name != index.name {
            let at = result.indexes.firstIndex { $0.name == own.name } ?? 0
            position = own.position(of: labels[at]) ?? 0
          }
          offset = offset * own.labels.count + position
        }
        return value.cells[offset]
      }
      let total = parts.dropFirst().reduce(parts[0]) { apply(operation, $0, $1) }
      guard name.name == "mean" else { return total }
      return apply(.divide, total, constant(Double(parts.count)))
    }
    if operation == .multiply {
      result.unit = value.unit.raised(to: Rational(index.labels.count))
    }
    return result
  }

  // MARK: Families of the catalogue

  /// Matches arguments with a form of a family and brings them to the units it needs.
  func scalarFamily(
    _ family: DistributionFamily,
    _ name: Identifier,
    _ arguments: [Argument],
    _ whole: Expression
  ) -> FamilyCall? {
    guard let (form, ordered) = match(family, arguments) else {
      let forms = family.forms.map { "`\($0.signature)`" }
      report(
        "malformed-call",
        "`\(name.name)` is written \(forms.joined(separator: " or ")).",
        whole.span,
        label: Self.given(arguments),
        help: argumentHelp(family, arguments) ?? "for example `\(family.example)`"
      )
      return nil
    }
    var values: [StudyValue] = []
    for argument in ordered {
      guard let value = evaluate(argument.value), requireNumber(value, argument.value) else {
        return nil
      }
      values.append(value)
    }
    var unit = Unit.one
    for (parameter, value) in zip(form.parameters, values) {
      if parameter.role == .value || parameter.role == .spread, !value.unit.isOne {
        unit = value.unit
        break
      }
      if parameter.role == .perValue { unit = value.unit.inverse }
    }
    for (position, parameter) in form.parameters.enumerated() {
      let target: Unit =
        switch parameter.role {
        case .value, .spread: unit
        case .perValue: unit.inverse
        case .dimensionless, .logOfValue: .one
        }
      guard
        let same = converted(
          values[position],
          to: target,
          at: ordered[position].value.span,
          why: "`\(parameter.name)` must be"
        )
      else { return nil }
      values[position] = same
    }
    let percent = values.contains(where: \.isPercent) && unit.isOne
    return FamilyCall(
      family: family,
      form: form,
      values: values,
      unit: unit,
      isPercent: percent || (family.name == "beta" && unit.isOne)
    )
  }

  private func match(
    _ family: DistributionFamily,
    _ arguments: [Argument]
  ) -> (DistributionForm, [Argument])? {
    family.form(labels: arguments.map { $0.label?.name })
      .map { found in (found.form, found.arguments.map { arguments[$0] }) }
  }

  /// Advice for a misspelt label of an argument.
  private func argumentHelp(_ family: DistributionFamily, _ arguments: [Argument]) -> Advice? {
    for (place, argument) in arguments.enumerated() {
      guard let label = argument.label else { continue }
      let names = Set(family.forms.flatMap { $0.parameters.map(\.name) })
      guard !names.contains(label.name), let near = nearest(to: label.name, in: names.sorted())
      else { continue }
      var labels = arguments.map { $0.label?.name }
      labels[place] = near
      if family.form(labels: labels) != nil { return .meant(near, at: label.span) }
    }
    return nil
  }

  private static func given(_ arguments: [Argument]) -> String {
    if arguments.isEmpty { return "no arguments" }
    let words = arguments.map { $0.label.map { "\($0.name):" } ?? "a number" }
    return "given: \(words.joined(separator: ", "))"
  }

  /// The distribution of a call whose parameters are certain.
  func certain(_ call: FamilyCall, _ whole: Expression) -> DistributionSpec? {
    let numbers = call.values.compactMap { certainNumber($0) }
    guard numbers.count == call.values.count else {
      report(
        "uncertain-parameter",
        "The parameters of a distribution are certain numbers here.",
        whole.span,
        label: "an uncertain parameter"
      )
      return nil
    }
    return make(whole) { () throws(DistributionError) in
      DistributionSpec(
        distribution: try call.form.make(numbers),
        unit: call.unit,
        form: .family(call.family.name),
        isPercent: call.isPercent
      )
    }
  }

  /// The inputs of a call: one, or one for each cell of its parameters' indexes.
  private func value(of call: FamilyCall, _ whole: Expression, isRoot: Bool) -> StudyValue? {
    if call.values.allSatisfy({ certainNumber($0) != nil }) {
      return certain(call, whole).map { input($0, whole, isRoot: isRoot) }
    }
    var shape = StudyValue(unit: call.unit, cells: [constant(0)])
    for value in call.values {
      guard let wider = combine(shape, value, at: whole.span, with: { first, _ in first }) else {
        return nil
      }
      shape = wider
    }
    var cells: [NodeID] = []
    for cell in 0..<StudyValue.count(shape.indexes) {
      let labels = StudyValue.labels(of: cell, shape.indexes)
      let nodes = call.values.map { $0.cell(for: cell, of: shape.indexes) }
      let numbers = nodes.compactMap { builder.constantValue(of: $0) }
      let name = inputName(isRoot: isRoot, cell: labels, at: whole.span)
      var distribution: (any Distribution)?
      let node: NodeID
      if numbers.count == nodes.count {
        guard
          let spec = make(
            whole,
            { () throws(DistributionError) in
              DistributionSpec(
                distribution: try call.form.make(numbers),
                unit: call.unit,
                form: .family(call.family.name)
              )
            }
          )
        else { return nil }
        distribution = spec.distribution
        node = builder.input(name, spec.distribution)
        ranges[node] = spec.distribution.support
      } else {
        node = builder.input(name, parameters: nodes, family: call.form.make)
        if call.family.name == "beta" || call.family.name == "bernoulli" { ranges[node] = 0...1 }
      }
      inputOfNode[node] = (name, distribution)
      describe(
        InputDescription(
          inputName: name,
          labels: scope.cell + labels,
          form: .family(call.family.name),
          text: scope.file.text(whole.span),
          unit: call.unit,
          distribution: distribution,
          remark: nil
        )
      )
      cells.append(node)
    }
    var result = StudyValue(unit: call.unit, indexes: shape.indexes, cells: cells)
    result.isPercent = call.isPercent
    return result
  }

  // MARK: Built-ins

  private func value(
    of builtIn: any BuiltIn,
    _ arguments: [Argument],
    _ whole: Expression,
    _ isRoot: Bool
  ) -> StudyValue? {
    var given: [BuiltInArgument] = []
    for argument in arguments {
      guard let value = evaluate(argument.value) else { return nil }
      let numbers = value.cells.compactMap { builder.constantValue(of: $0) }
      guard numbers.count == value.cells.count, value.indexes.count <= 1 else {
        report(
          "uncertain-parameter",
          "`\(builtIn.name)` takes certain numbers over at most one index.",
          argument.value.span,
          label: "uncertain, or over several indexes"
        )
        return nil
      }
      given.append(
        BuiltInArgument(
          label: argument.label?.name,
          unit: value.unit,
          index: value.indexes.first,
          values: numbers
        )
      )
    }
    do throws(BuiltInError) {
      let answer = try builtIn.call(given)
      let labels = answer.index?.labels ?? []
      let cells = answer.distributions.enumerated().map { position, distribution -> NodeID in
        let cell = labels.isEmpty ? [] : [labels[position]]
        let name = inputName(isRoot: isRoot, cell: cell, at: whole.span)
        let node = builder.input(name, distribution)
        ranges[node] = distribution.support
        inputOfNode[node] = (name, distribution)
        describe(
          InputDescription(
            inputName: name,
            labels: scope.cell + cell,
            form: .family(builtIn.name),
            text: scope.file.text(whole.span),
            unit: answer.unit,
            distribution: distribution,
            remark: nil
          )
        )
        return node
      }
      return StudyValue(
        unit: answer.unit,
        indexes: answer.index.map { [$0] } ?? [],
        cells: cells
      )
    } catch {
      report("built-in", Self.sentence(error.description), whole.span, label: "refused")
      return nil
    }
  }
}
