import Sensitivity
import TextCore
import Uncertainty

extension SensitivityMethod {
  static let screeningMethods: [SensitivityMethod] = [
    SensitivityMethod(
      name: "morris",
      question: LocalText(
        "Which inputs matter at all, and which act linearly? (elementary effects; quick)",
        "Quelles données comptent, et lesquelles agissent linéairement ? (effets élémentaires)"
      ),
      defaultDraws: 4_096,
      acceptsDependence: false,
      acceptsGroups: true,
      plane: (horizontal: 0, vertical: 2)
    ) { request in
      let problem = try request.problem()
      let points = max(4, (request.draws ?? 4_096) / (16 * (problem.factors.count + 1)))
      let morris = try MorrisIndices(
        try MorrisDesign(problem, sampling: .radial(points: points), seed: request.seed)
      )
      return table(morris)
    },
    SensitivityMethod(
      name: "dgsm",
      question: LocalText(
        "Which inputs can safely be fixed? (upper bound on the total share from derivatives)",
        "Quelles données peut-on fixer sans risque ? (borne de la part totale par les dérivées)"
      ),
      defaultDraws: 16_384,
      acceptsDependence: false,
      acceptsGroups: true
    ) { request in
      let points = power(of: (request.draws ?? 16_384) / 16, from: 16, to: 1 << 20)
      // A bound exists for every continuous input on this scale, on the natural one for few.
      let measures = try DerivativeBasedMeasures(
        try request.problem(),
        points: points,
        scale: .normalScore,
        seed: request.seed
      )
      return IndexTable(
        columns: [
          .init(key: "totalBound", english: "Bound on the total", french: "Borne du total")
        ],
        rows: measures.entries.map { entry in
          IndexTable.Row(
            name: entry.factor.name,
            values: [entry.totalIndexBound],
            remark: entry.withheld.map { reason(of: $0) }
          )
        },
        evaluations: measures.evaluations,
        undefinedRuns: measures.undefinedRuns,
        notes: [
          (
            "A bound near 0 means the input can be fixed; a large one means nothing.",
            "Une borne proche de 0 autorise à fixer la donnée ; une grande ne dit rien."
          )
        ]
      ).explainingCarriers()
    },
    SensitivityMethod(
      name: "elasticities",
      question: LocalText(
        "By how many percent does the result move when an input moves by one percent?",
        "De combien de pour cent le résultat varie-t-il quand une donnée varie d'un pour cent ?"
      ),
      defaultDraws: 1,
      acceptsDependence: true
    ) { request in
      let elasticities = try Elasticities(model: request.study.model, output: request.output)
      return IndexTable(
        columns: [
          .init(key: "elasticity", english: "Elasticity", french: "Élasticité"),
          .init(
            key: "changePerStandardDeviation",
            english: "Change for one standard deviation",
            french: "Variation pour un écart-type"
          ),
        ],
        rows: elasticities.entries.map {
          IndexTable.Row(
            name: $0.label,
            values: [
              IndexEstimate(exactly: $0.elasticity),
              IndexEstimate(exactly: $0.changePerStandardDeviation),
            ]
          )
        },
        evaluations: 1,
        undefinedRuns: 0,
        notes: [
          (
            "Exact derivatives at the medians: no draws, and no word on what happens far from there.",
            "Dérivées exactes aux médianes : sans tirages, et sans rien dire de ce qui se passe loin"
              + " de là."
          )
        ],
        isShare: false
      )
    },
  ]

  /// Elementary effects as columns.
  static func table(_ morris: MorrisIndices) -> IndexTable {
    IndexTable(
      columns: [
        .init(key: "meanAbsolute", english: "Mean absolute effect", french: "Effet absolu moyen"),
        .init(key: "mean", english: "Mean effect", french: "Effet moyen"),
        .init(key: "sigma", english: "Spread of effects", french: "Dispersion des effets"),
      ],
      rows: morris.entries.map {
        IndexTable.Row(
          name: $0.factor.name,
          values: [$0.meanAbsolute, $0.mean, $0.deviation]
        )
      },
      evaluations: morris.evaluations,
      undefinedRuns: morris.undefinedRuns,
      isShare: false
    )
  }

  /// Why there is no bound, in English and French.
  private static func reason(
    of withheld: DerivativeBasedMeasures.Withheld
  ) -> (String, String) {
    switch withheld {
    case .dependentInputs: ("no bound: inputs are correlated", "pas de borne : données corrélées")
    case .discreteInput:
      ("no bound: takes separate values only", "pas de borne : valeurs séparées seulement")
    case .uncertainDistribution:
      ("no bound: its distribution is uncertain", "pas de borne : sa loi est incertaine")
    case .jumps: ("no bound: the result may jump", "pas de borne : le résultat peut sauter")
    case .unknownConstant:
      ("no bound known for its distribution", "pas de borne connue pour sa loi")
    }
  }
}
