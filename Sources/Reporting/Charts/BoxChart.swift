import TextCore

/// Boxes of input values: for each input that a box limits, the part kept of where the input lies.
///
/// Inputs have scales of their own; the ends of each are printed below its bar.
public struct BoxChart: Chart {
  /// One input of a box.
  public struct Side: Sendable, Hashable {
    /// The name of the input.
    public var label: String
    /// The lower end of where the input lies.
    public var rangeLow: Double
    /// The upper end of where the input lies.
    public var rangeHigh: Double
    /// The lower end as printed, with its unit.
    public var rangeLowText: String
    /// The upper end as printed, with its unit.
    public var rangeHighText: String
    /// The lower limit of the box; `nil` where it has none.
    public var low: Double?
    /// The upper limit of the box; `nil` where it has none.
    public var high: Double?
    /// The limits as printed, such as "at least 4 EUR".
    public var text: String

    /// One input of a box.
    ///
    /// - Parameters:
    ///   - label: The name of the input.
    ///   - range: Where the input lies.
    ///   - rangeTexts: Its ends as printed.
    ///   - low: The lower limit, if there is one.
    ///   - high: The upper limit, if there is one.
    ///   - text: The limits as printed.
    public init(
      _ label: String,
      range: (low: Double, high: Double),
      rangeTexts: (low: String, high: String),
      low: Double? = nil,
      high: Double? = nil,
      text: String
    ) {
      self.label = label
      rangeLow = range.low
      rangeHigh = range.high
      rangeLowText = rangeTexts.low
      rangeHighText = rangeTexts.high
      self.low = low
      self.high = high
      self.text = text
    }

    /// Which part of the range is kept, from 0 to 1; `nil` where an end is not a number.
    fileprivate var kept: (from: Double, to: Double)? {
      guard rangeLow.isFinite, rangeHigh.isFinite, rangeHigh > rangeLow else { return nil }
      // Halves, as the width of a range may be infinite where its ends are not.
      let half = rangeHigh / 2 - rangeLow / 2
      let place = { (value: Double) in min(max((value / 2 - rangeLow / 2) / half, 0), 1) }
      let from = low.map(place) ?? 0
      let to = high.map(place) ?? 1
      return from <= to ? (from, to) : nil
    }
  }

  /// One box.
  public struct Box: Sendable, Hashable {
    /// Printed above its inputs, such as its coverage and density.
    public var title: String
    /// The inputs that it limits.
    public var sides: [Side]

    /// One box.
    public init(_ title: String, sides: [Side]) {
      self.title = title
      self.sides = sides
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of the words that the chart adds.
  public var language: Language
  /// The boxes in order.
  public var boxes: [Box]

  /// A chart of boxes.
  public init(caption: ChartCaption, language: Language, boxes: [Box]) {
    self.caption = caption
    self.language = language
    self.boxes = boxes
  }

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "box", language: language)
    let words = ChartWords(language: language)
    var y = canvas.header()
    let boxes = self.boxes.filter { $0.sides.contains { $0.kept != nil } }
    guard !boxes.isEmpty else { return canvas.close(at: canvas.nothing(words, at: y)) }
    let right = Canvas.width - Canvas.margin
    let labels = boxes.flatMap(\.sides).filter { $0.kept != nil }.map(\.label)
    let labelWidth = RowLayout(labels, widest: 170, top: 0, heights: labels.map { _ in 0 })
      .labelWidth
    let texts = boxes.flatMap(\.sides).flatMap { Self.lines($0.text) }
    let textWidth = texts.map { TextMeasure.width($0, size: Canvas.smallSize) }.max() ?? 0
    let left = Canvas.margin + labelWidth + 14
    let end = right - textWidth - 12
    for box in boxes {
      y = title(box, &canvas, to: right, at: y)
      let sides = box.sides.filter { $0.kept != nil }
      let layout = RowLayout(
        sides.map(\.label),
        widest: 170,
        top: y,
        heights: sides.map { _ in 42 }
      )
      layout.draw(&canvas, to: right)
      for (side, row) in zip(sides, layout.rows) {
        guard let (from, to) = side.kept else { continue }
        let x = left + from * (end - left)
        let width = max((to - from) * (end - left), 1.5)
        let bar = row.middle - 13
        canvas.rectangle(left, bar + 3, end - left, 8, fill: Ink.pale, stroke: Ink.light)
        canvas.rectangle(min(x, end - 1.5), bar, width, 14, fill: Ink.middle, stroke: Ink.dark)
        ends(side, &canvas, from: left, to: end, y: row.middle + 11)
        canvas.lines(Self.lines(side.text), end + 12, row.middle - 6, size: Canvas.smallSize)
      }
      y = layout.bottom + 10
    }
    let legend = Legend([
      (.box(fill: Ink.middle, stroke: Ink.dark), words.kept),
      (.box(fill: Ink.pale, stroke: Ink.light), words.left),
    ])
    return canvas.close(at: legend.draw(&canvas, from: Canvas.margin, to: right, at: y))
  }

  private func title(_ box: Box, _ canvas: inout Canvas, to right: Double, at y: Double) -> Double {
    let lines = TextMeasure.wrap(
      box.title,
      width: right - Canvas.margin,
      size: Canvas.labelSize,
      bold: true,
      lines: 2
    )
    let height = Double(lines.count) * Canvas.labelSize * 1.2
    canvas.lines(lines, Canvas.margin, y + height / 2, bold: true)
    return y + height + 4
  }

  /// The ends of where an input lies, below its bar; both only where both have room.
  private func ends(
    _ side: Side,
    _ canvas: inout Canvas,
    from left: Double,
    to right: Double,
    y: Double
  ) {
    let texts = [side.rangeLowText, side.rangeHighText].map {
      TextMeasure.wrap($0, width: (right - left) / 2 - 6, size: Canvas.smallSize, lines: 1).first
        ?? ""
    }
    canvas.text(texts[0], left, y, size: Canvas.smallSize)
    canvas.text(texts[1], right, y, size: Canvas.smallSize, anchor: .end)
  }

  private static func lines(_ text: String) -> [String] {
    TextMeasure.wrap(text, width: 150, size: Canvas.smallSize, lines: 2)
  }
}
