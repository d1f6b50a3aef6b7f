/// A correlation matrix of which only some coefficients are given, made whole.
///
/// Among all correlation matrices with the given coefficients it is the one with the largest
/// determinant, which is that of the joint normal law of largest entropy: two variables without a
/// given coefficient are independent given the others (the inverse is 0 there). Iterative
/// proportional scaling over the given pairs.
///
/// References: Dempster (1972), Covariance selection, Biometrics 28, doi:10.2307/2528966; Speed and
/// Kiiveri (1986), Gaussian Markov distributions over finite graphs, Annals of Statistics 14,
/// doi:10.1214/aos/1176349846.
public enum CorrelationCompletion {
  /// Fills in the coefficients that are not given.
  ///
  /// - Parameters:
  ///   - matrix: Symmetric, n x n; only the given coefficients are read.
  ///   - pairs: The places of the given coefficients, above or below the diagonal, each once.
  ///   - sweeps: When to give up; each sweep takes `pairs.count` times n squared steps.
  /// - Returns: Positive definite with unit diagonal, the given coefficients within 1e-10; `nil`
  ///   where there is no such matrix, or the sweeps did not come so far.
  public static func complete(
    _ matrix: Matrix,
    keeping pairs: [(row: Int, column: Int)],
    sweeps: Int = 500
  ) -> Matrix? {
    let n = matrix.rows
    precondition(matrix.columns == n, "A correlation matrix is square")
    var result = Matrix.identity(n)
    for _ in 0..<sweeps {
      var worst = 0.0
      for pair in pairs {
        worst = max(worst, abs(result[pair.row, pair.column] - matrix[pair.row, pair.column]))
        guard scale(&result, to: matrix[pair.row, pair.column], pair) else { return nil }
      }
      guard worst <= 1e-10 else { continue }
      for index in 0..<n { result[index, index] = 1 }
      return (try? Cholesky.factor(result)) == nil ? nil : result
    }
    return nil
  }

  /// Gives two variables unit variances and one coefficient, and leaves the law of the others given
  /// these two as it was; `false` where the two have become one.
  private static func scale(
    _ covariance: inout Matrix,
    to coefficient: Double,
    _ pair: (row: Int, column: Int)
  ) -> Bool {
    let n = covariance.rows
    let (i, j) = pair
    let a = covariance[i, i]
    let b = covariance[i, j]
    let c = covariance[j, j]
    let determinant = a * c - b * b
    guard determinant > 1e-12, abs(coefficient) < 1 else { return false }
    var first = [Double](repeating: 0, count: n)
    var second = first
    for row in 0..<n {
      let (x, y) = (covariance[row, i], covariance[row, j])
      first[row] = (x * c - y * b) / determinant
      second[row] = (y * a - x * b) / determinant
    }
    let (da, db, dc) = (1 - a, coefficient - b, 1 - c)
    for column in 0..<n {
      let u = first[column] * da + second[column] * db
      let v = first[column] * db + second[column] * dc
      for row in 0..<n { covariance[row, column] += first[row] * u + second[row] * v }
    }
    return true
  }
}
