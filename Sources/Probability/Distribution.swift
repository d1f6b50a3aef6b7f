/// A probability distribution of one real variable.
///
/// Every distribution is drawn by its quantile function, so that low-discrepancy points, copulas
/// and common random numbers hold for all of them.
public protocol Distribution: Sendable {
  /// The name of the family in the study language, such as `lognormal`.
  static var familyName: String { get }

  /// The parameters in the order of the family's first form, with their names.
  var parameters: [(name: String, value: Double)] { get }

  /// The smallest closed interval that holds all the mass; infinite ends are allowed.
  var support: ClosedRange<Double> { get }

  /// Whether the mass sits on a countable set.
  var isDiscrete: Bool { get }

  /// The mean; NaN where it is undefined, infinite where it diverges.
  var mean: Double { get }

  /// The variance; NaN where it is undefined, infinite where it diverges.
  var variance: Double { get }

  /// The standard deviation; NaN or infinite where the variance is.
  ///
  /// The default is the root of ``variance``; scale families give it without the square, which
  /// leaves the range of doubles first.
  var standardDeviation: Double { get }

  /// The order from which absolute moments are infinite: `E|X|^k` for every `k` at or above it.
  ///
  /// Infinite where all moments are finite, or where none is known not to be. The default tells only
  /// what ``mean`` and ``variance`` say: 1, 2 or infinity.
  var tailIndex: Double { get }

  /// The density at a point; the probability mass for a discrete distribution.
  func density(at x: Double) -> Double

  /// The natural logarithm of ``density(at:)``.
  func logDensity(at x: Double) -> Double

  /// The probability of values at or below `x`.
  func cdf(_ x: Double) -> Double

  /// The probability of values above `x`, accurate where it is tiny.
  func survival(_ x: Double) -> Double

  /// The smallest value whose cdf is at least `p`.
  ///
  /// - Parameter p: A probability in 0 ... 1; NaN gives NaN.
  func quantile(_ p: Double) -> Double

  /// The value that is exceeded with probability `q`, accurate where `q` is tiny.
  ///
  /// - Parameter q: A probability in 0 ... 1; NaN gives NaN.
  func survivalQuantile(_ q: Double) -> Double

  /// Replaces probabilities by quantiles in place, a block at a time.
  ///
  /// The default calls ``quantile(_:)`` for each; families with a vector kernel override it. The
  /// result for one probability does not depend on its place in the block.
  ///
  /// - Parameter block: Probabilities strictly between 0 and 1 on entry, quantiles on return.
  func transform(_ block: UnsafeMutableBufferPointer<Double>)
}

extension Distribution {
  /// 1 where the mean is not finite, 2 where the variance is not, else infinity.
  public var tailIndex: Double {
    guard support.lowerBound == -.infinity || support.upperBound == .infinity else {
      return .infinity
    }
    return !mean.isFinite ? 1 : !variance.isFinite ? 2 : .infinity
  }

  /// Replaces probabilities by quantiles in place, one call of ``quantile(_:)`` for each.
  ///
  /// - Parameter block: Probabilities strictly between 0 and 1 on entry, quantiles on return.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    for index in block.indices { block[index] = quantile(block[index]) }
  }
}
