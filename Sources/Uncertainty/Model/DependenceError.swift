/// Why inputs could not be correlated.
public enum DependenceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A matrix whose shape does not fit the inputs.
  case shape(inputs: Int, rows: Int)
  /// A row of the matrix with a wrong number of entries.
  case row(index: Int, entries: Int, inputs: Int)
  /// An entry outside -1 ... 1, or a diagonal entry other than 1.
  case entry(row: Int, column: Int, value: Double)
  /// Two entries that should be equal.
  case asymmetric(row: Int, column: Int, upper: Double, lower: Double)
  /// A node that is no univariate input.
  case notAnInput(node: Int)
  /// One input named twice in one statement.
  case repeated(name: String)
  /// A pair that has a correlation already.
  case alreadyCorrelated(first: String, second: String)
  /// Correlations that cannot hold together.
  ///
  /// - Parameters:
  ///   - inputs: The names of all inputs linked by the statements so far, in row order.
  ///   - smallestEigenvalue: Of the implied normal correlation matrix; below 0.
  ///   - nearest: A Spearman matrix that can hold, nearest in the normal scores.
  case notPositiveDefinite(inputs: [String], smallestEigenvalue: Double, nearest: [[Double]])

  /// What is wrong, in a sentence or two.
  public var description: String {
    switch self {
    case .shape(let inputs, let rows):
      return "A correlation of \(inputs) inputs needs at least 2 inputs and a matrix of "
        + "\(inputs) rows; \(rows) rows came."
    case .row(let index, let entries, let inputs):
      return "A correlation matrix needs \(inputs) entries in each row; row \(index + 1) has "
        + "\(entries)."
    case .entry(let row, let column, let value):
      return "A rank correlation needs to lie in -1 ... 1, and be 1 on the diagonal; "
        + "row \(row + 1), column \(column + 1) is \(value)."
    case .asymmetric(let row, let column, let upper, let lower):
      return "A correlation matrix needs to be symmetric; row \(row + 1), column \(column + 1) "
        + "is \(upper) and its mirror image \(lower)."
    case .notAnInput(let node):
      return "A correlation needs univariate inputs; node \(node) is not one (shares that sum "
        + "to 1 and computed values cannot be correlated)."
    case .repeated(let name):
      return "A correlation needs different inputs; \"\(name)\" came twice."
    case .alreadyCorrelated(let first, let second):
      return "A pair of inputs needs one correlation; \"\(first)\" and \"\(second)\" have one "
        + "already."
    case .notPositiveDefinite(let inputs, let smallest, let nearest):
      let rows = nearest.map { row in
        "[" + row.map { Self.rounded($0) }.joined(separator: ", ") + "]"
      }
      return "Correlations need a positive semidefinite matrix; that of "
        + inputs.joined(separator: ", ") + " has eigenvalue \(smallest). The nearest matrix "
        + "that can hold is " + rows.joined(separator: ", ") + "."
    }
  }

  private static func rounded(_ value: Double) -> String {
    "\((value * 10_000).rounded() / 10_000)"
  }
}
