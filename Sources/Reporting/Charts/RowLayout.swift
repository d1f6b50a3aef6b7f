/// The rows of a chart with a column of labels at the left.
struct RowLayout {
  /// One row: its wrapped label and where it stands.
  struct Row {
    let lines: [String]
    let top: Double
    let height: Double
    var middle: Double { top + height / 2 }
    var bottom: Double { top + height }
  }

  let rows: [Row]
  let labelWidth: Double

  /// Wraps labels and stacks rows.
  ///
  /// - Parameters:
  ///   - labels: One a row.
  ///   - widest: The largest width of the label column.
  ///   - top: Where the first row begins.
  ///   - heights: The least height of each row.
  init(_ labels: [String], widest: Double, top: Double, heights: [Double]) {
    let wrapped = labels.map {
      TextMeasure.wrap($0, width: widest, size: Canvas.labelSize, lines: 3)
    }
    labelWidth =
      wrapped.joined().map { TextMeasure.width($0, size: Canvas.labelSize) }.max() ?? 0
    var rows: [Row] = []
    var y = top
    for (index, lines) in wrapped.enumerated() {
      let height = max(heights[index], Double(lines.count) * Canvas.labelSize * 1.2 + 8)
      rows.append(Row(lines: lines, top: y, height: height))
      y += height
    }
    self.rows = rows
  }

  /// The bottom of the last row.
  var bottom: Double { rows.last?.bottom ?? 0 }

  /// Prints the labels and thin lines between the rows.
  func draw(_ canvas: inout Canvas, to right: Double) {
    for (index, row) in rows.enumerated() {
      if index > 0 { canvas.line(Canvas.margin, row.top, right, row.top, Ink.grid) }
      canvas.lines(row.lines, Canvas.margin, row.middle)
    }
  }
}
