import LinearAlgebra
import TestKit
import Testing

@Suite struct MatrixTests {
  let a: Matrix
  let b: Matrix

  init() throws {
    a = try Matrix(rows: [[1, 2, 3], [4, 5, 6]])
    b = try Matrix(rows: [[7, 8], [9, 10], [11, 12]])
  }

  @Test func elementsAreStoredColumnByColumn() throws {
    #expect(a.elements == [1, 4, 2, 5, 3, 6])
    #expect(a.row(1) == [4, 5, 6])
    #expect(a.column(2) == [3, 6])
    #expect(a[1, 0] == 4)
    #expect(a == Matrix(rows: 2, columns: 3) { Double(3 * $0 + $1 + 1) })
    #expect(try a == Matrix(columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(a.selectingColumns([2, 0]).elements == [3, 6, 1, 4])
    #expect(a.diagonal == [1, 5])
  }

  @Test func aCopyIsIndependent() {
    var copy = a
    copy[0, 0] = 100
    copy.withUnsafeMutableColumn(1) { $0[0] = 200 }
    copy.setRow(1, [7, 8, 9])
    copy.setColumn(2, [0, 0])
    #expect(a[0, 0] == 1 && a[0, 1] == 2)
    #expect(copy.elements == [100, 7, 200, 8, 0, 0])
  }

  @Test func productsAreThoseOfTheBook() throws {
    // By hand.
    #expect(try a * b == Matrix(rows: [[58, 64], [139, 154]]))
    #expect(try a * [1, 0, -1] == [-2, -2])
    #expect(try a.transposedTimes([1, 1]) == [5, 7, 9])
    #expect(try a.transposedTimes(a) == a.gram())
    #expect(try a.timesTransposed(a) == a.transposed.gram())
    #expect(try b.transposedTimes(a.transposed) == (a * b).transposed)
    #expect(try a + a == 2 * a)
    #expect(try a - a == Matrix(rows: 2, columns: 3))
  }

  @Test func normsAreThoseOfTheDefinitions() throws {
    // By hand: columns sum to 5, 7, 9; rows to 6, 15; squares to 91.
    #expect(a.oneNorm == 9)
    #expect(a.infinityNorm == 15)
    #expect(isClose(a.frobeniusNorm, 91.0.squareRoot(), relative: 1e-15))
    #expect(a.largestMagnitude == 6)
    #expect(isClose(try Matrix(diagonal: [3, -5, 1]).spectralNorm(), 5, relative: 1e-15))
    #expect(Matrix(rows: 1, columns: 2, repeating: 1e200).frobeniusNorm.isFinite)
  }

  @Test func matricesThatDoNotFitAreRefusedWithASentence() {
    let error = #expect(throws: LinearAlgebraError.self) { try a * a }
    #expect(error?.description == "A product needs 3 rows in the second factor; got 2")
    #expect(throws: LinearAlgebraError.self) { try a * [1, 2] }
    #expect(throws: LinearAlgebraError.self) { try a + b }
    #expect(throws: LinearAlgebraError.self) { try a.transposedTimes([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.self) { try a.timesTransposed(b) }
    let ragged = #expect(throws: LinearAlgebraError.self) { try Matrix(rows: [[1, 2], [3]]) }
    #expect(
      ragged?.description == "A matrix of rows needs 2 elements in every row; got 1 in row 2"
    )
  }

  @Test func emptyMatricesHaveProductsAndNorms() throws {
    let none = Matrix(rows: 0, columns: 3)
    #expect(none.gram() == Matrix(rows: 3, columns: 3))
    #expect(
      try Matrix(rows: 2, columns: 0) * Matrix(rows: 0, columns: 2) == Matrix(rows: 2, columns: 2)
    )
    #expect(try none * [1, 2, 3] == [])
    #expect(none.transposed.rows == 3)
    #expect(none.frobeniusNorm == 0 && none.oneNorm == 0 && none.infinityNorm == 0)
    #expect(try none.spectralNorm() == 0)
  }

  @Test func triangularSystemsAreSolvedFromEitherHalf() throws {
    let square = try Matrix(rows: [[2, 5], [1, 4]])
    // By hand: lower half [[2, 0], [1, 4]], upper half [[2, 5], [0, 4]].
    #expect(try square.solveTriangular([2, 9], .lower) == [1, 2])
    #expect(try square.solveTriangular([12, 8], .upper) == [1, 2])
    #expect(try square.solveTriangular([2, 13], .upper, transposed: true) == [1, 2])
    let error = #expect(throws: LinearAlgebraError.self) {
      try Matrix(diagonal: [1, 0]).solveTriangular([1, 1], .lower)
    }
    #expect(error == .singular(operation: "A triangular solve", pivot: 2))
    // Diagonal: the 1-norm condition is the ratio of the extremes, 8 / 0.5.
    let condition = try Matrix(diagonal: [8, 0.5, 2]).triangularConditionEstimate(.upper)
    #expect(isClose(condition, 16, relative: 1e-14))
  }

  @Test func theSameProductHasTheSameBits() throws {
    var generator = SplitMix(seed: 5)
    let x = generator.matrix(150, 90)
    let y = generator.matrix(90, 120)
    let first = try x * y
    for _ in 0..<3 { #expect(try x * y == first) }
  }
}
