import StudySyntax
import Uncertainty

/// Reads a `correlate` statement into the model.
///
/// Whether all statements together can hold is judged after the last; see ``CorrelationJudge``.
struct CorrelationReader {
  let elaborator: Elaborator
  let placed: PlacedStatement

  /// States the correlations of the statement; the nodes of its inputs come back, none where they
  /// lapse, and `nil` after a report.
  func read() -> [NodeID]? {
    guard case .correlate(let names, let matrix, let law, let span) = placed.statement.kind else {
      return nil
    }
    elaborator.scope = Elaborator.Scope(file: placed.file, owner: "correlate")
    var found: [NodeID?] = []
    var lapsed: [Expression] = []
    for name in names {
      let place = self.place(name)
      guard place != .fault else { return nil }
      if place == .lapsed { lapsed.append(name) }
      found.append(place.node)
    }
    for name in lapsed {
      let others = names.filter { $0.span != name.span }.map { placed.file.text($0.span) }
      guard !others.isEmpty else { continue }
      elaborator.lapsed.append(
        LapsedCorrelation(fixed: placed.file.text(name.span), others: others)
      )
    }
    guard names.count >= 2 else {
      elaborator.report(
        "malformed-correlation",
        "A correlation needs at least two inputs.",
        names.first?.span ?? span,
        label: "one input",
        help: "name two, as in `correlate ads, price: 0.4`"
      )
      return nil
    }
    guard let copula = copula(law),
      let coefficients = coefficients(matrix, count: names.count, copula, span)
    else { return nil }
    let kept = found.indices.filter { found[$0] != nil }
    let nodes = found.compactMap { $0 }
    guard nodes.count >= 2 else { return [] }
    do throws(DependenceError) {
      try elaborator.builder.state(
        nodes,
        spearman: kept.map { row in kept.map { coefficients[row][$0] } },
        copula: copula
      )
      return nodes
    } catch {
      elaborator.report(
        "malformed-correlation",
        error.description,
        span,
        label: "no such dependence",
        help: help(error, matrix)
      )
      return nil
    }
  }

  private func help(_ error: DependenceError, _ matrix: [[Expression]]) -> Advice? {
    switch error {
    case .differentCopulas(_, _, let has, _):
      let text = Self.source(has)
      let words = "write `\(text)` here too, or the other copula there"
      guard case .correlate(_, _, let law, _) = placed.statement.kind else { return Advice(words) }
      guard let law else {
        return .insert(" \(text)", at: placed.statement.span.end, words)
      }
      return .write(String(text.dropFirst(3)), at: law.span, words)
    case .asymmetric(let row, let column, let upper, let lower):
      let texts = [upper, lower].map { Elaborator.short($0) }
      guard row < matrix.count, column < matrix.count else { return nil }
      return Advice(
        "write `\(texts[0])` or `\(texts[1])` in both places",
        fixes: [
          [TextEdit(matrix[column][row].span, texts[0])],
          [TextEdit(matrix[row][column].span, texts[1])],
        ]
      )
    default: return nil
    }
  }

  /// The words that name a copula.
  static func source(_ copula: Copula) -> String {
    copula.degreesOfFreedom.map { "by student(\(Elaborator.short($0)))" } ?? "by gaussian"
  }

  // MARK: Copula

  /// The copula that the words after `by` name, the Gaussian one where there are none; `nil` after
  /// an error, which is reported.
  func copula(_ expression: Expression?) -> Copula? {
    guard let expression else { return .gaussian }
    switch expression.kind {
    case .invalid: return nil
    case .name("gaussian"): return .gaussian
    case .call(let name, let arguments, let over) where name.name == "student":
      guard over.isEmpty, arguments.count == 1, ["df", nil].contains(arguments[0].label?.name)
      else { return refuse(expression) }
      return student(arguments[0].value)
    default: return refuse(expression)
    }
  }

  private func refuse(_ expression: Expression) -> Copula? {
    let text = placed.file.text(expression.span)
    let isStudent = text.hasPrefix("student")
    elaborator.report(
      "malformed-correlation",
      isStudent
        ? "The Student copula takes one number, its degrees of freedom; got `\(text)`."
        : "There is no copula `\(text)`; inputs depend `by gaussian` or `by student(4)`.",
      expression.span,
      label: isStudent ? "expected `student(4)`" : "unknown copula",
      help: Advice(
        isStudent
          ? "write `student(4)`: the fewer degrees of freedom, the more often extreme values come"
            + " together"
          : "write `by gaussian` or `by student(4)`, under which extreme values come together",
        fixes: (isStudent ? ["student(4)"] : ["gaussian", "student(4)"]).map {
          [TextEdit(expression.span, $0)]
        }
      )
    )
    return nil
  }

  private func student(_ expression: Expression) -> Copula? {
    guard let (value, number) = elaborator.number(expression, "The number of degrees of freedom"),
      case .correlate(_, _, let law, _) = placed.statement.kind
    else { return nil }
    guard number.unit.isOne else {
      elaborator.report(
        "malformed-correlation",
        "Degrees of freedom have no unit; got `\(placed.file.text(expression.span))`.",
        expression.span,
        label: "has a unit",
        help: .write(Elaborator.short(value), at: expression.span)
      )
      return nil
    }
    guard Copula.degreesOfFreedomRange.contains(value) else {
      elaborator.report(
        "malformed-correlation",
        "A Student copula needs 0.5 to 1,000,000 degrees of freedom; got"
          + " \(Elaborator.short(value)).",
        expression.span,
        label: "out of range",
        help: value > Copula.degreesOfFreedomRange.upperBound
          ? law.map {
            .write(
              "gaussian",
              at: $0.span,
              "with so many it would be the Gaussian copula: write `by gaussian`"
            )
          }
          : "3 to 5 make extreme values come together often; 30 hardly ever"
      )
      return nil
    }
    return .student(degreesOfFreedom: value)
  }

  // MARK: Inputs and coefficients

  /// What a name in a statement stands for.
  private enum Place: Equatable {
    case input(NodeID)
    /// A number that a scenario has fixed: its correlations lapse.
    case lapsed
    /// Something else, which was reported.
    case fault

    var node: NodeID? {
      if case .input(let node) = self { return node }
      return nil
    }
  }

  private func place(_ expression: Expression) -> Place {
    guard let value = elaborator.evaluate(expression) else { return .fault }
    let text = placed.file.text(expression.span)
    guard value.indexes.isEmpty else {
      elaborator.report(
        "malformed-correlation",
        "`\(text)` is several numbers over"
          + " \(Elaborator.names(value.indexes)); a correlation is between single inputs.",
        expression.span,
        label: "several numbers",
        help: "name a cell, as in `\(text)[label]`"
      )
      return .fault
    }
    let cell = value.cells[0]
    let node = elaborator.rescaledInput[cell] ?? cell
    guard elaborator.inputOfNode[node] == nil else { return .input(node) }
    let certain = elaborator.builder.constantValue(of: node) != nil
    if certain, let scenario = elaborator.scenario, isChanged(expression) {
      elaborator.report(
        "lapsed-correlation",
        "In the scenario \"\(scenario)\" `\(text)` is a certain number: its correlations do not"
          + " hold there.",
        expression.span,
        label: "fixed by a scenario",
        severity: .warning
      )
      return .lapsed
    }
    elaborator.report(
      "malformed-correlation",
      certain
        ? "`\(text)` is a certain number; only uncertain inputs can be correlated."
        : "`\(text)` is not an input with one distribution; only inputs can be correlated.",
      expression.span,
      label: certain ? "certain" : "computed, or a share of a whole"
    )
    return .fault
  }

  /// Whether the scenario that is read changes something that a name needs.
  private func isChanged(_ expression: Expression) -> Bool {
    NameCollector.names(in: expression).contains { elaborator.overrides[$0.name] != nil }
  }

  private func coefficients(
    _ matrix: [[Expression]],
    count: Int,
    _ copula: Copula,
    _ span: SourceSpan
  ) -> [[Double]]? {
    var rows: [[Double]] = []
    for (row, cells) in matrix.enumerated() {
      var values: [Double] = []
      for (column, cell) in cells.enumerated() {
        guard let (value, _) = elaborator.number(cell, "A rank correlation") else { return nil }
        guard value >= -1, value <= 1 else {
          let isDiagonal = matrix.count > 1 && row == column
          elaborator.report(
            "malformed-correlation",
            isDiagonal
              ? "An input has the rank correlation 1 with itself; got \(Elaborator.short(value))."
              : "A rank correlation lies between -1 and 1; got \(Elaborator.short(value)).",
            cell.span,
            label: isDiagonal ? "on the diagonal" : "outside -1 to 1",
            help: isDiagonal ? .write("1", at: cell.span) : nil
          )
          return nil
        }
        values.append(value)
      }
      rows.append(values)
    }
    if rows.count == 1, rows[0].count == 1 {
      guard isPossible(rows[0][0], count: count, copula, at: span) else { return nil }
      return (0..<count).map { i in (0..<count).map { $0 == i ? 1 : rows[0][0] } }
    }
    guard rows.count == count, rows.allSatisfy({ $0.count == count }) else {
      elaborator.report(
        "malformed-correlation",
        "\(count) inputs need a matrix of \(count) rows and \(count)"
          + " columns; got \(rows.count) rows of"
          + " \(rows.map { String($0.count) }.joined(separator: ", ")) numbers.",
        span,
        label: "another size"
      )
      return nil
    }
    return rows
  }

  /// Whether n inputs can all have one rank correlation: the smallest eigenvalue of the scores is
  /// 1 + (n - 1) r for a negative r.
  private func isPossible(
    _ value: Double,
    count: Int,
    _ copula: Copula,
    at span: SourceSpan
  ) -> Bool {
    let lowest = copula.rankCorrelation(ofScoreCorrelation: -1 / Double(count - 1))
    guard count > 2, !(value >= lowest) else { return true }
    var scale = 100.0
    while (lowest * scale).rounded(.up) == 0 { scale *= 10 }
    let text = Elaborator.short((lowest * scale).rounded(.up) / scale)
    elaborator.report(
      "malformed-correlation",
      "One number between each two of \(count) inputs is at least \(text); got"
        + " \(Elaborator.short(value)).",
      span,
      label: "cannot hold between all of them",
      help: .write(text, at: span, "write `\(text)`, or a matrix with a number for each pair")
    )
    return false
  }
}
