internal import CLAPACK

/// The singular value decomposition of a matrix.
///
/// ```
/// A = U diag(s) V'
/// ```
/// with orthonormal columns in `U` and `V`. The sign of each pair of singular vectors is chosen so
/// that the largest element of the left one is positive. Reference: Golub and Van Loan (2013),
/// Matrix Computations, 8.6; LAPACK `dgesdd`.
public struct SVD: Sendable, Equatable {
  /// The left singular vectors, m x min(m, n), one a column.
  public let u: Matrix
  /// The singular values, from the largest to the smallest, min(m, n) of them.
  public let singularValues: [Double]
  /// The right singular vectors, n x min(m, n), one a column.
  public let v: Matrix

  /// Factors a matrix.
  ///
  /// - Parameter matrix: m x n, any shape.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite or the iteration fails.
  public static func factor(_ matrix: Matrix) throws(LinearAlgebraError) -> SVD {
    try Require.finite(matrix, "SVD")
    let (m, n) = (matrix.rows, matrix.columns)
    let k = min(m, n)
    var u = Matrix(rows: m, columns: k)
    var vTransposed = Matrix(rows: k, columns: n)
    var values = [Double](repeating: 0, count: k)
    guard k > 0 else { return SVD(u: u, singularValues: [], v: vTransposed.transposed) }
    var work = matrix
    Kernel.prepare()
    let status = LAPACKE_dgesdd(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "S")),
      Kernel.size(m),
      Kernel.size(n),
      &work.storage,
      Kernel.leading(m),
      &values,
      &u.storage,
      Kernel.leading(m),
      &vTransposed.storage,
      Kernel.leading(k)
    )
    guard status == 0 else { throw .notConverged(operation: "SVD", iterations: Int(status)) }
    var v = vTransposed.transposed
    for column in 0..<k where u.flipsSign(ofColumn: column) {
      u.negateColumn(column)
      v.negateColumn(column)
    }
    return SVD(u: u, singularValues: values, v: v)
  }

  // MARK: Rank and condition

  /// The number of singular values that stand out from rounding.
  ///
  /// - Parameter relativeTolerance: Values up to this fraction of the largest count as 0; the
  ///   default is max(m, n) times 2.2e-16.
  public func rank(relativeTolerance: Double? = nil) -> Int {
    guard let largest = singularValues.first, largest > 0 else { return 0 }
    let standard = Double(max(u.rows, v.rows)) * Double.ulpOfOne
    let threshold = largest * (relativeTolerance ?? standard)
    return singularValues.prefix { $0 > threshold }.count
  }

  /// The condition number in the 2-norm: the largest singular value over the smallest.
  ///
  /// Infinite for a singular matrix, 0 of an empty one.
  public var conditionNumber: Double {
    guard let largest = singularValues.first, let smallest = singularValues.last else { return 0 }
    return smallest > 0 ? largest / smallest : .infinity
  }

  // MARK: Solving

  /// The least squares solution of `A x = b` with the smallest norm.
  ///
  /// - Parameters:
  ///   - vector: m numbers.
  ///   - relativeTolerance: As for ``rank(relativeTolerance:)``.
  /// - Returns: n numbers.
  /// - Throws: ``LinearAlgebraError`` for a wrong length or a number that is not finite.
  public func solve(
    _ vector: [Double],
    relativeTolerance: Double? = nil
  ) throws(LinearAlgebraError) -> [Double] {
    try Require.count(u.rows, of: vector, "SVD solve")
    let right = Matrix(rows: vector.count, columns: 1, elements: vector)
    return try solve(right, relativeTolerance: relativeTolerance).elements
  }

  /// The least squares solutions of `A X = B` with the smallest norms.
  ///
  /// - Parameters:
  ///   - matrix: `B`, m x k.
  ///   - relativeTolerance: As for ``rank(relativeTolerance:)``.
  /// - Returns: n x k.
  /// - Throws: ``LinearAlgebraError`` for a wrong shape or a number that is not finite.
  public func solve(
    _ matrix: Matrix,
    relativeTolerance: Double? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    try Require.rows(u.rows, of: matrix, "SVD solve")
    try Require.finite(matrix, "SVD solve")
    return minimumNorm(matrix, rank(relativeTolerance: relativeTolerance))
  }

  private func minimumNorm(_ matrix: Matrix, _ rank: Int) -> Matrix {
    var projected = Matrix.product(u, transposed: true, matrix, transposed: false)
    for column in 0..<projected.columns {
      for row in 0..<projected.rows {
        projected[row, column] = row < rank ? projected[row, column] / singularValues[row] : 0
      }
    }
    return Matrix.product(v, transposed: false, projected, transposed: false)
  }

  /// The Moore-Penrose inverse, n x m; the inverse of a regular matrix.
  ///
  /// - Parameter relativeTolerance: As for ``rank(relativeTolerance:)``.
  public func inverse(relativeTolerance: Double? = nil) -> Matrix {
    minimumNorm(Matrix.identity(u.rows), rank(relativeTolerance: relativeTolerance))
  }

  /// The product `U diag(s) V'`, which is the factored matrix to rounding.
  public func reconstruct() -> Matrix {
    let scaled = Matrix(rows: u.rows, columns: u.columns) { u[$0, $1] * singularValues[$1] }
    return Matrix.product(scaled, transposed: false, v, transposed: true)
  }
}

extension Matrix {
  /// Whether the element of largest magnitude in a column (the first of equals) is negative.
  func flipsSign(ofColumn column: Int) -> Bool {
    withUnsafeColumn(column) { values in
      var largest = 0.0
      for value in values where abs(value) > abs(largest) { largest = value }
      return largest < 0
    }
  }

  mutating func negateColumn(_ column: Int) {
    withUnsafeMutableColumn(column) { values in
      for index in values.indices { values[index] = -values[index] }
    }
  }
}
