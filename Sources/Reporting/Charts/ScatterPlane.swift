import TextCore

/// Labelled points in a plane, such as the mean and spread of elementary effects.
public struct ScatterPlane: Chart {
  /// A labelled point.
  public struct Point: Sendable, Hashable {
    /// The name beside the point.
    public var label: String
    /// The place on the horizontal axis.
    public var x: Double
    /// The place on the vertical axis.
    public var y: Double
    /// The lower end of the interval of `x`, if there is one.
    public var low: Double?
    /// The upper end of the interval of `x`, if there is one.
    public var high: Double?

    /// A labelled point.
    public init(_ label: String, x: Double, y: Double, low: Double? = nil, high: Double? = nil) {
      self.label = label
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  /// A straight line through the origin.
  public struct Ray: Sendable, Hashable {
    /// The name in the legend.
    public var label: String
    /// The rise for one unit to the right.
    public var slope: Double

    /// A line through the origin.
    public init(_ label: String, slope: Double) {
      self.label = label
      self.slope = slope
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers.
  public var language: Language
  /// What the horizontal axis measures, with its unit.
  public var horizontalTitle: String
  /// What the vertical axis measures, with its unit.
  public var verticalTitle: String
  /// The points.
  public var points: [Point]
  /// Reference lines through the origin, at most three.
  public var rays: [Ray]

  /// A plane of labelled points.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - horizontalTitle: What the horizontal axis measures, with its unit.
  ///   - verticalTitle: What the vertical axis measures, with its unit.
  ///   - points: The points.
  ///   - rays: Reference lines through the origin, at most three.
  public init(
    caption: ChartCaption,
    language: Language,
    horizontalTitle: String,
    verticalTitle: String,
    points: [Point],
    rays: [Ray] = []
  ) {
    self.caption = caption
    self.language = language
    self.horizontalTitle = horizontalTitle
    self.verticalTitle = verticalTitle
    self.points = points
    self.rays = rays
  }

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "plane", language: language)
    let top = canvas.header()
    let points = self.points.filter { $0.x.isFinite && $0.y.isFinite }
    guard !points.isEmpty else {
      return canvas.close(at: canvas.nothing(ChartWords(language: language), at: top))
    }
    let xs = points.flatMap { [$0.x, $0.low, $0.high].compactMap { $0 } }
    let ys = points.map(\.y)
    // Lines through the origin need it in view.
    let zero: Bool? = rays.isEmpty ? nil : true
    let across = ChartNumber(xs, language: language)
    let up = ChartNumber(ys, language: language)
    let frame = PlaneFrame(
      &canvas,
      top: top,
      height: 340,
      verticalTitle: up.title(verticalTitle),
      verticalAxis: { Axis(ys, number: up, from: $0, to: $1, zero: zero, padding: 0.08) },
      horizontalAxis: { Axis(xs, number: across, from: $0, to: $1, zero: zero, padding: 0.08) }
    )
    canvas.verticalGrid(frame.horizontal, top: frame.top, bottom: frame.bottom)
    var labels = LabelPlacer(
      left: frame.left + 2,
      right: frame.right,
      top: frame.top,
      bottom: frame.bottom
    )
    let drawn = drawRays(&canvas, frame, &labels)
    for point in points {
      let place = frame.place(point.x, point.y)
      if let low = point.low, let high = point.high, low.isFinite, high.isFinite {
        let ends = (frame.horizontal.position(low), frame.horizontal.position(high))
        Glyph.whisker(&canvas, ends.0, ends.1, y: place.y)
        labels.avoid([(ends.0, place.y), (ends.1, place.y)])
      }
      labels.avoid(x: place.x, y: place.y, 5)
    }
    for point in points {
      let place = frame.place(point.x, point.y)
      canvas.circle(place.x, place.y, 4.5, fill: Ink.dark, stroke: Ink.white, width: 1)
    }
    // The points farthest from the origin matter most and choose first.
    let order = points.indices.sorted { left, right in
      let sizes = [left, right].map {
        frame.horizontal.position(points[$0].x) - frame.vertical.position(points[$0].y)
      }
      return sizes[0] != sizes[1] ? sizes[0] > sizes[1] : left < right
    }
    labels.beside(
      &canvas,
      order.map {
        (label: points[$0].label, point: frame.place(points[$0].x, points[$0].y))
      }
    )
    let end = frame.close(&canvas, title: across.title(horizontalTitle))
    let items = zip(drawn, Self.dashes).map { ray, dash in
      (Legend.Mark.line(stroke: Ink.axis, width: 1.25, dash: dash), ray.label)
    }
    return canvas.close(
      at: Legend(items).draw(
        &canvas,
        from: Canvas.margin,
        to: Canvas.width - Canvas.margin,
        at: end + 6
      )
    )
  }

  private static let dashes = ["8 4", "3 3", "10 3 2 3"]

  /// Draws the lines that can be seen and returns them.
  private func drawRays(
    _ canvas: inout Canvas,
    _ frame: PlaneFrame,
    _ labels: inout LabelPlacer
  ) -> [Ray] {
    guard frame.horizontal.low <= 0, frame.vertical.low <= 0 else { return [] }
    let drawn = Array(
      rays.filter { $0.slope.isFinite && $0.slope > 0 }.prefix(Self.dashes.count)
    )
    for (ray, dash) in zip(drawn, Self.dashes) {
      let x = min(frame.horizontal.high, frame.vertical.high / ray.slope)
      let end = frame.place(x, x * ray.slope)
      let origin = frame.place(0, 0)
      canvas.line(origin.x, origin.y, end.x, end.y, Ink.axis, width: 1.25, dash: dash)
      labels.avoid([origin, end], weight: 0.1)
    }
    return drawn
  }
}
