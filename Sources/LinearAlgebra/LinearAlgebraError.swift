/// Why a linear algebra operation could not be done.
///
/// Rows, columns and pivots are counted from 1 here, as in the printed sentences; the subscripts
/// of ``Matrix`` count from 0.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// A pivot of a Cholesky factorisation is not above 0.
  case notPositiveDefinite(pivot: Int, value: Double)
  /// A pivot of an LU factorisation, or a diagonal element of a triangle, is exactly 0.
  case singular(operation: String, pivot: Int)
  /// The columns of a design or system are linearly dependent to working precision.
  case rankDeficient(operation: String, rank: Int, columns: Int, dependentColumn: Int)
  /// The operation is defined for square matrices only.
  case notSquare(operation: String, rows: Int, columns: Int)
  /// The operation is defined for symmetric matrices only.
  case notSymmetric(operation: String, row: Int, column: Int, value: Double, mirrored: Double)
  /// Two operands do not fit together, or a matrix has the wrong number of rows or columns.
  case shapeMismatch(operation: String, needed: String, got: String)
  /// An element is NaN or infinite.
  case notFinite(operation: String, row: Int, column: Int)
  /// An iteration ended before it reached its tolerance.
  case notConverged(operation: String, iterations: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// A sentence that says what the operation needs and what it got.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let pivot, let value):
      return "Cholesky needs a positive definite matrix; pivot \(pivot) is \(value)"
    case .singular(let operation, let pivot):
      return "\(operation) needs a regular matrix; pivot \(pivot) is 0"
    case .rankDeficient(let operation, let rank, let columns, let dependent):
      return "\(operation) needs linearly independent columns; the rank is \(rank) of \(columns)"
        + " and column \(dependent) depends on the others"
    case .notSquare(let operation, let rows, let columns):
      return "\(operation) needs a square matrix; got \(rows) x \(columns)"
    case .notSymmetric(let operation, let row, let column, let value, let mirrored):
      return "\(operation) needs a symmetric matrix; row \(row), column \(column) is \(value)"
        + " and its mirror image is \(mirrored)"
    case .shapeMismatch(let operation, let needed, let got):
      return "\(operation) needs \(needed); got \(got)"
    case .notFinite(let operation, let row, let column):
      return "\(operation) needs finite numbers; row \(row), column \(column) is not finite"
    case .notConverged(let operation, let iterations):
      return "\(operation) did not converge in \(iterations) iterations"
    }
  }
}
