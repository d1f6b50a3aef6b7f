/// Checks that are the same for every operation.
enum Require {
  static func square(
    _ matrix: Matrix,
    _ operation: String
  ) throws(LinearAlgebraError) {
    guard matrix.rows == matrix.columns else {
      throw .notSquare(operation: operation, rows: matrix.rows, columns: matrix.columns)
    }
  }

  static func finite(
    _ matrix: Matrix,
    _ operation: String
  ) throws(LinearAlgebraError) {
    guard let index = matrix.elements.firstIndex(where: { !$0.isFinite }) else { return }
    throw .notFinite(
      operation: operation,
      row: index % matrix.rows + 1,
      column: index / matrix.rows + 1
    )
  }

  static func finite(
    _ vector: [Double],
    _ operation: String
  ) throws(LinearAlgebraError) {
    guard let index = vector.firstIndex(where: { !$0.isFinite }) else { return }
    throw .notFinite(operation: operation, row: index + 1, column: 1)
  }

  /// Mirror images may differ by rounding: 1e-12 of the largest magnitude.
  static func symmetric(
    _ matrix: Matrix,
    _ operation: String
  ) throws(LinearAlgebraError) {
    let tolerance = 1e-12 * matrix.largestMagnitude
    for column in 0..<matrix.columns {
      for row in (column + 1)..<max(matrix.rows, column + 1) {
        let value = matrix[row, column]
        let mirrored = matrix[column, row]
        guard abs(value - mirrored) <= tolerance else {
          throw .notSymmetric(
            operation: operation,
            row: row + 1,
            column: column + 1,
            value: value,
            mirrored: mirrored
          )
        }
      }
    }
  }

  static func rows(
    _ count: Int,
    of matrix: Matrix,
    _ operation: String
  ) throws(LinearAlgebraError) {
    guard matrix.rows == count else {
      throw .shapeMismatch(
        operation: operation,
        needed: "\(count) rows on the right-hand side",
        got: "\(matrix.rows)"
      )
    }
  }

  static func count(
    _ count: Int,
    of vector: [Double],
    _ operation: String
  ) throws(LinearAlgebraError) {
    guard vector.count == count else {
      throw .shapeMismatch(
        operation: operation,
        needed: "a vector of \(count) elements",
        got: "\(vector.count)"
      )
    }
  }
}
