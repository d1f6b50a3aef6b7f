import TextCore

/// Groups of horizontal bars with intervals, such as first-order and total indices side by side.
public struct BarChart: Chart {
  /// The length of one bar with its interval.
  public struct Bar: Sendable, Hashable {
    /// The estimate.
    public var value: Double
    /// The lower end of its interval, if there is one.
    public var low: Double?
    /// The upper end of its interval, if there is one.
    public var high: Double?

    /// A bar.
    public init(_ value: Double, low: Double? = nil, high: Double? = nil) {
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// One group of bars.
  public struct Row: Sendable, Hashable {
    /// The name at the left.
    public var label: String
    /// One bar a series, in the order of `BarChart.series`; nil leaves a gap.
    public var bars: [Bar?]

    /// A group.
    public init(_ label: String, _ bars: [Bar?]) {
      self.label = label
      self.bars = bars
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers.
  public var language: Language
  /// What the axis measures, with its unit.
  public var axisTitle: String
  /// The names of the series, at most three; a legend is drawn when there are several.
  public var series: [String]
  /// The groups from top to bottom.
  public var rows: [Row]

  /// A bar chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - axisTitle: What the axis measures, with its unit.
  ///   - series: The names of the series, at most three.
  ///   - rows: The groups from top to bottom.
  public init(
    caption: ChartCaption,
    language: Language,
    axisTitle: String,
    series: [String],
    rows: [Row]
  ) {
    self.caption = caption
    self.language = language
    self.axisTitle = axisTitle
    self.series = series
    self.rows = rows
  }

  private static let fills = [Ink.dark, Ink.hatch, Ink.light]

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "bar", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    let bars = rows.flatMap(\.bars).compactMap { $0 }.filter(\.value.isFinite)
    guard !bars.isEmpty else { return canvas.close(at: canvas.nothing(words, at: top)) }
    let values = bars.flatMap { [$0.value, $0.low, $0.high].compactMap { $0 } }
    var number = ChartNumber(values, language: language, significantDigits: 1)
    number.share(bars.compactMap { bar in bar.low.flatMap { low in bar.high.map { (low, $0) } } })
    let count = max(1, min(rows.map(\.bars.count).max() ?? 1, Self.fills.count))
    let layout = RowLayout(
      rows.map(\.label),
      widest: 190,
      top: top,
      heights: rows.map { _ in Double(count) * 17 + 10 }
    )
    let widest =
      bars.map { TextMeasure.width(text($0, number), size: Canvas.smallSize) }.max() ?? 0
    let left = Canvas.margin + layout.labelWidth + 14
    let right = Canvas.width - Canvas.margin
    let axis = Axis(
      values,
      number: number,
      from: left,
      to: right - widest - 14,
      zero: true,
      padding: 0.02
    )

    canvas.verticalGrid(axis, top: top, bottom: layout.bottom)
    layout.draw(&canvas, to: right)
    let zero = axis.position(0)
    for (row, data) in zip(layout.rows, rows) {
      for (index, bar) in data.bars.prefix(count).enumerated() {
        guard let bar, bar.value.isFinite else { continue }
        let y = row.middle + (Double(index) - Double(count - 1) / 2) * 17
        let place = axis.position(bar.value)
        canvas.rectangle(
          min(zero, place),
          y - 6,
          (place - zero).magnitude,
          12,
          fill: Self.fills[index],
          stroke: Ink.dark
        )
        if let low = bar.low, let high = bar.high, low.isFinite, high.isFinite {
          Glyph.barWhisker(&canvas, axis.position(low), axis.position(high), y: y)
        }
        canvas.text(text(bar, number), right, y, size: Canvas.smallSize, anchor: .end)
      }
    }
    canvas.line(zero, top, zero, layout.bottom, Ink.axis)
    var end = canvas.bottomAxis(
      axis,
      title: number.title(axisTitle),
      bottom: layout.bottom,
      left: left,
      right: axis.end
    )
    if series.count > 1 {
      let items = zip(Self.fills, series).map { fill, name in
        (Legend.Mark.box(fill: fill, stroke: Ink.dark), name)
      }
      end = Legend(items).draw(&canvas, from: Canvas.margin, to: right, at: end + 6)
    }
    return canvas.close(at: end)
  }

  private func text(_ bar: Bar, _ number: ChartNumber) -> String {
    guard let low = bar.low, let high = bar.high, low.isFinite, high.isFinite else {
      return number.format.compact(number.scaled(bar.value))
    }
    return number.interval(bar.value, low, high)
  }
}
