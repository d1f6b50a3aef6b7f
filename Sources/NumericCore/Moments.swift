/// The mean, variance, skewness and kurtosis of a sample.
///
/// Two passes: the mean is carried as a value and a remainder, then the deviations from it are
/// summed with compensation and corrected for their own mean. The order of the additions is
/// fixed by the number of values, so the same sample gives the same bits everywhere.
///
/// Reference: Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance,
/// The American Statistician 37(3), doi:10.1080/00031305.1983.10483115.
public struct Moments: Sendable, Equatable {
  /// The number of values.
  public let count: Int
  /// The arithmetic mean; NaN of an empty sample.
  public let mean: Double
  /// The sum of squared deviations from the mean; NaN of an empty sample.
  public let sumOfSquaredDeviations: Double
  private let sumOfCubedDeviations: Double
  private let sumOfFourthPowers: Double

  /// The moments of the values of an array.
  ///
  /// - Parameter values: The sample, in any unit. A NaN or an infinity makes the results NaN
  ///   (the mean of a sample with infinities of one sign is that infinity).
  public init(_ values: [Double]) {
    self = values.withUnsafeBufferPointer { Moments($0) }
  }

  /// The moments of the values of a mutable buffer, which is only read.
  ///
  /// - Parameter values: The sample.
  public init(_ values: UnsafeMutableBufferPointer<Double>) {
    self.init(UnsafeBufferPointer(values))
  }

  /// The moments of the values of a buffer.
  ///
  /// - Parameter values: The sample.
  public init(_ values: UnsafeBufferPointer<Double>) {
    count = values.count
    guard count > 0 else {
      mean = .nan
      sumOfSquaredDeviations = .nan
      sumOfCubedDeviations = .nan
      sumOfFourthPowers = .nan
      return
    }
    let centre = Centre(of: values)
    mean = centre.value
    guard mean.isFinite else {
      sumOfSquaredDeviations = .nan
      sumOfCubedDeviations = .nan
      sumOfFourthPowers = .nan
      return
    }
    let squares = CompensatedLanes.parts(values) { x in
      let d = centre.deviations(x)
      return d * d
    }.value
    // What the deviations sum to is the rounding error of the mean, times the count.
    let drift = CompensatedLanes.parts(values) { centre.deviations($0) }.value
    sumOfSquaredDeviations = max(squares - drift * drift / Double(count), 0)
    sumOfCubedDeviations =
      CompensatedLanes.parts(values) { x in
        let d = centre.deviations(x)
        return d * d * d
      }.value
    sumOfFourthPowers =
      CompensatedLanes.parts(values) { x in
        let d = centre.deviations(x)
        return (d * d) * (d * d)
      }.value
  }

  // MARK: Results

  /// The unbiased variance, with divisor `count - 1`; NaN for fewer than two values.
  public var variance: Double {
    count > 1 ? sumOfSquaredDeviations / Double(count - 1) : .nan
  }

  /// The variance with divisor `count`; NaN of an empty sample.
  public var populationVariance: Double {
    count > 0 ? sumOfSquaredDeviations / Double(count) : .nan
  }

  /// The square root of the unbiased variance; NaN for fewer than two values.
  public var standardDeviation: Double { variance.squareRoot() }

  /// The standard deviation of the mean of independent values; NaN for fewer than two.
  public var standardError: Double { (variance / Double(count)).squareRoot() }

  /// The standardised third central moment (divisor `count`); NaN where the variance is 0.
  public var skewness: Double {
    let m2 = populationVariance
    guard m2 > 0 else { return .nan }
    return sumOfCubedDeviations / Double(count) / (m2 * m2.squareRoot())
  }

  /// The standardised fourth central moment minus 3 (divisor `count`); NaN where the variance
  /// is 0.
  public var excessKurtosis: Double {
    let m2 = populationVariance
    guard m2 > 0 else { return .nan }
    return sumOfFourthPowers / Double(count) / (m2 * m2) - 3
  }
}
