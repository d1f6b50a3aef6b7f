import Probability
import Uncertainty

/// Intervals for functions of means over independent replicates.
///
/// ```
/// estimate = g(sums over all replicates)
/// error^2 = (R - 1) / R sum over r of (g(sums without r) - their mean)^2
/// ```
/// The replicates enter as sums and the ratio is formed once, so that short replicates cause no
/// bias; the interval is Student's with R - 1 degrees of freedom.
///
/// Reference: Miller (1974), The jackknife, a review, Biometrika 61, doi:10.1093/biomet/61.1.1.
enum ReplicateJackknife {
  /// Estimates a function of sums.
  ///
  /// - Parameters:
  ///   - sums: For each of at least 2 replicates the same number of sums.
  ///   - confidence: Between 0 and 1.
  ///   - function: Of the sums over some replicates; unchanged when all are multiplied by one
  ///     number.
  static func estimate(
    _ sums: [[Double]],
    confidence: Double,
    _ function: ([Double]) -> Double
  ) -> IndexEstimate {
    let count = sums.count
    guard let width = sums.first?.count else { return IndexEstimate(exactly: .nan) }
    var all = [Double](repeating: 0, count: width)
    for replicate in sums { for index in 0..<width { all[index] += replicate[index] } }
    let partial = sums.map { replicate in
      function((0..<width).map { all[$0] - replicate[$0] })
    }
    return estimate(function(all), leftOut: partial, confidence: confidence, count: count)
  }

  /// Estimates a ratio of sums.
  static func ratio(
    _ numerators: [Double],
    _ denominators: [Double],
    confidence: Double
  ) -> IndexEstimate {
    estimate(zip(numerators, denominators).map { [$0, $1] }, confidence: confidence) {
      $0[0] / $0[1]
    }
  }

  /// The interval from the estimates with one replicate left out.
  static func estimate(
    _ value: Double,
    leftOut: [Double],
    confidence: Double,
    count: Int
  ) -> IndexEstimate {
    let mean = leftOut.reduce(0, +) / Double(count)
    let squares = leftOut.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (Double(count - 1) / Double(count) * squares).squareRoot()
    let student = try? Student(degreesOfFreedom: Double(count - 1), location: 0, scale: 1)
    let half = (student?.quantile(0.5 + confidence / 2) ?? .nan) * error
    return IndexEstimate(value: value, low: value - half, high: value + half)
  }
}
