/// Samples of marks with their names, in rows that wrap.
struct Legend {
  /// What a sample shows.
  enum Mark {
    case box(fill: String, stroke: String)
    case bar(fill: String, height: Double)
    case line(stroke: String, width: Double, dash: String)
    case dot(fill: String, stroke: String)
    case diamond
    case bracket
    case triangle
  }

  private static let sample = 24.0
  private static let gap = 20.0
  private static let rowHeight = 18.0

  let items: [(mark: Mark, label: String)]

  init(_ items: [(Mark, String)]) {
    self.items = items.map { (mark: $0.0, label: $0.1) }
  }

  /// Draws the rows between two edges; returns the bottom.
  func draw(_ canvas: inout Canvas, from left: Double, to right: Double, at top: Double) -> Double {
    guard !items.isEmpty else { return top }
    var x = left
    var y = top + Self.rowHeight / 2
    for item in items {
      let room = right - left - Self.sample - 6
      let lines = TextMeasure.wrap(item.label, width: room, size: Canvas.smallSize, lines: 1)
      let label = lines.first ?? ""
      let width = Self.sample + 6 + TextMeasure.width(label, size: Canvas.smallSize)
      if x > left, x + width > right {
        x = left
        y += Self.rowHeight
      }
      Self.draw(item.mark, &canvas, x, y)
      canvas.text(label, x + Self.sample + 6, y, size: Canvas.smallSize)
      x += width + Self.gap
    }
    return y + Self.rowHeight / 2
  }

  /// Draws the items one below the other; returns the bottom.
  func stack(_ canvas: inout Canvas, at x: Double, width: Double, top: Double) -> Double {
    var y = top
    for item in items {
      let lines = TextMeasure.wrap(
        item.label,
        width: width - Self.sample - 6,
        size: Canvas.smallSize,
        lines: 4
      )
      let height = max(18, Double(lines.count) * Canvas.smallSize * 1.2 + 6)
      Self.draw(item.mark, &canvas, x, y + height / 2)
      canvas.lines(lines, x + Self.sample + 6, y + height / 2, size: Canvas.smallSize)
      y += height
    }
    return y
  }

  private static func draw(_ mark: Mark, _ canvas: inout Canvas, _ x: Double, _ y: Double) {
    let middle = x + sample / 2
    switch mark {
    case .box(let fill, let stroke):
      canvas.rectangle(x + 2, y - 6, sample - 4, 12, fill: fill, stroke: stroke)
    case .bar(let fill, let height):
      canvas.rectangle(x, y - height / 2, sample, height, fill: fill, stroke: Ink.dark)
    case .line(let stroke, let width, let dash):
      canvas.line(x, y, x + sample, y, stroke, width: width, dash: dash)
    case .dot(let fill, let stroke):
      canvas.circle(middle, y, 4, fill: fill, stroke: stroke)
    case .diamond:
      canvas.diamond(middle, y, 5, fill: Ink.white, stroke: Ink.published)
    case .bracket:
      Glyph.bracket(&canvas, x + 2, x + sample - 2, y, stroke: Ink.published)
    case .triangle:
      Glyph.triangle(&canvas, middle, y + 5)
    }
  }
}
