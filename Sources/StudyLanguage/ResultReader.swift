import StudySyntax
import Uncertainty
import Units

/// Reads what a study asks of its model: printed values, checks, assertions, tables, charts.
struct ResultReader {
  let run: CheckRun
  let elaborator: Elaborator
  var quantities: [Quantity]
  var checks: [StudyCheck] = []
  var assertions: [(assertion: StudyAssertion, node: NodeID)] = []
  private var assertionOwners: Set<String> = []
  private var assertionNames: Set<String> = []
  private var quantityNames: Set<String>
  var requests: [StudyRequest] = []
  var decisions: [(name: String, quantity: String)] = []
  var correlations: [StudyCorrelation] = []

  init(run: CheckRun, elaborator: Elaborator, quantities: [Quantity]) {
    self.run = run
    self.elaborator = elaborator
    self.quantities = quantities
    quantityNames = Set(quantities.map(\.name))
  }

  mutating func readAll() {
    for placed in run.declarations.checks { readCheck(placed) }
    for placed in run.declarations.assertions { readAssertion(placed) }
    for placed in run.declarations.decisions { readDecision(placed) }
    for placed in run.declarations.requests { readRequest(placed) }
    for value in run.document.inlineValues { readInline(value) }
    for placed in run.declarations.correlations { readCorrelation(placed) }
    addPartitionAssertions()
  }

  /// Reads the unnamed formulas only, so that a scenario computes them too.
  mutating func readFormulas() {
    for placed in run.declarations.checks {
      if case .check(let check) = placed.statement.kind { _ = target(check.value, placed.file) }
    }
    for placed in run.declarations.decisions { readDecision(placed) }
    for value in run.document.inlineValues { readInline(value) }
  }

  // MARK: Quantities

  /// The quantity a formula means: a name, a cell of one, or an unnamed formula.
  mutating func target(
    _ expression: Expression,
    _ file: SourceFile,
    name given: String? = nil
  ) -> StudyRequest.Target? {
    elaborator.scope = Elaborator.Scope(file: file, owner: given ?? file.text(expression.span))
    switch expression.kind {
    case .name(let name) where given == nil && run.declarations.definitions[name] != nil:
      guard elaborator.value(of: Identifier(name, expression.span)) != nil else { return nil }
      return .init(quantity: name, output: nil)
    case .subscripting(let base, let items) where given == nil:
      guard case .name(let name) = base.kind,
        let value = elaborator.value(of: Identifier(name, base.span)),
        let cells = elaborator.cells(items, of: value, named: Identifier(name, base.span))
      else { return nil }
      if cells.count == 1 {
        let labels = StudyValue.labels(of: cells[0], value.indexes)
        return .init(quantity: name, output: "\(name)[\(labels.joined(separator: ","))]")
      }
    default: break
    }
    let owner = elaborator.scope.owner
    if elaborator.values[owner] == nil {
      guard let value = elaborator.evaluate(expression, isRoot: true) else { return nil }
      elaborator.values[owner] = value
    }
    guard let value = elaborator.values[owner] else { return nil }
    if quantityNames.insert(owner).inserted {
      quantities.append(
        Quantity(
          name: owner,
          isNamed: false,
          role: .derived,
          unit: value.unit,
          isPercent: value.isPercent,
          isCondition: value.isCondition,
          indexes: value.indexes,
          cells: CheckRun.cells(owner, value, elaborator),
          metadata: StudyMetadata(),
          inputs: elaborator.descriptions[owner] ?? [],
          text: file.text(expression.span),
          file: file.name,
          line: file.line(at: expression.span.start),
          dependencies: elaborator.scope.used,
          isPartition: false,
          sharesDraw: false
        )
      )
    }
    return .init(quantity: owner, output: nil)
  }

  private mutating func readInline(_ value: InlineValue) {
    let file = run.document.file
    let known = ["mean", "median", "interval", "sd", "low", "high", "sentence", "value"]
    if let style = value.style, !known.contains(style.name) {
      elaborator.scope.file = file
      elaborator.report(
        "unknown-style",
        "A value cannot be printed as `\(style.name)`.",
        style.span,
        label: "unknown word",
        help: elaborator.nearest(to: style.name, in: known).map { Advice.meant($0, at: style.span) }
          ?? "the words are \(known.map { "`\($0)`" }.joined(separator: ", "))"
      )
    }
    let name = CheckedStudy.name(of: value)
    if case .name(let plain) = value.value.kind, run.declarations.definitions[plain] != nil {
      _ = target(value.value, file)
    } else {
      _ = target(value.value, file, name: name)
    }
  }

  private mutating func readDecision(_ placed: PlacedStatement) {
    guard case .decision(let name, let span, let value) = placed.statement.kind,
      let target = target(value, placed.file)
    else { return }
    guard !decisions.contains(where: { $0.name == name }) else {
      elaborator.report(
        "duplicate-name",
        "There are two decisions named \"\(name)\".",
        span,
        label: "named again"
      )
      return
    }
    guard let own = elaborator.values[target.quantity], own.indexes.isEmpty else {
      elaborator.report(
        "index-mismatch",
        "The pay-off of an action is one number.",
        value.span,
        label: "several numbers"
      )
      return
    }
    if let first = decisions.first, let other = elaborator.values[first.quantity],
      run.units.dimension(of: other.unit) != run.units.dimension(of: own.unit)
    {
      elaborator.report(
        "unit-clash",
        "The pay-offs of all actions have one unit; this is in"
          + " `\(Elaborator.text(own.unit))`, the first in `\(Elaborator.text(other.unit))`.",
        value.span,
        label: "another unit"
      )
    }
    decisions.append((name, target.quantity))
  }

  // MARK: Checks

  private mutating func readCheck(_ placed: PlacedStatement) {
    guard case .check(let check) = placed.statement.kind else { return }
    guard let target = target(check.value, placed.file),
      let value = elaborator.values[target.quantity]
    else { return }
    elaborator.scope = Elaborator.Scope(file: placed.file, owner: "check")
    let output = target.output ?? target.quantity
    guard target.output != nil || value.indexes.isEmpty else {
      elaborator.report(
        "index-mismatch",
        "A check compares one number; this varies over"
          + " \(Elaborator.names(value.indexes)).",
        check.value.span,
        label: "several numbers",
        help: "name a cell, or sum over the index"
      )
      return
    }
    guard !isInterval(check),
      let high = bound(check.high ?? check.low, value),
      let low = bound(check.low, value, like: check.high)
    else { return }
    guard low <= high else {
      elaborator.report(
        "interval-order",
        "This published range is the wrong way round.",
        check.low.span.union((check.high ?? check.low).span),
        label: "the low end comes first",
        help: check.high.map { turned(check.low, $0) }
      )
      return
    }
    let relation: StudyCheck.Relation
    switch check.relation {
    case .overlaps: relation = .overlaps
    case .contains: relation = .contains
    case .within(let tolerance):
      guard let found = self.tolerance(tolerance, value, check) else { return }
      guard low == high else {
        let place = SourceSpan(check.value.span.end, check.low.span.start)
        elaborator.report(
          "malformed-check",
          "`within` compares with one published figure; a range came.",
          check.low.span.union((check.high ?? check.low).span),
          label: "a range",
          help: .write(
            " overlaps ",
            at: place,
            "write `overlaps` in place of `within ... of`, or one figure"
          )
        )
        return
      }
      relation = found
    }
    checks.append(
      StudyCheck(
        text: text(of: placed),
        quantity: target.quantity,
        output: output,
        relation: relation,
        low: low,
        high: high,
        metadata: StudyMetadata(placed.statement.clauses),
        line: placed.file.line(at: placed.statement.span.start)
      )
    )
  }

  /// The check without its source, as written.
  private func text(of placed: PlacedStatement) -> String {
    let span = placed.statement.span
    var text = placed.file.text(span)
    if let from = text.range(of: " from ") { text = String(text[..<from.lowerBound]) }
    text.removeFirst("check".count)
    while text.first?.isWhitespace == true { text.removeFirst() }
    return text
  }

  func bound(
    _ expression: Expression,
    _ value: StudyValue,
    like other: Expression? = nil
  ) -> Double? {
    guard let (_, number) = elaborator.number(expression, "A published figure") else { return nil }
    var bound = number
    if bound.isLiteral, bound.unit.isOne, let other,
      let second = elaborator.evaluate(other), !second.unit.isOne
    {
      bound.unit = second.unit
      bound.isLiteral = false
    }
    guard
      let same = elaborator.converted(
        bound,
        to: value.unit,
        at: expression.span,
        why: "the computed quantity is"
      )
    else { return nil }
    return elaborator.certainNumber(same)
  }

  private mutating func readAssertion(_ placed: PlacedStatement) {
    guard case .assertion(let condition) = placed.statement.kind else { return }
    let text = placed.file.text(condition.span)
    // Two assertions of one text draw their own inputs.
    var owner = "assert \(text)"
    var copies = 1
    while !assertionOwners.insert(owner).inserted {
      copies += 1
      owner = "assert \(text) (\(copies))"
    }
    elaborator.scope = Elaborator.Scope(file: placed.file, owner: owner)
    guard let value = elaborator.evaluate(condition),
      elaborator.requireCondition(value, condition)
    else { return }
    let whole = value.cells.dropFirst().reduce(value.cells[0]) { elaborator.apply(.and, $0, $1) }
    add(text, whole, line: placed.file.line(at: placed.statement.span.start))
  }

  private mutating func add(
    _ text: String,
    _ node: NodeID,
    line: Int,
    partition: String? = nil
  ) {
    let name = assertionNames.contains(text) ? "\(text) (line \(line))" : text
    guard assertionNames.insert(name).inserted else { return }
    assertions.append(
      (StudyAssertion(text: text, name: name, partition: partition, line: line), node)
    )
  }

  /// A partition whose shares are uncertain must sum to 1 in every draw.
  private mutating func addPartitionAssertions() {
    for partition in elaborator.partitions {
      let constants = partition.cells.compactMap { elaborator.builder.constantValue(of: $0) }
      guard constants.count < partition.cells.count else { continue }
      let total = partition.cells.dropFirst().reduce(partition.cells[0]) {
        elaborator.apply(.add, $0, $1)
      }
      let gap = elaborator.apply(
        .absolute,
        elaborator.apply(.subtract, total, elaborator.constant(1))
      )
      let holds = elaborator.apply(.lessOrEqual, gap, elaborator.constant(1e-9))
      let line = run.declarations.definitions[partition.name].map {
        $0.file.line(at: $0.name.span.start)
      }
      add(
        "the shares of \(partition.name) sum to 1",
        holds,
        line: line ?? 1,
        partition: partition.name
      )
    }
  }

  // MARK: Correlations

  private mutating func readCorrelation(_ placed: PlacedStatement) {
    guard case .correlate(let names, let matrix, let law, _) = placed.statement.kind,
      let copula = CorrelationReader(elaborator: elaborator, placed: placed).copula(law)
    else { return }
    let texts = names.map { placed.file.text($0.span) }
    let single = matrix.count == 1 && matrix[0].count == 1
    let common = single ? elaborator.number(matrix[0][0], "A rank correlation")?.value : nil
    for i in texts.indices {
      for j in texts.indices where j > i {
        let cell = !single && i < matrix.count && j < matrix[i].count ? matrix[i][j] : nil
        guard
          let value = common ?? cell.flatMap({ elaborator.number($0, "A rank correlation")?.value })
        else { continue }
        let pair = [texts[i], texts[j]]
        let drawn = elaborator.drawnCorrelations[pair]
        correlations.append(
          StudyCorrelation(
            first: texts[i],
            second: texts[j],
            coefficient: value,
            copula: copula,
            attained: drawn ?? elaborator.attainedCorrelations[pair] ?? value,
            isGivenParameters: drawn != nil
          )
        )
      }
    }
  }
}
