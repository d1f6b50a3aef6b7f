import Probability
import Uncertainty

/// The orthonormal polynomials of one coordinate of the unit cube.
enum PolynomialFamily: Sendable {
  /// Shifted Legendre polynomials in the coordinate itself.
  case legendre
  /// Hermite polynomials in the normal score of the coordinate.
  case hermite

  /// Hermite for inputs without a bound on some side, whose quantile function has no end value that
  /// a polynomial could reach; Legendre for all others.
  init(_ input: ModelInput) {
    guard let distribution = input.distribution, !distribution.isDiscrete else {
      self = .legendre
      return
    }
    let support = distribution.support
    self = support.lowerBound.isFinite && support.upperBound.isFinite ? .legendre : .hermite
  }

  /// Values of the polynomials of degree 0 and up at points of the unit interval.
  ///
  /// - Parameters:
  ///   - degree: The largest degree.
  ///   - coordinates: Numbers strictly between 0 and 1.
  /// - Returns: One column for each degree.
  func values(degree: Int, at coordinates: [Double]) -> [[Double]] {
    let count = coordinates.count
    var arguments = coordinates
    switch self {
    case .legendre: for index in 0..<count { arguments[index] = 2 * coordinates[index] - 1 }
    case .hermite:
      guard let normal = try? Normal(mean: 0, standardDeviation: 1) else { break }
      arguments.withUnsafeMutableBufferPointer { normal.transform($0) }
    }
    var columns = [[Double](repeating: 1, count: count)]
    guard degree > 0 else { return columns }
    // Three-term recurrences of the unscaled polynomials, then lengths.
    columns.append(arguments)
    for order in stride(from: 2, through: degree, by: 1) {
      let n = Double(order)
      var next = [Double](repeating: 0, count: count)
      let last = columns[order - 1]
      let before = columns[order - 2]
      for index in 0..<count {
        switch self {
        case .legendre:
          next[index] = ((2 * n - 1) * arguments[index] * last[index] - (n - 1) * before[index]) / n
        case .hermite: next[index] = arguments[index] * last[index] - (n - 1) * before[index]
        }
      }
      columns.append(next)
    }
    var factorial = 1.0
    for order in 1...degree {
      factorial *= Double(order)
      let scale =
        switch self {
        case .legendre: (2 * Double(order) + 1).squareRoot()
        case .hermite: 1 / factorial.squareRoot()
        }
      for index in 0..<count { columns[order][index] *= scale }
    }
    return columns
  }
}
