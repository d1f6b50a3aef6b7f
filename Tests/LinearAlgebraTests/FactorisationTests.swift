import LinearAlgebra
import TestKit
import Testing

/// The law of every factorisation: the factors give the matrix back, and solving undoes a product.
///
/// Tolerances are in units of n eps of the norm: backward error bounds of Higham (2002), Accuracy
/// and Stability of Numerical Algorithms, are a small constant times that.
@Suite struct FactorisationTests {
  static let sizes = [1, 2, 3, 5, 17, 64]

  @Test(arguments: sizes)
  func choleskyGivesTheMatrixBack(size: Int) throws {
    var generator = SplitMix(seed: UInt64(size))
    let a = try generator.positiveDefinite(size)
    let x = generator.vector(size)
    let factor = try Cholesky.factor(a)
    #expect(try relativeDifference(factor.reconstruct(), a) < 4)
    #expect(relativeDifference(try factor.solve(try a * x), x) < 1e-12)
    #expect(try relativeDifference(a * factor.inverse(), Matrix.identity(size)) < 1000)
    for row in 0..<size {
      for column in (row + 1)..<max(size, row + 1) { #expect(factor.lower[row, column] == 0) }
    }
    let z = generator.matrix(4, size)
    let correlated = try factor.correlate(rowsOf: z)
    #expect(relativeDifference(correlated.row(2), try factor.correlate(z.row(2))) < 1e-14)
    let determinant = try LU.factor(a).determinant
    #expect(isClose(factor.logDeterminant, try logSum(a), relative: 1e-10, absolute: 1e-12))
    #expect(determinant > 0)
  }

  /// The logarithm of the determinant from the eigenvalues.
  private func logSum(_ a: Matrix) throws -> Double {
    try SymmetricEigen.factor(a).values.reduce(0) { $0 + naturalLogarithm($1) }
  }

  @Test(arguments: [(1, 1), (3, 3), (40, 7), (7, 40), (64, 64)])
  func qrGivesTheMatrixBack(shape: (Int, Int)) throws {
    var generator = SplitMix(seed: 11)
    let a = generator.matrix(shape.0, shape.1)
    let factor = try PivotedQR.factor(a)
    #expect(try relativeDifference(factor.reconstruct(), a) < 4)
    let q = factor.q
    #expect(try relativeDifference(q.gram(), Matrix.identity(q.columns)) < 4)
    let permuted = a.selectingColumns(factor.permutation)
    #expect(try relativeDifference(q * factor.r, permuted) < 4)
    #expect(factor.rank() == min(shape.0, shape.1))
    guard shape.0 >= shape.1 else { return }
    let x = generator.vector(shape.1)
    #expect(relativeDifference(try factor.solve(try a * x), x) < 1e-11)
  }

  @Test(arguments: [(1, 1), (3, 3), (40, 7), (7, 40), (64, 64)])
  func svdGivesTheMatrixBack(shape: (Int, Int)) throws {
    var generator = SplitMix(seed: 12)
    let a = generator.matrix(shape.0, shape.1)
    let factor = try SVD.factor(a)
    #expect(try relativeDifference(factor.reconstruct(), a) < 10)
    #expect(try relativeDifference(factor.u.gram(), Matrix.identity(factor.u.columns)) < 10)
    #expect(try relativeDifference(factor.v.gram(), Matrix.identity(factor.v.columns)) < 10)
    #expect(factor.singularValues == factor.singularValues.sorted(by: >))
    let inverse = factor.inverse()
    // Penrose: A X A = A.
    #expect(try relativeDifference(a * inverse * a, a) < 1000)
  }

  @Test(arguments: sizes)
  func symmetricEigenGivesTheMatrixBack(size: Int) throws {
    var generator = SplitMix(seed: 13)
    let half = generator.matrix(size, size)
    let a = try half + half.transposed
    let factor = try SymmetricEigen.factor(a)
    #expect(try relativeDifference(factor.reconstruct(), a) < 10)
    #expect(try relativeDifference(factor.vectors.gram(), Matrix.identity(size)) < 10)
    #expect(factor.values == factor.values.sorted())
    let x = generator.vector(size)
    #expect(relativeDifference(try factor.solve(try a * x), x) < 1e-11)
    #expect(try relativeDifference(a * factor.inverse(), Matrix.identity(size)) < 1000)
  }

  @Test(arguments: sizes)
  func luGivesTheMatrixBack(size: Int) throws {
    var generator = SplitMix(seed: 14)
    let a = generator.matrix(size, size)
    let factor = try LU.factor(a)
    #expect(try relativeDifference(factor.reconstruct(), a) < 4)
    let x = generator.vector(size)
    #expect(relativeDifference(try factor.solve(try a * x), x) < 1e-11)
    #expect(try relativeDifference(a * factor.inverse(), Matrix.identity(size)) < 1000)
    let condition = a.oneNorm * factor.inverse().oneNorm
    // dgecon gives a lower bound, rarely below a third.
    #expect(factor.conditionEstimate() <= condition * 1.0001)
    #expect(factor.conditionEstimate() >= condition / 3)
  }

  @Test func determinantsHaveTheSignOfTheExchanges() throws {
    // By hand.
    #expect(
      isClose(try LU.factor(Matrix(rows: [[0, 1], [1, 0]])).determinant, -1, relative: 1e-15)
    )
    #expect(
      isClose(try LU.factor(Matrix(rows: [[1, 2], [3, 4]])).determinant, -2, relative: 1e-15)
    )
    #expect(try LU.factor(Matrix(rows: 0, columns: 0)).determinant == 1)
  }

  @Test func conditionEstimatesOfTheHilbertMatrixAgreeWithTheExactValue() throws {
    // 1-norm condition of the 5 x 5 Hilbert matrix: 943656, from its exact inverse in
    // rational arithmetic.
    let hilbert = Matrix(rows: 5, columns: 5) { 1 / Double($0 + $1 + 1) }
    #expect(isClose(try LU.factor(hilbert).conditionEstimate(), 943_656, relative: 1e-9))
    #expect(isClose(try Cholesky.factor(hilbert).conditionEstimate(), 943_656, relative: 1e-9))
    // 2-norm: the well-known 4.766e5, to its four digits.
    #expect(isClose(try SVD.factor(hilbert).conditionNumber, 4.766e5, relative: 1e-4))
    #expect(isClose(try SymmetricEigen.factor(hilbert).conditionNumber, 4.766e5, relative: 1e-4))
  }

  @Test func emptyMatricesFactor() throws {
    let empty = Matrix(rows: 0, columns: 0)
    #expect(try Cholesky.factor(empty).inverse() == empty)
    #expect(try LU.factor(empty).solve([]) == [])
    #expect(try PivotedQR.factor(empty).rank() == 0)
    #expect(try SVD.factor(Matrix(rows: 3, columns: 0)).reconstruct().rows == 3)
    #expect(try SymmetricEigen.factor(empty).values.isEmpty)
  }

  @Test func theSameMatrixHasTheSameFactorsInEveryThread() async throws {
    var generator = SplitMix(seed: 15)
    let a = try generator.positiveDefinite(120)
    let cholesky = try Cholesky.factor(a)
    let svd = try SVD.factor(a)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let sameCholesky = try Cholesky.factor(a) == cholesky
          let sameSVD = try SVD.factor(a) == svd
          return sameCholesky && sameSVD
        }
      }
      for try await same in group { #expect(same) }
    }
  }
}
