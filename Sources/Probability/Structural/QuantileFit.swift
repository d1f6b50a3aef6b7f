import CSpecialFunctions

/// A distribution through quantiles that somebody stated, with a note on what was done.
///
/// It is the metalog distribution with as many terms as quantiles where that is feasible, else a
/// monotone interpolation; the note says so, in words fit for a report.
public struct QuantileFit: Sendable {
  /// The distribution through the quantiles: a ``Metalog`` or an ``InterpolatedQuantiles``.
  public let distribution: any Distribution
  /// What a reader must know about the fit; nil when there is nothing to say.
  public let note: String?

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
      note = Self.massBelowZero(metalog, values)
    } catch .infeasibleMetalog(let reason) {
      let curve = try InterpolatedQuantiles(
        probabilities: probabilities,
        values: values,
        low: lowest,
        high: highest
      )
      distribution = curve
      let below = Self.massBelowZero(curve, values).map { "; \($0)" } ?? ""
      note =
        "no metalog distribution meets these quantiles (\(reason)), so a monotone curve was drawn"
        + " through them\(below)"
    }
  }

  /// A warning when every given value is positive and the fit is not.
  private static func massBelowZero(_ fit: some Distribution, _ values: [Double]) -> String? {
    guard values.allSatisfy({ $0 > 0 }), fit.support.lowerBound < 0 else { return nil }
    let mass = fit.cdf(0)
    guard mass >= 1e-6 else { return nil }
    let digits = pow(10, 1 - (log10(mass * 100)).rounded(.down))
    let shown = (mass * 100 * digits).rounded() / digits
    return "the fit gives \(plain(shown))% to values below 0; a lower bound of 0 would prevent it"
  }
}
