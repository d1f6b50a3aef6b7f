import StudyLanguage
import Uncertainty

extension SensitivityMethod {
  static let groupMethods: [SensitivityMethod] = [
    SensitivityMethod(
      name: "by-source",
      question: (
        "Which share of the variance rests on each source?",
        "Quelle part de la variance repose sur chaque source ?"
      ),
      defaultDraws: 65_536,
      acceptsDependence: false
    ) { request in
      try grouped(request) { quantity in
        quantity.metadata.sources.isEmpty
          ? "assumption" : quantity.metadata.sources.map(\.key).joined(separator: " + ")
      }
    },
    SensitivityMethod(
      name: "by-assumption",
      question: (
        "Which share of the variance rests on assumptions, and which on sourced figures?",
        "Quelle part de la variance repose sur des hypothèses, et sur des chiffres sourcés ?"
      ),
      defaultDraws: 65_536,
      acceptsDependence: false
    ) { request in
      try grouped(request) { $0.metadata.sources.isEmpty ? "assumption" : "sourced" }
    },
    SensitivityMethod(
      name: "by-age",
      question: (
        "Which share of the variance rests on old figures? (by the year of their clause)",
        "Quelle part de la variance repose sur des chiffres anciens ? (année de « as of »)"
      ),
      defaultDraws: 65_536,
      acceptsDependence: false
    ) { request in
      try grouped(request) { quantity in
        quantity.metadata.asOf.map { String($0.prefix(4)) } ?? "undated"
      }
    },
  ]

  /// Shares of the variance by a label of each input's quantity.
  private static func grouped(
    _ request: AnalysisRequest,
    label: (Quantity) -> String
  ) throws -> IndexTable {
    var labels: [String: String] = [:]
    for input in request.study.model.inputs {
      let base = input.name.prefix { $0 != "[" && $0 != "#" }
      if let quantity = request.study.quantity(named: String(base)) {
        labels[input.name] = label(quantity)
      }
    }
    let variance = try GroupedVariance(
      model: request.study.model,
      output: request.output,
      labels: labels,
      unlabelled: "assumption",
      settings: request.settings(65_536)
    )
    return IndexTable(
      columns: [first, total],
      rows: variance.shares.map { IndexTable.Row(name: $0.label, values: [$0.first, $0.total]) }
        + (variance.shares.count > 1
          ? [IndexTable.Row(name: Analyses.interactions, values: [variance.interactions, nil])]
          : []),
      evaluations: variance.evaluations,
      undefinedRuns: variance.undefinedRuns
    ).explainingCarriers()
  }
}
