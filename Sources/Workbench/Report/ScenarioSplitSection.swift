import Reporting
import Sensitivity
import StudyLanguage
import TextCore
import Uncertainty

/// What of each scenario makes its difference from the baseline: tables, waterfalls, sentences.
struct ScenarioSplitSection {
  let context: ReportContext
  let quantity: Quantity
  /// The model output that is compared.
  let output: String

  var words: Wording { context.words }
  var language: Language { context.language }
  private var format: NumberFormat { NumberFormat(language: language) }
  private var printer: QuantityPrinter { context.labels.printer(quantity) }

  /// The splits of some scenarios.
  func blocks(_ outcomes: [ScenarioOutcome]) -> [Block] {
    var blocks = plain(outcomes)
    var statistics: [OutputStatistic] = []
    for outcome in outcomes {
      guard case .parts(let split) = outcome.split.outcome, !isStill(split) else { continue }
      blocks += parts(outcome, split)
      if !statistics.contains(split.statistic) { statistics.append(split.statistic) }
    }
    if !statistics.isEmpty { blocks.append(.paragraph(explanation(statistics))) }
    return blocks
  }

  // MARK: Parts

  /// Whether no change does anything in any draw.
  func isStill(_ split: ScenarioDecomposition) -> Bool {
    split.difference.value == 0
      && split.contributions.allSatisfy {
        $0.value.value == 0 && $0.spread.low == 0 && $0.spread.high == 0
      }
  }

  private func parts(_ outcome: ScenarioOutcome, _ split: ScenarioDecomposition) -> [Block] {
    let scale = SplitScale(split, printer)
    var blocks: [Block] = [
      .paragraph([
        .strong([
          .text(
            words(
              "What makes the difference: \(name(outcome))",
              "Ce qui fait l'écart : \(name(outcome))"
            )
          )
        ])
      ]), .table(table(outcome, split, scale)),
    ]
    blocks.append(.figure(waterfall(outcome, split, scale)))
    blocks.append(.paragraph(sentence(outcome, split, scale)))
    return blocks
  }

  private func table(
    _ outcome: ScenarioOutcome,
    _ split: ScenarioDecomposition,
    _ scale: SplitScale
  ) -> ReportTable {
    var table = ReportTable(columns: [
      .init(words("Change", "Changement")),
      .init(words("Contribution", "Contribution"), alignment: .right),
      .init(words.interval90, alignment: .right),
      .init(words("Made alone", "Fait seul"), alignment: .right),
      .init(words("Made last", "Fait en dernier"), alignment: .right), .init(words.unit),
    ])
    for step in split.waterfall {
      guard let own = split.contributions.first(where: { $0.name == step.name }) else { continue }
      table.append([
        [.code(outcome.split.change(own.name)?.text ?? own.name)],
        [.text(scale.signed(own.value.value, beside: own.spread))],
        [.text(scale.interval(own.spread))],
        [.text(scale.signed(own.alone.value))],
        [.text(scale.signed(own.last.value))], [.text(scale.symbol)],
      ])
    }
    table.append([
      [.strong([.text(words("All together", "Tous ensemble"))])],
      [.strong([.text(scale.signed(split.difference.value, beside: split.differenceSpread))])],
      [.text(scale.interval(split.differenceSpread))], [], [], [.text(scale.symbol)],
    ])
    return table
  }

  private func sentence(
    _ outcome: ScenarioOutcome,
    _ split: ScenarioDecomposition,
    _ scale: SplitScale
  ) -> [Inline] {
    let from = scale.level(split.baseline.value)
    let to = format.quantity(scale.level(split.scenario.value), unit: scale.symbol)
    let subject = subject(split)
    var result: [Inline] = [
      .text(
        words(
          "With \(name(outcome)) \(subject) goes from \(from) to \(to). ",
          "Avec \(name(outcome)), \(subject) passe de \(from) à \(to). "
        )
      )
    ]
    let order = split.waterfall.compactMap { step in
      split.contributions.first { $0.name == step.name }
    }
    if let first = order.first,
      let change = outcome.split.change(first.name)
    {
      let amount = scale.change(first.value.value)
      result += [
        .text(
          words(
            "The largest part, \(amount), is due to ",
            "La plus grande part, \(amount), vient de "
          )
        ), .code(change.text), .text(". "),
      ]
    }
    let models = format.integer(split.models)
    let draws = format.integer(split.draws)
    let count = outcome.split.changes.count
    switch split.orders {
    case .all:
      result.append(
        .text(
          words(
            "Averaged over all orders of the \(count) changes: \(models) models of \(draws) draws.",
            "Moyenne sur tous les ordres des \(count) changements : \(models) modèles de \(draws)"
              + " tirages."
          )
        )
      )
    case .forwardAndReverse:
      result.append(
        .text(
          words(
            "Averaged over the order in which the \(count) changes are written and its reverse, as"
              + " all orders are taken up to \(ScenarioDecomposition.allOrdersLimit) changes only:"
              + " \(models) models of \(draws) draws.",
            "Moyenne sur l'ordre dans lequel les \(count) changements sont écrits et l'ordre inverse"
              + " (tous les ordres ne sont pris que jusqu'à \(ScenarioDecomposition.allOrdersLimit)"
              + " changements) : \(models) modèles de \(draws) tirages."
          )
        )
      )
    }
    if split.draws < context.results.record.draws {
      let own = format.integer(context.results.record.draws)
      result.append(
        .text(
          words(
            " These are fewer than the \(own) draws of the comparison, to bound the time.",
            " C'est moins que les \(own) tirages de la comparaison, pour que la répartition reste"
              + " rapide."
          )
        )
      )
    }
    if split.undefinedRuns > 0 {
      let undefined = format.integer(split.undefinedRuns)
      result.append(
        .text(
          words(
            " In some models up to \(undefined) draws are undefined and left out.",
            " Dans certains modèles, jusqu'à \(undefined) tirages ne sont pas définis et sont"
              + " écartés."
          )
        )
      )
    }
    if !outcome.split.others.isEmpty {
      result.append(
        .text(words(" Without effect on \(label): ", " Sans effet sur \(label) : "))
      )
      for (place, other) in outcome.split.others.enumerated() {
        result += (place > 0 ? [.text(", ")] : []) + [.code(other.text)]
      }
      result.append(.text("."))
    }
    return result
  }

  /// How to read the tables, once for all scenarios.
  private func explanation(_ statistics: [OutputStatistic]) -> String {
    let means = words(
      "Contributions are means over the draws, because means add up where medians do not: they sum"
        + " to the difference exactly, but for rounding in print.",
      "Les contributions sont des moyennes sur les tirages, car les moyennes s'additionnent et non"
        + " les médianes : leur somme est exactement l'écart, aux arrondis d'affichage près."
    )
    let medians = words(
      "Where the tail is so heavy that the mean may not exist, medians of the models are split"
        + " instead; these contributions too sum to the difference of the medians exactly.",
      "Quand la queue est si lourde que la moyenne pourrait ne pas exister, ce sont les médianes des"
        + " modèles qui sont réparties ; leurs contributions ont aussi pour somme exacte l'écart des"
        + " médianes."
    )
    var sentences = [
      words(
        "A contribution is what a change does, averaged over the orders in which the changes can be"
          + " made. Where \u{201C}made alone\u{201D} and \u{201C}made last\u{201D} differ, the changes"
          + " act on one another.",
        "Une contribution est l'effet d'un changement, en moyenne sur les ordres dans lesquels les"
          + " changements peuvent être faits. Si « fait seul » et « fait en dernier » diffèrent, les"
          + " changements agissent l'un sur l'autre."
      )
    ]
    if statistics.contains(.mean) { sentences.append(means) }
    if statistics.contains(where: { $0 != .mean }) { sentences.append(medians) }
    if !printer.isCondition {
      sentences.append(
        words(
          "The interval holds 90% of the draws.",
          "L'intervalle contient 90\u{202F}% des tirages."
        )
      )
    }
    return sentences.joined(separator: " ")
  }

  // MARK: Chart

  private func waterfall(
    _ outcome: ScenarioOutcome,
    _ split: ScenarioDecomposition,
    _ scale: SplitScale
  ) -> Figure {
    let statistic = printer.isCondition ? "" : ", " + word(split.statistic)
    let steps = split.waterfall.map { step -> WaterfallChart.Step in
      let own = split.contributions.first { $0.name == step.name }
      // The draws of a heavy tail would dwarf the steps; the table has them.
      let ends = split.statistic == .mean ? scale.ends(own?.spread) : nil
      return WaterfallChart.Step(
        outcome.split.change(step.name).map(label) ?? step.name,
        (step.end - step.start) * scale.factor,
        low: ends?.low,
        high: ends?.high
      )
    }
    let from = scale.level(split.baseline.value)
    let to = format.quantity(scale.level(split.scenario.value), unit: scale.symbol)
    let own = cellLabel
    let axis = scale.symbol.isEmpty ? own : "\(own) (\(scale.symbol))"
    let chart = WaterfallChart(
      caption: ChartCaption(
        title: words(
          "What makes the difference: \(context.labels.label(outcome))",
          "Ce qui fait l'écart : \(context.labels.label(outcome))"
        ),
        description: words(
          "From the baseline to \(name(outcome)), one change at a time: \(subject(split)) goes from"
            + " \(from) to \(to).",
          "De la référence à \(name(outcome)), un changement à la fois : \(subject(split)) passe de"
            + " \(from) à \(to)."
        ),
        note: steps.contains { $0.low != nil }
          ? words(
            "Lines across the ends of bars: 90% of the draws.",
            "Traits au bout des barres : 90\u{202F}% des tirages."
          ) : ""
      ),
      language: language,
      axisTitle: axis + statistic,
      startLabel: words.baseline,
      start: split.baseline.value * scale.factor,
      steps: steps,
      endLabel: context.labels.label(outcome)
    )
    return Figure(
      chart,
      fileName: context.labels.fileName("waterfall", "\(output)-\(outcome.name)")
    )
  }

  // MARK: Names

  private var cellLabel: String {
    let cell = quantity.cells.first { $0.output == output }
    return cell.map { context.labels.label(quantity, $0) } ?? context.labels.label(quantity)
  }

  var label: String { language.quoted(cellLabel) }

  func name(_ outcome: ScenarioOutcome) -> String {
    language.quoted(context.labels.label(outcome))
  }

  private func label(_ change: ScenarioChange) -> String {
    guard let own = context.study.quantity(named: change.quantity) else { return change.name }
    return ([context.labels.label(own)] + change.labels).joined(separator: ", ")
  }

  /// What is split, in a sentence.
  private func subject(_ split: ScenarioDecomposition) -> String {
    guard !printer.isCondition else {
      return words(
        "the share of draws in which \(label) holds",
        "la part des tirages où \(label) est vrai"
      )
    }
    let statistic = word(split.statistic)
    return words("the \(statistic) of \(label)", "la \(statistic) de \(label)")
  }

  private func word(_ statistic: OutputStatistic) -> String {
    statistic == .mean ? words("mean", "moyenne") : words("median", "médiane")
  }
}
