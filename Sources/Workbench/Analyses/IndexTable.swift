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
}
