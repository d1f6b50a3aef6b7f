import CSpecialFunctions
import NumericCore

/// A distribution through given quantiles whatever they are: a monotone curve over the log odds.
///
/// Between the given quantiles the curve is the monotone cubic of Fritsch and Carlson with
/// harmonic-mean slopes; beyond the outer ones it goes on in a straight line, so that the tails
/// are logistic (with bounds: of power type towards a bound). It always exists, and its density
/// has corners at the given points; ``Metalog`` is smoother where it is feasible.
///
/// References: Fritsch and Carlson 1980, SIAM J. Numer. Anal. 17:238.
public struct InterpolatedQuantiles: Distribution {
  /// The name in the study language.
  public static let familyName = "quantiles"

  /// The given probabilities, rising.
  public let probabilities: [Double]
  /// The given quantiles, rising.
  public let values: [Double]
  let scale: BoundedScale
  private let odds: [Double]
  private let heights: [Double]
  private let slopes: [Double]

  /// Makes the distribution through given quantiles.
  ///
  /// - Parameters:
  ///   - probabilities: At least 2, strictly between 0 and 1, each once.
  ///   - values: The quantile at each, rising with the probability, inside the bounds.
  ///   - low: The lower bound; minus infinity for none.
  ///   - high: The upper bound; infinity for none.
  /// - Throws: ``DistributionError/incoherentQuantiles(reason:)`` when the quantiles cross or lie
  ///   outside the bounds.
  public init(
    probabilities: [Double],
    values: [Double],
    low: Double = -.infinity,
    high: Double = .infinity
  ) throws(DistributionError) {
    let stated = try StatedQuantiles(
      Self.familyName,
      probabilities: probabilities,
      values: values,
      low: low,
      high: high
    )
    self.probabilities = stated.probabilities
    self.values = stated.values
    let scale = BoundedScale(low: low, high: high)
    self.scale = scale
    let odds = stated.probabilities.map(logit)
    let heights = stated.values.map(scale.line)
    let last = odds.count - 1
    let steps = (0..<last).map { odds[$0 + 1] - odds[$0] }
    let secants = (0..<last).map { (heights[$0 + 1] - heights[$0]) / steps[$0] }
    for index in secants.indices where !(secants[index] > 0) {
      throw .incoherentQuantiles(
        reason:
          "\(plain(stated.values[index])) and \(plain(stated.values[index + 1])) are too close"
      )
    }
    slopes = (0...last).map { index in
      if index == 0 { return secants[0] }
      if index == last { return secants[last - 1] }
      let w1 = 2 * steps[index] + steps[index - 1]
      let w2 = steps[index] + 2 * steps[index - 1]
      return (w1 + w2) / (w1 / secants[index - 1] + w2 / secants[index])
    }
    self.odds = odds
    self.heights = heights
  }

  // MARK: Parameters

  /// Each quantile, named by its probability.
  public var parameters: [(name: String, value: Double)] {
    zip(probabilities, values).map { (percent($0), $1) }
  }
  /// The bounds.
  public var support: ClosedRange<Double> { scale.support }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  private var tailExponent: Double {
    switch (scale.low.isFinite, scale.high.isFinite) {
    case (true, false): return slopes[slopes.count - 1]
    case (false, true): return slopes[0]
    default: return 0
    }
  }

  /// One over the exponent of the tail that one bound gives the other side; infinite without one.
  public var tailIndex: Double { tailExponent > 0 ? 1 / tailExponent : .infinity }

  /// The mean, by integration between the given quantiles; infinite when one bound is given and
  /// the other side is too heavy.
  public var mean: Double {
    if tailExponent >= 1 { return scale.low.isFinite ? .infinity : -.infinity }
    return pieceMoments.mean
  }

  /// The variance, by integration between the given quantiles; infinite like the mean.
  public var variance: Double { tailExponent >= 0.5 ? .infinity : pieceMoments.variance }

  /// Moments by Gauss-Legendre quadrature over the log odds, between corners.
  private var pieceMoments: (mean: Double, variance: Double) {
    let centre = quantile(0.5)
    var first = 0.0
    var second = 0.0
    var edges: [Double] = []
    // A tail of exponent h decays as exp(-(1 - 2h)|t|) for the second moment.
    let reach = min(700, 40 / (1 - 2 * min(0.49, tailExponent)))
    let tailSteps = Int((reach / 2).rounded(.up), clampedTo: 1...350)
    for index in (1...tailSteps).reversed() { edges.append(odds[0] - 2 * Double(index)) }
    for (a, b) in zip(odds, odds.dropFirst()) {
      let pieces = Int(((b - a) * 2).rounded(.up), clampedTo: 1...10_000)
      for piece in 0..<pieces { edges.append(a + (b - a) * Double(piece) / Double(pieces)) }
    }
    edges.append(odds[odds.count - 1])
    for index in 1...tailSteps { edges.append(odds[odds.count - 1] + 2 * Double(index)) }
    for (a, b) in zip(edges, edges.dropFirst()) {
      gaussLegendre16(from: a, to: b) { t, weight in
        let x = scale.value(height(t).value) - centre
        let mass = weight * logistic(t) * logistic(-t)
        first += mass * x
        second += mass * x * x
      }
    }
    return (centre + first, second - first * first)
  }

  // MARK: Evaluation

  /// The curve over the log odds, and its derivative.
  private func height(_ t: Double) -> (value: Double, slope: Double) {
    let last = odds.count - 1
    if t <= odds[0] { return (heights[0] + slopes[0] * (t - odds[0]), slopes[0]) }
    if t >= odds[last] { return (heights[last] + slopes[last] * (t - odds[last]), slopes[last]) }
    let index = firstIndex(last) { odds[$0 + 1] > t }
    let h = odds[index + 1] - odds[index]
    let s = t - odds[index]
    let secant = (heights[index + 1] - heights[index]) / h
    let quadratic = (3 * secant - 2 * slopes[index] - slopes[index + 1]) / h
    let cubic = (slopes[index] + slopes[index + 1] - 2 * secant) / (h * h)
    return (
      heights[index] + s * (slopes[index] + s * (quadratic + s * cubic)),
      slopes[index] + s * (2 * quadratic + 3 * s * cubic)
    )
  }

  /// The log odds of the probability below a value strictly inside the support.
  private func position(_ x: Double) -> Double {
    let z = scale.line(x)
    let last = odds.count - 1
    if z <= heights[0] { return odds[0] + (z - heights[0]) / slopes[0] }
    if z >= heights[last] { return odds[last] + (z - heights[last]) / slopes[last] }
    let index = firstIndex(last) { heights[$0 + 1] > z }
    return monotoneRoot(in: odds[index]...odds[index + 1]) { height($0).value - z }
  }

  /// The density at a point.
  public func density(at x: Double) -> Double { exp(logDensity(at: x)) }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x > scale.low && x < scale.high else { return -.infinity }
    let t = position(x)
    return -t.magnitude - 2 * log1p(exp(-t.magnitude)) - log(height(t).slope) + log(scale.slope(x))
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= scale.low ? 0 : x >= scale.high ? 1 : logistic(position(x))
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= scale.low ? 1 : x >= scale.high ? 0 : logistic(-position(x))
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { scale.value(height(logit($0)).value) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { scale.value(height(-logit($0)).value) }
  }
}
