import Sensitivity
import TextCore
import Uncertainty

extension SensitivityMethod {
  static let dependentMethods: [SensitivityMethod] = [
    SensitivityMethod(
      name: "shapley",
      question: LocalText(
        "Which share of the variance belongs to each input when inputs are correlated?",
        "Quelle part de la variance revient à chaque donnée quand elles sont corrélées ?"
      ),
      defaultDraws: 100_000,
      acceptsDependence: true,
      acceptsGroups: true
    ) { request in
      let problem = try request.problem()
      // Of many linked inputs the closed form takes longer than draws do.
      let exact = try LinearGaussian.recognise(problem).flatMap {
        try? ShapleyEffects(exactly: $0)
      }
      let effects =
        try exact
        ?? ShapleyEffects(
          try ShapleyDesign(
            problem,
            evaluations: request.draws ?? 100_000,
            seed: request.seed
          )
        )
      return IndexTable(
        columns: [.init(key: "effect", english: "Shapley effect", french: "Effet de Shapley")],
        rows: effects.entries.map { IndexTable.Row(name: $0.name, values: [$0.effect]) },
        evaluations: effects.evaluations,
        undefinedRuns: effects.undefinedRuns,
        notes: [
          (
            "The effects add up to 100%; what inputs do together is shared equally among them.",
            "La somme des effets est 100 % ; ce que les données font ensemble est réparti à parts"
              + " égales."
          )
        ] + (exact == nil ? [] : [exactNote])
      ).explainingCarriers()
    },
    SensitivityMethod(
      name: "kucherenko",
      question: LocalText(
        "First-order and total shares that hold for correlated inputs.",
        "Parts de premier ordre et totales valables pour des données corrélées."
      ),
      defaultDraws: 32_768,
      acceptsDependence: true,
      acceptsGroups: true,
      work: .redraws
    ) { request in
      let points = power(of: (request.draws ?? 32_768) / 16, from: 16, to: 1 << 20)
      let problem = try request.problem()
      let linear = try LinearGaussian.recognise(problem)
      let indices =
        try linear.map { try KucherenkoIndices(exactly: $0) }
        ?? KucherenkoIndices(
          try KucherenkoDesign(problem, points: points, seed: request.seed)
        )
      return IndexTable(
        columns: [
          .init(
            key: "first",
            english: "Full first order",
            french: "Premier ordre complet"
          ),
          .init(
            key: "total",
            english: "Independent total",
            french: "Total indépendant"
          ),
        ],
        rows: indices.entries.map {
          IndexTable.Row(name: $0.name, values: [$0.fullFirst, $0.independentTotal])
        },
        evaluations: indices.evaluations,
        undefinedRuns: indices.undefinedRuns,
        notes: [
          (
            "With correlated inputs the total may be below the first order: it leaves out what an"
              + " input shares with others.",
            "Avec des données corrélées, le total peut être inférieur au premier ordre : il exclut ce"
              + " qu'une donnée partage avec les autres."
          )
        ] + (linear == nil ? [] : [exactNote])
      ).explainingCarriers()
    },
  ]

  /// What is said of figures from a closed form.
  private static let exactNote = (
    "The result is a linear formula of normal inputs: these figures follow from their variances and"
      + " correlations and are exact.",
    "Le résultat est une formule linéaire de données normales : ces chiffres découlent de leurs"
      + " variances et corrélations et sont exacts."
  )
}
