import LinearAlgebra
import TestKit

extension SplitMix {
  /// Uniform over [-1, 1).
  mutating func number() -> Double { Double(next() >> 11) * 0x1p-52 - 1 }

  mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, elements: (0..<(rows * columns)).map { _ in number() })
  }

  mutating func vector(_ count: Int) -> [Double] { (0..<count).map { _ in number() } }

  /// Symmetric with eigenvalues of 1 or more.
  mutating func positiveDefinite(_ size: Int) throws -> Matrix {
    try matrix(size + 2, size).gram() + Matrix.identity(size)
  }
}

/// The norm of the difference over the norm of the second matrix, in units of n eps.
func relativeDifference(_ a: Matrix, _ b: Matrix) throws -> Double {
  let size = Double(max(a.rows, a.columns, 1))
  let scale = b.frobeniusNorm * size * Double.ulpOfOne
  let difference = try (a - b).frobeniusNorm
  return difference == 0 ? 0 : difference / scale
}

/// The largest difference of two vectors over the largest element of the second.
func relativeDifference(_ a: [Double], _ b: [Double]) -> Double {
  let difference = zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  return difference / b.reduce(0) { max($0, abs($1)) }
}
