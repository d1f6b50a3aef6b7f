import Reporting
import Sensitivity
import TextCore
import Uncertainty

extension SensitivityMethod {
  static let varianceMethods: [SensitivityMethod] = [
    SensitivityMethod(
      name: "sobol",
      question: LocalText(
        "Which share of the variance comes from each input alone, and with its interactions?",
        "Quelle part de la variance vient de chaque donnée seule, et avec ses interactions ?"
      ),
      defaultDraws: 16_384,
      acceptsDependence: false,
      acceptsGroups: true,
      givesPairs: true,
      work: .exchanges
    ) { request in
      let problem = try request.problem()
      if problem.hasDependence, !request.secondOrder {
        return table(try GroupedVariance(problem, settings: request.settings(16_384)))
      }
      let design = try SobolDesign(
        problem,
        basePoints: request.draws ?? 16_384,
        seed: request.seed
      )
      return table(try SobolIndices(try design.run(), secondOrder: request.secondOrder))
    },
    SensitivityMethod(
      name: "polynomial-chaos",
      question: LocalText(
        "The same shares from a polynomial fitted to few runs, where such a fit is good.",
        "Les mêmes parts d'après un polynôme ajusté sur peu d'évaluations, quand il convient."
      ),
      defaultDraws: 2_048,
      acceptsDependence: false,
      acceptsGroups: true,
      givesPairs: true
    ) { request in
      let points = power(of: (request.draws ?? 2_048) / 4, from: 16, to: 1 << 16)
      let fit = try PolynomialChaosDesign(
        try request.problem(),
        pointsPerReplicate: points,
        seed: request.seed
      ).indices()
      let share = (fit.certifiedError * 1e4).rounded() / 1e2
      return IndexTable(
        columns: [first, total],
        rows: fit.factors.indices.map {
          IndexTable.Row(name: fit.factors[$0].name, values: [fit.first[$0], fit.total[$0]])
        },
        evaluations: fit.runs,
        undefinedRuns: fit.undefinedRuns,
        notes: [
          (
            "The polynomial misses \(share) % of the variance (leave-one-out and validation error);"
              + " the intervals contain this.",
            "Le polynôme manque \(share) % de la variance (erreur de validation) ; les intervalles en"
              + " tiennent compte."
          )
        ],
        pairs: request.secondOrder ? pairs(fit.pairs, fit.factors) : []
      )
    },
    SensitivityMethod(
      name: "efast",
      question: LocalText(
        "The same shares by Fourier analysis along a curve (eFAST).",
        "Les mêmes parts par analyse de Fourier le long d'une courbe (eFAST)."
      ),
      defaultDraws: 16_384,
      acceptsDependence: false,
      work: .curves(least: 4_112)
    ) { request in
      let points = max(257, (request.draws ?? 16_384) / 16)
      let fast = try FourierAmplitudeDesign(
        try request.problem(),
        pointsPerCurve: points,
        seed: request.seed
      ).indices()
      return IndexTable(
        columns: [first, total],
        rows: fast.factors.indices.map {
          IndexTable.Row(name: fast.factors[$0].name, values: [fast.first[$0], fast.total[$0]])
        },
        evaluations: fast.runs,
        undefinedRuns: fast.undefinedRuns,
        notes: [fourierNote(fast.noiseFloor)]
      )
    },
    SensitivityMethod(
      name: "rbd-fast",
      question: LocalText(
        "First-order shares from few runs by random balance designs.",
        "Parts de premier ordre avec peu d'évaluations (plans à équilibre aléatoire)."
      ),
      defaultDraws: 16_384,
      acceptsDependence: false
    ) { request in
      let points = max(64, (request.draws ?? 16_384) / 16)
      let balance = try RandomBalanceDesign(
        try request.problem(),
        pointsPerReplicate: points,
        seed: request.seed
      ).indices()
      return IndexTable(
        columns: [first],
        rows: balance.factors.indices.map {
          IndexTable.Row(name: balance.factors[$0].name, values: [balance.first[$0]])
        },
        evaluations: balance.runs,
        undefinedRuns: balance.undefinedRuns,
        notes: balance.first.allSatisfy(\.hasInterval) ? [] : [harmonicsNote]
      )
    },
    SensitivityMethod(
      name: "rank",
      question: LocalText(
        "First-order shares from any draws, by ranks; correlated inputs share their influence.",
        "Parts de premier ordre d'après des tirages quelconques, par les rangs."
      ),
      defaultDraws: 65_536,
      acceptsDependence: true,
      asksOwnChance: true,
      run: { try ranks(try $0.givenDraws(65_536, ownChance: true)) },
      analyse: { given, _ in try ranks(given) }
    ),
  ]

  private static func ranks(_ given: GivenDraws) throws -> IndexTable {
    let ranks = try RankIndices(given)
    return IndexTable(
      columns: [first],
      rows: ranks.names.indices.map {
        IndexTable.Row(name: ranks.names[$0], values: [ranks.first[$0]])
      },
      evaluations: ranks.runs,
      undefinedRuns: ranks.undefinedRuns
    ).explainingCarriers()
  }

  private static func pairs(_ pairs: [PairIndex], _ factors: [Factor]) -> [IndexTable.Pair] {
    pairs.map {
      IndexTable.Pair(
        first: factors[$0.first].name,
        second: factors[$0.second].name,
        index: $0.index
      )
    }
  }

  /// Why eFAST gives no interval.
  private static func fourierNote(_ floor: Double) -> (String, String) {
    let share = { (language: Language) in
      NumberFormat(language: language).percent(floor, decimals: 1)
    }
    return (
      "eFAST counts the first harmonics of each input and takes what the frequencies of others leave"
        + " there for its own. That error does not show in repeated curves, so that no interval is"
        + " known; an input without influence would be given a total of up to \(share(.en)) here. Use sobol"
        + " where an interval is needed.",
      "eFAST compte les premiers harmoniques de chaque donnée et lui attribue ce que les fréquences des"
        + " autres y laissent. Cette erreur ne se voit pas sur des courbes répétées : l'intervalle est"
        + " inconnu ; une donnée sans influence recevrait ici un total allant jusqu'à \(share(.fr)). Prendre"
        + " sobol si un intervalle est nécessaire."
    )
  }

  /// Why random balance designs may give no interval.
  private static let harmonicsNote = (
    "Where no interval is known, the harmonics that are counted do not tell what the others hold: there"
      + " are fewer than 4096 draws, or the result is a spike in the input, as with a rare event, or few"
      + " draws carry it. Use sobol.",
    "Là où l'intervalle est inconnu, les harmoniques comptés ne disent pas ce que contiennent les"
      + " autres : il y a moins de 4096 tirages, ou le résultat est une pointe de la donnée, comme lors"
      + " d'un événement rare, ou peu de tirages le portent. Prendre sobol."
  )

  /// The indices of groups as columns, in the order of the groups.
  private static func table(_ variance: GroupedVariance) -> IndexTable {
    IndexTable(
      columns: [first, total],
      rows: variance.shares.map { IndexTable.Row(name: $0.label, values: [$0.first, $0.total]) },
      evaluations: variance.evaluations,
      undefinedRuns: variance.undefinedRuns
    )
  }

  /// Sobol' indices as columns.
  static func table(_ indices: SobolIndices) -> IndexTable {
    IndexTable(
      columns: [first, total],
      rows: indices.factors.indices.map {
        IndexTable.Row(
          name: indices.factors[$0].name,
          values: [indices.first[$0], indices.total[$0]]
        )
      },
      evaluations: indices.runs,
      undefinedRuns: indices.undefinedRuns,
      pairs: pairs(indices.pairs, indices.factors)
    ).explainingCarriers()
  }

  /// The smallest power of two that is at least a number, within bounds.
  static func power(of wanted: Int, from low: Int, to high: Int) -> Int {
    var result = low
    while result < wanted, result < high { result *= 2 }
    return result
  }
}
