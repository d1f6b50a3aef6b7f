import StudySyntax
import Units

extension Elaborator {
  /// The most cells that are drawn apart by one formula.
  private static let mostCellsApart = 10_000

  /// A formula read anew for each cell, so that every cell has random parts of its own.
  ///
  /// - Parameters:
  ///   - formula: The formula before `each`.
  ///   - indexes: The indexes that the definition declares, at least one.
  ///   - definition: The definition.
  /// - Returns: A value over the indexes; `nil` after a report.
  func drawnApart(
    _ formula: Expression,
    over indexes: [StudyIndex],
    _ definition: Definition
  ) -> StudyValue? {
    let count = StudyValue.count(indexes)
    guard count <= Self.mostCellsApart else {
      report(
        "index-mismatch",
        "`each` draws at most \(Self.mostCellsApart) cells apart; this definition has \(count).",
        formula.span,
        label: "too many cells"
      )
      return nil
    }
    if case .map = formula.kind {
      report(
        "misplaced-each",
        "A map gives every label a draw of its own already.",
        formula.span,
        label: "drawn apart",
        help: "leave `each` out"
      )
      return nil
    }
    let saved = scope.cell
    defer { scope.cell = saved }
    var result: StudyValue?
    for cell in 0..<count {
      scope.cell = saved + StudyValue.labels(of: cell, indexes)
      guard let value = evaluate(formula, isRoot: true),
        let own = fit(value, to: indexes, definition, at: formula.span)
      else { return nil }
      if result == nil {
        result = own
        result?.isPartition = false
      }
      result?.cells[cell] = own.cells[cell]
    }
    return result
  }
}
