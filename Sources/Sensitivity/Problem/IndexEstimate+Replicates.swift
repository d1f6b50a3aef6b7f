import NumericCore
import Probability
import Uncertainty

extension IndexEstimate {
  /// An estimate from all draws with Student's interval from the spread of the replicates.
  ///
  /// - Parameters:
  ///   - pooled: The estimate from all draws together.
  ///   - replicates: The same estimate from each replicate alone; those that are NaN are left out.
  ///   - confidence: Between 0 and 1.
  init(around pooled: Double, replicates: [Double], confidence: Double = 0.95) {
    let defined = replicates.filter { !$0.isNaN }
    guard let first = defined.first, defined.count >= 2, pooled.isFinite else {
      self.init(value: pooled, low: .nan, high: .nan)
      return
    }
    if defined.allSatisfy({ $0 == first }) {
      self.init(exactly: pooled)
      return
    }
    let half =
      Self.studentFactor(degrees: defined.count - 1, confidence: confidence)
      * Moments(defined).standardError
    self.init(value: pooled, low: pooled - half, high: pooled + half)
  }

  /// A ratio of sums with Student's interval from the replicates by linearisation.
  ///
  /// - Parameters:
  ///   - numerators: One sum for each replicate.
  ///   - denominators: One sum for each replicate.
  init(ratio numerators: [Double], to denominators: [Double]) {
    let (ratio, parts) = Self.linearised(numerators, to: denominators)
    self.init(around: ratio, replicates: parts)
  }

  /// A ratio of sums, and what each replicate makes of it to first order.
  static func linearised(
    _ numerators: [Double],
    to denominators: [Double]
  ) -> (ratio: Double, parts: [Double]) {
    let total = denominators.reduce(0, +)
    let ratio = numerators.reduce(0, +) / total
    let mean = total / Double(denominators.count)
    return (ratio, zip(numerators, denominators).map { ratio + ($0 - ratio * $1) / mean })
  }

  /// The quantile of Student's t that a two-sided interval takes.
  static func studentFactor(degrees: Int, confidence: Double) -> Double {
    let student = try? Student(degreesOfFreedom: Double(degrees), location: 0, scale: 1)
    return student?.quantile(0.5 + confidence / 2) ?? .nan
  }

  /// The estimate with its ends kept within bounds.
  func clamped(to bounds: ClosedRange<Double>) -> IndexEstimate {
    func clamp(_ x: Double) -> Double { min(max(x, bounds.lowerBound), bounds.upperBound) }
    return IndexEstimate(value: clamp(value), low: clamp(low), high: clamp(high))
  }
}
