import TextCore

/// Several quantities as horizontal 50 % and 90 % bars with a dot at the median.
///
/// Published values are diamonds, published ranges brackets, below the bar.
public struct IntervalChart: Chart {
  /// One quantity or one cell of an indexed quantity.
  public struct Row: Sendable, Hashable {
    /// The name at the left.
    public var label: String
    /// The quantiles.
    public var interval: ChartInterval
    /// A published figure to compare with.
    public var published: PublishedFigure?
    /// The median as text, where it is printed with digits of its own; `nil` for those of its
    /// interval.
    public var statedText: String?

    /// A row.
    public init(_ label: String, _ interval: ChartInterval, published: PublishedFigure? = nil) {
      self.label = label
      self.interval = interval
      self.published = published
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers and of the words that the chart adds.
  public var language: Language
  /// What the axis measures, with its unit.
  public var axisTitle: String
  /// The rows from top to bottom.
  public var rows: [Row]
  /// How the axis is laid out.
  public var scale: AxisScale

  /// An interval chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - axisTitle: What the axis measures, with its unit.
  ///   - rows: The rows from top to bottom.
  ///   - scale: How the axis is laid out.
  public init(
    caption: ChartCaption,
    language: Language,
    axisTitle: String,
    rows: [Row],
    scale: AxisScale = .linear
  ) {
    self.caption = caption
    self.language = language
    self.axisTitle = axisTitle
    self.rows = rows
    self.scale = scale
  }

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "interval", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    let values = rows.filter(\.interval.isFinite).flatMap { row in
      row.interval.values + (row.published.map { [$0.low, $0.high] } ?? [])
    }
    guard !values.isEmpty else { return canvas.close(at: canvas.nothing(words, at: top)) }
    var number = ChartNumber(values, language: language)
    number.share(rows.map { (low: $0.interval.p05, high: $0.interval.p95) })
    let texts = rows.map { row in
      row.interval.isFinite
        ? number.interval(row.interval, stated: row.statedText)
        : number.format.undefined
    }
    let figures = rows.map { $0.published.flatMap { $0.isFinite ? $0 : nil } }
    let widths = (texts + figures.map { $0.map { publishedText($0, number) } ?? "" })
      .map { TextMeasure.width($0, size: Canvas.smallSize) }
    let textWidth = max(
      widths.prefix(rows.count).max() ?? 0,
      min(180, widths.dropFirst(rows.count).max() ?? 0)
    )
    let notes = figures.map { figure -> [String] in
      guard let figure else { return [] }
      return TextMeasure.wrap(
        publishedText(figure, number),
        width: textWidth + 1,
        size: Canvas.smallSize,
        lines: 3
      )
    }
    let layout = RowLayout(
      rows.map(\.label),
      widest: 190,
      top: top,
      heights: notes.map { $0.isEmpty ? 26 : 28 + Double($0.count) * Canvas.smallSize * 1.2 }
    )
    let left = Canvas.margin + layout.labelWidth + 18
    let right = Canvas.width - Canvas.margin
    let plotRight = right - textWidth - 16
    let axis = Axis(values, number: number, from: left, to: plotRight, scale: scale)

    canvas.verticalGrid(axis, top: top, bottom: layout.bottom)
    layout.draw(&canvas, to: right)
    for (index, row) in layout.rows.enumerated() {
      let noteHeight = Double(notes[index].count) * Canvas.smallSize * 1.2
      let y = row.middle - noteHeight / 2
      if rows[index].interval.isFinite {
        Glyph.interval(&canvas, rows[index].interval, axis, y: y)
      }
      canvas.text(texts[index], right, y, size: Canvas.smallSize, anchor: .end)
      if let figure = figures[index] {
        Glyph.published(&canvas, figure, axis, y: y + 15)
        canvas.lines(
          notes[index],
          right,
          y + 8.5 + noteHeight / 2,
          size: Canvas.smallSize,
          anchor: .end,
          fill: Ink.published
        )
      }
    }
    let end = canvas.bottomAxis(
      axis,
      title: number.title(axisTitle),
      bottom: layout.bottom,
      left: left,
      right: plotRight
    )
    return canvas.close(at: drawLegend(&canvas, words, at: end + 6))
  }

  private func publishedText(_ figure: PublishedFigure, _ number: ChartNumber) -> String {
    let text = number.published(figure)
    return figure.label.isEmpty ? text : "\(figure.label)\(language.colon) \(text)"
  }

  private func drawLegend(
    _ canvas: inout Canvas,
    _ words: ChartWords,
    at top: Double
  ) -> Double {
    var items: [(Legend.Mark, String)] = [
      (.dot(fill: Ink.white, stroke: Ink.dark), words.median),
      (.bar(fill: Ink.middle, height: 13), words.interval(50)),
      (.bar(fill: Ink.light, height: 7), words.interval(90)),
    ]
    let figures = rows.compactMap(\.published).filter(\.isFinite)
    if figures.contains(where: { $0.low == $0.high }) {
      items.append((.diamond, words.published))
    }
    if figures.contains(where: { $0.low < $0.high }) {
      items.append((.bracket, words.publishedRange))
    }
    return Legend(items).draw(
      &canvas,
      from: Canvas.margin,
      to: Canvas.width - Canvas.margin,
      at: top
    )
  }
}
