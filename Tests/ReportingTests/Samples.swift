import Reporting
import TextCore

/// Small charts of every kind.
///
/// The numbers are invented; they only have to exercise the drawing.
enum Samples {
  static func interval(_ p50: Double, _ half: Double) -> ChartInterval {
    ChartInterval(
      p05: p50 - half,
      p25: p50 - half / 2,
      p50: p50,
      p75: p50 + half / 2,
      p95: p50 + half
    )
  }

  static func caption(_ title: String) -> ChartCaption {
    ChartCaption(title: title, description: "What \(title) shows.", note: "Source: none.")
  }

  /// One chart a kind; `label` stands wherever a user's text may stand, `scale` multiplies values.
  static func charts(
    _ language: Language = .en,
    label: String = "Label",
    scale s: Double = 1
  ) -> [(name: String, chart: any Chart)] {
    let published = PublishedFigure(label, low: 11 * s, high: 21 * s)
    return [
      (
        "density",
        DensityChart(
          caption: caption(label),
          language: language,
          axisTitle: label,
          shape: .histogram(edges: [0, 10 * s, 20 * s, 30 * s], densities: [0.02, 0.06, 0.02]),
          low: 4 * s,
          high: 26 * s,
          median: 15 * s,
          mean: 15.5 * s,
          published: [published, PublishedFigure(label, value: 18 * s)],
          extremes: PublishedFigure("", low: s, high: 40 * s)
        )
      ),
      (
        "interval",
        IntervalChart(
          caption: caption(label),
          language: language,
          axisTitle: label,
          rows: [
            .init(label, interval(19 * s, 6 * s), published: published),
            .init(label, ChartInterval(exactly: 12 * s)), .init(label, interval(-4 * s, 3 * s)),
          ]
        )
      ),
      (
        "tornado",
        TornadoChart(
          caption: caption(label),
          language: language,
          axisTitle: label,
          central: 19 * s,
          rows: [
            .init(label, lowLabel: label, highLabel: "9", atLow: 18 * s, atHigh: 20 * s),
            .init(label, lowLabel: "1", highLabel: label, atLow: 12 * s, atHigh: 30 * s),
            .init(label, lowLabel: "1", highLabel: "2", atLow: 20 * s, atHigh: 21 * s),
          ]
        )
      ),
      (
        "scenario",
        ScenarioChart(
          caption: caption(label),
          language: language,
          axisTitle: label,
          rows: [
            .init(label, interval(19 * s, 6 * s)),
            .init(label, interval(15 * s, 5 * s), difference: interval(-4 * s, 2 * s)),
          ]
        )
      ),
      (
        "series",
        SeriesChart(
          caption: caption(label),
          language: language,
          axisTitle: label,
          yearTitle: label,
          observed: [
            .init(year: 2016, value: 10 * s),
            .init(year: 2017, value: 13 * s, low: 12 * s, high: 14 * s),
          ],
          projected: [
            .init(
              year: 2018,
              median: 15 * s,
              intervals: [.init(low: 12 * s, high: 18 * s), .init(low: 10 * s, high: 21 * s)]
            )
          ],
          levels: [0.8, 0.95]
        )
      ),
      (
        "bar",
        BarChart(
          caption: caption(label),
          language: language,
          axisTitle: label,
          series: [label, "total"],
          rows: [
            .init(label, [.init(0.6 * s, low: 0.5 * s, high: 0.7 * s), .init(0.65 * s)]),
            .init(label, [nil, .init(-0.01 * s, low: -0.03 * s, high: 0.01 * s)]),
          ]
        )
      ),
      (
        "waterfall",
        WaterfallChart(
          caption: caption(label),
          language: language,
          axisTitle: label,
          startLabel: label,
          start: 19 * s,
          steps: [.init(label, -5 * s, low: -7 * s, high: -3 * s), .init(label, 2 * s)],
          endLabel: label
        )
      ),
      (
        "box",
        BoxChart(
          caption: caption(label),
          language: language,
          boxes: [
            .init(
              label,
              sides: [
                .init(
                  label,
                  range: (s, 9 * s),
                  rangeTexts: ("1 EUR", "9 EUR"),
                  low: 4 * s,
                  text: "at least 4 EUR"
                ),
                .init(
                  label,
                  range: (s, 9 * s),
                  rangeTexts: ("1 EUR", label),
                  low: 0,
                  high: 12 * s,
                  text: label
                ),
              ]
            ), .init(label, sides: []),
          ]
        )
      ),
      (
        "plane",
        ScatterPlane(
          caption: caption(label),
          language: language,
          horizontalTitle: label,
          verticalTitle: label,
          points: [
            .init(label, x: 8 * s, y: 2 * s, low: 7 * s, high: 9 * s),
            .init(label, x: s, y: 0.9 * s), .init(label, x: 1.1 * s, y: s),
          ],
          rays: [.init(label, slope: 1)]
        )
      ),
      (
        "line",
        LineChart(
          caption: caption(label),
          language: language,
          horizontalTitle: label,
          verticalTitle: label,
          curves: [
            .init(
              label,
              [
                .init(0, 1 * s, low: 0, high: 2 * s),
                .init(10 * s, 9 * s, low: 7 * s, high: 12 * s),
              ]
            )
          ],
          targets: [PublishedFigure(label, value: 5 * s)],
          marks: [.init(label, x: 5 * s, y: 5 * s)]
        )
      ),
    ]
  }
}
