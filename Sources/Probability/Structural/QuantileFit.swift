import CSpecialFunctions

/// A distribution through quantiles that somebody stated, and what was done.
///
/// It is the metalog distribution with as many terms as quantiles where that is feasible, else a
/// monotone interpolation.
public struct QuantileFit: Sendable {
  /// The distribution through the quantiles: a ``Metalog`` or an ``InterpolatedQuantiles``.
  public let distribution: any Distribution
  /// Why no metalog distribution meets the quantiles, so that they are interpolated; nil where one
  /// does.
  public let infeasibility: String?
  /// The probability of values below 0 where every stated value is positive; nil below 1e-6.
  public let massBelowZero: Double?

  /// Fits a distribution to quantiles.
  ///
  /// - Parameters:
  ///   - probabilities: At least 2, strictly between 0 and 1, each once.
  ///   - values: The quantile at each, rising with the probability, inside the bounds.
  ///   - low: The lower bound; nil for none.
  ///   - high: The upper bound; nil for none.
  /// - Throws: ``DistributionError/incoherentQuantiles(reason:)`` when the quantiles cross or lie
  ///   outside the bounds.
  public init(
    probabilities: [Double],
    values: [Double],
    low: Double? = nil,
    high: Double? = nil
  ) throws(DistributionError) {
    let lowest = low ?? -.infinity
    let highest = high ?? .infinity
    do {
      let metalog = try Metalog(
        probabilities: probabilities,
        values: values,
        low: lowest,
        high: highest
      )
      distribution = metalog
      infeasibility = nil
      massBelowZero = Self.massBelowZero(metalog, values)
    } catch .infeasibleMetalog(let reason) {
      let curve = try InterpolatedQuantiles(
        probabilities: probabilities,
        values: values,
        low: lowest,
        high: highest
      )
      distribution = curve
      infeasibility = reason
      massBelowZero = Self.massBelowZero(curve, values)
    }
  }

  private static func massBelowZero(_ fit: some Distribution, _ values: [Double]) -> Double? {
    guard values.allSatisfy({ $0 > 0 }), fit.support.lowerBound < 0 else { return nil }
    let mass = fit.cdf(0)
    return mass >= 1e-6 ? mass : nil
  }
}
