internal import CLAPACK

/// The Cholesky factorisation of a symmetric positive definite matrix.
///
/// ```
/// A = L L'
/// ```
/// with `L` lower triangular. Reference: Golub and Van Loan (2013), Matrix Computations, 4.2;
/// LAPACK `dpotrf`.
public struct Cholesky: Sendable, Equatable {
  /// The factor `L`, n x n, with zeros above the diagonal.
  public let lower: Matrix
  private let oneNorm: Double

  /// Factors a matrix.
  ///
  /// - Parameter matrix: Symmetric (to 1e-12 of its largest element) and positive definite,
  ///   n x n. An empty matrix has an empty factor.
  /// - Throws: ``LinearAlgebraError`` if the matrix is not square, finite, symmetric and
  ///   positive definite. The last names the pivot that failed and its value; ``NearestCorrelation``
  ///   offers a repair of a correlation matrix.
  public static func factor(_ matrix: Matrix) throws(LinearAlgebraError) -> Cholesky {
    let name = "Cholesky"
    try Require.square(matrix, name)
    try Require.finite(matrix, name)
    try Require.symmetric(matrix, name)
    let n = matrix.rows
    guard n > 0 else { return Cholesky(lower: matrix, oneNorm: 0) }
    var factor = matrix
    Kernel.prepare()
    let status = LAPACKE_dpotrf(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "L")),
      Kernel.size(n),
      &factor.storage,
      Kernel.leading(n)
    )
    guard status == 0 else {
      throw .notPositiveDefinite(
        pivot: Int(status),
        value: failedPivot(of: matrix, at: Int(status) - 1)
      )
    }
    for column in 1..<n {
      for row in 0..<column { factor[row, column] = 0 }
    }
    return Cholesky(lower: factor, oneNorm: matrix.oneNorm)
  }

  /// The pivot at which the factorisation stopped: LAPACK does not report it, so it is formed
  /// again from the leading block, which is positive definite.
  private static func failedPivot(of matrix: Matrix, at index: Int) -> Double {
    var value = matrix[index, index]
    guard index > 0 else { return value }
    var block = Matrix(rows: index, columns: index) { matrix[$0, $1] }
    var row = (0..<index).map { matrix[index, $0] }
    _ = LAPACKE_dpotrf(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "L")),
      Kernel.size(index),
      &block.storage,
      Kernel.leading(index)
    )
    cblas_dtrsv(
      CblasColMajor,
      CblasLower,
      CblasNoTrans,
      CblasNonUnit,
      Kernel.size(index),
      block.storage,
      Kernel.leading(index),
      &row,
      1
    )
    for element in row { value -= element * element }
    // Another order of summation may leave a tiny positive number where dpotrf saw none.
    return min(value, 0)
  }

  // MARK: Solving

  /// The solution `x` of `A x = b`.
  ///
  /// - Parameter vector: n numbers.
  /// - Throws: ``LinearAlgebraError`` for a wrong length or numbers that are not finite.
  public func solve(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try Require.count(lower.rows, of: vector, "Cholesky solve")
    return try solve(Matrix(rows: vector.count, columns: 1, elements: vector)).elements
  }

  /// The solutions of `A X = B`, one for each column of `B`.
  ///
  /// - Parameter matrix: `B`, n x k.
  /// - Throws: ``LinearAlgebraError`` for a wrong shape or numbers that are not finite.
  public func solve(_ matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
    try Require.rows(lower.rows, of: matrix, "Cholesky solve")
    try Require.finite(matrix, "Cholesky solve")
    guard !matrix.isEmpty else { return matrix }
    var solution = matrix
    Kernel.prepare()
    _ = LAPACKE_dpotrs(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "L")),
      Kernel.size(lower.rows),
      Kernel.size(matrix.columns),
      lower.storage,
      Kernel.leading(lower.rows),
      &solution.storage,
      Kernel.leading(lower.rows)
    )
    return solution
  }

  /// The inverse of the factored matrix, exactly symmetric.
  public func inverse() -> Matrix {
    guard !lower.isEmpty else { return lower }
    var result = lower
    Kernel.prepare()
    _ = LAPACKE_dpotri(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "L")),
      Kernel.size(lower.rows),
      &result.storage,
      Kernel.leading(lower.rows)
    )
    result.mirrorLowerTriangle()
    return result
  }

  /// The product `L L'`, which is the factored matrix to rounding.
  public func reconstruct() -> Matrix {
    lower.transposed.gram()
  }

  // MARK: Using the factor

  /// The product of `L` and a vector: turns independent standard normals into correlated ones.
  ///
  /// - Parameter vector: n numbers.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public func correlate(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try lower * vector
  }

  /// The product of a matrix and `L'`: turns rows of independent standard normals into rows
  /// whose covariance is the factored matrix.
  ///
  /// - Parameter draws: One draw a row, one variable a column, k x n.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public func correlate(rowsOf draws: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard draws.columns == lower.rows else {
      throw .shapeMismatch(
        operation: "Cholesky correlate",
        needed: "\(lower.rows) columns",
        got: "\(draws.columns)"
      )
    }
    guard !draws.isEmpty else { return draws }
    var result = draws
    Kernel.prepare()
    cblas_dtrmm(
      CblasColMajor,
      CblasRight,
      CblasLower,
      CblasTrans,
      CblasNonUnit,
      Kernel.size(draws.rows),
      Kernel.size(draws.columns),
      1,
      lower.storage,
      Kernel.leading(lower.rows),
      &result.storage,
      Kernel.leading(draws.rows)
    )
    return result
  }

  /// The natural logarithm of the determinant of the factored matrix; 0 of an empty one.
  public var logDeterminant: Double {
    2 * lower.diagonal.reduce(0) { $0 + logarithm($1) }
  }

  /// An estimate of the condition number of the factored matrix in the 1-norm.
  ///
  /// A lower bound that is seldom off by more than a factor of 3 (LAPACK `dpocon`; Higham 1988,
  /// doi:10.1145/50063.214386). Infinite where it would overflow; 0 of an empty matrix.
  public func conditionEstimate() -> Double {
    guard !lower.isEmpty else { return 0 }
    var reciprocal = 0.0
    Kernel.prepare()
    _ = LAPACKE_dpocon(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "L")),
      Kernel.size(lower.rows),
      lower.storage,
      Kernel.leading(lower.rows),
      oneNorm,
      &reciprocal
    )
    return 1 / reciprocal
  }
}
