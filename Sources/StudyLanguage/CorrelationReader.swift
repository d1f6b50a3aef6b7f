import StudySyntax
import Uncertainty

/// Reads a `correlate` statement into the model.
struct CorrelationReader {
  let elaborator: Elaborator
  let placed: PlacedStatement

  func read() {
    guard case .correlate(let names, let matrix, let span) = placed.statement.kind else { return }
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
    guard let coefficients = coefficients(matrix, count: nodes.count, span) else { return }
    do throws(DependenceError) {
      try elaborator.builder.correlate(nodes, spearman: coefficients)
    } catch {
      guard case .notPositiveDefinite(let inputs, _, let nearest) = error else {
        elaborator.report(
          "malformed-correlation",
          error.description,
          span,
          label: "no such dependence"
        )
        return
      }
      let repaired = inputs.count == nodes.count ? printable(nearest, nodes) : nil
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
  private func printable(_ matrix: [[Double]], _ nodes: [NodeID]) -> [[Double]]? {
    for step in 0..<20 {
      let shrink = 1 - Double(step) / 50
      let rounded = matrix.indices.map { i in
        matrix.indices.map { i == $0 ? 1 : (matrix[i][$0] * shrink * 100).rounded() / 100 }
      }
      var trial = elaborator.builder
      if (try? trial.correlate(nodes, spearman: rounded)) != nil { return rounded }
    }
    return nil
  }

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
