/// Marks that several charts draw.
enum Glyph {
  /// The 90 % bar, the 50 % bar and the median dot of an interval.
  static func interval(
    _ canvas: inout Canvas,
    _ interval: ChartInterval,
    _ axis: Axis,
    y: Double,
    filled: Bool = true
  ) {
    let places = interval.values.map { axis.position($0) }
    if places[4] - places[0] > 0.5 {
      canvas.rectangle(
        places[0],
        y - 3.5,
        places[4] - places[0],
        7,
        fill: Ink.light,
        stroke: Ink.dark
      )
      canvas.rectangle(
        places[1],
        y - 6.5,
        places[3] - places[1],
        13,
        fill: filled ? Ink.middle : Ink.hatch,
        stroke: Ink.dark
      )
    }
    canvas.circle(places[2], y, 4, fill: Ink.white, stroke: Ink.dark, width: 2)
  }

  /// A published value as a diamond, a published range as a bracket.
  static func published(
    _ canvas: inout Canvas,
    _ figure: PublishedFigure,
    _ axis: Axis,
    y: Double
  ) {
    let low = axis.position(figure.low)
    let high = axis.position(figure.high)
    if high - low > 1 {
      bracket(&canvas, low, high, y, stroke: Ink.published)
    } else {
      canvas.diamond(low, y, 5, fill: Ink.white, stroke: Ink.published)
    }
  }

  /// A range with ends.
  static func bracket(
    _ canvas: inout Canvas,
    _ low: Double,
    _ high: Double,
    _ y: Double,
    stroke: String,
    dash: String = ""
  ) {
    canvas.line(low, y, high, y, stroke, width: 2, dash: dash)
    canvas.line(low, y - 5, low, y + 5, stroke, width: 2)
    canvas.line(high, y - 5, high, y + 5, stroke, width: 2)
  }

  /// A triangle that stands on a point.
  static func triangle(_ canvas: inout Canvas, _ x: Double, _ y: Double) {
    canvas.path(
      [(x, y - 9), (x + 5, y), (x - 5, y)],
      closed: true,
      fill: Ink.white,
      stroke: Ink.dark,
      width: 1.5
    )
  }

  /// A thin line with ends across a bar.
  static func whisker(_ canvas: inout Canvas, _ low: Double, _ high: Double, y: Double) {
    guard high - low > 0.5 else { return }
    canvas.line(low, y, high, y, Ink.text, width: 1.25)
    canvas.line(low, y - 3.5, low, y + 3.5, Ink.text, width: 1.25)
    canvas.line(high, y - 3.5, high, y + 3.5, Ink.text, width: 1.25)
  }
}

extension Glyph {
  /// A whisker over a bar of any fill: dark on a white border.
  static func barWhisker(_ canvas: inout Canvas, _ low: Double, _ high: Double, y: Double) {
    guard high - low > 0.5 else { return }
    canvas.line(low, y, high, y, Ink.white, width: 3.5)
    canvas.line(low, y - 4.5, low, y + 4.5, Ink.white, width: 3.5)
    canvas.line(high, y - 4.5, high, y + 4.5, Ink.white, width: 3.5)
    whisker(&canvas, low, high, y: y)
  }
}
