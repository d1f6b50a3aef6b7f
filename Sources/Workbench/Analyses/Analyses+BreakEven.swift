import Reporting
import Sensitivity
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
    let printer = labels.printer(quantity)
    let own = labels.printer(ofInput: input) ?? printer
    let goal = printer.with(symbol: printer.exact(target))
    let label = labels.label(ofInput: input)
    let name = labels.label(quantity)
    var sentences: [String] = []
    let range = self.range(answer)
    if let still = self.still(answer, printer, label, name) {
      sentences.append(still)
    } else {
      for root in answer.roots {
        sentences.append(
          sentence(root, (own, range), printer, (label, name), goal)
        )
      }
      if answer.roots.isEmpty {
        sentences.append(
          words(
            "No value of \(labels.language.quoted(label)) within its range brings the median of"
              + " \(name) to \(goal).",
            "Aucune valeur de \(labels.language.quoted(label)) dans sa plage ne porte la médiane de"
              + " \(name) à \(goal)."
          )
        )
        if let reachable = answer.reachable {
          let text = printer.format.range(
            printer.digits(reachable.lowerBound, reachable.upperBound),
            unit: printer.symbol
          )
          sentences.append(words("It can reach \(text).", "Elle peut aller de \(text)."))
        }
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
      language: labels.language,
      horizontalTitle: own.symbol.isEmpty ? label : "\(label) (\(own.symbol))",
      verticalTitle: labels.axisTitle(quantity),
      curves: [
        LineChart.Curve(
          words("median", "médiane"),
          answer.curve.map {
            LineChart.Point($0.value * own.factor, $0.statistic.value * printer.factor)
          }
        )
      ],
      targets: [PublishedFigure(words("target", "cible"), value: target * printer.factor)],
      marks: answer.roots.map {
        LineChart.Mark(
          own.estimate($0.value, in: range),
          x: $0.value.value * own.factor,
          y: target * printer.factor
        )
      }
    )
    let figure = Figure(chart, fileName: labels.fileName("breakeven-\(output)", input))
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
        "roots": .array(answer.roots.map(Self.json)),
        "curve": .array(
          answer.curve.map {
            .object(["input": .finite($0.value), "output": .index($0.statistic)])
          }
        ),
      ]
    )
  }

  /// One break-even value as JSON.
  static func json(_ root: BreakEven.Root) -> JSONValue {
    .object([
      "value": .finite(root.value.value), "low": .finite(root.value.low),
      "high": .finite(root.value.high), "probability": .finite(root.probability),
      "rises": .bool(root.rises), "before": root.before.map { .finite($0) } ?? .null,
      "after": root.after.map { .finite($0) } ?? .null,
    ])
  }

  /// Where the input was moved, in its unit.
  private func range(_ answer: BreakEven) -> ClosedRange<Double>? {
    guard let low = answer.curve.first?.value, let high = answer.curve.last?.value, low <= high
    else { return nil }
    return low...high
  }

  /// What there is to say where the input does not move the median.
  private func still(
    _ answer: BreakEven,
    _ printer: QuantityPrinter,
    _ label: String,
    _ name: String
  ) -> String? {
    guard let reachable = answer.reachable,
      printer.digits(reachable.lowerBound, reachable.upperBound).isPoint
    else { return nil }
    let value = printer.with(symbol: printer.exact(reachable.lowerBound))
    return words(
      "The median of \(name) is \(value) whatever the value of \(labels.language.quoted(label)): this"
        + " input does not move it.",
      "La médiane de \(name) est \(value) quelle que soit la valeur de"
        + " \(labels.language.quoted(label)) : cette donnée ne la déplace pas."
    )
  }

  private func sentence(
    _ root: BreakEven.Root,
    _ input: (printer: QuantityPrinter, range: ClosedRange<Double>?),
    _ printer: QuantityPrinter,
    _ names: (input: String, output: String),
    _ goal: String
  ) -> String {
    let own = input.printer
    let value = own.with(symbol: own.estimate(root.value, in: input.range))
    let share = own.format.share(root.probability)
    let label = labels.language.quoted(names.input)
    let name = names.output
    let below = words(
      "\(share) of that input's distribution lies below this value.",
      "\(share) de la distribution de cette donnée est au-dessous de cette valeur."
    )
    guard let before = root.before, let after = root.after else {
      return words(
        "The median of \(name) reaches \(goal) when \(label) is \(value); \(below)",
        "La médiane de \(name) atteint \(goal) quand \(label) vaut \(value) ; \(below)"
      )
    }
    let (from, to) = printer.apart(before, after)
    if let neighbours = root.neighbours {
      let lower = own.exact(neighbours.lowerBound)
      let upper = own.with(symbol: own.exact(neighbours.upperBound))
      return words(
        "The median of \(name) goes from \(from) to \(to) when \(label) goes from \(lower) to"
          + " \(upper), the next value it can have: none brings it to \(goal).",
        "La médiane de \(name) passe de \(from) à \(to) quand \(label) passe de \(lower) à"
          + " \(upper), la valeur suivante possible : aucune ne la porte à \(goal)."
      )
    }
    return words(
      "The median of \(name) jumps from \(from) to \(to) when \(label) passes \(value): it is never"
        + " \(goal) there; \(below)",
      "La médiane de \(name) saute de \(from) à \(to) quand \(label) passe \(value) : elle n'y vaut"
        + " jamais \(goal) ; \(below)"
    )
  }
}
