import LinearAlgebra
import Uncertainty

/// A sparse least squares fit on orthonormal polynomials.
///
/// The term that lowers the residual most enters next (orthogonal matching pursuit with the gain of
/// each term after those before it), at most ``largest`` of them. From 32 terms on a sixteenth of their
/// number enter at a time, by their gains after those before: each look at the dictionary then serves
/// several terms. The number of terms is that with the smallest corrected leave-one-out error
/// ```
/// (1/n) sum (r_i / (1 - h_i))^2 * n / (n - P) (1 + P / n) / Var y
/// ```
/// with h the diagonal of the hat matrix. The coefficients are then solved by LAPACK's pivoted QR.
///
/// References: Blatman and Sudret (2011), Adaptive sparse polynomial chaos expansion based on least
/// angle regression, Journal of Computational Physics 230, 2345-2367,
/// doi:10.1016/j.jcp.2010.12.021; Chapelle, Vapnik and Bengio (2002), Machine Learning 48, 9-23,
/// doi:10.1023/A:1013943418833 (the correction).
struct SparseFit {
  /// Places of the terms in the dictionary.
  let terms: [Int]
  /// The constant first, then one for each of `terms`.
  let coefficients: [Double]
  /// The corrected leave-one-out error as a part of the variance.
  let leaveOneOut: Double

  /// The most terms of a fit, which bounds the work where there are many points.
  static let largest = 600

  /// Fits outputs.
  ///
  /// - Parameters:
  ///   - columns: The dictionary without the constant, each of the length of `values`.
  ///   - values: Finite outputs.
  init?(columns: [[Double]], values: [Double]) {
    let count = values.count
    guard count >= 8, !columns.isEmpty, let matrix = try? Matrix(columns: columns) else {
      return nil
    }
    let mean = values.reduce(0, +) / Double(count)
    var residual = values.map { $0 - mean }
    let total = residual.reduce(0) { $0 + $1 * $1 }
    guard total > 0 else { return nil }
    let constant = [Double](repeating: 1 / Double(count).squareRoot(), count: count)
    var basis = [constant]
    var hat = [Double](repeating: 1 / Double(count), count: count)
    guard var gains = try? matrix.transposedTimes(residual),
      let shadows = try? matrix.transposedTimes(constant)
    else { return nil }
    var norms = columns.map { $0.reduce(0) { $0 + $1 * $1 } }
    let lengths = norms
    for place in norms.indices { norms[place] -= shadows[place] * shadows[place] }
    var chosen: [Int] = []
    var used = [Bool](repeating: false, count: columns.count)
    var isDone = false
    var best = (terms: 0, error: 1.0 * Double(count + 1) / Double(count - 1))
    let limit = min(columns.count, count * 3 / 4 - 1, Self.largest)
    while chosen.count < limit, !isDone {
      var candidates: [(place: Int, gain: Double)] = []
      for place in norms.indices where !used[place] && norms[place] > 1e-8 * lengths[place] {
        let gain = gains[place] * gains[place] / norms[place]
        if gain > 0 { candidates.append((place, gain)) }
      }
      guard !candidates.isEmpty else { break }
      let width = min(max(chosen.count / 16, 1), limit - chosen.count)
      if width == 1 {
        candidates = [candidates.reduce(candidates[0]) { $1.gain > $0.gain ? $1 : $0 }]
      } else {
        candidates.sort { ($1.gain, $0.place) < ($0.gain, $1.place) }
      }
      var directions: [[Double]] = []
      var steps: [Double] = []
      for (place, _) in candidates.prefix(width) {
        used[place] = true
        guard let direction = Self.orthonormal(columns[place], to: basis) else { continue }
        let step = Self.product(direction, residual)
        for index in 0..<count {
          residual[index] -= step * direction[index]
          hat[index] += direction[index] * direction[index]
        }
        basis.append(direction)
        directions.append(direction)
        steps.append(step)
        chosen.append(place)
        let error =
          Self.leaveOneOut(residual, hat, terms: chosen.count + 1) / (total / Double(count))
        if error < best.error { best = (chosen.count, error) }
        isDone = chosen.count > 2 * best.terms + 20 || best.error < 1e-28
        if isDone { break }
      }
      guard !isDone, !directions.isEmpty else { continue }
      guard let added = try? Matrix(columns: directions),
        let shadows = try? matrix.transposedTimes(added)
      else { break }
      for (number, step) in steps.enumerated() {
        for candidate in norms.indices {
          let shadow = shadows[candidate, number]
          gains[candidate] -= step * shadow
          norms[candidate] -= shadow * shadow
        }
      }
    }
    terms = Array(chosen.prefix(best.terms))
    leaveOneOut = best.error
    let design = [[Double](repeating: 1, count: count)] + terms.map { columns[$0] }
    guard let factored = try? PivotedQR.factor(Matrix(columns: design)),
      let solved = try? factored.solve(values)
    else { return nil }
    coefficients = solved
  }

  private static func orthonormal(_ column: [Double], to basis: [[Double]]) -> [Double]? {
    var result = column
    let length = product(column, column).squareRoot()
    // Twice is enough for orthogonality to rounding.
    for _ in 0..<2 {
      for direction in basis { subtract(product(direction, result), direction, from: &result) }
    }
    let norm = product(result, result).squareRoot()
    guard norm > 1e-6 * length else { return nil }
    return result.map { $0 / norm }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        // Eight sums, so that additions do not wait for each other.
        var sums = SIMD8<Double>()
        var index = 0
        while index + 8 <= a.count {
          for lane in 0..<8 { sums[lane] += a[index + lane] * b[index + lane] }
          index += 8
        }
        var sum = sums.sum()
        while index < a.count {
          sum += a[index] * b[index]
          index += 1
        }
        return sum
      }
    }
  }

  private static func subtract(
    _ factor: Double,
    _ direction: [Double],
    from result: inout [Double]
  ) {
    result.withUnsafeMutableBufferPointer { result in
      direction.withUnsafeBufferPointer { direction in
        for index in 0..<result.count { result[index] -= factor * direction[index] }
      }
    }
  }

  private static func leaveOneOut(_ residual: [Double], _ hat: [Double], terms: Int) -> Double {
    let count = Double(residual.count)
    guard Double(terms) < count else { return .infinity }
    var sum = 0.0
    for index in residual.indices {
      let left = max(1 - hat[index], 1e-12)
      sum += residual[index] / left * (residual[index] / left)
    }
    return sum / count * count / (count - Double(terms)) * (1 + Double(terms) / count)
  }
}
