import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

extension Analyses {
  /// The values of two inputs that together bring a quantity's median to a target.
  func breakEven(
    _ quantity: Quantity,
    output: String,
    target: Double,
    input: String,
    other: String
  ) throws(WorkbenchError) -> AnalysisOutcome {
    guard input != other else {
      throw .usage("A curve needs two different inputs; got \(input) twice.")
    }
    let whole = { (name: String) in name.prefix { $0 != "[" } }
    if study.model.inputs.contains(where: { $0.kind == .dirichlet && $0.name == whole(input) }),
      whole(input) == whole(other)
    {
      throw .usage(
        "\(input) and \(other) are shares of one whole: when one moves the other does too. Take an"
          + " input of another quantity."
      )
    }
    let request = request(quantity, output: output)
    let answer = try attempt {
      try TwoWayBreakEven(
        model: study.model.keeping(outputs: [output]),
        output: output,
        input: input,
        other: other,
        target: target,
        settings: request.settings(16_384)
      )
    }
    let view = TwoWayView(
      answer: answer,
      labels: labels,
      printer: labels.printer(quantity),
      own: labels.printer(ofInput: input) ?? labels.printer(quantity),
      second: labels.printer(ofInput: other) ?? labels.printer(quantity),
      name: labels.label(quantity),
      label: labels.label(ofInput: input),
      otherLabel: labels.label(ofInput: other)
    )
    var blocks: [Block] = [.paragraph(view.sentences.joined(separator: " "))]
    if view.hasRoots {
      blocks.append(.table(view.table))
      blocks.append(
        .figure(
          Figure(view.chart, fileName: labels.fileName("breakeven-\(output)-\(input)", other))
        )
      )
    }
    return AnalysisOutcome(
      blocks: blocks,
      fields: [
        "output": .text(output), "input": .text(input), "other": .text(other),
        "target": .finite(target),
        "points": .array(answer.points.map(Self.json)),
      ]
    )
  }

  private static func json(_ point: TwoWayBreakEven.Point) -> JSONValue {
    .object([
      "other": .finite(point.value), "probability": .finite(point.probability),
      "reachable": point.reachable.map {
        .array([.finite($0.lowerBound), .finite($0.upperBound)])
      } ?? .null,
      "roots": .array(point.roots.map(Self.json)),
    ])
  }
}

/// A two-way break-even in words, as a table and as a curve.
private struct TwoWayView {
  let answer: TwoWayBreakEven
  let labels: Labels
  let printer: QuantityPrinter
  let own: QuantityPrinter
  let second: QuantityPrinter
  let name: String
  let label: String
  let otherLabel: String

  private var words: Wording { labels.words }
  private var goal: String { printer.with(symbol: printer.exact(answer.target)) }
  private var roots: [BreakEven.Root] { answer.points.flatMap(\.roots) }
  var hasRoots: Bool { !roots.isEmpty }

  private func quoted(_ text: String) -> String { labels.language.quoted(text) }

  // MARK: Words

  var sentences: [String] {
    guard let first = answer.points.first, let last = answer.points.last else { return [] }
    let low = otherValue(first.value)
    let high = second.with(symbol: otherValue(last.value))
    guard hasRoots else { return [none(low, high)] + reach }
    var result = [
      words(
        "The values of \(quoted(label)) at which the median of \(name) is \(goal), for values of"
          + " \(quoted(otherLabel)) from \(low) to \(high), its 90% interval.",
        "Valeurs de \(quoted(label)) pour lesquelles la médiane de \(name) vaut \(goal), selon"
          + " \(quoted(otherLabel)) de \(low) à \(high), son intervalle à 90\u{202F}%."
      )
    ]
    if roots.allSatisfy(\.rises) {
      result.append(
        words(
          "Above the curve the median is above the target, below it below.",
          "Au-dessus de la courbe, la médiane dépasse la cible ; au-dessous, elle reste en deçà."
        )
      )
    } else if roots.allSatisfy({ !$0.rises }) {
      result.append(
        words(
          "Above the curve the median is below the target, below it above.",
          "Au-dessus de la courbe, la médiane reste en deçà de la cible ; au-dessous, elle la dépasse."
        )
      )
    }
    let without = answer.points.count { $0.roots.isEmpty }
    if without > 0 {
      result.append(
        words(
          "At \(without) of the \(answer.points.count) values no value of \(quoted(label)) within its"
            + " range meets the target; the table says what can be reached there.",
          "Pour \(without) des \(answer.points.count) valeurs, aucune valeur de \(quoted(label)) dans sa"
            + " plage n'atteint la cible ; le tableau dit ce qui peut alors être atteint."
        )
      )
    }
    return result
  }

  private func none(_ low: String, _ high: String) -> String {
    words(
      "No value of \(quoted(label)) within its range brings the median of \(name) to \(goal),"
        + " whichever value from \(low) to \(high) \(quoted(otherLabel)) has.",
      "Aucune valeur de \(quoted(label)) dans sa plage ne porte la médiane de \(name) à \(goal), quelle"
        + " que soit la valeur de \(quoted(otherLabel)) entre \(low) et \(high)."
    )
  }

  private var reach: [String] {
    let ranges = answer.points.compactMap(\.reachable)
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return []
    }
    let text = range(low, high)
    return [words("It can reach \(text).", "Elle peut aller de \(text).")]
  }

  private func range(_ low: Double, _ high: Double) -> String {
    printer.format.range(printer.digits(low, high), unit: printer.symbol)
  }

  private func otherValue(_ value: Double) -> String {
    let values = answer.points.map(\.value)
    return second.number(value, in: second.digits(values.min() ?? value, values.max() ?? value))
  }

  // MARK: Table and curve

  private func title(_ label: String, _ printer: QuantityPrinter) -> String {
    printer.symbol.isEmpty ? label : "\(label) (\(printer.symbol))"
  }

  var table: ReportTable {
    var table = ReportTable(columns: [
      .init(title(otherLabel, second), alignment: .right),
      .init(title(label, own), alignment: .right),
      .init(words("Below this value", "Au-dessous de cette valeur"), alignment: .right),
    ])
    for point in answer.points {
      var values = point.roots.map {
        own.estimate($0.value) + ($0.isPassed ? words(" (a jump)", " (un saut)") : "")
      }
      if values.isEmpty {
        values = [
          point.reachable.map {
            let text = range($0.lowerBound, $0.upperBound)
            return words("none; the median can be \(text)", "aucune ; médiane possible : \(text)")
          } ?? words("none", "aucune")
        ]
      }
      let shares = point.roots.map { own.format.share($0.probability) }
      table.append([
        [.text(otherValue(point.value))], [.text(values.joined(separator: "; "))],
        [.text(shares.joined(separator: "; "))],
      ])
    }
    return table
  }

  /// Curves through roots of neighbouring values; a value without a root breaks them.
  private var curves: [LineChart.Curve] {
    var result: [[LineChart.Point]] = []
    for branch in 0..<(answer.points.map(\.roots.count).max() ?? 0) {
      var piece: [LineChart.Point] = []
      for point in answer.points {
        if branch < point.roots.count {
          let value = point.roots[branch].value.value
          piece.append(LineChart.Point(point.value * second.factor, value * own.factor))
        } else if !piece.isEmpty {
          result.append(piece)
          piece = []
        }
      }
      if !piece.isEmpty { result.append(piece) }
    }
    return result.prefix(4).map { LineChart.Curve("", $0) }
  }

  var chart: LineChart {
    LineChart(
      caption: ChartCaption(
        title: words("Break-even: \(name) at \(goal)", "Seuil : \(name) à \(goal)"),
        description: sentences.joined(separator: " ")
      ),
      language: labels.language,
      horizontalTitle: title(otherLabel, second),
      verticalTitle: title(label, own),
      curves: curves
    )
  }
}
