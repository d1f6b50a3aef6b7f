import Reporting
import StudyLanguage
import Uncertainty

extension Analyses {
  /// The value of one input at which a quantity's median meets a target.
  func breakEven(
    _ quantity: Quantity,
    output: String,
    target: Double,
    input: String
  ) throws(WorkbenchError) -> AnalysisOutcome {
    let request = request(quantity, output: output)
    let model = study.model.keeping(outputs: [output])
    let answer = try attempt {
      try BreakEven(
        model: model,
        output: output,
        input: input,
        target: target,
        settings: request.settings(16_384)
      )
    }
    let printer = context.printer(quantity)
    let own = context.printer(ofInput: input) ?? printer
    let goal = printer.with(symbol: printer.exact(target))
    let label = context.label(ofInput: input)
    let name = context.label(quantity)
    var sentences: [String] = []
    for root in answer.roots { sentences.append(sentence(root, own, label, name, goal)) }
    if answer.roots.isEmpty {
      sentences.append(
        words(
          "No value of \(context.language.quoted(label)) within its range brings the median of"
            + " \(name) to \(goal).",
          "Aucune valeur de \(context.language.quoted(label)) dans sa plage ne porte la médiane de"
            + " \(name) à \(goal)."
        )
      )
      if let reachable = answer.reachable {
        let spread = (reachable.upperBound - reachable.lowerBound) / 2
        let low = printer.number(reachable.lowerBound, uncertainty: spread)
        let high = printer.with(symbol: printer.number(reachable.upperBound, uncertainty: spread))
        sentences.append(
          words("It can reach \(low) to \(high).", "Elle peut aller de \(low) à \(high).")
        )
      }
    }
    if !answer.isMonotone {
      sentences.append(
        words(
          "The median does not move one way only as this input rises.",
          "La médiane ne varie pas dans un seul sens quand cette donnée augmente."
        )
      )
    }
    let chart = LineChart(
      caption: ChartCaption(
        title: words("Break-even: \(name)", "Seuil : \(name)"),
        description: sentences.joined(separator: " ")
      ),
      language: context.language,
      horizontalTitle: own.symbol.isEmpty ? label : "\(label) (\(own.symbol))",
      verticalTitle: context.axisTitle(quantity),
      curves: [
        LineChart.Curve(
          words("median", "médiane"),
          answer.curve.map {
            LineChart.Point(
              $0.value * own.factor,
              $0.statistic.value * printer.factor,
              low: $0.statistic.low * printer.factor,
              high: $0.statistic.high * printer.factor
            )
          }
        )
      ],
      targets: [PublishedFigure(words("target", "cible"), value: target * printer.factor)],
      marks: answer.roots.map {
        LineChart.Mark(
          own.number($0.value.value, uncertainty: abs($0.value.value) / 100),
          x: $0.value.value * own.factor,
          y: target * printer.factor
        )
      }
    )
    let figure = Figure(chart, fileName: context.fileName("breakeven-\(output)", input))
    return AnalysisOutcome(
      blocks: [.paragraph(sentences.joined(separator: " ")), .figure(figure)],
      fields: [
        "output": .text(output), "input": .text(input), "target": .finite(target),
        "draws": .integer(answer.draws), "monotone": .bool(answer.isMonotone),
        "undefinedRuns": .integer(answer.undefinedRuns),
        "reachable": answer.reachable.map {
          .array([.finite($0.lowerBound), .finite($0.upperBound)])
        }
          ?? .null,
        "roots": .array(
          answer.roots.map {
            .object([
              "value": .finite($0.value.value), "low": .finite($0.value.low),
              "high": .finite($0.value.high), "probability": .finite($0.probability),
              "rises": .bool($0.rises),
            ])
          }
        ),
        "curve": .array(
          answer.curve.map {
            .object(["input": .finite($0.value), "output": .index($0.statistic)])
          }
        ),
      ]
    )
  }

  private func sentence(
    _ root: BreakEven.Root,
    _ own: QuantityPrinter,
    _ label: String,
    _ name: String,
    _ goal: String
  ) -> String {
    let half = max((root.value.high - root.value.low) / 2, abs(root.value.value) * 1e-3)
    let value = own.with(symbol: own.number(root.value.value, uncertainty: half))
    let share = own.format.percent(root.probability, uncertainty: 0.005)
    return words(
      "The median of \(name) reaches \(goal) when \(context.language.quoted(label)) is \(value);"
        + " \(share) of that input's distribution lies below this value.",
      "La médiane de \(name) atteint \(goal) quand \(context.language.quoted(label)) vaut \(value) ;"
        + " \(share) de la distribution de cette donnée est au-dessous de cette valeur."
    )
  }
}
