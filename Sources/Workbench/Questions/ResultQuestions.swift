import Reporting
import StudyLanguage

/// Tables and charts of what the study holds and computes.
extension Question {
  static let value = Question(form: .value) { (renderer, request) in
    renderer.values(request)
  }

  static let chart = Question(
    form: RequestForm(
      "chart",
      names: 1...1,
      namesHeadline: true,
      example: "show chart revenue"
    )
  ) { (renderer, request) in renderer.chart(request) }

  static let series = Question(
    form: RequestForm("series", names: 1...1, example: "show series reports")
  ) { (renderer, request) in
    renderer.chart(request)
  }

  static let inputs = Question(
    form: RequestForm("inputs", names: 0...0, example: "show inputs")
  ) { (renderer, _) in renderer.tables.inputs() }

  static let sources = Question(
    form: RequestForm("sources", names: 0...0, example: "show sources")
  ) { (renderer, _) in renderer.tables.sources() }

  static let checks = Question(
    form: RequestForm("checks", names: 0...0, example: "show checks")
  ) { (renderer, _) in
    let blocks = renderer.tables.checks()
    guard blocks.isEmpty else { return blocks }
    let words = renderer.words
    return [
      .paragraph(words("This study states no check.", "Cette étude n'énonce pas de comparaison."))
    ]
  }
}

extension RequestRenderer {
  /// The values of the named quantities, with a chart where there is one.
  fileprivate func values(_ request: StudyRequest) -> [Block] {
    let targets = request.quantities.compactMap { target in
      study.quantity(named: target.quantity).map { ($0, output: target.output) }
    }
    guard targets.count == 1 else { return [tables.results(targets)] }
    return result(targets[0].0, output: targets[0].output)
  }

  fileprivate func chart(_ request: StudyRequest) -> [Block] {
    guard let target = request.quantities.last,
      let quantity = study.quantity(named: target.quantity)
    else { return [] }
    return charts.result(quantity, output: target.output).map { [$0] } ?? []
  }

  /// The results table and chart of a quantity.
  func result(_ quantity: Quantity, output: String?) -> [Block] {
    let chart = charts.result(quantity, output: output)
    return [tables.results([(quantity, output)])] + (chart.map { [$0] } ?? [])
  }
}
