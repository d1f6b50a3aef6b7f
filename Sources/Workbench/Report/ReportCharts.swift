import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

/// The charts of a report.
struct ReportCharts {
  let context: ReportContext

  private var words: Wording { context.words }

  // MARK: One result

  /// The density of a quantity, or the intervals of its cells; `nil` for a certain number.
  func result(_ quantity: Quantity, output: String?) -> Block? {
    let cells = quantity.cells.filter { output == nil || $0.output == output }
    if quantity.role == .data || cells.allSatisfy({ context.summary($0).isConstant }) {
      return cells.count > 1 ? intervals(quantity, cells) : nil
    }
    return cells.count == 1 ? density(quantity, cells[0]) : intervals(quantity, cells)
  }

  private func density(_ quantity: Quantity, _ cell: Quantity.Cell) -> Block? {
    guard let samples = context.results.samples,
      let index = samples.outputIndex(named: cell.output)
    else { return nil }
    let summary = context.summary(cell)
    let printer = context.labels.printer(quantity)
    let tails = samples.summary(of: index, probabilities: [0.001, 0.999])
    let spread = min(
      summary.standardDeviation.isFinite ? summary.standardDeviation : .infinity,
      (summary.quantile(0.75) - summary.quantile(0.25)) / 1.34
    )
    let estimate = samples.withValues(of: index) {
      DensityEstimate(
        $0,
        low: tails.quantiles[0].value,
        high: tails.quantiles[1].value,
        spread: spread,
        minimum: tails.minimum,
        maximum: tails.maximum
      )
    }
    guard !estimate.places.isEmpty else { return nil }
    let label = context.labels.label(quantity, cell)
    let factor = printer.factor
    let published = context.results.checks.filter { $0.check.output == cell.output }.map {
      PublishedFigure(
        $0.check.metadata.sources.first.map { context.labels.shortSource($0.key) }
          ?? words.published,
        low: $0.check.low * factor,
        high: $0.check.high * factor
      )
    }
    var chart = DensityChart(
      caption: ChartCaption(
        title: label,
        description: words(
          "Density of \(context.language.quoted(label)): \(sentence(printer, summary, cell)).",
          "Densité de \(context.language.quoted(label)) : \(sentence(printer, summary, cell))."
        )
      ),
      language: context.language,
      axisTitle: context.labels.axisTitle(quantity),
      shape: .curve(
        points: estimate.places.map { $0 * factor },
        densities: estimate.densities.map { $0 / factor }
      ),
      low: summary.low * factor,
      high: summary.high * factor,
      median: summary.median * factor,
      mean: summary.mean.isFinite ? summary.mean * factor : nil,
      published: published
    )
    chart.statedText = context.labels.stated(cell).flatMap { printer.stated($0, in: summary) }
    return .figure(Figure(chart, fileName: context.labels.fileName("density", cell.output)))
  }

  private func sentence(
    _ printer: QuantityPrinter,
    _ summary: ResultSummary,
    _ cell: Quantity.Cell
  ) -> String {
    let interval = printer.with(symbol: printer.interval(summary))
    let median = printer.with(symbol: printer.centre(summary, given: context.labels.stated(cell)))
    return words(
      "90% interval \(interval), median \(median)",
      "intervalle à 90\u{202F}% \(interval), médiane \(median)"
    )
  }

  private func intervals(_ quantity: Quantity, _ cells: [Quantity.Cell]) -> Block? {
    if let series = series(quantity, cells) { return series }
    let printer = context.labels.printer(quantity)
    let label = context.labels.label(quantity)
    let rows = cells.map { cell in
      let summary = context.summary(cell)
      var row = IntervalChart.Row(
        cell.labels.joined(separator: ", "),
        context.interval(summary, factor: printer.factor)
      )
      row.statedText = context.labels.stated(cell).flatMap { printer.stated($0, in: summary) }
      return row
    }
    let chart = IntervalChart(
      caption: ChartCaption(
        title: label,
        description: words(
          "90% and 50% intervals of \(context.language.quoted(label)).",
          "Intervalles à 90\u{202F}% et 50\u{202F}% de \(context.language.quoted(label))."
        )
      ),
      language: context.language,
      axisTitle: context.labels.axisTitle(quantity),
      rows: rows
    )
    return .figure(Figure(chart, fileName: context.labels.fileName("intervals", quantity.name)))
  }

  /// A yearly series as a line of points.
  private func series(_ quantity: Quantity, _ cells: [Quantity.Cell]) -> Block? {
    guard quantity.indexes.count == 1, quantity.indexes[0].name == "year",
      cells.allSatisfy({ Int($0.labels[0]) != nil })
    else { return nil }
    let factor = context.labels.printer(quantity).factor
    let observed = cells.compactMap { cell -> SeriesChart.Observation? in
      guard let year = Int(cell.labels[0]) else { return nil }
      let summary = context.summary(cell)
      return SeriesChart.Observation(
        year: year,
        value: summary.median * factor,
        low: summary.isConstant ? nil : summary.low * factor,
        high: summary.isConstant ? nil : summary.high * factor
      )
    }
    let label = context.labels.label(quantity)
    let chart = SeriesChart(
      caption: ChartCaption(
        title: label,
        description: words("\(label) by year.", "\(label) par année.")
      ),
      language: context.language,
      axisTitle: context.labels.axisTitle(quantity),
      yearTitle: words("Year", "Année"),
      observed: observed
    )
    return .figure(Figure(chart, fileName: context.labels.fileName("series", quantity.name)))
  }

  // MARK: Drivers

  /// The tornado of one cell of a quantity.
  func tornado(
    _ quantity: Quantity,
    output: String
  ) throws(WorkbenchError) -> (tornado: Tornado, rest: TornadoRest, block: Block?) {
    let tornado: Tornado
    let rest: TornadoRest
    do throws(SimulationError) {
      tornado = try Tornado(model: context.study.model, output: output)
      rest = try TornadoRest(tornado, context.study.model)
    } catch {
      throw .cannotRun(error.description)
    }
    let printer = context.labels.printer(quantity)
    let bars = tornado.bars.filter { $0.isShown(from: tornado.base) }
    guard !bars.isEmpty else { return (tornado, rest, nil) }
    let rows = bars.map { bar -> TornadoChart.Row in
      let (low, high) = inputLabels(bar)
      return TornadoChart.Row(
        context.labels.label(ofInput: bar.label),
        lowLabel: low,
        highLabel: high,
        atLow: bar.lowOutput * printer.factor,
        atHigh: bar.highOutput * printer.factor
      )
    }
    let label = context.labels.label(quantity)
    // Where an input without a bar moves the result more, no bar is the largest of all.
    let isLargest =
      rest.undefined.isEmpty && (rest.rare.first?.deviation ?? 0) <= (bars[0].deviation)
    let largest =
      isLargest
      ? words(" Largest: \(rows[0].label).", " La plus forte : \(rows[0].label).")
      : words(
        " Inputs without a bar are named below.",
        " Les données sans barre sont nommées plus bas."
      )
    let chart = TornadoChart(
      caption: ChartCaption(
        title: words("What moves the result: \(label)", "Ce qui déplace le résultat : \(label)"),
        description: words(
          "Swing of \(context.language.quoted(label)) when each input goes from its 5% to its 95% value, the others at"
            + " their medians.\(largest)",
          "Variation de \(context.language.quoted(label)) quand chaque donnée va de sa valeur à 5\u{202F}% à sa valeur à"
            + " 95\u{202F}%, les autres à leur médiane.\(largest)"
        ),
        note: tornado.ignoresDependence
          ? words(
            "One input at a time: correlations between inputs are ignored here.",
            "Une donnée à la fois : les corrélations entre données sont ignorées ici."
          ) : ""
      ),
      language: context.language,
      axisTitle: context.labels.axisTitle(quantity),
      central: tornado.base * printer.factor,
      rows: rows
    )
    return (
      tornado, rest, .figure(Figure(chart, fileName: context.labels.fileName("tornado", output)))
    )
  }

  private func inputLabels(_ bar: Tornado.Bar) -> (low: String, high: String) {
    guard let (quantity, rest) = context.labels.quantity(ofInput: bar.input) else {
      return ("", "")
    }
    let printer = context.labels.printer(quantity)
    // A part of a formula has no unit of its own.
    guard !rest.contains(words("part ", "partie ")) else { return ("", "") }
    let digits = printer.digits(bar.lowInput, bar.highInput)
    return (
      printer.with(symbol: printer.number(bar.lowInput, in: digits)),
      printer.with(symbol: printer.number(bar.highInput, in: digits))
    )
  }

  // MARK: Scenarios

  /// Intervals per scenario with differences from the baseline.
  func scenarios(
    _ quantity: Quantity,
    baseline: ResultSummary,
    _ outcomes: [ScenarioOutcome],
    name: String
  ) -> Block {
    let printer = context.labels.printer(quantity)
    let cell = quantity.cells.first { $0.output == name }
    func text(_ stated: StatedFigure?, _ summary: ResultSummary) -> String? {
      stated.flatMap { printer.stated($0, in: summary) }
    }
    var first = ScenarioChart.Row(
      words.baseline,
      context.interval(baseline, factor: printer.factor)
    )
    first.statedText = text(cell.flatMap { context.labels.stated($0) }, baseline)
    var rows = [first]
    for outcome in outcomes {
      var row = ScenarioChart.Row(
        context.labels.label(outcome),
        context.interval(outcome.result, factor: printer.factor),
        difference: context.interval(outcome.difference, factor: printer.factor)
      )
      row.statedText = text(cell.flatMap { context.labels.stated($0, in: outcome) }, outcome.result)
      rows.append(row)
    }
    let label = context.labels.label(quantity)
    let chart = ScenarioChart(
      caption: ChartCaption(
        title: words("Scenarios: \(label)", "Scénarios : \(label)"),
        description: words(
          "\(label) in the baseline and in \(outcomes.count)"
            + (outcomes.count == 1 ? " scenario" : " scenarios")
            + ", with the difference on common random numbers.",
          "\(label) dans la référence et dans \(outcomes.count)"
            + (outcomes.count == 1 ? " scénario" : " scénarios")
            + ", avec l'écart calculé sur les mêmes tirages."
        )
      ),
      language: context.language,
      axisTitle: context.labels.axisTitle(quantity),
      rows: rows
    )
    return .figure(Figure(chart, fileName: context.labels.fileName("scenarios", name)))
  }
}
