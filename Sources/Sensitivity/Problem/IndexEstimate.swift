import NumericCore
import Probability
import Uncertainty

/// A sensitivity index with its interval, where its error is known.
public struct IndexEstimate: Sendable, Equatable {
  /// The estimate.
  public let value: Double
  /// The lower end of the 95 % interval; NaN where the error is not known.
  public let low: Double
  /// The upper end of the 95 % interval; NaN where the error is not known.
  public let high: Double

  /// Whether there is an interval: the error of the estimate is known.
  public var hasInterval: Bool { low <= high }

  /// Whether 0 lies inside the interval: the index cannot be told from 0.
  public var includesZero: Bool { low <= 0 && high >= 0 }

  /// Makes an estimate.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// An index known without error.
  public init(exactly value: Double) { self.init(value: value, low: value, high: value) }

  /// An estimate whose error is not known, so that it has no interval.
  public init(withoutInterval value: Double) {
    self.init(value: value, low: .nan, high: .nan)
  }

  /// The mean of independent replicates with Student's 95 % interval.
  ///
  /// Each replicate is the same estimator on an independent randomisation of the points, so the
  /// interval holds for low-discrepancy points too, where resampling the design does not.
  ///
  /// - Parameters:
  ///   - replicates: At least 2 independent estimates.
  ///   - confidence: Between 0 and 1.
  public init(replicates: [Double], confidence: Double = 0.95) {
    precondition(replicates.count >= 2, "An interval needs at least 2 replicates")
    let moments = Moments(replicates)
    let student = try? Student(
      degreesOfFreedom: Double(replicates.count - 1),
      location: 0,
      scale: 1
    )
    let factor = student?.quantile(0.5 + confidence / 2) ?? .nan
    let half = factor * moments.standardDeviation / Double(replicates.count).squareRoot()
    self.init(value: moments.mean, low: moments.mean - half, high: moments.mean + half)
  }
}
