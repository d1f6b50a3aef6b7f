import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

/// Turns the `show` requests of a study into tables and charts.
struct RequestRenderer {
  let composer: ReportComposer

  private var context: ReportContext { composer.context }
  private var words: Wording { context.words }
  private var study: CheckedStudy { context.study }
  private var tables: ReportTables { ReportTables(context: context) }
  private var charts: ReportCharts { ReportCharts(context: context) }

  /// The kinds of request that have an answer.
  static let kinds: Set = [
    "inputs", "sources", "checks", "value", "chart", "series", "tornado", "scenarios", "range",
    "sensitivity", "breakeven", "budget", "precision", "dependence", "discovery", "information",
  ]

  /// The blocks of one request.
  ///
  /// - Throws: `WorkbenchError.cannotRun` for a request that the language knows and this version
  ///   has no answer to, rather than a report with a gap.
  func blocks(_ request: StudyRequest) throws(WorkbenchError) -> [Block] {
    guard Self.kinds.contains(request.kind) else {
      throw .cannotRun("`show \(request.kind)` has no answer in this version; leave it out.")
    }
    switch request.kind {
    case "inputs": return tables.inputs()
    case "sources": return tables.sources()
    case "checks":
      let blocks = tables.checks()
      return blocks.isEmpty
        ? [
          .paragraph(
            words("This study states no check.", "Cette étude n'énonce pas de comparaison.")
          )
        ]
        : blocks
    case "value":
      let targets = request.quantities.compactMap { target in
        study.quantity(named: target.quantity).map { ($0, output: target.output) }
      }
      var result: [Block] = [tables.results(targets)]
      if targets.count == 1, let chart = charts.result(targets[0].0, output: targets[0].output) {
        result.append(chart)
      }
      return result
    default: break
    }
    if request.kind == "information" { return try analyses.information(groups: []).blocks }
    guard let target = request.quantities.last,
      let quantity = study.quantity(named: target.quantity)
    else { return [] }
    switch request.kind {
    case "chart", "series": return charts.result(quantity, output: target.output).map { [$0] } ?? []
    default: break
    }
    guard let output = ReportComposer.output(target, in: study) else {
      throw .usage(
        "`show \(request.kind) \(quantity.name)` needs one number; \(quantity.name) varies over"
          + " \(quantity.indexes.map(\.name).joined(separator: ", ")). Name a cell."
      )
    }
    switch request.kind {
    case "tornado":
      let blocks = try tornado(quantity, output: output)
      return blocks.isEmpty
        ? [
          .paragraph(
            words(
              "\(context.labels.label(quantity)) depends on no uncertain input.",
              "\(context.labels.label(quantity)) ne dépend d'aucune donnée incertaine."
            )
          )
        ] : blocks
    case "scenarios": return scenarios(quantity, output: output)
    case "range": return try extremes(quantity, output: output)
    default: return try analysis(request, quantity, output)
    }
  }

  private var analyses: Analyses { Analyses(labels: context.labels, settings: composer.settings) }

  /// The requests that run an analysis of their own.
  private func analysis(
    _ request: StudyRequest,
    _ quantity: Quantity,
    _ output: String
  ) throws(WorkbenchError) -> [Block] {
    switch request.kind {
    case "sensitivity":
      let question = AnalysisQuestion.sensitivity(
        method: request.method ?? SensitivityMethod.usual(for: study.model),
        addsDummy: false
      )
      return try analyses.answer(question, quantity, output).blocks
    case "breakeven":
      guard let input = request.quantities.first, let target = request.target else { return [] }
      let name = input.output ?? input.quantity
      // The quantity stands last; a second input stands between.
      let other = request.quantities.count > 2 ? request.quantities[1] : nil
      let question: AnalysisQuestion =
        other.map {
          .twoWayBreakEven(input: name, other: $0.output ?? $0.quantity, target: target)
        } ?? .breakEven(input: name, target: target)
      return try analyses.answer(question, quantity, output).blocks
    case "budget": return try analyses.budget(quantity, output: output).blocks
    case "precision": return try analyses.precision(quantity, output: output).blocks
    case "dependence": return try analyses.dependence(quantity, output: output).blocks
    case "discovery":
      guard let target = request.target else {
        throw .usage(
          "`show discovery` needs the value to pass: `show discovery revenue at 20 MEUR/year`."
        )
      }
      return try analyses.discovery(quantity, output: output, above: target).blocks
    default: return []
    }
  }

  /// The results table and chart of a quantity.
  func result(_ quantity: Quantity, output: String?) -> [Block] {
    let chart = charts.result(quantity, output: output)
    return [tables.results([(quantity, output)])] + (chart.map { [$0] } ?? [])
  }

  /// The tornado with its table, as numbers beside the picture, and what the bars do not show.
  func tornado(_ quantity: Quantity, output: String) throws(WorkbenchError) -> [Block] {
    let (tornado, rest, figure) = try charts.tornado(quantity, output: output)
    let wording = TornadoWords(context: context, quantity: quantity, tornado: tornado)
    let items = wording.items(rest)
    guard figure != nil || !items.isEmpty else { return [] }
    var blocks: [Block] = []
    if let figure {
      blocks += [figure, .table(table(tornado, quantity))]
      if let text = wording.centre(context.results.summary(output)) {
        blocks.append(.paragraph(text))
      }
    }
    if !items.isEmpty { blocks.append(.list(items)) }
    if tornado.ignoresDependence {
      blocks.append(
        .paragraph(
          words(
            "Each input moves alone; the correlations that the study states are ignored here.",
            "Chaque donnée varie seule ; les corrélations énoncées par l'étude sont ignorées ici."
          )
        )
      )
    }
    return blocks
  }

  private func table(_ tornado: Tornado, _ quantity: Quantity) -> ReportTable {
    let printer = context.labels.printer(quantity)
    var table = ReportTable(columns: [
      .init(words.input),
      .init(words("at its 5%", "à ses 5\u{202F}%"), alignment: .right),
      .init(words("at its 95%", "à ses 95\u{202F}%"), alignment: .right),
      .init(words("Swing", "Amplitude"), alignment: .right), .init(words.unit),
    ])
    for bar in tornado.bars where bar.isShown(from: tornado.base) {
      let digits = printer.digits(
        min(bar.lowOutput, bar.highOutput),
        max(bar.lowOutput, bar.highOutput)
      )
      table.append([
        [.text(context.labels.label(ofInput: bar.label))],
        [.text(printer.number(bar.lowOutput, in: digits))],
        [.text(printer.number(bar.highOutput, in: digits))],
        [.text(digits.isPoint ? "0" : printer.number(bar.swing, in: printer.digits(0, bar.swing)))],
        [.text(printer.symbol)],
      ])
    }
    return table
  }

  /// The contrast between "all low / all high" and the joint interval.
  func extremes(_ quantity: Quantity, output: String) throws(WorkbenchError) -> [Block] {
    // A certain number has no extremes, nor has one that was left out of the run.
    guard let samples = context.results.samples, samples.outputIndex(named: output) != nil else {
      return []
    }
    let range: ExtremeRange
    do throws(SimulationError) {
      range = try ExtremeRange(
        model: study.model,
        output: output,
        samples: samples
      )
    } catch {
      throw .cannotRun(error.description)
    }
    let moving = Set(range.tornado.bars.filter { $0.swing > 0 }.map(\.input))
    guard moving.count > 1, range.coverage.isFinite else { return [] }
    let printer = context.labels.printer(quantity)
    let low = min(range.allLow, range.allHigh)
    let high = max(range.allLow, range.allHigh)
    let summary = context.results.summary(output)
    let wide = printer.format.range(
      IntervalDigits(
        low: low * printer.factor,
        high: high * printer.factor,
        decimals: printer.digits(summary).decimals
      ),
      unit: printer.symbol
    )
    let joint = printer.with(symbol: printer.interval(summary))
    let share = printer.format.percent(range.coverage, decimals: 1)
    // One input that outweighs the others, such as shares of a whole, leaves nothing to overstate.
    guard range.coverage > 0.91 else {
      return [
        .heading(2, words.extremes),
        .paragraph(
          words(
            "Setting every input to its low or its high end at once gives \(wide), and the joint 90%"
              + " interval is \(joint). Here the two nearly agree: the first holds \(share) of the"
              + " draws, because one input outweighs the others.",
            "Mettre toutes les données à la fois à leur borne basse ou haute donne \(wide), et"
              + " l'intervalle conjoint à 90\u{202F}% est \(joint). Ici les deux s'accordent à peu"
              + " près : la première plage contient \(share) des tirages, car une donnée l'emporte sur"
              + " les autres."
          )
        ),
      ]
    }
    return [
      .heading(2, words.extremes),
      .paragraph(
        words(
          "Setting every input to its low or its high end at once gives \(wide). Inputs are rarely all"
            + " low or all high together: the joint 90% interval is \(joint), and the wider range holds"
            + " \(share) of the draws. Adding up extremes overstates the uncertainty when inputs vary"
            + " independently, and is nearer the truth the more they move together.",
          "Mettre toutes les données à la fois à leur borne basse ou haute donne \(wide). Il est rare"
            + " que toutes soient basses ou hautes ensemble : l'intervalle conjoint à 90\u{202F}% est"
            + " \(joint), et la plage large contient \(share) des tirages. Cumuler les extrêmes exagère"
            + " l'incertitude quand les données varient indépendamment, et s'en rapproche d'autant plus"
            + " qu'elles varient ensemble."
        )
      ),
    ]
  }

  /// Scenarios as a table and a chart.
  func scenarios(_ quantity: Quantity, output: String) -> [Block] {
    let outcomes = composer.scenarioRun.outcomes[output] ?? []
    guard !outcomes.isEmpty else {
      return [
        .paragraph(words("This study has no scenario.", "Cette étude n'a pas de scénario."))
      ]
    }
    let printer = context.labels.printer(quantity)
    let baseline = context.results.summary(output)
    let stated = quantity.cells.first { $0.output == output }.flatMap { context.labels.stated($0) }
    var table = ReportTable(columns: [
      .init(words.scenario), .init(words.changes), .init(words.median, alignment: .right),
      .init(words.interval90, alignment: .right), .init(words.difference, alignment: .right),
      .init(words.unit),
    ])
    table.append([
      [.text(words.baseline)], [], [.text(printer.centre(baseline, given: stated))],
      [.text(printer.interval(baseline))], [], [.text(printer.symbol)],
    ])
    for outcome in outcomes {
      table.append([
        [.text(context.labels.label(outcome))], changes(outcome),
        [.text(printer.number(outcome.result.median, in: outcome.result))],
        [.text(printer.interval(outcome.result))], [.text(difference(outcome, printer))],
        [.text(printer.symbol)],
      ])
    }
    return [
      .table(table), charts.scenarios(quantity, baseline: baseline, outcomes, name: output),
      .paragraph(
        words(
          "Differences are taken draw by draw on common random numbers, so a scenario that changes"
            + " nothing differs by exactly 0.",
          "Les écarts sont pris tirage par tirage sur les mêmes nombres aléatoires : un scénario qui"
            + " ne change rien a un écart de 0 exactement."
        )
      ),
    ] + ScenarioSplitSection(context: context, quantity: quantity, output: output).blocks(outcomes)
  }

  private func changes(_ outcome: ScenarioOutcome) -> [Inline] {
    outcome.texts.enumerated().flatMap { position, text -> [Inline] in
      (position > 0 ? [.text("; ")] : []) + [.code(text)]
    }
  }

  /// The median difference with its interval.
  func difference(_ outcome: ScenarioOutcome, _ printer: QuantityPrinter) -> String {
    let difference = outcome.difference
    let digits = printer.digits(difference)
    let centre = printer.format.signed(difference.median * printer.factor, in: digits)
    guard digits.isInterval else { return centre }
    return centre + " (" + printer.format.range(digits) + ")"
  }
}
