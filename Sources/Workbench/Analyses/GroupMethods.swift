import Sensitivity
import StudyLanguage
import TextCore
import Uncertainty

extension SensitivityMethod {
  static let groupMethods: [SensitivityMethod] = [
    SensitivityMethod(
      name: "by-source",
      question: LocalText(
        "Which share of the variance rests on each source?",
        "Quelle part de la variance repose sur chaque source ?"
      ),
      defaultDraws: 65_536,
      acceptsDependence: false,
      work: .exchanges,
      label: sourceLabel
    ) { request in
      try grouped(request, label: sourceLabel)
    },
    SensitivityMethod(
      name: "by-assumption",
      question: LocalText(
        "Which share of the variance rests on assumptions, and which on sourced figures?",
        "Quelle part de la variance repose sur des hypothèses, et sur des chiffres sourcés ?"
      ),
      defaultDraws: 65_536,
      acceptsDependence: false,
      work: .exchanges,
      label: assumptionLabel
    ) { request in
      try grouped(request, label: assumptionLabel)
    },
    SensitivityMethod(
      name: "by-age",
      question: LocalText(
        "Which share of the variance rests on old figures? (by the year of their clause)",
        "Quelle part de la variance repose sur des chiffres anciens ? (année de « as of »)"
      ),
      defaultDraws: 65_536,
      acceptsDependence: false,
      work: .exchanges,
      label: ageLabel
    ) { request in
      try grouped(request, label: ageLabel)
    },
  ]

  @Sendable private static func sourceLabel(_ quantity: Quantity) -> String {
    quantity.metadata.sources.isEmpty
      ? "assumption" : quantity.metadata.sources.map(\.key).joined(separator: " + ")
  }

  @Sendable private static func assumptionLabel(_ quantity: Quantity) -> String {
    quantity.metadata.sources.isEmpty ? "assumption" : "sourced"
  }

  @Sendable private static func ageLabel(_ quantity: Quantity) -> String {
    quantity.metadata.asOf.map { String($0.prefix(4)) } ?? "undated"
  }

  /// The label of each input that belongs to a named quantity.
  static func labels(
    of study: CheckedStudy,
    _ label: (Quantity) -> String
  ) -> [String: String] {
    var labels: [String: String] = [:]
    for input in study.model.inputs {
      let base = input.name.prefix { $0 != "[" && $0 != "#" }
      if let quantity = study.quantity(named: String(base)) {
        labels[input.name] = label(quantity)
      }
    }
    return labels
  }

  /// Shares of the variance by a label of each input's quantity.
  private static func grouped(
    _ request: AnalysisRequest,
    label: (Quantity) -> String
  ) throws -> IndexTable {
    let variance = try GroupedVariance(
      model: request.study.model,
      output: request.output,
      labels: labels(of: request.study, label),
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
