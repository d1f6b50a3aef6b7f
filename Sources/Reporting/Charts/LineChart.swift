import TextCore

/// Curves of one quantity against another, with targets and marked points, such as a break-even.
public struct LineChart: Chart {
  /// A point of a curve, with an interval where there is one.
  public struct Point: Sendable, Hashable {
    /// The place on the horizontal axis.
    public var x: Double
    /// The value.
    public var y: Double
    /// The lower end of the 90 % interval, if there is one.
    public var low: Double?
    /// The upper end of the 90 % interval, if there is one.
    public var high: Double?

    /// A point.
    public init(_ x: Double, _ y: Double, low: Double? = nil, high: Double? = nil) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  /// A curve.
  public struct Curve: Sendable, Hashable {
    /// The name in the legend; may be empty.
    public var label: String
    /// The points from left to right.
    public var points: [Point]

    /// A curve.
    public init(_ label: String, _ points: [Point]) {
      self.label = label
      self.points = points
    }
  }

  /// A point with a label and lines down to the axes.
  public struct Mark: Sendable, Hashable {
    /// The text beside the point.
    public var label: String
    /// The place on the horizontal axis.
    public var x: Double
    /// The value.
    public var y: Double

    /// A marked point.
    public init(_ label: String, x: Double, y: Double) {
      self.label = label
      self.x = x
      self.y = y
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers and of the words that the chart adds.
  public var language: Language
  /// What the horizontal axis measures, with its unit.
  public var horizontalTitle: String
  /// What the vertical axis measures, with its unit.
  public var verticalTitle: String
  /// The curves, at most four.
  public var curves: [Curve]
  /// Horizontal lines across the plot with their labels.
  public var targets: [PublishedFigure]
  /// Marked points.
  public var marks: [Mark]

  /// A line chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - horizontalTitle: What the horizontal axis measures, with its unit.
  ///   - verticalTitle: What the vertical axis measures, with its unit.
  ///   - curves: The curves, at most four.
  ///   - targets: Values drawn as horizontal lines, ranges as bands between two lines.
  ///   - marks: Marked points.
  public init(
    caption: ChartCaption,
    language: Language,
    horizontalTitle: String,
    verticalTitle: String,
    curves: [Curve],
    targets: [PublishedFigure] = [],
    marks: [Mark] = []
  ) {
    self.caption = caption
    self.language = language
    self.horizontalTitle = horizontalTitle
    self.verticalTitle = verticalTitle
    self.curves = curves
    self.targets = targets
    self.marks = marks
  }

  private static let dashes = ["", "8 3", "3 3", "10 3 2 3"]

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "line", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    let curves = self.curves.prefix(Self.dashes.count).map { curve in
      Curve(curve.label, curve.points.filter { $0.x.isFinite && $0.y.isFinite })
    }
    let points = curves.flatMap(\.points)
    guard !points.isEmpty else { return canvas.close(at: canvas.nothing(words, at: top)) }
    let targets = self.targets.filter(\.isFinite)
    let marks = self.marks.filter { $0.x.isFinite && $0.y.isFinite }
    let xs = points.map(\.x) + marks.map(\.x)
    let ys =
      points.flatMap { [$0.y, $0.low, $0.high].compactMap { $0 } } + marks.map(\.y)
      + targets.flatMap { [$0.low, $0.high] }
    let across = ChartNumber(xs, language: language)
    let up = ChartNumber(ys, language: language)
    let frame = PlaneFrame(
      &canvas,
      top: top,
      height: 270,
      verticalTitle: up.title(verticalTitle),
      verticalAxis: { Axis(ys, number: up, from: $0, to: $1, padding: 0.06) },
      horizontalAxis: { Axis(xs, number: across, from: $0, to: $1, zero: false, padding: 0.02) }
    )
    canvas.verticalGrid(frame.horizontal, top: frame.top, bottom: frame.bottom)
    var hasBand = false
    for curve in curves { hasBand = drawBand(&canvas, frame, curve) || hasBand }
    for (index, curve) in curves.enumerated() {
      canvas.path(
        curve.points.map { frame.place($0.x, $0.y) },
        stroke: Ink.dark,
        width: 2.25,
        dash: Self.dashes[index]
      )
    }
    var labels = LabelPlacer(
      left: frame.left + 2,
      right: frame.right,
      top: frame.top,
      bottom: frame.bottom
    )
    for curve in curves { labels.avoid(curve.points.map { frame.place($0.x, $0.y) }) }
    drawMarks(&canvas, frame, targets, marks, &labels)
    var end = frame.close(&canvas, title: across.title(horizontalTitle))
    var items = curves.enumerated().filter { !$0.element.label.isEmpty }.map { index, curve in
      (Legend.Mark.line(stroke: Ink.dark, width: 2.25, dash: Self.dashes[index]), curve.label)
    }
    if hasBand { items.append((.box(fill: Ink.light, stroke: Ink.light), words.interval(90))) }
    end = Legend(items).draw(
      &canvas,
      from: Canvas.margin,
      to: Canvas.width - Canvas.margin,
      at: end + 6
    )
    return canvas.close(at: end)
  }

  private func drawBand(_ canvas: inout Canvas, _ frame: PlaneFrame, _ curve: Curve) -> Bool {
    var lower: [(x: Double, y: Double)] = []
    var upper: [(x: Double, y: Double)] = []
    for point in curve.points {
      guard let low = point.low, let high = point.high, low.isFinite, high.isFinite else {
        continue
      }
      lower.append(frame.place(point.x, low))
      upper.append(frame.place(point.x, high))
    }
    guard lower.count > 1 else { return false }
    canvas.path(upper + lower.reversed(), closed: true, fill: Ink.light)
    return true
  }

  private func drawMarks(
    _ canvas: inout Canvas,
    _ frame: PlaneFrame,
    _ targets: [PublishedFigure],
    _ marks: [Mark],
    _ labels: inout LabelPlacer
  ) {
    for target in targets {
      for value in Set([target.low, target.high]).sorted() {
        let y = frame.vertical.position(value)
        canvas.line(frame.left, y, frame.right, y, Ink.published, width: 1.5, dash: "6 4")
        labels.avoid([(frame.left, y), (frame.right, y)])
      }
    }
    for mark in marks {
      let place = frame.place(mark.x, mark.y)
      canvas.line(place.x, place.y, place.x, frame.bottom, Ink.text, dash: "2 3")
      labels.avoid([place, (place.x, frame.bottom)])
    }
    for target in targets where !target.label.isEmpty {
      let y = frame.vertical.position(target.high)
      labels.alongLine(&canvas, target.label, y: y, below: frame.vertical.position(target.low))
    }
    for mark in marks {
      let place = frame.place(mark.x, mark.y)
      canvas.circle(place.x, place.y, 5, fill: Ink.white, stroke: Ink.text, width: 2)
    }
    labels.beside(
      &canvas,
      marks.map { (label: $0.label, point: frame.place($0.x, $0.y)) }
    )
  }
}
