internal import CLAPACK

/// The eigenvalues and eigenvectors of a symmetric matrix.
///
/// ```
/// A = V diag(lambda) V'
/// ```
/// with orthonormal columns in `V`. The sign of each eigenvector is chosen so that its largest
/// element is positive. Reference: Golub and Van Loan (2013), Matrix Computations, 8.3; LAPACK
/// `dsyevd`.
public struct SymmetricEigen: Sendable, Equatable {
  /// The eigenvalues, from the smallest to the largest.
  public let values: [Double]
  /// The eigenvectors, n x n, one a column, in the order of the values.
  public let vectors: Matrix

  /// Factors a matrix.
  ///
  /// - Parameter matrix: Symmetric (to 1e-12 of its largest element), n x n.
  /// - Throws: ``LinearAlgebraError`` if the matrix is not square, finite and symmetric, or the
  ///   iteration fails.
  public static func factor(_ matrix: Matrix) throws(LinearAlgebraError) -> SymmetricEigen {
    let name = "A symmetric eigenvalue problem"
    try Require.square(matrix, name)
    try Require.finite(matrix, name)
    try Require.symmetric(matrix, name)
    let n = matrix.rows
    var vectors = matrix
    var values = [Double](repeating: 0, count: n)
    guard n > 0 else { return SymmetricEigen(values: values, vectors: vectors) }
    Kernel.prepare()
    let status = LAPACKE_dsyevd(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "V")),
      CChar(UInt8(ascii: "L")),
      Kernel.size(n),
      &vectors.storage,
      Kernel.leading(n),
      &values
    )
    guard status == 0 else { throw .notConverged(operation: name, iterations: Int(status)) }
    for column in 0..<n where vectors.flipsSign(ofColumn: column) { vectors.negateColumn(column) }
    return SymmetricEigen(values: values, vectors: vectors)
  }

  /// The condition number in the 2-norm: the largest over the smallest magnitude of an eigenvalue.
  ///
  /// Infinite for a singular matrix, 0 of an empty one.
  public var conditionNumber: Double {
    let sizes = values.map { abs($0) }
    guard let largest = sizes.max(), let smallest = sizes.min() else { return 0 }
    return smallest > 0 ? largest / smallest : .infinity
  }

  // MARK: Solving

  /// The solution `x` of `A x = b`.
  ///
  /// - Parameter vector: n numbers.
  /// - Throws: ``LinearAlgebraError/singular(operation:pivot:)`` if an eigenvalue is 0, or the
  ///   error of a wrong length or a number that is not finite.
  public func solve(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try Require.count(values.count, of: vector, "Eigenvalue solve")
    return try solve(Matrix(rows: vector.count, columns: 1, elements: vector)).elements
  }

  /// The solutions of `A X = B`, one for each column of `B`.
  ///
  /// - Parameter matrix: `B`, n x k.
  /// - Throws: As the method for one vector.
  public func solve(_ matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
    try Require.rows(values.count, of: matrix, "Eigenvalue solve")
    try Require.finite(matrix, "Eigenvalue solve")
    if let index = values.firstIndex(of: 0) {
      throw .singular(operation: "Eigenvalue solve", pivot: index + 1)
    }
    var projected = try vectors.transposedTimes(matrix)
    for column in 0..<projected.columns {
      for row in 0..<projected.rows { projected[row, column] /= values[row] }
    }
    return try vectors * projected
  }

  /// The inverse of the factored matrix, exactly symmetric.
  ///
  /// - Throws: ``LinearAlgebraError/singular(operation:pivot:)`` if an eigenvalue is 0.
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    if let index = values.firstIndex(of: 0) {
      throw .singular(operation: "Eigenvalue inverse", pivot: index + 1)
    }
    return recompose { 1 / $0 }
  }

  /// The product `V diag(lambda) V'`, which is the factored matrix to rounding.
  public func reconstruct() -> Matrix { recompose { $0 } }

  /// The symmetric matrix with the same eigenvectors and changed eigenvalues.
  ///
  /// - Parameter change: Maps an eigenvalue to the new one: a square root, a floor, a power.
  /// - Returns: n x n, exactly symmetric.
  public func recompose(_ change: (Double) -> Double) -> Matrix {
    let scaled = Matrix(rows: vectors.rows, columns: vectors.columns) {
      vectors[$0, $1] * change(values[$1])
    }
    var product = Matrix.product(scaled, transposed: false, vectors, transposed: true)
    product.mirrorLowerTriangle()
    return product
  }
}
