import TextCore

/// How far each input moves the result when it goes from its 5 % to its 95 % quantile alone.
///
/// Rows are sorted by the width of the swing. The side of the low input is hatched, the side of the
/// high input is solid; the input's own values stand at the ends of the bars.
public struct TornadoChart: Chart {
  /// One input.
  public struct Row: Sendable, Hashable {
    /// The name of the input.
    public var label: String
    /// The input's 5 % value as printed, such as "110 EUR"; may be empty.
    public var lowLabel: String
    /// The input's 95 % value as printed; may be empty.
    public var highLabel: String
    /// The result with the input at its 5 % quantile.
    public var atLow: Double
    /// The result with the input at its 95 % quantile.
    public var atHigh: Double

    /// A row.
    ///
    /// - Parameters:
    ///   - label: The name of the input.
    ///   - lowLabel: The input's 5 % value as printed.
    ///   - highLabel: The input's 95 % value as printed.
    ///   - atLow: The result with the input at its 5 % quantile.
    ///   - atHigh: The result with the input at its 95 % quantile.
    public init(
      _ label: String,
      lowLabel: String,
      highLabel: String,
      atLow: Double,
      atHigh: Double
    ) {
      self.label = label
      self.lowLabel = lowLabel
      self.highLabel = highLabel
      self.atLow = atLow
      self.atHigh = atHigh
    }

    var swing: Double { (atHigh - atLow).magnitude }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers and of the words that the chart adds.
  public var language: Language
  /// What the axis measures, with its unit.
  public var axisTitle: String
  /// The result with every input at its central value.
  public var central: Double
  /// The inputs, in any order.
  public var rows: [Row]

  /// A tornado chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - axisTitle: What the axis measures, with its unit.
  ///   - central: The result with every input at its central value.
  ///   - rows: The inputs, in any order.
  public init(
    caption: ChartCaption,
    language: Language,
    axisTitle: String,
    central: Double,
    rows: [Row]
  ) {
    self.caption = caption
    self.language = language
    self.axisTitle = axisTitle
    self.central = central
    self.rows = rows
  }

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "tornado", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    // Sorting indices keeps equal swings in the order given.
    let finite = rows.filter { $0.atLow.isFinite && $0.atHigh.isFinite }
    let sorted = finite.indices.sorted {
      finite[$0].swing != finite[$1].swing ? finite[$0].swing > finite[$1].swing : $0 < $1
    }.map { finite[$0] }
    guard central.isFinite, !sorted.isEmpty else {
      return canvas.close(at: canvas.nothing(words, at: top))
    }
    let values = sorted.flatMap { [$0.atLow, $0.atHigh] } + [central]
    let number = ChartNumber(values, language: language)
    let layout = RowLayout(
      sorted.map(\.label),
      widest: 190,
      top: top + 20,
      heights: sorted.map { isOneSided($0) ? 34 : 27 }
    )
    let left = Canvas.margin + layout.labelWidth + 12
    let right = Canvas.width - Canvas.margin
    let axis = fittedAxis(values, sorted, number, left: left, right: right)

    canvas.verticalGrid(axis, top: top + 20, bottom: layout.bottom)
    layout.draw(&canvas, to: right)
    for (index, row) in layout.rows.enumerated() {
      draw(&canvas, sorted[index], axis, y: row.middle)
    }
    let x = axis.position(central)
    canvas.line(x, top + 18, x, layout.bottom, Ink.text, width: 1.5)
    let low = values.min() ?? central
    let high = values.max() ?? central
    let label =
      "\(words.central)\(language.colon) \(number.text(central, low: low, high: high))"
    let half = TextMeasure.width(label, size: Canvas.smallSize) / 2
    canvas.text(
      label,
      min(max(x, Canvas.margin + half), Canvas.width - Canvas.margin - half),
      top + 9,
      size: Canvas.smallSize,
      anchor: .middle
    )
    let end = canvas.bottomAxis(
      axis,
      title: number.title(axisTitle),
      bottom: layout.bottom,
      left: left,
      right: right
    )
    let legend = Legend([
      (.box(fill: Ink.hatch, stroke: Ink.dark), words.inputLow),
      (.box(fill: Ink.dark, stroke: Ink.dark), words.inputHigh),
    ])
    return canvas.close(at: legend.draw(&canvas, from: Canvas.margin, to: right, at: end + 6))
  }

  /// Whether both ends of the input move the result the same way.
  private func isOneSided(_ row: Row) -> Bool {
    (row.atLow - central) * (row.atHigh - central) > 0
  }

  private func draw(_ canvas: inout Canvas, _ row: Row, _ axis: Axis, y: Double) {
    let split = isOneSided(row)
    let middle = axis.position(central)
    let sides = [
      (value: row.atLow, label: row.lowLabel, fill: Ink.hatch, offset: split ? -7.0 : 0),
      (value: row.atHigh, label: row.highLabel, fill: Ink.dark, offset: split ? 7.0 : 0),
    ]
    for side in sides {
      let place = axis.position(side.value)
      let height = split ? 11.0 : 17.0
      if (place - middle).magnitude > 0.25 {
        canvas.rectangle(
          min(place, middle),
          y + side.offset - height / 2,
          (place - middle).magnitude,
          height,
          fill: side.fill,
          stroke: Ink.dark
        )
      }
      let leftward = goesLeft(row, side.value, isLow: side.fill == Ink.hatch)
      canvas.text(
        clipped(side.label),
        place + (leftward ? -5 : 5),
        y + side.offset,
        size: Canvas.smallSize,
        anchor: leftward ? .end : .start,
        halo: true
      )
    }
  }

  /// Whether the label of a side stands at its left; an end that does not move goes opposite the
  /// other one.
  private func goesLeft(_ row: Row, _ value: Double, isLow: Bool) -> Bool {
    if value != central { return value < central }
    let other = isLow ? row.atHigh : row.atLow
    return other == central ? isLow : other > central
  }

  private func clipped(_ label: String) -> String {
    TextMeasure.wrap(label, width: 130, size: Canvas.smallSize, lines: 1).first ?? ""
  }

  /// The axis between margins wide enough for the labels at the ends of the bars.
  private func fittedAxis(
    _ values: [Double],
    _ rows: [Row],
    _ number: ChartNumber,
    left: Double,
    right: Double
  ) -> Axis {
    var margins = (left: 4.0, right: 4.0)
    var axis = makeAxis(values, number, left + margins.left, right - margins.right)
    for _ in 0..<12 {
      var missing = (left: 0.0, right: 0.0)
      for row in rows {
        for (value, label, isLow) in [
          (row.atLow, row.lowLabel, true), (row.atHigh, row.highLabel, false),
        ] {
          let width = TextMeasure.width(clipped(label), size: Canvas.smallSize) + 8
          let place = axis.position(value)
          if goesLeft(row, value, isLow: isLow) {
            missing.left = max(missing.left, left - (place - width))
          } else {
            missing.right = max(missing.right, place + width - right)
          }
        }
      }
      guard missing.left > 0.5 || missing.right > 0.5 else { break }
      margins.left = min(margins.left + max(0, missing.left), 150)
      margins.right = min(margins.right + max(0, missing.right), 150)
      axis = makeAxis(values, number, left + margins.left, right - margins.right)
    }
    return axis
  }

  /// A swing is about differences, so 0 is not forced into view.
  private func makeAxis(
    _ values: [Double],
    _ number: ChartNumber,
    _ left: Double,
    _ right: Double
  ) -> Axis {
    Axis(values, number: number, from: left, to: right, zero: false, padding: 0.01)
  }
}
