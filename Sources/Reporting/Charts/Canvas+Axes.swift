extension Canvas {
  /// Draws a horizontal axis below a plot, with grid lines up to its top.
  ///
  /// - Returns: The place below the axis title.
  mutating func bottomAxis(
    _ axis: Axis,
    title: String,
    bottom: Double,
    left: Double,
    right: Double
  ) -> Double {
    line(left, bottom, right, bottom, Ink.axis)
    for tick in axis.ticks {
      let x = axis.position(tick.value)
      line(x, bottom, x, bottom + 4, Ink.axis)
      let half = TextMeasure.width(tick.label, size: Self.smallSize) / 2
      let place = min(max(x, half + 4), Self.width - 4 - half)
      text(tick.label, place, bottom + 12, size: Self.smallSize, anchor: .middle)
    }
    let lines = TextMeasure.wrap(
      title,
      width: Self.width - 2 * Self.margin,
      size: Self.labelSize,
      lines: 2
    )
    guard let widest = lines.map({ TextMeasure.width($0, size: Self.labelSize) }).max() else {
      return bottom + 20
    }
    let height = Double(lines.count) * Self.labelSize * 1.2
    let middle = min(
      max((left + right) / 2, Self.margin + widest / 2),
      Self.width - Self.margin - widest / 2
    )
    self.lines(lines, middle, bottom + 22 + height / 2, anchor: .middle)
    return bottom + 22 + height
  }

  /// Draws thin vertical lines at the ticks.
  mutating func verticalGrid(_ axis: Axis, top: Double, bottom: Double) {
    for tick in axis.ticks {
      let x = axis.position(tick.value)
      line(x, top, x, bottom, Ink.grid)
    }
  }

  /// Draws a vertical axis with grid lines to the right, and its title above.
  mutating func leftAxis(_ axis: Axis, left: Double, right: Double) {
    for tick in axis.ticks {
      let y = axis.position(tick.value)
      line(left, y, right, y, Ink.grid)
      text(tick.label, left - 6, y, size: Self.smallSize, anchor: .end)
    }
  }

  /// Prints the title of a vertical axis above the plot; returns the place below it.
  mutating func leftAxisTitle(_ title: String, at top: Double) -> Double {
    let lines = TextMeasure.wrap(
      title,
      width: Self.width - 2 * Self.margin,
      size: Self.labelSize,
      lines: 2
    )
    guard !lines.isEmpty else { return top }
    let height = Double(lines.count) * Self.labelSize * 1.2
    self.lines(lines, Self.margin, top + height / 2)
    return top + height + 8
  }

  /// The room that the labels of a vertical axis take.
  static func room(for axis: Axis) -> Double {
    let widest = axis.ticks.map { TextMeasure.width($0.label, size: smallSize) }.max() ?? 0
    return margin + widest + 8
  }

  /// Draws what an empty chart says; returns the bottom.
  mutating func nothing(_ words: ChartWords, at top: Double) -> Double {
    text(words.nothing, Self.width / 2, top + 24, anchor: .middle)
    return top + 48
  }
}
