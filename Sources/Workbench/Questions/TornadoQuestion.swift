import Reporting
import Sensitivity
import StudyLanguage
import TextCore

extension Question {
  static let tornado = Question.ofNumber(
    RequestForm("tornado", names: 1...1, namesHeadline: true, example: "show tornado revenue"),
    summary: LocalText(
      "How far does each input alone move the result between its 5% and its 95% value?",
      "De combien chaque donnée, seule, déplace-t-elle le résultat entre ses valeurs à 5 % et 95 % ?"
    ),
    page: "docs/methods/tornado.md"
  ) { (renderer, _, quantity, output) throws(WorkbenchError) in
    let blocks = try renderer.tornado(quantity, output: output)
    guard blocks.isEmpty else { return blocks }
    let name = renderer.labels.label(quantity)
    return [
      .paragraph(
        renderer.words(
          "\(name) depends on no uncertain input.",
          "\(name) ne dépend d'aucune donnée incertaine."
        )
      )
    ]
  }
}

extension RequestRenderer {
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
}
