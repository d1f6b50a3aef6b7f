/// The mean and variance of an output as algebra gives them, without draws.
public struct ExactMoments: Sendable, Equatable {
  /// The mean, in the output's unit; infinite where it diverges, NaN where it does not exist.
  public let mean: Double
  /// The variance; infinite where it diverges, NaN where the mean is not finite, `nil` where algebra
  /// gives the mean only.
  public let variance: Double?

  /// Moments known from elsewhere, such as a difference of exact means.
  ///
  /// - Parameters:
  ///   - mean: The mean.
  ///   - variance: The variance, `nil` where it is not known.
  public init(mean: Double, variance: Double?) {
    self.mean = mean
    self.variance = variance
  }

  /// The standard deviation, like ``variance``.
  public var standardDeviation: Double? { variance?.squareRoot() }
}
