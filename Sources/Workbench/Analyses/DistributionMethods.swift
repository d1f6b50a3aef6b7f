import Reporting
import Sensitivity
import TextCore
import Uncertainty

extension SensitivityMethod {
  static let distributionMethods: [SensitivityMethod] = [
    .ofDraws(
      name: "borgonovo",
      question: LocalText(
        "How much does knowing an input change the whole distribution of the result, not only its"
          + " variance?",
        "De combien connaître une donnée change-t-il toute la distribution du résultat ?"
      ),
      draws: 20_000
    ) { given, _ in
      let delta = try BorgonovoDelta(given)
      return IndexTable(
        columns: [.init(key: "delta", english: "Delta", french: "Delta")],
        rows: delta.rows.map {
          IndexTable.Row(
            name: $0.label,
            values: [$0.delta],
            remark: $0.delta.hasInterval
              ? nil
              : (
                "too weak to be measured with so many draws",
                "trop faible pour être mesuré avec autant de tirages"
              )
          )
        },
        evaluations: delta.draws,
        undefinedRuns: delta.undefinedRuns
      )
    },
    .ofDraws(
      name: "pawn",
      question: LocalText(
        "How far does the distribution of the result move when an input is known? (PAWN)",
        "De combien la distribution du résultat se déplace-t-elle quand une donnée est connue ? (PAWN)"
      ),
      draws: 20_000
    ) { given, seed in
      let pawn = try PAWN(given, seed: seed)
      return IndexTable(
        columns: [
          .init(key: "median", english: "Median distance", french: "Distance médiane"),
          .init(key: "maximum", english: "Largest distance", french: "Distance maximale"),
        ],
        rows: pawn.rows.map {
          IndexTable.Row(
            name: $0.label,
            values: [$0.median, $0.maximum],
            remark: $0.isNoise ? ("within the noise", "dans le bruit") : nil
          )
        },
        evaluations: given.count,
        undefinedRuns: pawn.undefinedRuns,
        notes: [pawnNote(pawn.noiseFloor)]
      )
    },
    .ofDraws(
      name: "hsic",
      question: LocalText(
        "Does the result depend on an input in any way at all? (with a test)",
        "Le résultat dépend-il d'une donnée de quelque façon que ce soit ? (avec un test)"
      ),
      draws: 20_000
    ) { given, _ in
      let hsic = try HilbertSchmidt(given)
      return IndexTable(
        columns: [.init(key: "index", english: "HSIC index", french: "Indice HSIC")],
        rows: hsic.rows.map {
          IndexTable.Row(name: $0.label, values: [$0.index], numbers: ["pValue": $0.pValue])
        },
        evaluations: given.count,
        undefinedRuns: hsic.undefinedRuns,
        notes: hsic.rows.contains { $0.index.value < 0 }
          ? [
            (
              "The estimate has no bias, so that it falls below 0 where there is no dependence or"
                + " little: a negative index says that it cannot be told from none.",
              "L'estimation est sans biais ; elle passe au-dessous de 0 si la dépendance est nulle ou"
                + " faible : un indice négatif dit qu'elle ne se distingue pas de nulle."
            )
          ] : []
      )
    },
    .ofDraws(
      name: "regression",
      question: LocalText(
        "How well does a straight line in the inputs, or in their ranks, explain the result?",
        "Une droite dans les données, ou dans leurs rangs, explique-t-elle bien le résultat ?"
      ),
      draws: 16_384,
      copies: 7
    ) { given, _ in
      let fit = try RegressionIndices(given)
      let linear = (fit.rSquared.value * 1e3).rounded() / 10
      let ranks = (fit.rankRSquared.value * 1e3).rounded() / 10
      return IndexTable(
        columns: [
          .init(key: "src", english: "SRC", french: "SRC"),
          .init(key: "pcc", english: "PCC", french: "PCC"),
          .init(key: "srrc", english: "SRRC", french: "SRRC"),
          .init(key: "prcc", english: "PRCC", french: "PRCC"),
        ],
        rows: fit.rows.map {
          IndexTable.Row(
            name: $0.label,
            values: [
              $0.coefficient, $0.partialCorrelation, $0.rankCoefficient, $0.partialRankCorrelation,
            ]
          )
        },
        evaluations: given.count,
        undefinedRuns: fit.undefinedRuns,
        notes: [
          (
            "The line explains \(linear) % of the variance, the line in ranks \(ranks) %.",
            "La droite explique \(linear) % de la variance, la droite des rangs \(ranks) %."
          )
        ],
        isShare: false
      )
    },
    .ofDraws(
      name: "perturbed-law",
      question: LocalText(
        "How does the result change if the mean of one input is off by one standard deviation?",
        "Que devient le résultat si la moyenne d'une donnée est fausse d'un écart-type ?"
      ),
      draws: 65_536
    ) { given, _ in
      let laws = try PerturbedLaw.all(given)
      let names = given.columns.map(\.label).filter { label in laws.contains { $0.input == label } }
      return IndexTable(
        columns: [
          .init(
            key: "medianChangeUp",
            english: "Median, mean one sd up",
            french: "Médiane, moyenne un écart-type plus haut"
          ),
          .init(
            key: "medianChangeDown",
            english: "Median, mean one sd down",
            french: "Médiane, moyenne un écart-type plus bas"
          ),
        ],
        rows: names.map { name in
          let own = laws.filter { $0.input == name }
          let change = { (up: Bool) in
            own.first { ($0.shift > 0) == up }?.effects.first { $0.statistic == .median }?.change
          }
          return IndexTable.Row(
            name: name,
            values: [change(true), change(false)],
            remark: own.allSatisfy(\.isReliable)
              ? nil
              : (
                "no interval where few draws carry the weight",
                "pas d'intervalle là où peu de tirages portent le poids"
              )
          )
        },
        evaluations: given.count,
        undefinedRuns: given.undefinedRuns,
        notes: [
          (
            "Changes of the result's median, in its unit; the draws are weighted, none is made anew.",
            "Variations de la médiane du résultat, dans son unité ; les tirages sont pondérés, aucun"
              + " n'est refait."
          )
        ],
        isShare: false
      )
    },
  ]

  /// Why PAWN gives no interval.
  private static func pawnNote(_ floor: Double) -> (String, String) {
    let share = { (language: Language) in
      NumberFormat(language: language).percent(floor, decimals: 1)
    }
    return (
      "A distance between the distributions of finite samples is larger than that of the quantities"
        + " themselves, by an amount that is not known: there is no interval. An input without influence"
        + " reaches a median distance of up to \(share(.en)) here. Use borgonovo where an interval is"
        + " needed.",
      "La distance entre les distributions d'échantillons finis dépasse celle des grandeurs"
        + " elles-mêmes, d'un montant inconnu : il n'y a pas d'intervalle. Une donnée sans influence"
        + " atteint ici une distance médiane allant jusqu'à \(share(.fr)). Prendre borgonovo si un"
        + " intervalle est nécessaire."
    )
  }
}
