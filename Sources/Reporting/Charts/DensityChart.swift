import TextCore

/// The density of one result with its 90 % interval, median and mean, and published ranges below.
///
/// A range "all low / all high" below the axis shows how much wider it is than the interval.
public struct DensityChart: Chart {
  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers and of the words that the chart adds.
  public var language: Language
  /// What the axis measures, with its unit.
  public var axisTitle: String
  /// The density.
  public var shape: DensityShape
  /// The 5 % quantile.
  public var low: Double
  /// The 95 % quantile.
  public var high: Double
  /// The median.
  public var median: Double
  /// The figure by which a study states the result, such as a count, printed for the median where the
  /// axis shares no power of ten; `nil` for none.
  public var statedText: String?
  /// The mean; not finite or nil when there is none.
  public var mean: Double?
  /// Published values and ranges to compare with.
  public var published: [PublishedFigure]
  /// The result with every input at its low end and with every input at its high end.
  public var extremes: PublishedFigure?

  /// A density chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - axisTitle: What the axis measures, with its unit.
  ///   - shape: The density.
  ///   - low: The 5 % quantile.
  ///   - high: The 95 % quantile.
  ///   - median: The median.
  ///   - mean: The mean, if there is one.
  ///   - published: Published values and ranges.
  ///   - extremes: The result with every input low and every input high; an empty label prints
  ///     "all low / all high".
  public init(
    caption: ChartCaption,
    language: Language,
    axisTitle: String,
    shape: DensityShape,
    low: Double,
    high: Double,
    median: Double,
    mean: Double? = nil,
    published: [PublishedFigure] = [],
    extremes: PublishedFigure? = nil
  ) {
    self.caption = caption
    self.language = language
    self.axisTitle = axisTitle
    self.shape = shape
    self.low = low
    self.high = high
    self.median = median
    self.mean = mean
    self.published = published
    self.extremes = extremes
  }

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "density", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    let outline = shape.outline
    guard !outline.isEmpty, low.isFinite, high.isFinite, median.isFinite else {
      return canvas.close(at: canvas.nothing(words, at: top))
    }
    let figures = published.filter(\.isFinite)
    let extremes = self.extremes.flatMap { $0.isFinite ? $0 : nil }
    var values = outline.map(\.x) + [low, high, median] + figures.flatMap { [$0.low, $0.high] }
    values += [extremes?.low, extremes?.high, mean].compactMap { $0 }
    let number = ChartNumber(values, language: language)

    let labels =
      figures.map { "\($0.label)\(language.colon) \(number.published($0))" }
      + (extremes.map { figure in
        let label = figure.label.isEmpty ? words.extremes : figure.label
        return ["\(label)\(language.colon) \(number.range(figure.low, figure.high))"]
      } ?? [])
    let plotHeight = 210.0
    let base = top + plotHeight
    let layout = RowLayout(
      labels,
      widest: 184,
      top: base + 6,
      heights: labels.map { _ in 28 }
    )
    let left = Canvas.margin + 200
    let right = Canvas.width - Canvas.margin - 8
    let axis = Axis(values, number: number, from: left, to: right, padding: 0.03)
    let bottom = labels.isEmpty ? base : layout.bottom + 2

    canvas.verticalGrid(axis, top: top, bottom: bottom)
    drawDensity(&canvas, outline, axis, base: base, top: top + 8)
    drawLegend(&canvas, words, number, top: top + 6)
    for (row, figure) in zip(layout.rows, figures) {
      Glyph.published(&canvas, figure, axis, y: row.middle)
    }
    if let extremes, let row = layout.rows.last {
      Glyph.bracket(
        &canvas,
        axis.position(extremes.low),
        axis.position(extremes.high),
        row.middle,
        stroke: Ink.axis,
        dash: "2 3"
      )
    }
    layout.draw(&canvas, to: right)
    if !labels.isEmpty { canvas.line(left, base, right, base, Ink.axis) }
    let end = canvas.bottomAxis(
      axis,
      title: number.title(axisTitle),
      bottom: bottom,
      left: left,
      right: right
    )
    return canvas.close(at: end)
  }

  private func drawDensity(
    _ canvas: inout Canvas,
    _ outline: [(x: Double, y: Double)],
    _ axis: Axis,
    base: Double,
    top: Double
  ) {
    let peak = outline.map(\.y).max() ?? 1
    let place = { (point: (x: Double, y: Double)) in
      (x: axis.position(point.x), y: base - (base - top) * point.y / peak)
    }
    let all = outline.map(place)
    if let first = all.first, let last = all.last {
      canvas.path(
        [(first.x, base)] + all + [(last.x, base)],
        closed: true,
        fill: Ink.pale
      )
    }
    let band = clipped(outline).map(place)
    if let first = band.first, let last = band.last, high > low {
      canvas.path([(first.x, base)] + band + [(last.x, base)], closed: true, fill: Ink.light)
    }
    canvas.path(all, stroke: Ink.dark, width: 1.5)
    for end in [low, high] where high > low {
      let x = axis.position(end)
      canvas.line(x, base - (base - top) * height(outline, at: end) / peak, x, base, Ink.dark)
    }
    let middle = axis.position(median)
    canvas.line(middle, top - 4, middle, base, Ink.dark, width: 2.5)
    if let mean, mean.isFinite {
      let x = axis.position(mean)
      canvas.line(x, top - 4, x, base, Ink.text, width: 1.25, dash: "5 3")
      Glyph.triangle(&canvas, x, base)
    }
  }

  private func medianText(_ number: ChartNumber) -> String {
    guard let statedText, number.power == 0 else {
      return number.text(median, low: low, high: high)
    }
    return statedText
  }

  private func drawLegend(
    _ canvas: inout Canvas,
    _ words: ChartWords,
    _ number: ChartNumber,
    top: Double
  ) {
    let colon = language.colon
    var items: [(Legend.Mark, String)] = [
      (
        .line(stroke: Ink.dark, width: 2.5, dash: ""),
        "\(words.median)\(colon) \(medianText(number))"
      )
    ]
    if let mean, mean.isFinite {
      items.append(
        (.triangle, "\(words.mean)\(colon) \(number.text(mean, low: low, high: high))")
      )
    }
    if high > low {
      items.append(
        (
          .box(fill: Ink.light, stroke: Ink.dark),
          "\(words.interval(90))\(colon) \(number.range(low, high))"
        )
      )
    }
    items.append((.box(fill: Ink.pale, stroke: Ink.dark), words.density))
    _ = Legend(items).stack(&canvas, at: Canvas.margin, width: 184, top: top)
  }

  /// The outline between the ends of the interval.
  private func clipped(_ outline: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    [(x: low, y: height(outline, at: low))]
      + outline.filter { $0.x > low && $0.x < high }
      + [(x: high, y: height(outline, at: high))]
  }

  private func height(_ outline: [(x: Double, y: Double)], at x: Double) -> Double {
    for (left, right) in zip(outline, outline.dropFirst()) where left.x <= x && x <= right.x {
      guard right.x > left.x else { continue }
      return left.y + (right.y - left.y) * (x - left.x) / (right.x - left.x)
    }
    return 0
  }
}
