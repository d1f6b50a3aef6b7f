import TextCore

/// Intervals of a result under several scenarios, and their differences from the baseline.
///
/// The left panel shows the result, the right panel the difference on common random numbers, which
/// is narrower than the distance between two separate intervals.
public struct ScenarioChart: Chart {
  /// One scenario.
  public struct Row: Sendable, Hashable {
    /// The name of the scenario.
    public var label: String
    /// The result under the scenario.
    public var interval: ChartInterval
    /// The result minus the baseline's; nil for the baseline itself.
    public var difference: ChartInterval?
    /// The median of the result as text, where it is printed with digits of its own; `nil` for those
    /// of its interval.
    public var statedText: String?

    /// A row.
    public init(_ label: String, _ interval: ChartInterval, difference: ChartInterval? = nil) {
      self.label = label
      self.interval = interval
      self.difference = difference
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers and of the words that the chart adds.
  public var language: Language
  /// What the left axis measures, with its unit.
  public var axisTitle: String
  /// What the right axis measures, with its unit; empty for "difference from NAME" of the first
  /// row that has no difference.
  public var differenceTitle: String
  /// The scenarios from top to bottom, the baseline first.
  public var rows: [Row]

  /// A scenario chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - axisTitle: What the left axis measures, with its unit.
  ///   - differenceTitle: What the right axis measures, with its unit.
  ///   - rows: The scenarios from top to bottom.
  public init(
    caption: ChartCaption,
    language: Language,
    axisTitle: String,
    differenceTitle: String = "",
    rows: [Row]
  ) {
    self.caption = caption
    self.language = language
    self.axisTitle = axisTitle
    self.differenceTitle = differenceTitle
    self.rows = rows
  }

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "scenario", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    let levels = rows.map(\.interval).filter(\.isFinite).flatMap(\.values)
    guard !levels.isEmpty else { return canvas.close(at: canvas.nothing(words, at: top)) }
    let changes = rows.compactMap(\.difference).filter(\.isFinite).flatMap(\.values)
    let layout = RowLayout(
      rows.map(\.label),
      widest: 150,
      top: top,
      heights: rows.map { _ in 44 }
    )
    let left = Canvas.margin + layout.labelWidth + 16
    let right = Canvas.width - Canvas.margin
    let split = changes.isEmpty ? right : left + (right - left - 30) * 0.52
    layout.draw(&canvas, to: right)

    var number = ChartNumber(levels, language: language)
    number.share(rows.map { (low: $0.interval.p05, high: $0.interval.p95) })
    let axis = Axis(levels, number: number, from: left, to: split)
    canvas.verticalGrid(axis, top: top, bottom: layout.bottom)
    for (row, data) in zip(layout.rows, rows) {
      draw(
        &canvas,
        data.interval,
        axis,
        row,
        text: number.interval(data.interval, stated: data.statedText)
      )
    }
    var end = axisBelow(&canvas, axis, number.title(axisTitle), layout.bottom)

    if !changes.isEmpty {
      var number = ChartNumber(changes, language: language)
      number.share(rows.compactMap(\.difference).map { (low: $0.p05, high: $0.p95) })
      let axis = Axis(changes, number: number, from: split + 30, to: right, zero: true)
      canvas.verticalGrid(axis, top: top, bottom: layout.bottom)
      let zero = axis.position(0)
      canvas.line(zero, top, zero, layout.bottom, Ink.text, width: 1.5)
      for (row, data) in zip(layout.rows, rows) {
        guard let change = data.difference else { continue }
        draw(
          &canvas,
          change,
          axis,
          row,
          text: number.difference(change.p50, change.p05, change.p95)
        )
      }
      end = max(end, axisBelow(&canvas, axis, number.title(rightTitle(words)), layout.bottom))
    }
    let legend = Legend([
      (.dot(fill: Ink.white, stroke: Ink.dark), words.median),
      (.bar(fill: Ink.middle, height: 13), words.interval(50)),
      (.bar(fill: Ink.light, height: 7), words.interval(90)),
    ])
    return canvas.close(at: legend.draw(&canvas, from: Canvas.margin, to: right, at: end + 6))
  }

  private func rightTitle(_ words: ChartWords) -> String {
    guard differenceTitle.isEmpty else { return differenceTitle }
    let name = rows.first { $0.difference == nil }.map { language.quoted($0.label) }
    return "\(words.difference) \(name ?? words.baseline)"
  }

  private func draw(
    _ canvas: inout Canvas,
    _ interval: ChartInterval,
    _ axis: Axis,
    _ row: RowLayout.Row,
    text: String
  ) {
    guard interval.isFinite else { return }
    Glyph.interval(&canvas, interval, axis, y: row.middle + 8)
    let half = TextMeasure.width(text, size: Canvas.smallSize) / 2
    let x = axis.position(interval.p50)
    let place = max(min(x, axis.end - half), axis.start + half)
    // White behind the text keeps grid lines out of the figures.
    canvas.rectangle(place - half - 2, row.middle - 16, 2 * half + 4, 14, fill: Ink.white)
    canvas.text(text, place, row.middle - 9, size: Canvas.smallSize, anchor: .middle)
  }

  /// An axis with its title wrapped under its own panel.
  private func axisBelow(
    _ canvas: inout Canvas,
    _ axis: Axis,
    _ title: String,
    _ bottom: Double
  ) -> Double {
    let end = canvas.bottomAxis(axis, title: "", bottom: bottom, left: axis.start, right: axis.end)
    let lines = TextMeasure.wrap(
      title,
      width: axis.end - axis.start,
      size: Canvas.labelSize,
      lines: 3
    )
    let height = Double(lines.count) * Canvas.labelSize * 1.2
    canvas.lines(lines, (axis.start + axis.end) / 2, end + 2 + height / 2, anchor: .middle)
    return end + 2 + height
  }
}
