import Sensitivity
import Uncertainty

/// Indices of the inputs by one method, before they are printed.
struct IndexTable {
  /// One column: its JSON name and its titles.
  struct Column {
    let key: String
    let english: String
    let french: String
  }

  /// One input.
  struct Row {
    /// The name of the model's input, group or dummy.
    let name: String
    /// One estimate a column; `nil` where the method gives none.
    let values: [IndexEstimate?]
    /// Further numbers by JSON name, such as a p-value.
    var numbers: [String: Double] = [:]
    /// A remark in English and French.
    var remark: (String, String)?
  }

  /// Two inputs or groups.
  struct Pair {
    let first: String
    let second: String
    let index: IndexEstimate
  }

  let columns: [Column]
  var rows: [Row]
  let evaluations: Int
  let undefinedRuns: Int
  /// Sentences in English and French.
  var notes: [(String, String)] = []
  /// Whether values are printed as shares in percent.
  var isShare = true
  /// The second order of every pair, where it was asked for.
  var pairs: [Pair] = []

  /// The table with a sentence on indices that have no interval because few draws carry them, if
  /// there are any.
  func explainingCarriers() -> IndexTable {
    let estimates = rows.flatMap(\.values) + pairs.map(\.index)
    guard estimates.contains(where: { $0.map { $0.value.isFinite && !$0.hasInterval } ?? false })
    else { return self }
    var table = self
    table.notes.append(
      (
        "Where no interval is known, fewer than 50 draws carry the index (25 do where they are a"
          + " good part of all), as with an input that matters in a rare event only, or none shows"
          + " any effect of the input: what happens still more rarely was not seen, and the spread of"
          + " the draws says nothing about it. More draws (--draws) help.",
        "Là où l'intervalle est inconnu, moins de 50 tirages portent l'indice (25 suffisent s'ils"
          + " sont une bonne part de tous), par exemple celui d'une donnée qui ne compte que lors"
          + " d'un événement rare, ou aucun ne montre d'effet de la donnée : ce qui arrive plus"
          + " rarement encore n'a pas été vu, et la dispersion des tirages n'en dit rien. Plus de"
          + " tirages (--draws) y remédient."
      )
    )
    return table
  }

  /// The rows, the largest first: a share below 0 is noise and stands last, an effect below 0 counts
  /// by its size.
  var sortedRows: [Row] {
    func key(_ row: Row) -> Double {
      guard let value = row.values.first.flatMap({ $0?.value }), !value.isNaN else {
        return -.infinity
      }
      return isShare ? value : abs(value)
    }
    return rows.enumerated().sorted { a, b in
      (-key(a.element), a.offset) < (-key(b.element), b.offset)
    }.map(\.element)
  }

  /// Whether some estimate of a column has an interval of some width, or one that is not known.
  func hasInterval(column: Int) -> Bool {
    rows.contains { row in
      row.values.indices.contains(column)
        && row.values[column].map { $0.value.isFinite && $0.low != $0.high } == true
    }
  }
}
