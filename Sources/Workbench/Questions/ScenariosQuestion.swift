import Reporting
import StudyLanguage
import TextCore

extension Question {
  static let scenarios = Question.ofNumber(
    RequestForm("scenarios", names: 1...1, example: "show scenarios revenue"),
    summary: LocalText(
      "What changes if some inputs are replaced, draw by draw?",
      "Qu'est-ce qui change si l'on remplace certaines données, tirage par tirage ?"
    ),
    page: "docs/methods/scenarios.md"
  ) { (renderer, _, quantity, output) in renderer.scenarios(quantity, output: output) }
}

extension RequestRenderer {
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
    let cell = quantity.cells.first { $0.output == output }
    let stated = cell.flatMap { labels.stated($0) }
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
      let own = cell.flatMap { labels.stated($0, in: outcome) }
      table.append([
        [.text(context.labels.label(outcome))], changes(outcome),
        [.text(printer.centre(outcome.result, given: own))],
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
    ] + lapsed(outcomes)
      + ScenarioSplitSection(context: context, quantity: quantity, output: output).blocks(outcomes)
  }

  /// Which correlations of the study do not hold in scenarios.
  private func lapsed(_ outcomes: [ScenarioOutcome]) -> [Block] {
    let sentences = outcomes.compactMap { outcome -> String? in
      let scenario = study.scenarios.first { $0.name == outcome.name }
      guard let lapsed = scenario?.lapsed, !lapsed.isEmpty else { return nil }
      return words.lapsed(lapsed, in: labels.label(outcome))
    }
    return sentences.isEmpty ? [] : [.paragraph(sentences.joined(separator: " "))]
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
