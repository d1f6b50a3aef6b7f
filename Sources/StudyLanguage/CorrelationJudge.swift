import StudySyntax
import Uncertainty

/// Judges the correlations of a study when all its statements are read.
struct CorrelationJudge {
  /// A statement with the nodes of its inputs, in the order in which it names them.
  struct Stated {
    let placed: PlacedStatement
    let nodes: [NodeID]
  }

  let elaborator: Elaborator
  let statements: [Stated]

  /// The most inputs for which a message writes out what can hold.
  private static let mostPrinted = 12

  /// Reports the groups of inputs whose correlations cannot hold together.
  func judge() {
    for found in elaborator.builder.contradictions() { report(found) }
  }

  private func report(_ found: CorrelationContradiction) {
    let members = Set(found.nodes)
    let own = statements.filter { $0.nodes.contains { members.contains($0) } }
    guard let last = own.last else { return }
    elaborator.scope = Elaborator.Scope(file: last.placed.file, owner: "correlate")
    let others = own.dropLast().prefix(5).map { statement in
      Diagnostic.Label(
        valueSpan(of: statement.placed),
        "with this",
        file: statement.placed.file.name
      )
    }
    if let missing = completion(found, own) {
      elaborator.report(
        "malformed-correlation",
        "The correlations of \(list(names(found, own))) cannot hold together while pairs that no"
          + " statement names count as uncorrelated: \(missing.pairs).",
        valueSpan(of: last.placed),
        label: "cannot hold with 0 there",
        help: missing.help,
        secondary: Array(others)
      )
      return
    }
    elaborator.report(
      "malformed-correlation",
      "These correlations contradict one another: \(list(names(found, own))) cannot have all of"
        + " them.",
      valueSpan(of: last.placed),
      label: "cannot hold together",
      help: repair(found, own),
      secondary: Array(others)
    )
  }

  // MARK: Words

  private func valueSpan(of placed: PlacedStatement) -> SourceSpan {
    if case .correlate(_, _, _, let span) = placed.statement.kind { return span }
    return placed.statement.span
  }

  /// The inputs as the statements write them.
  private func names(_ found: CorrelationContradiction, _ own: [Stated]) -> [String] {
    var texts: [NodeID: String] = [:]
    for statement in own {
      guard case .correlate(let names, _, _, _) = statement.placed.statement.kind else { continue }
      for (name, node) in zip(names, statement.nodes) where names.count == statement.nodes.count {
        texts[node] = texts[node] ?? statement.placed.file.text(name.span)
      }
    }
    return zip(found.nodes, found.inputs).map { texts[$0] ?? $1 }
  }

  private func list(_ names: [String]) -> String {
    guard names.count <= Self.mostPrinted else {
      return names.prefix(6).joined(separator: ", ") + " and \(names.count - 6) more"
    }
    return names.joined(separator: ", ")
  }

  // MARK: What can hold

  /// Two or four decimals, the fewest with which the numbers can hold.
  private func rounded(
    _ matrix: [[Double]],
    _ found: CorrelationContradiction,
    keeping isKept: (Int, Int) -> Bool = { _, _ in false }
  ) -> [[Double]]? {
    for scale in [100.0, 10_000] {
      let trial = matrix.indices.map { i in
        matrix.indices.map { j in
          if i == j { return 1.0 }
          return isKept(i, j)
            ? found.spearman[i][j] : (matrix[i][j] * scale).rounded() / scale
        }
      }
      if found.canHold(trial) { return trial }
    }
    return nil
  }

  /// Advice to state the pairs that no statement names.
  private func completion(
    _ found: CorrelationContradiction,
    _ own: [Stated]
  ) -> (pairs: String, help: Advice)? {
    guard let whole = found.completion(), let last = own.last else { return nil }
    var open = Set<[Int]>()
    for pair in found.unstated { open.insert([pair.first, pair.second]) }
    let kept = { (i: Int, j: Int) in !open.contains([min(i, j), max(i, j)]) }
    guard let printed = rounded(whole, found, keeping: kept) else { return nil }
    let names = names(found, own)
    let copula = found.copula == .gaussian ? "" : " \(CorrelationReader.source(found.copula))"
    let lines = found.unstated.map { pair in
      "correlate \(names[pair.first]), \(names[pair.second]):"
        + " \(Elaborator.short(printed[pair.first][pair.second]))\(copula)"
    }
    let pairs = found.unstated.prefix(3).map { "\(names[$0.first]) and \(names[$0.second])" }
    let more = found.unstated.count > 3 ? " and \(found.unstated.count - 3) more" : ""
    let shown = lines.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    let place = SourceSpan(last.placed.statement.span.start, last.placed.statement.span.start)
    return (
      pairs.joined(separator: ", ") + more,
      Advice(
        "write \(shown)\(more): so two inputs depend on each other through the others alone",
        fixes: [[TextEdit(place, lines.map { "\($0)\n" }.joined())]]
      )
    )
  }

  /// Advice for correlations that contradict one another whatever the other pairs have.
  private func repair(_ found: CorrelationContradiction, _ own: [Stated]) -> Advice? {
    if own.count == 1, found.inputs.count <= Self.mostPrinted,
      let nearest = rounded(drawnIn(found.nearest, found), found)
    {
      let order = own[0].nodes.compactMap { found.nodes.firstIndex(of: $0) }
      let text = matrix(order.map { row in order.map { nearest[row][$0] } })
      return .write(text, at: valueSpan(of: own[0].placed), "the nearest that can is `\(text)`")
    }
    guard let factor = factor(found) else {
      return "too many of them are too strong: state fewer, or numbers nearer to 0"
    }
    let words = "multiplied by \(Elaborator.short(factor)) they can hold together"
    guard found.inputs.count <= Self.mostPrinted else { return Advice(words) }
    let edits = own.compactMap { edit($0, found, factor) }
    return Advice(words, fixes: edits.count == own.count ? [edits] : [])
  }

  /// A matrix drawn towards no correlation until it holds with two decimals.
  private func drawnIn(_ matrix: [[Double]], _ found: CorrelationContradiction) -> [[Double]] {
    for step in 0..<20 {
      let shrink = 1 - Double(step) / 50
      let trial = matrix.indices.map { i in
        matrix.indices.map { i == $0 ? 1 : (matrix[i][$0] * shrink * 100).rounded() / 100 }
      }
      if found.canHold(trial) { return trial }
    }
    return matrix
  }

  /// The largest factor with two decimals by which all correlations can hold; each number is then
  /// rounded towards 0.
  private func factor(_ found: CorrelationContradiction) -> Double? {
    let smallest = found.smallestEigenvalue
    guard smallest < 0 else { return nil }
    var hundredths = (100 / (1 - smallest)).rounded(.down)
    for _ in 0..<5 where hundredths > 0 {
      let trial = found.spearman.indices.map { i in
        found.spearman.indices.map { j in
          i == j ? 1 : Self.scaled(found.spearman[i][j], by: hundredths / 100)
        }
      }
      if found.canHold(trial) { return hundredths / 100 }
      hundredths -= 1
    }
    return nil
  }

  private static func scaled(_ value: Double, by factor: Double) -> Double {
    (value * factor * 100).rounded(.towardZero) / 100
  }

  /// The numbers of a statement times a factor.
  private func edit(
    _ statement: Stated,
    _ found: CorrelationContradiction,
    _ factor: Double
  ) -> TextEdit? {
    let places = statement.nodes.compactMap { found.nodes.firstIndex(of: $0) }
    guard places.count == statement.nodes.count, places.count >= 2,
      case .correlate(_, let cells, _, let span) = statement.placed.statement.kind
    else { return nil }
    let values = places.map { i in
      places.map { j in i == j ? 1 : Self.scaled(found.spearman[i][j], by: factor) }
    }
    let single = cells.count == 1 && cells[0].count == 1
    let text = single ? Elaborator.short(values[0][1]) : matrix(values)
    return TextEdit(span, text, file: statement.placed.file.name)
  }

  private func matrix(_ values: [[Double]]) -> String {
    let rows = values.map { row in
      "[\(row.map { Elaborator.short($0, digits: 4) }.joined(separator: ", "))]"
    }
    return "[\(rows.joined(separator: ", "))]"
  }
}
