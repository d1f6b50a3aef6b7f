import StudySyntax
import Uncertainty

/// Reads a `correlate` statement into the model.
struct CorrelationReader {
  let elaborator: Elaborator
  let placed: PlacedStatement

  func read() {
    guard case .correlate(let names, let matrix, let law, let span) = placed.statement.kind else {
      return
    }
    elaborator.scope = Elaborator.Scope(file: placed.file, owner: "correlate")
    var nodes: [NodeID] = []
    for name in names {
      guard let node = node(name) else { return }
      nodes.append(node)
    }
    guard nodes.count >= 2 else {
      elaborator.report(
        "malformed-correlation",
        "A correlation needs at least two inputs.",
        names.first?.span ?? span,
        label: "one input",
        help: "write `correlate ads, price: 0.4`"
      )
      return
    }
    guard let coefficients = coefficients(matrix, count: nodes.count, span),
      let copula = copula(law)
    else { return }
    do throws(DependenceError) {
      try elaborator.builder.correlate(nodes, spearman: coefficients, copula: copula)
    } catch {
      guard case .notPositiveDefinite(let inputs, _, let nearest) = error else {
        elaborator.report(
          "malformed-correlation",
          error.description,
          span,
          label: "no such dependence",
          help: help(error)
        )
        return
      }
      let repaired = inputs.count == nodes.count ? printable(nearest, nodes, copula) : nil
      let rows = (repaired ?? nearest).map { row in
        "[\(row.map { Elaborator.short($0, digits: 4) }.joined(separator: ", "))]"
      }
      elaborator.report(
        "malformed-correlation",
        "These correlations contradict one another: \(inputs.joined(separator: ", ")) cannot have"
          + " all of them.",
        span,
        label: "cannot hold together",
        help: "the nearest that can is `[\(rows.joined(separator: ", "))]`"
      )
    }
  }

  /// The matrix with two decimals, drawn towards no correlation until those can hold too.
  private func printable(
    _ matrix: [[Double]],
    _ nodes: [NodeID],
    _ copula: Copula
  ) -> [[Double]]? {
    for step in 0..<20 {
      let shrink = 1 - Double(step) / 50
      let rounded = matrix.indices.map { i in
        matrix.indices.map { i == $0 ? 1 : (matrix[i][$0] * shrink * 100).rounded() / 100 }
      }
      var trial = elaborator.builder
      if (try? trial.correlate(nodes, spearman: rounded, copula: copula)) != nil { return rounded }
    }
    return nil
  }

  private func help(_ error: DependenceError) -> String? {
    guard case .differentCopulas(_, _, let has, _) = error else { return nil }
    return "write `\(Self.source(has))` here too, or the other copula there"
  }

  /// The words that name a copula.
  private static func source(_ copula: Copula) -> String {
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
      help: "the fewer degrees of freedom, the more often extreme values come together"
    )
    return nil
  }

  private func student(_ expression: Expression) -> Copula? {
    guard let (value, number) = elaborator.number(expression, "The number of degrees of freedom")
    else { return nil }
    guard number.unit.isOne else {
      elaborator.report(
        "malformed-correlation",
        "Degrees of freedom have no unit; got `\(placed.file.text(expression.span))`.",
        expression.span,
        label: "has a unit"
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
          ? "with so many it would be the Gaussian copula: write `by gaussian`"
          : "3 to 5 make extreme values come together often; 30 hardly ever"
      )
      return nil
    }
    return .student(degreesOfFreedom: value)
  }

  // MARK: Inputs and coefficients

  private func node(_ expression: Expression) -> NodeID? {
    guard let value = elaborator.evaluate(expression) else { return nil }
    let text = placed.file.text(expression.span)
    guard value.indexes.isEmpty else {
      elaborator.report(
        "malformed-correlation",
        "`\(text)` is several numbers over"
          + " \(Elaborator.names(value.indexes)); a correlation is between single inputs.",
        expression.span,
        label: "several numbers",
        help: "name a cell: `\(text)[label]`"
      )
      return nil
    }
    let cell = value.cells[0]
    let node = elaborator.rescaledInput[cell] ?? cell
    guard elaborator.inputOfNode[node] != nil else {
      let certain = elaborator.builder.constantValue(of: node) != nil
      elaborator.report(
        "malformed-correlation",
        certain
          ? "`\(text)` is a certain number; only uncertain inputs can be correlated."
          : "`\(text)` is not an input with one distribution; only inputs can be correlated.",
        expression.span,
        label: certain ? "certain" : "computed, or a share of a whole"
      )
      return nil
    }
    return node
  }

  private func coefficients(
    _ matrix: [[Expression]],
    count: Int,
    _ span: SourceSpan
  ) -> [[Double]]? {
    var rows: [[Double]] = []
    for row in matrix {
      var values: [Double] = []
      for cell in row {
        guard let (value, _) = elaborator.number(cell, "A rank correlation") else { return nil }
        guard value >= -1, value <= 1 else {
          elaborator.report(
            "malformed-correlation",
            "A rank correlation lies between -1 and 1; got"
              + " \(Elaborator.short(value)).",
            cell.span,
            label: "outside -1 to 1"
          )
          return nil
        }
        values.append(value)
      }
      rows.append(values)
    }
    if rows.count == 1, rows[0].count == 1 {
      guard count == 2 || rows[0][0] >= 0 else {
        elaborator.report(
          "malformed-correlation",
          "One negative number cannot hold between more than two inputs.",
          span,
          label: "give a matrix",
          help: "write `correlate a, b, c: [[1, -0.2, 0], [...], [...]]`"
        )
        return nil
      }
      return (0..<count).map { i in (0..<count).map { $0 == i ? 1 : rows[0][0] } }
    }
    guard rows.count == count, rows.allSatisfy({ $0.count == count }) else {
      elaborator.report(
        "malformed-correlation",
        "\(count) inputs need a matrix of \(count) rows and \(count)"
          + " columns; got \(rows.count) rows of \(rows.map { String($0.count) }.joined(separator: ", "))"
          + " numbers.",
        span,
        label: "another size"
      )
      return nil
    }
    return rows
  }
}
