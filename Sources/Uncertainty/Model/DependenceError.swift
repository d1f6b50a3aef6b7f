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
  /// The degrees of freedom of a Student copula outside ``Copula/degreesOfFreedomRange``.
  case degreesOfFreedom(value: Double)
  /// A statement whose inputs are linked with a pair that has another copula.
  case differentCopulas(first: String, second: String, has: Copula, asked: Copula)
  /// A column of a sample with another length than the first.
  case unequalColumns(column: Int, rows: Int, expected: Int)
  /// A value of a sample that is not a number.
  case undefined(column: Int, row: Int)
  /// A sample with too few rows to give its columns correlations.
  case tooFewRows(rows: Int, columns: Int)
  /// Correlations that cannot hold together.
  ///
  /// - Parameters:
  ///   - inputs: The names of all inputs linked by the statements so far, in row order.
  ///   - smallestEigenvalue: Of the implied correlation matrix of the scores; below 0.
  ///   - nearest: A Spearman matrix that can hold, nearest in the scores.
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
    case .degreesOfFreedom(let value):
      return "A Student copula needs 0.5 to 1,000,000 degrees of freedom; got \(value)."
    case .differentCopulas(let first, let second, let has, let asked):
      return "Inputs that are linked by correlations need one copula; \"\(first)\" and "
        + "\"\(second)\" have a \(has), and this statement asks for a \(asked)."
    case .unequalColumns(let column, let rows, let expected):
      return "A sample needs columns of one length; column \(column + 1) has \(rows) rows and the "
        + "first \(expected)."
    case .undefined(let column, let row):
      return "Ranks need numbers; column \(column + 1), row \(row + 1) is not a number (NaN). "
        + "Leave out such rows first."
    case .tooFewRows(let rows, let columns):
      return "Correlating \(columns) columns needs more rows than that, better some hundreds; the "
        + "sample has \(rows)."
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

extension DependenceError {
  /// Stops where a square matrix is none of rank correlations.
  static func check(_ matrix: [[Double]]) throws(DependenceError) {
    for (row, entries) in matrix.enumerated() {
      guard entries.count == matrix.count else {
        throw .row(index: row, entries: entries.count, inputs: matrix.count)
      }
      for (column, value) in entries.enumerated() {
        guard row == column ? value == 1 : abs(value) <= 1 else {
          throw .entry(row: row, column: column, value: value)
        }
      }
    }
    for row in matrix.indices {
      for column in 0..<row where matrix[row][column] != matrix[column][row] {
        throw .asymmetric(
          row: column,
          column: row,
          upper: matrix[column][row],
          lower: matrix[row][column]
        )
      }
    }
  }
}
