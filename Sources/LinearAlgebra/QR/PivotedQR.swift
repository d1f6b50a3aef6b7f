internal import CLAPACK

/// The QR factorisation of a matrix with column pivoting, which reveals its rank.
///
/// ```
/// A P = Q R
/// ```
/// with orthonormal columns in `Q`, upper triangular `R` whose diagonal does not grow, and a
/// permutation `P`. Reference: Golub and Van Loan (2013), Matrix Computations, 5.4; LAPACK
/// `dgeqp3`.
public struct PivotedQR: Sendable, Equatable {
  /// The position in the matrix of each column of `A P`, counted from 0.
  public let permutation: [Int]
  /// Householder vectors below the diagonal, `R` on and above it.
  let packed: Matrix
  let reflectors: [Double]

  /// Factors a matrix.
  ///
  /// - Parameter matrix: m x n, any shape.
  /// - Throws: ``LinearAlgebraError/notFinite(operation:row:column:)``.
  public static func factor(_ matrix: Matrix) throws(LinearAlgebraError) -> PivotedQR {
    try Require.finite(matrix, "QR")
    let smaller = min(matrix.rows, matrix.columns)
    guard smaller > 0 else {
      return PivotedQR(
        permutation: Array(0..<matrix.columns),
        packed: matrix,
        reflectors: []
      )
    }
    var packed = matrix
    var pivots = [Int32](repeating: 0, count: matrix.columns)
    var reflectors = [Double](repeating: 0, count: smaller)
    Kernel.prepare()
    _ = LAPACKE_dgeqp3(
      LAPACK_COL_MAJOR,
      Kernel.size(matrix.rows),
      Kernel.size(matrix.columns),
      &packed.storage,
      Kernel.leading(matrix.rows),
      &pivots,
      &reflectors
    )
    return PivotedQR(
      permutation: pivots.map { Int($0) - 1 },
      packed: packed,
      reflectors: reflectors
    )
  }

  // MARK: Factors

  /// The upper triangular (or trapezoidal) factor, min(m, n) x n.
  public var r: Matrix {
    Matrix(rows: min(packed.rows, packed.columns), columns: packed.columns) {
      $0 <= $1 ? packed[$0, $1] : 0
    }
  }

  /// The orthonormal factor, m x min(m, n).
  public var q: Matrix {
    let smaller = min(packed.rows, packed.columns)
    guard smaller > 0 else { return Matrix(rows: packed.rows, columns: smaller) }
    var q = packed.selectingColumns(0..<smaller)
    Kernel.prepare()
    _ = LAPACKE_dorgqr(
      LAPACK_COL_MAJOR,
      Kernel.size(q.rows),
      Kernel.size(smaller),
      Kernel.size(smaller),
      &q.storage,
      Kernel.leading(q.rows),
      reflectors
    )
    return q
  }

  /// The number of diagonal elements of `R` that stand out from rounding.
  ///
  /// - Parameter relativeTolerance: Elements up to this fraction of the first count as 0; the
  ///   default is max(m, n) times 2.2e-16.
  public func rank(relativeTolerance: Double? = nil) -> Int {
    let diagonal = packed.diagonal
    guard let first = diagonal.first, first != 0 else { return 0 }
    let standard = Double(max(packed.rows, packed.columns)) * Double.ulpOfOne
    let threshold = abs(first) * (relativeTolerance ?? standard)
    return diagonal.prefix { abs($0) > threshold }.count
  }

  /// The product of the full m x m orthogonal factor, or of its transpose, and a vector.
  func applyQ(_ vector: [Double], transposed: Bool) -> [Double] {
    guard !reflectors.isEmpty else { return vector }
    var result = vector
    Kernel.prepare()
    _ = LAPACKE_dormqr(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "L")),
      CChar(UInt8(ascii: transposed ? "T" : "N")),
      Kernel.size(packed.rows),
      1,
      Kernel.size(reflectors.count),
      packed.storage,
      Kernel.leading(packed.rows),
      reflectors,
      &result,
      Kernel.leading(packed.rows)
    )
    return result
  }

  /// Solves with the leading triangle of `R`, or its transpose.
  func solveR(_ vector: [Double], transposed: Bool) -> [Double] {
    guard packed.columns > 0 else { return vector }
    var result = vector
    Kernel.prepare()
    cblas_dtrsv(
      CblasColMajor,
      CblasUpper,
      transposed ? CblasTrans : CblasNoTrans,
      CblasNonUnit,
      Kernel.size(packed.columns),
      packed.storage,
      Kernel.leading(packed.rows),
      &result,
      1
    )
    return result
  }

  // MARK: Solving

  /// The least squares solution of `A x = b`, unique because the columns are independent.
  ///
  /// Prefer ``LeastSquares`` where statistics or the last digits are wanted, and ``SVD`` where
  /// columns may be dependent.
  ///
  /// - Parameter vector: m numbers.
  /// - Returns: n numbers.
  /// - Throws: ``LinearAlgebraError/rankDeficient(operation:rank:columns:dependentColumn:)`` if
  ///   the rank is below n, or the error of a wrong length or a number that is not finite.
  public func solve(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try Require.count(packed.rows, of: vector, "QR solve")
    try Require.finite(vector, "QR solve")
    try requireFullRank("QR solve")
    let rotated = applyQ(vector, transposed: true)
    let pivoted = solveR(Array(rotated.prefix(packed.columns)), transposed: false)
    var solution = pivoted
    for (index, column) in permutation.enumerated() { solution[column] = pivoted[index] }
    return solution
  }

  /// The least squares solutions of `A X = B`, one for each column of `B`.
  ///
  /// - Parameter matrix: `B`, m x k.
  /// - Returns: n x k.
  /// - Throws: As the method for one vector.
  public func solve(_ matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
    try Require.rows(packed.rows, of: matrix, "QR solve")
    try Require.finite(matrix, "QR solve")
    var result = Matrix(rows: packed.columns, columns: matrix.columns)
    for column in 0..<matrix.columns {
      result.setColumn(column, try solve(matrix.column(column)))
    }
    return result
  }

  /// The inverse of a square matrix.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not square or its rank is not full.
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    try Require.square(packed, "QR inverse")
    return try solve(Matrix.identity(packed.rows))
  }

  /// The product `Q R P'`, which is the factored matrix to rounding.
  public func reconstruct() -> Matrix {
    let triangle = r
    var result = Matrix(rows: packed.rows, columns: packed.columns)
    for (index, column) in permutation.enumerated() {
      var values = triangle.column(index)
      values.append(contentsOf: repeatElement(0, count: packed.rows - values.count))
      result.setColumn(column, applyQ(values, transposed: false))
    }
    return result
  }

  func requireFullRank(_ operation: String) throws(LinearAlgebraError) {
    let rank = rank()
    guard rank == packed.columns else {
      throw .rankDeficient(
        operation: operation,
        rank: rank,
        columns: packed.columns,
        dependentColumn: permutation[rank] + 1
      )
    }
  }
}
