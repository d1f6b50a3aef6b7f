/// Renders a table as Markdown whose columns line up in the source.
struct MarkdownTable {
  /// Cells wider than this do not widen their column.
  private static let widest = 60

  private let table: ReportTable

  init(_ table: ReportTable) {
    self.table = table
  }

  /// The lines of the table, with the caption first; nothing when there is no column.
  func lines() -> [String] {
    guard !table.columns.isEmpty else { return [] }
    let inlines = MarkdownInlines(inTable: true)
    let header = table.columns.map { inlines.render($0.title, lineStart: false) }
    let rows = table.rows.map { $0.map { inlines.render($0, lineStart: false) } }
    let widths = table.columns.indices.map { column -> Int in
      let cells = [header[column]] + rows.map { $0[column] }
      let widths = cells.map { DisplayWidth.of($0) }
      return max(3, widths.filter { $0 <= Self.widest }.max() ?? 3)
    }
    var out: [String] = []
    if !table.caption.isEmpty {
      let caption = MarkdownInlines(inTable: false)
        .render([.emphasis(table.caption)], lineStart: true)
      out += caption.split(separator: "\n").map(String.init) + [""]
    }
    out.append(line(header, widths))
    let rule = table.columns.indices.map { column -> String in
      let dashes = String(repeating: "-", count: widths[column] - 1)
      switch table.columns[column].alignment {
      case .left: return dashes + "-"
      case .right: return dashes + ":"
      case .center: return ":" + dashes.dropLast() + ":"
      }
    }
    out.append("| " + rule.joined(separator: " | ") + " |")
    out += rows.map { line($0, widths) }
    return out
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.indices.map { column -> String in
      let missing = max(0, widths[column] - DisplayWidth.of(cells[column]))
      let left: Int
      switch table.columns[column].alignment {
      case .left: left = 0
      case .right: left = missing
      case .center: left = missing / 2
      }
      return String(repeating: " ", count: left) + cells[column]
        + String(repeating: " ", count: missing - left)
    }
    return "| " + padded.joined(separator: " | ") + " |"
  }
}
