internal import CLAPACK

/// The LU factorisation of a square matrix with row exchanges.
///
/// ```
/// P A = L U
/// ```
/// with unit lower triangular `L` and upper triangular `U`. Reference: Golub and Van Loan (2013),
/// Matrix Computations, 3.4; LAPACK `dgetrf`.
public struct LU: Sendable, Equatable {
  private let packed: Matrix
  private let pivots: [Int32]
  private let oneNorm: Double

  /// Factors a matrix.
  ///
  /// - Parameter matrix: n x n.
  /// - Throws: ``LinearAlgebraError/singular(operation:pivot:)`` if a pivot is exactly 0, or the
  ///   error of a matrix that is not square or not finite. A matrix that is singular to working
  ///   precision only is accepted: read ``conditionEstimate()``.
  public static func factor(_ matrix: Matrix) throws(LinearAlgebraError) -> LU {
    try Require.square(matrix, "LU")
    try Require.finite(matrix, "LU")
    let n = matrix.rows
    var packed = matrix
    var pivots = [Int32](repeating: 0, count: n)
    guard n > 0 else { return LU(packed: packed, pivots: pivots, oneNorm: 0) }
    Kernel.prepare()
    let status = LAPACKE_dgetrf(
      LAPACK_COL_MAJOR,
      Kernel.size(n),
      Kernel.size(n),
      &packed.storage,
      Kernel.leading(n),
      &pivots
    )
    guard status == 0 else { throw .singular(operation: "LU", pivot: Int(status)) }
    return LU(packed: packed, pivots: pivots, oneNorm: matrix.oneNorm)
  }

  // MARK: Factors

  /// The unit lower triangular factor, n x n.
  public var lower: Matrix {
    Matrix(rows: packed.rows, columns: packed.columns) {
      $0 > $1 ? packed[$0, $1] : ($0 == $1 ? 1 : 0)
    }
  }

  /// The upper triangular factor, n x n.
  public var upper: Matrix {
    Matrix(rows: packed.rows, columns: packed.columns) { $0 <= $1 ? packed[$0, $1] : 0 }
  }

  /// The position in the matrix of each row of `P A`, counted from 0.
  public var permutation: [Int] {
    var order = Array(0..<packed.rows)
    for (index, pivot) in pivots.enumerated() { order.swapAt(index, Int(pivot) - 1) }
    return order
  }

  /// The determinant of the factored matrix, 1 of an empty one; may overflow or underflow.
  public var determinant: Double {
    let exchanges = pivots.indices.count { Int(pivots[$0]) != $0 + 1 }
    return packed.diagonal.reduce(exchanges % 2 == 0 ? 1 : -1) { $0 * $1 }
  }

  // MARK: Solving

  /// The solution `x` of `A x = b`.
  ///
  /// - Parameter vector: n numbers.
  /// - Throws: ``LinearAlgebraError`` for a wrong length or a number that is not finite.
  public func solve(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try Require.count(packed.rows, of: vector, "LU solve")
    return try solve(Matrix(rows: vector.count, columns: 1, elements: vector)).elements
  }

  /// The solutions of `A X = B`, one for each column of `B`.
  ///
  /// - Parameter matrix: `B`, n x k.
  /// - Throws: ``LinearAlgebraError`` for a wrong shape or a number that is not finite.
  public func solve(_ matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
    try Require.rows(packed.rows, of: matrix, "LU solve")
    try Require.finite(matrix, "LU solve")
    guard !matrix.isEmpty else { return matrix }
    var solution = matrix
    Kernel.prepare()
    _ = LAPACKE_dgetrs(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "N")),
      Kernel.size(packed.rows),
      Kernel.size(matrix.columns),
      packed.storage,
      Kernel.leading(packed.rows),
      pivots,
      &solution.storage,
      Kernel.leading(packed.rows)
    )
    return solution
  }

  /// The inverse of the factored matrix.
  public func inverse() -> Matrix {
    guard !packed.isEmpty else { return packed }
    var result = packed
    Kernel.prepare()
    _ = LAPACKE_dgetri(
      LAPACK_COL_MAJOR,
      Kernel.size(packed.rows),
      &result.storage,
      Kernel.leading(packed.rows),
      pivots
    )
    return result
  }

  /// The product `P' L U`, which is the factored matrix to rounding.
  public func reconstruct() -> Matrix {
    let product = Matrix.product(lower, transposed: false, upper, transposed: false)
    var result = product
    for (index, row) in permutation.enumerated() { result.setRow(row, product.row(index)) }
    return result
  }

  /// An estimate of the condition number of the factored matrix in the 1-norm.
  ///
  /// A lower bound that is seldom off by more than a factor of 3 (LAPACK `dgecon`; Higham 1988,
  /// doi:10.1145/50063.214386). 0 of an empty matrix.
  public func conditionEstimate() -> Double {
    guard !packed.isEmpty else { return 0 }
    var reciprocal = 0.0
    Kernel.prepare()
    _ = LAPACKE_dgecon(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "1")),
      Kernel.size(packed.rows),
      packed.storage,
      Kernel.leading(packed.rows),
      oneNorm,
      &reciprocal
    )
    return 1 / reciprocal
  }
}
