internal import CLAPACK

extension Matrix {
  /// The largest absolute column sum; 0 of an empty matrix.
  public var oneNorm: Double {
    (0..<columns).reduce(0) { norm, column in
      max(norm, withUnsafeColumn(column) { $0.reduce(0) { $0 + abs($1) } })
    }
  }

  /// The largest absolute row sum; 0 of an empty matrix.
  public var infinityNorm: Double {
    var sums = [Double](repeating: 0, count: rows)
    for column in 0..<columns {
      for row in 0..<rows { sums[row] += abs(self[row, column]) }
    }
    return sums.max() ?? 0
  }

  /// The square root of the sum of squares, without overflow; 0 of an empty matrix.
  public var frobeniusNorm: Double {
    guard !isEmpty else { return 0 }
    Kernel.prepare()
    return cblas_dnrm2(Kernel.size(storage.count), storage, 1)
  }

  /// The largest absolute value of an element; 0 of an empty matrix.
  public var largestMagnitude: Double {
    storage.reduce(0) { max($0, abs($1)) }
  }

  /// The largest singular value; 0 of an empty matrix.
  ///
  /// - Throws: ``LinearAlgebraError`` as ``SVD/factor(_:)`` does.
  public func spectralNorm() throws(LinearAlgebraError) -> Double {
    try SVD.factor(self).singularValues.first ?? 0
  }
}
