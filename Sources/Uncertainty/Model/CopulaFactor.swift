import LinearAlgebra
import NumericCore
import Probability

/// The triangular factor that makes independent normal scores dependent.
package struct CopulaFactor: Sendable {
  /// Which copula the scores belong to.
  let copula: Copula
  /// The rows of the lower triangle, the diagonal last in each.
  package let rows: [[Double]]
  private let scores: NormalScores
  /// The law of each score of a Student copula.
  package let student: Student?
  /// The law of the mixing variable given one score: chi-squared with one more degree of freedom.
  package let mixing: Gamma?

  /// Factors the score correlation matrix that belongs to a Spearman matrix.
  ///
  /// A singular matrix (rank correlation 1, say) is factored with at most 1e-12 of the identity
  /// added. `nil` where correlations of that kind do not exist.
  ///
  /// - Parameters:
  ///   - spearman: Symmetric with unit diagonal.
  ///   - copula: The copula; its degrees of freedom in their range.
  init?(spearman: [[Double]], copula: Copula) {
    guard let scores = NormalScores(), let law = RankCorrelationLaw(copula) else { return nil }
    self.copula = copula
    self.scores = scores
    if let nu = copula.degreesOfFreedom {
      guard let student = try? Student(degreesOfFreedom: nu),
        let mixing = try? Gamma(shape: (nu + 1) / 2, rate: 0.5)
      else { return nil }
      self.student = student
      self.mixing = mixing
    } else {
      student = nil
      mixing = nil
    }
    let correlation = Self.scoreCorrelations(spearman, law)
    for shift in [0, 1e-15, 1e-14, 1e-13, 1e-12] {
      let matrix = Matrix(rows: spearman.count, columns: spearman.count) { row, column in
        row == column ? 1 : correlation[row, column] * (1 - shift)
      }
      guard let lower = try? Cholesky.factor(matrix).lower else { continue }
      rows = spearman.indices.map { row in (0...row).map { lower[row, $0] } }
      return
    }
    return nil
  }

  /// The correlations of the scores that give rank correlations.
  static func scoreCorrelations(
    _ spearman: [[Double]],
    _ law: RankCorrelationLaw
  ) -> Matrix {
    var known: [Double: Double] = [:]
    return Matrix(rows: spearman.count, columns: spearman.count) { row, column in
      guard row != column else { return 1 }
      let rho = spearman[row][column]
      if let found = known[rho] { return found }
      let r = law.score(ofRank: rho)
      known[rho] = r
      return r
    }
  }

  // MARK: Drawing

  /// Replaces independent probabilities by dependent ones under the Gaussian copula, in place.
  ///
  /// The first member keeps its probabilities to the last bit.
  ///
  /// - Parameters:
  ///   - block: The block of each member in row order, then one for work, `count` draws each.
  ///   - count: The number of draws.
  func runGaussian(_ block: (Int) -> UnsafeMutableBufferPointer<Double>, count: Int) {
    let size = rows.count
    let first = block(size)
    let own = block(0)
    for draw in 0..<count { first[draw] = own[draw] }
    scores.scores(first)
    for member in 1..<size { scores.scores(block(member)) }
    // The last row comes first, so that every row still finds the independent scores before it.
    for row in (1..<size).reversed() {
      let target = block(row)
      let own = rows[row][row]
      let firstWeight = rows[row][0]
      for draw in 0..<count { target[draw] = own * target[draw] + firstWeight * first[draw] }
      addScores(row, block, count)
      scores.probabilities(target)
    }
  }

  /// Replaces independent probabilities by dependent ones under the Student copula, in place.
  ///
  /// ```
  /// x_i = L_i1 x_1 + s (L_i2 z_2 + ... + L_ii z_i),  s^2 = (nu + x_1^2) / chi^2_(nu + 1)
  /// ```
  /// This is the law of the other scores given the first, x_1, which therefore keeps its
  /// probabilities to the last bit.
  ///
  /// - Parameters:
  ///   - block: The block of each member in row order; then the first member's score under
  ///     ``student``; then quantiles of ``mixing``, which are overwritten.
  ///   - count: The number of draws.
  package func runStudent(_ block: (Int) -> UnsafeMutableBufferPointer<Double>, count: Int) {
    guard let student else { return }
    let size = rows.count
    let first = block(size)
    let scale = block(size + 1)
    let root = student.degreesOfFreedom.squareRoot()
    for draw in 0..<count { scale[draw] = hypot(root, first[draw]) / scale[draw].squareRoot() }
    for member in 1..<size { scores.scores(block(member)) }
    for row in (1..<size).reversed() {
      let target = block(row)
      let own = rows[row][row]
      let firstWeight = rows[row][0]
      for draw in 0..<count { target[draw] *= own }
      addScores(row, block, count)
      for draw in 0..<count {
        let score = scale[draw] * target[draw] + firstWeight * first[draw]
        target[draw] = NormalScores.inside(student.cdf(score))
      }
    }
  }

  /// Adds the weighted scores of the members between the first and a row to that row.
  private func addScores(
    _ row: Int,
    _ block: (Int) -> UnsafeMutableBufferPointer<Double>,
    _ count: Int
  ) {
    let target = block(row)
    for column in 1..<row {
      let weight = rows[row][column]
      let other = block(column)
      for draw in 0..<count { target[draw] += weight * other[draw] }
    }
  }
}
