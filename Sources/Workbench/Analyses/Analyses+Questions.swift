import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

extension Analyses {
  // MARK: Budget

  /// The uncertainty budget in the format of the GUM.
  func budget(_ quantity: Quantity, output: String) throws(WorkbenchError) -> AnalysisOutcome {
    let request = request(quantity, output: output)
    let budget = try attempt {
      try AnalysisLimit.ofDraws("The budget", request, draws: 65_536, copies: 2.2)
        .require()
      let model = study.model.keeping(outputs: [output])
      let samples = try Simulation(model, settings: request.settings(65_536, keepsInputs: true))
        .run()
      return try UncertaintyBudget(model: model, output: output, samples: samples)
    }
    let format = NumberFormat(language: labels.language)
    var table = ReportTable(columns: [
      .init(words.input), .init(words.value, alignment: .right),
      .init(words("Standard uncertainty", "Incertitude-type"), alignment: .right),
      .init(words("Shape", "Loi")),
      .init(words("Sensitivity coefficient", "Coefficient de sensibilité"), alignment: .right),
      .init(words("Share of the variance", "Part de la variance"), alignment: .right),
    ])
    for row in budget.rows {
      let own = labels.quantity(ofInput: row.label).map { labels.printer($0.0) }
      let printer = own ?? labels.printer(quantity)
      table.append([
        [.text(labels.label(ofInput: row.label))],
        [
          .text(
            printer.with(
              symbol: printer.number(
                row.value,
                in: printer.digits(
                  row.value - row.standardUncertainty,
                  row.value + row.standardUncertainty
                )
              )
            )
          )
        ],
        [.text(format.significant(row.standardUncertainty * printer.factor, digits: 2))],
        [.text(row.shape)],
        [
          .text(
            row.sensitivityCoefficient.isFinite
              ? format.significant(row.sensitivityCoefficient, digits: 3)
              : words("not finite", "non fini")
          )
        ],
        row.share.isFinite ? [.text(format.share(row.share))] : [],
      ])
    }
    if abs(budget.correlationShare) > 1e-9 {
      table.append([
        [
          .text(
            words("What inputs share (correlation)", "Ce que les données partagent (corrélation)")
          )
        ],
        [], [], [], [],
        [.text(format.share(budget.correlationShare))],
      ])
    }
    let printer = labels.printer(quantity)
    let drawn = format.significant(budget.summary.standardDeviation * printer.factor, digits: 2)
    return AnalysisOutcome(
      blocks: [
        .table(table),
        .paragraph(verdict(budget, drawn: printer.with(symbol: drawn), printer)),
      ],
      fields: [
        "output": .text(output), "value": .finite(budget.value),
        "combinedUncertainty": .finite(budget.combinedUncertainty),
        "standardDeviation": .finite(budget.summary.standardDeviation),
        "linearIsAdequate": .bool(budget.isLinearAdequate),
        "rows": .array(
          budget.rows.map {
            .object([
              "input": .text($0.label), "value": .finite($0.value),
              "standardUncertainty": .finite($0.standardUncertainty), "shape": .text($0.shape),
              "sensitivityCoefficient": .finite($0.sensitivityCoefficient),
              "share": .finite($0.share), "firstOrder": .index($0.firstOrder),
            ])
          }
        ),
      ]
    )
  }

  /// What the budget's two spreads say of each other.
  private func verdict(
    _ budget: UncertaintyBudget,
    drawn: String,
    _ printer: QuantityPrinter
  ) -> String {
    guard let linear = budget.linearInterval else {
      let usual = SensitivityMethod.usual(for: study.model)
      return words(
        "There is no linear budget here: at the central values of the inputs the result or one of its"
          + " derivatives is not finite. Standard deviation of the draws: \(drawn). Use --method"
          + " \(usual), which shares out the variance of the draws.",
        "Il n'y a pas de bilan linéaire ici : aux valeurs centrales des données, le résultat ou l'une"
          + " de ses dérivées n'est pas fini. Écart-type des tirages : \(drawn). Utiliser --method"
          + " \(usual), qui répartit la variance des tirages."
      )
    }
    let format = printer.format
    let combined = format.significant(budget.combinedUncertainty * printer.factor, digits: 2)
    let quantiles = budget.summary.quantiles.map(\.value)
    let intervals = (
      linear: interval(linear.lowerBound, linear.upperBound, of: budget, printer),
      drawn: interval(quantiles.first ?? .nan, quantiles.last ?? .nan, of: budget, printer)
    )
    return words(
      "Combined standard uncertainty by linear propagation: \(combined); standard deviation of"
        + " the draws: \(drawn). The 95% interval is \(intervals.linear) by linear propagation and"
        + " \(intervals.drawn) in the draws: "
        + (budget.isLinearAdequate
          ? "they agree." : "they differ, and the draws are to be trusted."),
      "Incertitude-type composée par propagation linéaire : \(combined) ; écart-type des"
        + " tirages : \(drawn). L'intervalle à 95\u{202F}% est \(intervals.linear) par propagation"
        + " linéaire et \(intervals.drawn) dans les tirages : "
        + (budget.isLinearAdequate
          ? "ils s'accordent." : "ils diffèrent, et ce sont les tirages qui font foi.")
    )
  }

  /// An interval of a budget with two digits of the standard deviation, to which the two are compared.
  private func interval(
    _ low: Double,
    _ high: Double,
    of budget: UncertaintyBudget,
    _ printer: QuantityPrinter
  ) -> String {
    let factor = printer.factor
    let deviation = budget.summary.standardDeviation * factor
    return printer.format.range(
      IntervalDigits(
        low: low * factor,
        high: high * factor,
        decimals: printer.format.decimals(uncertainty: deviation)
      ),
      unit: printer.symbol
    )
  }

  // MARK: Precision and dependence

  /// How precise each input must be to halve the interval.
  func precision(_ quantity: Quantity, output: String) throws(WorkbenchError) -> AnalysisOutcome {
    let request = request(quantity, output: output)
    let answers = try attempt {
      try AnalysisLimit.precision(request, draws: 8_192).require()
      return try PrecisionNeeded.all(
        model: study.model.keeping(outputs: [output]),
        output: output,
        settings: request.settings(8_192)
      )
    }
    let format = NumberFormat(language: labels.language)
    var table = ReportTable(columns: [
      .init(words.input),
      .init(words("Its interval now", "Son intervalle actuel"), alignment: .right),
      .init(
        words("Needed to halve the result's", "Requis pour diviser par deux celui du résultat"),
        alignment: .right
      ),
      .init(
        words("Width left if it were exact", "Largeur restante si elle était exacte"),
        alignment: .right
      ),
    ])
    for answer in answers {
      table.append([
        [.text(labels.label(ofInput: answer.input))],
        [.text(ends(answer.presentInput, answer.input))],
        [
          .text(
            answer.neededInput.map { ends($0, answer.input) }
              ?? words("cannot alone", "impossible seule")
          )
        ],
        [.text(format.share(answer.remainderAtExact.value))],
      ])
    }
    return AnalysisOutcome(
      blocks: [.table(table)],
      fields: [
        "output": .text(output),
        "inputs": .array(
          answers.map {
            .object([
              "input": .text($0.input), "factor": $0.factor.map { .index($0) } ?? .null,
              "remainderAtExact": .index($0.remainderAtExact),
            ])
          }
        ),
      ]
    )
  }

  private func ends(_ range: ClosedRange<Double>?, _ input: String) -> String {
    guard let range, let (quantity, _) = labels.quantity(ofInput: input) else { return "" }
    let printer = labels.printer(quantity)
    return printer.format.range(
      printer.digits(range.lowerBound, range.upperBound),
      unit: printer.symbol
    )
  }

  /// What happens to the result if inputs move together.
  func dependence(_ quantity: Quantity, output: String) throws(WorkbenchError) -> AnalysisOutcome {
    let request = request(quantity, output: output)
    let stress = try attempt {
      let name = "The question of dependence"
      try AnalysisLimit.ofDraws(name, request, draws: 65_536, copies: 5).require()
      return try DependenceStress(
        model: study.model.keeping(outputs: [output]),
        output: output,
        settings: request.settings(65_536)
      )
    }
    let printer = labels.printer(quantity)
    let format = printer.format
    var table = ReportTable(columns: [
      .init(words("Common rank correlation", "Corrélation de rang commune"), alignment: .right),
      .init(words.median, alignment: .right), .init(words.interval90, alignment: .right),
      .init(
        words("Width against independence", "Largeur rapportée à l'indépendance"),
        alignment: .right
      ),
      .init(words.unit),
    ])
    var rows: [JSONValue] = []
    for row in stress.rows {
      let low = row.summary.quantile(0.05)?.value ?? .nan
      let high = row.summary.quantile(0.95)?.value ?? .nan
      let median = row.summary.quantile(0.5)?.value ?? .nan
      let digits = printer.digits(low, high)
      let name =
        row.rankCorrelation.map { format.exact($0) }
        ?? words("as the study states", "comme l'étude l'énonce")
      table.append([
        [.text(name)], [.text(printer.number(median, in: digits))], [.text(format.range(digits))],
        [.text(format.share(row.widthRatio.value))],
        [.text(printer.symbol)],
      ])
      rows.append(
        .object([
          "rankCorrelation": row.rankCorrelation.map { .finite($0) } ?? .null,
          "low": .finite(low), "median": .finite(median), "high": .finite(high),
          "widthRatio": .index(row.widthRatio),
        ])
      )
    }
    return AnalysisOutcome(
      blocks: [
        .table(table),
        .paragraph(
          words(
            "Each input is taken in the direction that raises the result. If the interval grows much,"
              + " it is narrow because independence was assumed.",
            "Chaque donnée est prise dans le sens qui élève le résultat. Si l'intervalle s'élargit"
              + " beaucoup, c'est l'hypothèse d'indépendance qui le rend étroit."
          )
        ),
      ],
      fields: ["output": .text(output), "rows": .array(rows)]
    )
  }
}
