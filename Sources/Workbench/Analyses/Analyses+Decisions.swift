import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

extension Analyses {
  // MARK: Decisions

  /// The value of knowing more before deciding.
  func information(groups: [InputGroup]) throws(WorkbenchError) -> AnalysisOutcome {
    guard study.decisions.count >= 2,
      let quantity = study.quantity(named: study.decisions[0].quantity)
    else {
      throw .usage(
        "The value of information needs two actions or more; state them in the study:"
          + " `decision \"name\" = pay-off`."
      )
    }
    let outputs = study.decisions.compactMap {
      study.quantity(named: $0.quantity)?.cells.first?.output
    }
    let resolved = try GroupReader(study: study, outputs: outputs).read(groups)
    let request = request(quantity, output: outputs[0])
    let value = try attempt {
      let name = "The value of information"
      try AnalysisLimit.ofDraws(name, request, draws: 65_536, copies: 2.5).require()
      let model = study.model.keeping(outputs: Set(outputs))
      let samples = try Simulation(model, settings: request.settings(65_536, keepsInputs: true))
        .run()
      return try ValueOfInformation(samples: samples, actions: outputs, groups: resolved)
    }
    let printer = labels.printer(quantity)
    let intervalTitle = words("95% interval", "Intervalle à 95\u{202F}%")
    var actions = ReportTable(columns: [
      .init(words("Action", "Action")),
      .init(words("Expected pay-off", "Gain espéré"), alignment: .right),
      .init(intervalTitle, alignment: .right),
      .init(words("Best in", "La meilleure dans"), alignment: .right),
    ])
    for (decision, action) in zip(study.decisions, value.actions) {
      let (amount, interval) = amount(action.expectedPayoff, printer)
      actions.append([
        [.text(decision.name)], [.text(amount)], [.text(interval)],
        [.text(printer.format.share(action.probabilityBest))],
      ])
    }
    var partial = ReportTable(columns: [
      .init(words.input),
      .init(words("Value of knowing it", "Valeur de la connaître"), alignment: .right),
      .init(intervalTitle, alignment: .right),
      .init(words("Share of the total", "Part du total"), alignment: .right),
    ])
    for row in value.partial {
      let (amount, interval) = amount(row.value, printer)
      partial.append([
        [.text(label(row.name))], [.text(amount)], [.text(interval)],
        [.text(printer.format.share(row.shareOfTotal))],
      ])
    }
    let perfect = amount(value.perfect, printer)
    let best = study.decisions[value.best].name
    return AnalysisOutcome(
      blocks: [
        .table(actions),
        .paragraph(
          words(
            "On what is known, \(labels.language.quoted(best)) is the best action. Knowing everything"
              + " before deciding would be worth \(perfect.amount)\(inBrackets(perfect.interval)).",
            "D'après ce que l'on sait, \(labels.language.quoted(best)) est la meilleure action. Tout"
              + " savoir avant de décider vaudrait \(perfect.amount)\(inBrackets(perfect.interval))."
          )
        ),
      ] + groupList(resolved) + [
        .table(partial),
        .paragraph(
          words(
            "Intervals are the numerical error of the draws.",
            "Les intervalles sont l'erreur numérique des tirages."
          )
        ),
      ],
      fields: [
        "best": .text(best), "evpi": .index(value.perfect),
        "actions": .array(
          zip(study.decisions, value.actions).map {
            .object([
              "name": .text($0.name), "expected": .index($1.expectedPayoff),
              "probabilityBest": .finite($1.probabilityBest),
            ])
          }
        ),
        "evppi": .array(
          value.partial.map { .object(["input": .text($0.name), "value": .index($0.value)]) }
        ),
      ]
    )
  }

  /// An estimate of an amount of money or of another pay-off, and its 95 % interval; empty for a
  /// certain number.
  private func amount(
    _ estimate: IndexEstimate,
    _ printer: QuantityPrinter
  ) -> (amount: String, interval: String) {
    let amount = printer.with(symbol: printer.estimate(estimate))
    guard estimate.value.isFinite else { return (amount, "") }
    guard estimate.hasInterval else { return (amount, words("not known", "inconnu")) }
    guard estimate.low < estimate.high else { return (amount, "") }
    let (low, high) = (estimate.low * printer.factor, estimate.high * printer.factor)
    let format = printer.format
    let digits = IntervalDigits(
      low: low,
      high: high,
      decimals: format.decimals(uncertainty: (high - low) / 2, significantDigits: 1),
      least: 1
    )
    return (
      printer.with(symbol: format.figure(estimate.value * printer.factor, in: digits)),
      format.range(digits)
    )
  }

  /// What a sentence says of the interval of an estimate.
  private func inBrackets(_ interval: String) -> String {
    guard !interval.isEmpty else { return "" }
    return words(" (95% interval: \(interval))", " (intervalle à 95\u{202F}% : \(interval))")
  }
}
