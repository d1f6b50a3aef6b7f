import NumericCore
import TextCore

/// A yearly series as points, with a fan of intervals for the years that are projected.
public struct SeriesChart: Chart {
  /// An observed year.
  public struct Observation: Sendable, Hashable {
    /// The year.
    public var year: Int
    /// The value.
    public var value: Double
    /// The lower end of its interval, if there is one.
    public var low: Double?
    /// The upper end of its interval, if there is one.
    public var high: Double?

    /// An observed year.
    public init(year: Int, value: Double, low: Double? = nil, high: Double? = nil) {
      self.year = year
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// A projected year.
  public struct Projection: Sendable, Hashable {
    /// The year.
    public var year: Int
    /// The median.
    public var median: Double
    /// The interval of each level, in the order of `SeriesChart.levels`.
    public var intervals: [ClosedInterval]

    /// A projected year.
    public init(year: Int, median: Double, intervals: [ClosedInterval]) {
      self.year = year
      self.median = median
      self.intervals = intervals
    }
  }

  /// Two ends.
  public struct ClosedInterval: Sendable, Hashable {
    /// The lower end.
    public var low: Double
    /// The upper end.
    public var high: Double

    /// Two ends.
    public init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }

  /// The words around the chart.
  public var caption: ChartCaption
  /// The language of numbers and of the words that the chart adds.
  public var language: Language
  /// What the vertical axis measures, with its unit.
  public var axisTitle: String
  /// The name of the horizontal axis, such as "Year"; may be empty.
  public var yearTitle: String
  /// The observed years in order.
  public var observed: [Observation]
  /// The projected years in order; may be empty.
  public var projected: [Projection]
  /// The levels of the intervals as fractions, such as `[0.8, 0.95]`, at most three.
  public var levels: [Double]
  /// How the vertical axis is laid out.
  public var scale: AxisScale

  /// A series chart.
  ///
  /// - Parameters:
  ///   - caption: The words around the chart.
  ///   - language: The language of numbers.
  ///   - axisTitle: What the vertical axis measures, with its unit.
  ///   - yearTitle: The name of the horizontal axis.
  ///   - observed: The observed years in order.
  ///   - projected: The projected years in order.
  ///   - levels: The levels of the intervals as fractions.
  ///   - scale: How the vertical axis is laid out.
  public init(
    caption: ChartCaption,
    language: Language,
    axisTitle: String,
    yearTitle: String = "",
    observed: [Observation],
    projected: [Projection] = [],
    levels: [Double] = [],
    scale: AxisScale = .linear
  ) {
    self.caption = caption
    self.language = language
    self.axisTitle = axisTitle
    self.yearTitle = yearTitle
    self.observed = observed
    self.projected = projected
    self.levels = levels
    self.scale = scale
  }

  private static let fills = [Ink.middle, Ink.light, Ink.pale]

  /// The chart as a whole SVG file.
  public func svg() -> String {
    var canvas = Canvas(caption, kind: "series", language: language)
    let words = ChartWords(language: language)
    let top = canvas.header()
    let points = observed.filter(\.value.isFinite)
    let future = projected.filter(\.median.isFinite)
    var values = points.flatMap { [$0.value, $0.low, $0.high].compactMap { $0 } }
    values += future.flatMap { [$0.median] + $0.intervals.flatMap { [$0.low, $0.high] } }
    guard values.contains(where: \.isFinite) else {
      return canvas.close(at: canvas.nothing(words, at: top))
    }
    let number = ChartNumber(values, language: language)
    let years = (points.map(\.year) + future.map(\.year)).map(Double.init)
    let frame = PlaneFrame(
      &canvas,
      top: top,
      height: 270,
      verticalTitle: number.title(axisTitle),
      verticalAxis: { Axis(values, number: number, from: $0, to: $1, scale: scale) },
      horizontalAxis: { Axis(years: years, number: number, from: $0, to: $1) }
    )

    drawFan(&canvas, frame, points.last, future)
    for run in Self.runs(points) where run.count > 1 {
      canvas.path(
        run.map { frame.place(Double($0.year), $0.value) },
        stroke: Ink.dark,
        width: 1.25
      )
    }
    for point in points {
      let place = frame.place(Double(point.year), point.value)
      if let low = point.low, let high = point.high, low.isFinite, high.isFinite {
        canvas.line(
          place.x,
          frame.vertical.position(low),
          place.x,
          frame.vertical.position(high),
          Ink.dark,
          width: 1.25
        )
      }
      canvas.circle(place.x, place.y, 3.5, fill: Ink.dark, stroke: Ink.white, width: 1)
    }
    let end = frame.close(&canvas, title: yearTitle)
    var items: [(Legend.Mark, String)] = []
    if !points.isEmpty { items.append((.dot(fill: Ink.dark, stroke: Ink.white), words.observed)) }
    if !future.isEmpty {
      items.append((.line(stroke: Ink.text, width: 2, dash: "6 3"), words.projection))
      for (index, level) in levels.prefix(Self.fills.count).enumerated() {
        items.append(
          (
            .box(fill: fill(index), stroke: Ink.dark),
            words.interval(Int((level * 100).rounded(), clampedTo: 0...100))
          )
        )
      }
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

  /// The inner interval is the darkest.
  private func fill(_ index: Int) -> String {
    let ranks = levels.indices.sorted { levels[$0] < levels[$1] }
    return Self.fills[min(ranks.firstIndex(of: index) ?? 0, Self.fills.count - 1)]
  }

  private func drawFan(
    _ canvas: inout Canvas,
    _ frame: PlaneFrame,
    _ last: Observation?,
    _ future: [Projection]
  ) {
    // The fan grows out of the last observed point.
    let origin = last.flatMap { last in
      future.first.map { $0.year > last.year } == true
        ? frame.place(Double(last.year), last.value) : nil
    }
    let widestFirst = levels.indices.sorted { levels[$0] > levels[$1] }
    for index in widestFirst {
      let ends = future.filter {
        $0.intervals.indices.contains(index) && $0.intervals[index].low.isFinite
          && $0.intervals[index].high.isFinite
      }
      guard !ends.isEmpty else { continue }
      let lower = ends.map { frame.place(Double($0.year), $0.intervals[index].low) }
      let upper = ends.map { frame.place(Double($0.year), $0.intervals[index].high) }
      let start = origin.map { [$0] } ?? []
      if ends.count == 1, start.isEmpty, let low = lower.first, let high = upper.first {
        canvas.rectangle(low.x - 4, high.y, 8, low.y - high.y, fill: fill(index), stroke: Ink.dark)
      } else {
        canvas.path(
          start + upper + lower.reversed(),
          closed: true,
          fill: fill(index),
          stroke: Ink.dark,
          width: 0.75
        )
      }
    }
    let medians = future.map { frame.place(Double($0.year), $0.median) }
    canvas.path(
      (origin.map { [$0] } ?? []) + medians,
      stroke: Ink.text,
      width: 2,
      dash: "6 3"
    )
    for place in medians {
      canvas.circle(place.x, place.y, 3, fill: Ink.white, stroke: Ink.text, width: 1.25)
    }
  }

  /// The observed points in runs without a missing year: the line breaks where years are missing.
  ///
  /// The usual step is the smallest between two points, so that a series of every fifth year is one
  /// run.
  private static func runs(_ points: [Observation]) -> [[Observation]] {
    let steps = zip(points, points.dropFirst()).map { $1.year - $0.year }
    let usual = steps.min() ?? 1
    var runs: [[Observation]] = []
    for (place, point) in points.enumerated() {
      if place > 0, steps[place - 1] <= usual {
        runs[runs.count - 1].append(point)
      } else {
        runs.append([point])
      }
    }
    return runs
  }
}
