/// The correlation matrix nearest to a symmetric matrix that is not one.
///
/// The repair offered when judged or pairwise correlations are not positive definite: the result
/// has a unit diagonal, its eigenvalues are at least a chosen floor, and the sum of squared
/// changes is the smallest possible. Alternating projections with Dykstra's correction.
///
/// Reference: Higham (2002), Computing the nearest correlation matrix, IMA Journal of Numerical
/// Analysis 22(3), doi:10.1093/imanum/22.3.329.
public struct NearestCorrelation: Sendable, Equatable {
  /// The repaired matrix: symmetric, unit diagonal, positive definite.
  public let matrix: Matrix
  /// The Frobenius norm of the change.
  public let distance: Double
  /// The largest absolute change of a coefficient off the diagonal.
  public let largestChange: Double
  /// The position of the largest change, counted from 0; nil if nothing off the diagonal changed.
  public let largestChangePosition: (row: Int, column: Int)?
  /// The number of pairs of projections that were needed.
  public let iterations: Int

  /// Finds the nearest correlation matrix.
  ///
  /// - Parameters:
  ///   - matrix: Symmetric (to 1e-12 of its largest element), n x n. The diagonal becomes 1.
  ///   - minimumEigenvalue: The floor of the eigenvalues, above 0 and below 1, so that a Cholesky
  ///     factor of the result exists.
  ///   - maximumIterations: When to give up.
  /// - Returns: The matrix itself, untouched, if it already is such a correlation matrix.
  /// - Throws: ``LinearAlgebraError`` if the matrix is not square, finite and symmetric, or the
  ///   projections did not settle.
  public static func repair(
    _ matrix: Matrix,
    minimumEigenvalue: Double = 1e-8,
    maximumIterations: Int = 10_000
  ) throws(LinearAlgebraError) -> NearestCorrelation {
    let name = "The nearest correlation matrix"
    precondition(
      minimumEigenvalue > 0 && minimumEigenvalue < 1,
      "The eigenvalue floor must be in (0, 1)"
    )
    try Require.square(matrix, name)
    try Require.finite(matrix, name)
    try Require.symmetric(matrix, name)
    let n = matrix.rows
    let smallest = try SymmetricEigen.factor(matrix).values.first ?? 1
    if smallest >= minimumEigenvalue && matrix.diagonal.allSatisfy({ $0 == 1 }) {
      return NearestCorrelation(from: matrix, to: matrix, iterations: 0)
    }
    var current = matrix
    current.mirrorLowerTriangle()
    var correction = Matrix(rows: n, columns: n)
    for iteration in 1...max(1, maximumIterations) {
      let shifted = try current - correction
      let eigen = try SymmetricEigen.factor(shifted)
      let projected = eigen.recompose { max($0, minimumEigenvalue) }
      correction = try projected - shifted
      var next = projected
      for index in 0..<n { next[index, index] = 1 }
      let step = try (next - projected).largestMagnitude
      let move = try (next - current).largestMagnitude
      current = next
      guard step <= 1e-12 * Double(n) || (step <= 1e-10 && move <= 1e-12) else { continue }
      return NearestCorrelation(
        from: matrix,
        to: try secured(current, floor: minimumEigenvalue),
        iterations: iteration
      )
    }
    throw .notConverged(operation: name, iterations: maximumIterations)
  }

  /// Moves towards the identity by what the last projection left below the floor.
  private static func secured(
    _ matrix: Matrix,
    floor: Double
  ) throws(LinearAlgebraError) -> Matrix {
    let smallest = try SymmetricEigen.factor(matrix).values.first ?? 1
    guard smallest < floor else { return matrix }
    let weight = (floor - smallest) / (1 - smallest)
    return Matrix(rows: matrix.rows, columns: matrix.columns) {
      $0 == $1 ? 1 : (1 - weight) * matrix[$0, $1]
    }
  }

  private init(from old: Matrix, to new: Matrix, iterations: Int) {
    matrix = new
    self.iterations = iterations
    var largest = 0.0
    var position: (row: Int, column: Int)?
    for column in 0..<new.columns {
      for row in (column + 1)..<max(new.rows, column + 1) {
        let change = abs(new[row, column] - old[row, column])
        if change > largest {
          largest = change
          position = (row, column)
        }
      }
    }
    largestChange = largest
    largestChangePosition = position
    let changes = zip(new.elements, old.elements).map { $0 - $1 }
    distance = Matrix(rows: new.rows, columns: new.columns, elements: changes).frobeniusNorm
  }

  /// Whether two repairs are the same.
  ///
  /// - Parameters:
  ///   - a: A repair.
  ///   - b: Another repair.
  public static func == (a: NearestCorrelation, b: NearestCorrelation) -> Bool {
    a.matrix == b.matrix && a.distance == b.distance && a.iterations == b.iterations
  }
}
