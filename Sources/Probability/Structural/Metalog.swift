import CSpecialFunctions

/// The metalog distribution: a quantile function that is linear in its coefficients and so meets
/// as many quantiles as it has terms.
///
/// ```
/// M(y) = a1 + a2 L + a3 c L + a4 c + a5 c^2 + a6 c^2 L + ...,  L = ln(y / (1 - y)), c = y - 1/2
/// ```
///
/// With one bound, `M` is the quantile function of `ln(x - low)` or `-ln(high - x)`; with two, of
/// `ln((x - low) / (high - x))`.
///
/// References: Keelin 2016, Decision Analysis 13:243, doi:10.1287/deca.2016.0338.
public struct Metalog: Distribution {
  /// The name in messages and reports.
  public static let familyName = "metalog"

  /// The coefficients `a1`, `a2`, ...
  public let coefficients: [Double]
  let scale: BoundedScale
  /// The polynomial in `c` that stands alone, constant term first.
  private let plainPart: [Double]
  /// The polynomial in `c` that multiplies `L`.
  private let logPart: [Double]

  /// Makes the metalog distribution through given quantiles, with as many terms.
  ///
  /// - Parameters:
  ///   - probabilities: From 2 to 10 probabilities strictly between 0 and 1.
  ///   - values: The quantile at each, rising with the probability, inside the bounds.
  ///   - low: The lower bound; minus infinity for none.
  ///   - high: The upper bound; infinity for none.
  /// - Throws: ``DistributionError/incoherentQuantiles(reason:)`` when the quantiles cross or lie
  ///   outside the bounds; ``DistributionError/infeasibleMetalog(reason:)`` when the curve through
  ///   them is not a quantile function (see ``QuantileFit`` for a distribution even so).
  public init(
    probabilities: [Double],
    values: [Double],
    low: Double = -.infinity,
    high: Double = .infinity
  ) throws(DistributionError) {
    let stated = try StatedQuantiles(
      "quantiles",
      probabilities: probabilities,
      values: values,
      low: low,
      high: high
    )
    let count = stated.values.count
    guard count <= 10 else {
      throw .infeasibleMetalog(
        reason: "\(count) quantiles are more than the 10 terms it is used with"
      )
    }
    let scale = BoundedScale(low: low, high: high)
    let rows = stated.probabilities.map { p in
      (0..<count).map { Self.term($0, c: p - 0.5, odds: logit(p)) }
    }
    guard let solved = solveSquare(rows, stated.values.map(scale.line)) else {
      throw .infeasibleMetalog(reason: "the equations for its terms have no stable solution")
    }
    try self.init(coefficients: solved, low: low, high: high)
    for (p, x) in zip(stated.probabilities, stated.values) {
      let spread = stated.values[count - 1] - stated.values[0]
      guard (quantile(p) - x).magnitude <= 1e-9 * max(spread, x.magnitude) else {
        throw .infeasibleMetalog(
          reason: "the equations for its terms are too ill-conditioned to meet \(percent(p))"
        )
      }
    }
  }

  /// Makes a metalog distribution from its coefficients.
  ///
  /// - Parameters:
  ///   - coefficients: At least 2, in Keelin's order.
  ///   - low: The lower bound; minus infinity for none.
  ///   - high: The upper bound; infinity for none.
  /// - Throws: ``DistributionError/infeasibleMetalog(reason:)`` when the density would not be
  ///   positive everywhere.
  public init(
    coefficients: [Double],
    low: Double = -.infinity,
    high: Double = .infinity
  ) throws(DistributionError) {
    guard coefficients.count >= 2 else {
      throw .tooFew(
        family: Self.familyName,
        what: "coefficients",
        needed: 2,
        count: coefficients.count
      )
    }
    for value in coefficients { try requireFinite(Self.familyName, "coefficients", value) }
    try requireOrder(low < high, Self.familyName, "low < high", [("low", low), ("high", high)])
    self.coefficients = coefficients
    scale = BoundedScale(low: low, high: high)
    var plain = [coefficients[0]]
    var logs = [coefficients[1]]
    for (index, value) in coefficients.enumerated().dropFirst(2) {
      // Terms 3, 6, 8, 10 ... carry the logarithm; 4, 5, 7, 9 ... do not.
      if index == 2 || (index >= 5 && index % 2 == 1) {
        logs.append(value)
      } else {
        plain.append(value)
      }
    }
    plainPart = plain
    logPart = logs
    if let place = Self.fallingPlace(plain: plain, logs: logs) {
      throw .infeasibleMetalog(
        reason: "the curve through them falls near probability \(percent(place))"
      )
    }
  }

  /// One term of the series at `c = y - 1/2`.
  private static func term(_ index: Int, c: Double, odds: Double) -> Double {
    switch index {
    case 0: return 1
    case 1: return odds
    case 2: return c * odds
    case 3: return c
    default:
      let power = index % 2 == 0 ? index / 2 : (index - 1) / 2
      return pow(c, Double(power)) * (index % 2 == 0 ? 1 : odds)
    }
  }

  /// A probability at which the curve does not rise, if there is one: the ends decide far out, a
  /// grid over the log odds (step 1/50) in between.
  private static func fallingPlace(plain: [Double], logs: [Double]) -> Double? {
    let steps = 2000
    var largest = 0.0
    var smallest = (value: Double.infinity, place: 0.5)
    for index in -steps...steps {
      let t = Double(index) / 50
      let slope = rise(t, plain: plain, logs: logs)
      largest = max(largest, slope)
      if !(slope >= smallest.value) { smallest = (slope, logistic(t)) }
    }
    for end in [-0.5, 0.5] where !(polynomial(logs, end).value > 0) { return end + 0.5 }
    return smallest.value > 1e-6 * largest ? nil : smallest.place
  }

  /// The derivative of the curve by the log odds.
  private static func rise(_ t: Double, plain: [Double], logs: [Double]) -> Double {
    let c = tanh(t / 2) / 2
    let a = polynomial(plain, c)
    let b = polynomial(logs, c)
    return logistic(t) * logistic(-t) * (a.slope + b.slope * t) + b.value
  }

  private static func polynomial(_ coefficients: [Double], _ c: Double)
    -> (value: Double, slope: Double)
  {
    var value = 0.0
    var slope = 0.0
    for coefficient in coefficients.reversed() {
      slope = slope * c + value
      value = value * c + coefficient
    }
    return (value, slope)
  }

  // MARK: Parameters

  /// The coefficients `a1`, `a2`, and so on.
  public var parameters: [(name: String, value: Double)] {
    coefficients.enumerated().map { ("a\($0.offset + 1)", $0.element) }
  }
  /// The bounds.
  public var support: ClosedRange<Double> { scale.support }
  /// Continuous.
  public var isDiscrete: Bool { false }

  // MARK: Moments

  /// The exponent of the power-law tail that one bound gives the other side; 0 for none.
  private var tailExponent: Double {
    switch (scale.low.isFinite, scale.high.isFinite) {
    case (true, false): return Self.polynomial(logPart, 0.5).value
    case (false, true): return Self.polynomial(logPart, -0.5).value
    default: return 0
    }
  }

  /// One over the exponent of the tail that one bound gives the other side; infinite without one.
  public var tailIndex: Double { tailExponent > 0 ? 1 / tailExponent : .infinity }

  /// The mean, by integration of the quantile function; infinite when one bound is given and the
  /// other side is too heavy.
  public var mean: Double {
    if tailExponent >= 1 { return scale.low.isFinite ? .infinity : -.infinity }
    return quantileMoments(of: self).mean
  }

  /// The variance, by integration of the quantile function; infinite like the mean.
  public var variance: Double {
    tailExponent >= 0.5 ? .infinity : quantileMoments(of: self).variance
  }

  // MARK: Evaluation

  /// The curve as a function of the log odds.
  private func curve(_ t: Double) -> Double {
    let c = tanh(t / 2) / 2
    return Self.polynomial(plainPart, c).value + Self.polynomial(logPart, c).value * t
  }

  /// The log odds of the probability below a value strictly inside the support.
  private func odds(_ x: Double) -> Double {
    let z = scale.line(x)
    return monotoneRoot(in: -745...745) { curve($0) - z }
  }

  /// The density at a point.
  public func density(at x: Double) -> Double { exp(logDensity(at: x)) }

  /// The logarithm of the density.
  public func logDensity(at x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x > scale.low && x < scale.high else { return -.infinity }
    let t = odds(x)
    let rise = Self.rise(t, plain: plainPart, logs: logPart)
    return -t.magnitude - 2 * log1p(exp(-t.magnitude)) - log(rise) + log(scale.slope(x))
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= scale.low ? 0 : x >= scale.high ? 1 : logistic(odds(x))
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x <= scale.low ? 1 : x >= scale.high ? 0 : logistic(-odds(x))
  }

  /// The value below which lies probability `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { scale.value(curve(logit($0))) }
  }

  /// The value above which lies probability `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { scale.value(curve(-logit($0))) }
  }
}

/// Solves a small square system by elimination with row pivoting; nil when it is singular.
private func solveSquare(_ rows: [[Double]], _ right: [Double]) -> [Double]? {
  let count = right.count
  var matrix = rows
  var vector = right
  for column in 0..<count {
    var pivot = column
    for row in column..<count
    where matrix[row][column].magnitude > matrix[pivot][column].magnitude { pivot = row }
    guard matrix[pivot][column].magnitude > 1e-14 else { return nil }
    matrix.swapAt(column, pivot)
    vector.swapAt(column, pivot)
    for row in (column + 1)..<max(count, column + 1) {
      let factor = matrix[row][column] / matrix[column][column]
      for k in column..<count { matrix[row][k] -= factor * matrix[column][k] }
      vector[row] -= factor * vector[column]
    }
  }
  for row in (0..<count).reversed() {
    for k in (row + 1)..<max(count, row + 1) { vector[row] -= matrix[row][k] * vector[k] }
    vector[row] /= matrix[row][row]
  }
  return vector
}
