internal import CLAPACK

/// Which half of a square matrix is meant; the other half is taken as 0.
public enum Triangle: Sendable {
  /// The diagonal and what is below it.
  case lower
  /// The diagonal and what is above it.
  case upper

  var code: CChar {
    switch self {
    case .lower: CChar(UInt8(ascii: "L"))
    case .upper: CChar(UInt8(ascii: "U"))
    }
  }

  var uplo: CBLAS_UPLO {
    switch self {
    case .lower: CblasLower
    case .upper: CblasUpper
    }
  }
}

extension Matrix {
  /// The solution of a triangular system.
  ///
  /// - Parameters:
  ///   - vector: The right-hand side, n numbers.
  ///   - triangle: The half of this square matrix that is the system.
  ///   - transposed: Solves with the transpose instead.
  /// - Throws: ``LinearAlgebraError`` for a wrong shape, numbers that are not finite, or a zero
  ///   on the diagonal.
  public func solveTriangular(
    _ vector: [Double],
    _ triangle: Triangle,
    transposed: Bool = false
  ) throws(LinearAlgebraError) -> [Double] {
    let name = "A triangular solve"
    try Require.square(self, name)
    try Require.count(rows, of: vector, name)
    try Require.finite(self, name)
    try Require.finite(vector, name)
    if let index = diagonal.firstIndex(of: 0) {
      throw .singular(operation: name, pivot: index + 1)
    }
    guard !isEmpty else { return vector }
    var solution = vector
    Kernel.prepare()
    cblas_dtrsv(
      CblasColMajor,
      triangle.uplo,
      transposed ? CblasTrans : CblasNoTrans,
      CblasNonUnit,
      Kernel.size(rows),
      storage,
      Kernel.leading(rows),
      &solution,
      1
    )
    return solution
  }

  /// An estimate of the condition number of a triangular matrix in the 1-norm.
  ///
  /// A lower bound that is seldom off by more than a factor of 3 (LAPACK `dtrcon`).
  ///
  /// - Parameter triangle: The half of this square matrix that counts.
  /// - Returns: 1 or more; infinity of a singular triangle; 0 of an empty matrix.
  /// - Throws: ``LinearAlgebraError`` if the matrix is not square or not finite.
  public func triangularConditionEstimate(
    _ triangle: Triangle
  ) throws(LinearAlgebraError) -> Double {
    let name = "A triangular condition estimate"
    try Require.square(self, name)
    try Require.finite(self, name)
    guard !isEmpty else { return 0 }
    var reciprocal = 0.0
    Kernel.prepare()
    _ = LAPACKE_dtrcon(
      LAPACK_COL_MAJOR,
      CChar(UInt8(ascii: "1")),
      triangle.code,
      CChar(UInt8(ascii: "N")),
      Kernel.size(rows),
      storage,
      Kernel.leading(rows),
      &reciprocal
    )
    return 1 / reciprocal
  }
}
