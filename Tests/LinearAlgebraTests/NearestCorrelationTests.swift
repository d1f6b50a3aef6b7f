import LinearAlgebra
import TestKit
import Testing

@Suite struct NearestCorrelationTests {
  @Test func theExampleOfHighamHasItsClosedForm() throws {
    // The first example of Higham (2002). By symmetry X = [1 a b; a 1 a; b a 1]; singular
    // where b = 2 a^2 - 1; the least 4 (1 - a)^2 + 2 b^2 is where 4 a^3 - a - 1 = 0.
    var root = 0.76
    for _ in 0..<20 { root -= (4 * root * root * root - root - 1) / (12 * root * root - 1) }
    let corner = 2 * root * root - 1
    let a = try Matrix(rows: [[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    let repair = try NearestCorrelation.repair(a, minimumEigenvalue: 1e-10)
    // The floor of the eigenvalues moves the answer by a few times 1e-10.
    #expect(abs(repair.matrix[1, 0] - root) < 1e-8)
    #expect(abs(repair.matrix[2, 1] - root) < 1e-8)
    #expect(abs(repair.matrix[2, 0] - corner) < 1e-8)
    let distance = (4 * (1 - root) * (1 - root) + 2 * corner * corner).squareRoot()
    #expect(abs(repair.distance - distance) < 1e-8)
    #expect(repair.matrix.diagonal == [1, 1, 1])
    #expect(abs(repair.largestChange - (1 - root)) < 1e-8)
    _ = try Cholesky.factor(repair.matrix)
  }

  @Test(arguments: [0.9, 0.99, -0.8])
  func theConditionsOfOptimalityHold(strength: Double) throws {
    // X is nearest if X - A, with some diagonal, is positive semidefinite and vanishes where X
    // does not: lambda v v' for the one vector v that X maps to 0 (Higham 2002).
    let a = Matrix(rows: 4, columns: 4) { $0 == $1 ? 1 : (abs($0 - $1) == 1 ? strength : 0) }
    let repair = try NearestCorrelation.repair(a, minimumEigenvalue: 1e-10)
    let eigen = try SymmetricEigen.factor(repair.matrix)
    #expect(eigen.values[0] < 1e-9 && eigen.values[1] > 1e-3)
    let v = eigen.vectors.column(0)
    let change = try repair.matrix - a
    let lambda = change[1, 0] / (v[1] * v[0])
    #expect(lambda > 0)
    for column in 0..<4 {
      for row in (column + 1)..<max(4, column + 1) {
        #expect(abs(change[row, column] - lambda * v[row] * v[column]) < 1e-7)
      }
    }
  }

  @Test func aCorrelationMatrixIsReturnedUntouched() throws {
    let a = try Matrix(rows: [[1, 0.5], [0.5, 1]])
    let repair = try NearestCorrelation.repair(a)
    #expect(repair.matrix == a && repair.distance == 0 && repair.iterations == 0)
    #expect(repair.largestChangePosition == nil)
    #expect(try NearestCorrelation.repair(Matrix(rows: 0, columns: 0)).matrix.isEmpty)
  }

  @Test(arguments: [3, 8, 20])
  func aRepairIsPositiveDefiniteWithTheAskedForFloor(size: Int) throws {
    var generator = SplitMix(seed: 21)
    var a = Matrix.identity(size)
    for column in 0..<size {
      for row in 0..<column {
        a[row, column] = generator.number()
        a[column, row] = a[row, column]
      }
    }
    let repair = try NearestCorrelation.repair(a, minimumEigenvalue: 1e-6)
    let smallest = try #require(SymmetricEigen.factor(repair.matrix).values.first)
    #expect(smallest >= 0.999e-6)
    #expect(repair.matrix == repair.matrix.transposed)
    #expect(repair.matrix.diagonal.allSatisfy { $0 == 1 })
    _ = try Cholesky.factor(repair.matrix)
    // No worse than clipping the eigenvalues and scaling back to a unit diagonal.
    let clipped = try SymmetricEigen.factor(a).recompose { max($0, 1e-6) }
    let scales = clipped.diagonal.map { $0.squareRoot() }
    let simple = Matrix(rows: size, columns: size) { clipped[$0, $1] / scales[$0] / scales[$1] }
    #expect(try repair.distance <= (simple - a).frobeniusNorm * (1 + 1e-6))
  }
}
