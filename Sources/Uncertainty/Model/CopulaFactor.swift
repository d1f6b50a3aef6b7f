import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The triangular factor that makes independent normal scores dependent.
struct CopulaFactor: Sendable {
  /// The rows of the lower triangle, the diagonal last in each.
  let rows: [[Double]]
  private let scores: NormalScores

  /// Factors the normal correlation matrix that belongs to a Spearman matrix.
  ///
  /// A singular matrix (rank correlation 1, say) is factored with at most 1e-12 of the identity
  /// added. `nil` where correlations of that kind do not exist.
  ///
  /// - Parameter spearman: Symmetric with unit diagonal.
  init?(spearman: [[Double]]) {
    guard let scores = NormalScores() else { return nil }
    self.scores = scores
    let n = spearman.count
    for shift in [0, 1e-15, 1e-14, 1e-13, 1e-12] {
      let matrix = Matrix(rows: n, columns: n) { row, column in
        row == column ? 1 : Self.pearson(spearman[row][column]) * (1 - shift)
      }
      guard let lower = try? Cholesky.factor(matrix).lower else { continue }
      rows = (0..<n).map { row in (0...row).map { lower[row, $0] } }
      return
    }
    return nil
  }

  /// The correlation of normal scores that gives a rank correlation: `2 sin(pi rho / 6)`.
  static func pearson(_ spearman: Double) -> Double { 2 * sin(.pi * spearman / 6) }

  /// The rank correlation that a correlation of normal scores gives: `6 / pi asin(r / 2)`.
  static func spearman(_ pearson: Double) -> Double { 6 / .pi * asin(pearson / 2) }

  /// The nearest Spearman matrix that can hold, nearest in the correlations of normal scores.
  ///
  /// - Parameter spearman: Symmetric with unit diagonal.
  static func nearest(
    spearman: [[Double]]
  ) -> (spearman: [[Double]], smallestEigenvalue: Double) {
    let n = spearman.count
    let matrix = Matrix(rows: n, columns: n) { row, column in
      row == column ? 1 : pearson(spearman[row][column])
    }
    let smallest = (try? SymmetricEigen.factor(matrix).values.first) ?? .nan
    let repaired = (try? NearestCorrelation.repair(matrix))?.matrix ?? .identity(n)
    let result = (0..<n).map { row in
      (0..<n).map { column in row == column ? 1 : Self.spearman(repaired[row, column]) }
    }
    return (result, smallest)
  }

  /// Replaces independent probabilities by dependent ones, in place.
  ///
  /// The first member keeps its probabilities to the last bit.
  ///
  /// - Parameters:
  ///   - registers: The register of each member in row order, then one for work.
  ///   - file: The registers.
  ///   - count: The number of draws.
  func run(_ registers: [Int], in file: RegisterFile, count: Int) {
    let size = rows.count
    let first = file[registers[size]]
    first.update(from: file[registers[0]], count: count)
    scores.scores(first, count: count)
    for member in 1..<size { scores.scores(file[registers[member]], count: count) }
    // The last row comes first, so that every row still finds the independent scores before it.
    for row in (1..<size).reversed() {
      let target = file[registers[row]]
      let own = rows[row][row]
      let firstWeight = rows[row][0]
      for draw in 0..<count { target[draw] = own * target[draw] + firstWeight * first[draw] }
      for column in 1..<row {
        let weight = rows[row][column]
        let other = file[registers[column]]
        for draw in 0..<count { target[draw] += weight * other[draw] }
      }
      scores.probabilities(target, count: count)
    }
  }
}
