internal import CLAPACK

extension Matrix {
  /// The product of two matrices.
  ///
  /// - Parameters:
  ///   - a: An m x k matrix.
  ///   - b: A k x n matrix.
  /// - Returns: The m x n product, 0 everywhere where k is 0.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public static func * (a: Matrix, b: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard a.columns == b.rows else { throw mismatch("A product", a.columns, b) }
    return product(a, transposed: false, b, transposed: false)
  }

  /// The product of a matrix and a column vector.
  ///
  /// - Parameters:
  ///   - a: An m x n matrix.
  ///   - x: n numbers.
  /// - Returns: m numbers.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public static func * (a: Matrix, x: [Double]) throws(LinearAlgebraError) -> [Double] {
    try Require.count(a.columns, of: x, "A matrix-vector product")
    return product(a, transposed: false, x)
  }

  /// The product of the transpose with a matrix, without forming the transpose.
  ///
  /// - Parameter other: A matrix with as many rows as this one.
  /// - Returns: The product, `columns` x `other.columns`.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public func transposedTimes(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard rows == other.rows else { throw Self.mismatch("A product with a transpose", rows, other) }
    return Self.product(self, transposed: true, other, transposed: false)
  }

  /// The product of the transpose with a column vector, without forming the transpose.
  ///
  /// - Parameter vector: As many numbers as there are rows.
  /// - Returns: As many numbers as there are columns.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public func transposedTimes(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try Require.count(rows, of: vector, "A product with a transpose")
    return Self.product(self, transposed: true, vector)
  }

  /// The product with the transpose of another matrix, without forming the transpose.
  ///
  /// - Parameter other: A matrix with as many columns as this one.
  /// - Returns: The product, `rows` x `other.rows`.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public func timesTransposed(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard columns == other.columns else {
      throw .shapeMismatch(
        operation: "A product with a transpose",
        needed: "\(columns) columns on the right",
        got: "\(other.columns)"
      )
    }
    return Self.product(self, transposed: false, other, transposed: true)
  }

  /// The product of the transpose with the matrix itself: symmetric, `columns` x `columns`.
  public func gram() -> Matrix {
    var result = Matrix(rows: columns, columns: columns)
    guard columns > 0 && rows > 0 else { return result }
    Kernel.prepare()
    cblas_dsyrk(
      CblasColMajor,
      CblasLower,
      CblasTrans,
      Kernel.size(columns),
      Kernel.size(rows),
      1,
      storage,
      Kernel.leading(rows),
      0,
      &result.storage,
      Kernel.leading(columns)
    )
    result.mirrorLowerTriangle()
    return result
  }

  // MARK: Sums and multiples

  /// The sum of two matrices of one shape.
  ///
  /// - Parameters:
  ///   - a: A matrix.
  ///   - b: A matrix of the same shape.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public static func + (a: Matrix, b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try combine("A sum", a, b) { $0 + $1 }
  }

  /// The difference of two matrices of one shape.
  ///
  /// - Parameters:
  ///   - a: A matrix.
  ///   - b: A matrix of the same shape.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)``.
  public static func - (a: Matrix, b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try combine("A difference", a, b) { $0 - $1 }
  }

  /// A multiple of a matrix.
  ///
  /// - Parameters:
  ///   - factor: Multiplies every element.
  ///   - a: A matrix.
  public static func * (factor: Double, a: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: a.columns, elements: a.storage.map { factor * $0 })
  }

  // MARK: Inside the module

  /// Copies the lower triangle into the upper one.
  mutating func mirrorLowerTriangle() {
    for column in 0..<columns {
      for row in (column + 1)..<max(rows, column + 1) { self[column, row] = self[row, column] }
    }
  }

  /// A product of shapes that are known to fit.
  static func product(
    _ a: Matrix,
    transposed aFlag: Bool,
    _ b: Matrix,
    transposed bFlag: Bool
  ) -> Matrix {
    let m = aFlag ? a.columns : a.rows
    let k = aFlag ? a.rows : a.columns
    let n = bFlag ? b.rows : b.columns
    var result = Matrix(rows: m, columns: n)
    guard m > 0 && n > 0 && k > 0 else { return result }
    Kernel.prepare()
    cblas_dgemm(
      CblasColMajor,
      aFlag ? CblasTrans : CblasNoTrans,
      bFlag ? CblasTrans : CblasNoTrans,
      Kernel.size(m),
      Kernel.size(n),
      Kernel.size(k),
      1,
      a.storage,
      Kernel.leading(a.rows),
      b.storage,
      Kernel.leading(b.rows),
      0,
      &result.storage,
      Kernel.leading(m)
    )
    return result
  }

  private static func product(_ a: Matrix, transposed: Bool, _ x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: transposed ? a.columns : a.rows)
    guard !a.isEmpty else { return result }
    Kernel.prepare()
    cblas_dgemv(
      CblasColMajor,
      transposed ? CblasTrans : CblasNoTrans,
      Kernel.size(a.rows),
      Kernel.size(a.columns),
      1,
      a.storage,
      Kernel.leading(a.rows),
      x,
      1,
      0,
      &result,
      1
    )
    return result
  }

  private static func combine(
    _ operation: String,
    _ a: Matrix,
    _ b: Matrix,
    _ combine: (Double, Double) -> Double
  ) throws(LinearAlgebraError) -> Matrix {
    guard a.rows == b.rows && a.columns == b.columns else {
      throw .shapeMismatch(
        operation: operation,
        needed: "two matrices of one shape",
        got: "\(a.rows) x \(a.columns) and \(b.rows) x \(b.columns)"
      )
    }
    return Matrix(
      rows: a.rows,
      columns: a.columns,
      elements: zip(a.storage, b.storage).map { combine($0, $1) }
    )
  }

  private static func mismatch(
    _ operation: String,
    _ needed: Int,
    _ other: Matrix
  ) -> LinearAlgebraError {
    .shapeMismatch(
      operation: operation,
      needed: "\(needed) rows in the second factor",
      got: "\(other.rows)"
    )
  }
}
