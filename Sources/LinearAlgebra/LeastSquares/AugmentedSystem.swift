internal import NumericCore

/// The augmented system of a least squares problem, solved by QR and refined.
///
/// ```
/// r + A x = f,  A' r = g
/// ```
/// With `g` = 0 it gives the least squares solution and its residuals; with `f` = 0 and
/// `g` = -e(j) the j-th column of the inverse of `A'A`. The columns of `A` are those of the
/// design times powers of 2 that bring their lengths near 1.
struct AugmentedSystem {
  /// Both parts, each carried as a rounded value and a remainder.
  struct Solution {
    var top: [Double]
    var bottom: [Double]
    var topRemainder: [Double]
    var bottomRemainder: [Double]
  }

  /// The power of 2 by which each column was multiplied.
  let scales: [Double]
  /// The lengths of the scaled columns.
  let columnNorms: [Double]
  private let matrix: Matrix
  private let factors: PivotedQR

  /// Scales and factors a design.
  ///
  /// - Parameter design: Finite, m x n.
  /// - Throws: ``LinearAlgebraError/rankDeficient(operation:rank:columns:dependentColumn:)``.
  init(_ design: Matrix) throws(LinearAlgebraError) {
    let norms = (0..<design.columns).map { design.selectingColumns([$0]).frobeniusNorm }
    let scales = norms.map { norm in
      // Extreme exponents are left to the error of a zero or overflowing column.
      norm > 1e-150 && norm < 1e150
        ? Double(sign: .plus, exponent: -norm.exponent, significand: 1) : 1
    }
    let scaled = Matrix(rows: design.rows, columns: design.columns) {
      design[$0, $1] * scales[$1]
    }
    self.scales = scales
    columnNorms = zip(norms, scales).map { $0 * $1 }
    matrix = scaled
    factors = try PivotedQR.factor(scaled)
    try factors.requireFullRank("Least squares")
  }

  // MARK: Solving

  /// The solution of the augmented system in working precision.
  ///
  /// - Parameters:
  ///   - top: `f`, m numbers.
  ///   - bottom: `g`, n numbers.
  func solve(top: [Double], bottom: [Double]) -> Solution {
    let n = matrix.columns
    let order = factors.permutation
    var rotated = factors.applyQ(top, transposed: true)
    let first = factors.solveR(order.map { bottom[$0] }, transposed: true)
    let pivoted = factors.solveR((0..<n).map { rotated[$0] - first[$0] }, transposed: false)
    for index in 0..<n { rotated[index] = first[index] }
    var x = pivoted
    for (index, column) in order.enumerated() { x[column] = pivoted[index] }
    return Solution(
      top: factors.applyQ(rotated, transposed: false),
      bottom: x,
      topRemainder: [Double](repeating: 0, count: matrix.rows),
      bottomRemainder: [Double](repeating: 0, count: n)
    )
  }

  /// Corrects a solution with residuals formed in twice the working precision, until the
  /// correction of `x` is below rounding or no longer shrinks.
  ///
  /// - Parameters:
  ///   - solution: What ``solve(top:bottom:)`` gave.
  ///   - top: `f`, or nil for 0.
  ///   - bottom: `g`, or nil for 0.
  func refine(_ solution: inout Solution, top: [Double]?, bottom: [Double]?) {
    let zeros = [Double](repeating: 0, count: matrix.columns)
    var previous = Double.infinity
    for _ in 0..<8 {
      let topResidual = topResidual(solution, top)
      let bottomResidual = bottomResidual(solution, bottom ?? zeros)
      let correction = solve(top: topResidual, bottom: bottomResidual)
      let size = zip(correction.bottom, solution.bottom).reduce(0) { worst, pair in
        max(worst, pair.1 == 0 ? abs(pair.0) : abs(pair.0 / pair.1))
      }
      // A correction that grows means that the matrix is too close to singular for this.
      guard size < previous else { return }
      Self.add(correction.top, to: &solution.top, &solution.topRemainder)
      Self.add(correction.bottom, to: &solution.bottom, &solution.bottomRemainder)
      if size <= 0x1p-70 { return }
      previous = size / 2
    }
  }

  /// The inverse of `A'A` for the scaled columns, n x n and symmetric.
  ///
  /// - Parameter refined: Whether to refine, which is done while `m n^2` is at most 5e7.
  func inverseGram(refined: Bool) -> Matrix {
    let n = matrix.columns
    let work = Double(matrix.rows) * Double(n) * Double(n)
    var result = Matrix(rows: n, columns: n)
    guard refined && work <= 5e7 else {
      let order = factors.permutation
      for j in 0..<n {
        var unit = [Double](repeating: 0, count: n)
        unit[j] = 1
        let half = factors.solveR(unit, transposed: true)
        let column = factors.solveR(half, transposed: false)
        for i in 0..<n { result[order[i], order[j]] = column[i] }
      }
      return symmetric(result)
    }
    let zeros = [Double](repeating: 0, count: matrix.rows)
    for j in 0..<n {
      var unit = [Double](repeating: 0, count: n)
      unit[j] = -1
      var solution = solve(top: zeros, bottom: unit)
      refine(&solution, top: nil, bottom: unit)
      result.setColumn(j, solution.bottom)
    }
    return symmetric(result)
  }

  /// The condition numbers in the 2-norm of the scaled and the given columns, from `R`.
  func conditionNumbers() throws(LinearAlgebraError) -> (scaled: Double, given: Double) {
    let r = factors.r
    let order = factors.permutation
    let given = Matrix(rows: r.rows, columns: r.columns) { r[$0, $1] / scales[order[$1]] }
    return (try SVD.factor(r).conditionNumber, try SVD.factor(given).conditionNumber)
  }

  // MARK: Residuals in twice the working precision

  private func topResidual(_ solution: Solution, _ top: [Double]?) -> [Double] {
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: matrix.rows)
    for row in sums.indices {
      sums[row].add(top?[row] ?? 0)
      sums[row].add(-solution.top[row])
    }
    sums.withUnsafeMutableBufferPointer { sums in
      for column in 0..<matrix.columns {
        let x = -solution.bottom[column]
        let remainder = -solution.bottomRemainder[column]
        matrix.withUnsafeColumn(column) { values in
          for row in values.indices {
            sums[row].add(product: values[row], x)
            sums[row].add(values[row] * remainder)
          }
        }
      }
    }
    return sums.indices.map { row in
      var sum = sums[row]
      sum.add(-solution.topRemainder[row])
      return sum.value
    }
  }

  private func bottomResidual(_ solution: Solution, _ bottom: [Double]) -> [Double] {
    (0..<matrix.columns).map { column in
      matrix.withUnsafeColumn(column) { values in
        var sum = CompensatedSum()
        sum.add(bottom[column])
        for row in values.indices {
          sum.add(product: values[row], -solution.top[row])
          sum.add(-values[row] * solution.topRemainder[row])
        }
        return sum.value
      }
    }
  }

  private static func add(
    _ correction: [Double],
    to values: inout [Double],
    _ remainders: inout [Double]
  ) {
    for index in values.indices {
      let (sum, error) = ErrorFree.sum(values[index], correction[index])
      (values[index], remainders[index]) = ErrorFree.sum(sum, error + remainders[index])
    }
  }

  private func symmetric(_ a: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: a.columns) { (a[$0, $1] + a[$1, $0]) / 2 }
  }
}
