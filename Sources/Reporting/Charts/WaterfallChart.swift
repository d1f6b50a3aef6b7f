import TextCore

/// How a result goes from one value to another, one step at a time.
///
/// Steps up are solid, steps down are hatched; the first and the last bar stand on 0.
public struct WaterfallChart: Chart {
  /// One step.
  public struct Step: Sendable, Hashable {
    /// What causes the step.
    public var label: String
    /// How far the result moves.
    public var change: Double
    /// The lower end of the interval of the change, if there is one.
    public var low: Double?
    /// The upper end of the interval of the change, if there is one.
    public var high: Double?

    /// A step.
    public init(_ label: String, _ change: Double, low: Double? = nil, high: Double? = nil) {
      self.label = label
      self.change = change
      self.low = low
      self.high = high
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers and of the words that the chart adds.
  public var language: Language
  /// What the axis measures, with its unit.
  public var axisTitle: String
  /// The name of the first value.
  public var startLabel: String
  /// The first value.
  public var start: Double
  /// The steps in order.
  public var steps: [Step]
  /// The name of the last value, which is the first plus all steps.
  public var endLabel: String

  /// A waterfall chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - axisTitle: What the axis measures, with its unit.
  ///   - startLabel: The name of the first value.
  ///   - start: The first value.
  ///   - steps: The steps in order.
  ///   - endLabel: The name of the last value.
  public init(
    caption: ChartCaption,
    language: Language,
    axisTitle: String,
    startLabel: String,
    start: Double,
    steps: [Step],
    endLabel: String
  ) {
    self.caption = caption
    self.language = language
    self.axisTitle = axisTitle
    self.startLabel = startLabel
    self.start = start
    self.steps = steps
    self.endLabel = endLabel
  }

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "waterfall", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    let steps = self.steps.filter(\.change.isFinite)
    guard start.isFinite else { return canvas.close(at: canvas.nothing(words, at: top)) }
    var levels = [start]
    for step in steps { levels.append((levels.last ?? 0) + step.change) }
    let ends = zip(levels, steps).flatMap { level, step in
      [step.low, step.high].compactMap { $0 }.filter(\.isFinite).map { level + $0 }
    }
    var number = ChartNumber(levels + ends, language: language)
    number.share(
      steps.compactMap { step in step.low.flatMap { low in step.high.map { (low, $0) } } }
    )
    let span = (low: levels.min() ?? 0, high: levels.max() ?? 0)
    let total = { (value: Double) in number.text(value, low: span.low, high: span.high) }
    let last = levels.last ?? start
    let texts = [total(start)] + steps.map { text($0, number, span) } + [total(last)]
    let widest = texts.map { TextMeasure.width($0, size: Canvas.smallSize) }.max() ?? 0
    let layout = RowLayout(
      [startLabel] + steps.map(\.label) + [endLabel],
      widest: 190,
      top: top,
      heights: texts.map { _ in 27 }
    )
    let left = Canvas.margin + layout.labelWidth + 14
    let right = Canvas.width - Canvas.margin
    let axis = Axis(
      levels + ends,
      number: number,
      from: left,
      to: right - widest - 14,
      zero: true,
      padding: 0.02
    )

    canvas.verticalGrid(axis, top: top, bottom: layout.bottom)
    layout.draw(&canvas, to: right)
    for (index, row) in layout.rows.enumerated() {
      let isTotal = index == 0 || index == layout.rows.count - 1
      let from = isTotal ? 0 : levels[index - 1]
      let to = isTotal ? (index == 0 ? start : last) : levels[index]
      let fill = isTotal ? Ink.light : to >= from ? Ink.dark : Ink.hatch
      let places = [axis.position(from), axis.position(to)].sorted()
      canvas.rectangle(
        places[0],
        row.middle - 8,
        max(places[1] - places[0], 0.5),
        16,
        fill: fill,
        stroke: Ink.dark
      )
      if index > 0 {
        let x = axis.position(isTotal ? last : from)
        canvas.line(x, layout.rows[index - 1].middle + 8, x, row.middle - 8, Ink.axis)
      }
      if !isTotal, let low = steps[index - 1].low, let high = steps[index - 1].high,
        low.isFinite, high.isFinite
      {
        Glyph.barWhisker(
          &canvas,
          axis.position(from + low),
          axis.position(from + high),
          y: row.middle
        )
      }
      canvas.text(
        texts[index],
        right,
        row.middle,
        size: Canvas.smallSize,
        anchor: .end,
        bold: isTotal
      )
    }
    let zero = axis.position(0)
    canvas.line(zero, top, zero, layout.bottom, Ink.axis)
    let end = canvas.bottomAxis(
      axis,
      title: number.title(axisTitle),
      bottom: layout.bottom,
      left: left,
      right: axis.end
    )
    let legend = Legend([
      (.box(fill: Ink.dark, stroke: Ink.dark), words.increase),
      (.box(fill: Ink.hatch, stroke: Ink.dark), words.decrease),
      (.box(fill: Ink.light, stroke: Ink.dark), words.total),
    ])
    return canvas.close(at: legend.draw(&canvas, from: Canvas.margin, to: right, at: end + 6))
  }

  private func text(
    _ step: Step,
    _ number: ChartNumber,
    _ span: (low: Double, high: Double)
  ) -> String {
    if let low = step.low, let high = step.high, low.isFinite, high.isFinite {
      return number.difference(step.change, low, high)
    }
    let text = number.text(step.change, low: span.low, high: span.high)
    return step.change > 0 ? "+" + text : text
  }
}
