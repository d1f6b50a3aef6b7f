import LinearAlgebra
import TestKit
import Testing

@Suite struct FailureTests {
  @Test func choleskyNamesThePivotThatFailed() throws {
    // By hand: the leading 2 x 2 block is positive definite; pivot 3 is 0.8 - 1 = -0.2.
    let a = try Matrix(rows: [[1, 0, 1], [0, 1, 0], [1, 0, 0.8]])
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky.factor(a) }
    guard case .notPositiveDefinite(let pivot, let value) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(pivot == 3)
    #expect(isClose(value, -0.2, relative: 1e-14))
    let simple = #expect(throws: LinearAlgebraError.self) {
      try Cholesky.factor(Matrix(diagonal: [1, 1, -0.2]))
    }
    #expect(
      simple?.description == "Cholesky needs a positive definite matrix; pivot 3 is -0.2"
    )
    let zero = #expect(throws: LinearAlgebraError.self) {
      try Cholesky.factor(Matrix(rows: 2, columns: 2))
    }
    #expect(zero == .notPositiveDefinite(pivot: 1, value: 0))
  }

  @Test func theFailedPivotIsFoundInABlockedFactorisation() throws {
    var generator = SplitMix(seed: 3)
    var a = try generator.positiveDefinite(200)
    a[149, 149] -= 1000
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky.factor(a) }
    guard case .notPositiveDefinite(let pivot, let value) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(pivot == 150)
    #expect(value < -900)
  }

  @Test func numbersThatAreNotFiniteAreNamedByRowAndColumn() throws {
    var a = Matrix.identity(4)
    a[2, 1] = .nan
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky.factor(a) }
    #expect(error == .notFinite(operation: "Cholesky", row: 3, column: 2))
    #expect(
      error?.description == "Cholesky needs finite numbers; row 3, column 2 is not finite"
    )
    #expect(throws: LinearAlgebraError.self) { try LU.factor(a) }
    #expect(throws: LinearAlgebraError.self) { try PivotedQR.factor(a) }
    #expect(throws: LinearAlgebraError.self) { try SVD.factor(a) }
    #expect(throws: LinearAlgebraError.self) { try SymmetricEigen.factor(a) }
    #expect(throws: LinearAlgebraError.self) { try NearestCorrelation.repair(a) }
    let right = #expect(throws: LinearAlgebraError.self) {
      try LU.factor(Matrix.identity(2)).solve([1, .infinity])
    }
    #expect(right == .notFinite(operation: "LU solve", row: 2, column: 1))
  }

  @Test func shapesThatDoNotFitAreRefused() throws {
    let wide = Matrix(rows: 2, columns: 3, repeating: 1)
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky.factor(wide) }
    #expect(error?.description == "Cholesky needs a square matrix; got 2 x 3")
    #expect(throws: LinearAlgebraError.self) { try LU.factor(wide) }
    #expect(throws: LinearAlgebraError.self) { try SymmetricEigen.factor(wide) }
    #expect(throws: LinearAlgebraError.self) { try LU.factor(Matrix.identity(2)).solve([1]) }
    #expect(throws: LinearAlgebraError.self) { try PivotedQR.factor(wide).inverse() }
  }

  @Test func aMatrixThatIsNotSymmetricIsRefused() throws {
    let a = try Matrix(rows: [[1, 0.5], [0.4, 1]])
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky.factor(a) }
    #expect(
      error?.description
        == "Cholesky needs a symmetric matrix; row 2, column 1 is 0.4 and its mirror image is 0.5"
    )
    #expect(throws: LinearAlgebraError.self) { try SymmetricEigen.factor(a) }
  }

  @Test func singularSystemsAreRefused() throws {
    let a = try Matrix(rows: [[1, 2], [2, 4]])
    let error = #expect(throws: LinearAlgebraError.self) { try LU.factor(a) }
    #expect(error?.description == "LU needs a regular matrix; pivot 2 is 0")
    #expect(try PivotedQR.factor(a).rank() == 1)
    #expect(try SVD.factor(a).rank() == 1)
    #expect(throws: LinearAlgebraError.self) { try PivotedQR.factor(a).solve([1, 2]) }
    // The solution of smallest norm of x + 2 y = 5 is (1, 2).
    let least = try SVD.factor(a).solve([5, 10])
    #expect(relativeDifference(least, [1, 2]) < 1e-14)
    #expect(try SVD.factor(Matrix(rows: 2, columns: 2)).conditionNumber == .infinity)
    #expect(throws: LinearAlgebraError.self) {
      try SymmetricEigen.factor(Matrix(rows: 2, columns: 2)).inverse()
    }
  }

  @Test func dependentColumnsOfADesignAreNamed() throws {
    let x = try Matrix(columns: [[1, 1, 1, 1], [1, 2, 3, 4], [3, 5, 7, 9]])
    let error = #expect(throws: LinearAlgebraError.self) {
      try LeastSquares.fit(x, to: [1, 2, 3, 4])
    }
    guard case .rankDeficient(_, let rank, let columns, _) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(rank == 2 && columns == 3)
    #expect(error?.description.contains("the rank is 2 of 3 and column") == true)
    let zero = try Matrix(columns: [[1, 1, 1], [0, 0, 0]])
    let second = #expect(throws: LinearAlgebraError.self) {
      try LeastSquares.fit(zero, to: [1, 2, 3])
    }
    #expect(
      second
        == .rankDeficient(operation: "Least squares", rank: 1, columns: 2, dependentColumn: 2)
    )
    #expect(throws: LinearAlgebraError.self) {
      try LeastSquares.fit(Matrix(rows: 1, columns: 2, repeating: 1), to: [1])
    }
    #expect(throws: LinearAlgebraError.self) {
      try LeastSquares.fit(Matrix(rows: 2, columns: 0), to: [1, 2])
    }
    #expect(throws: LinearAlgebraError.self) { try LeastSquares.fit(x, to: [1, 2, 3]) }
    #expect(throws: LinearAlgebraError.self) { try LeastSquares.fit(x, to: [1, 2, 3, .nan]) }
  }
}
