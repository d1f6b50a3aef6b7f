import CSpecialFunctions

/// The map of an interval, a half line or the line onto the whole line: the identity, a logarithm
/// or a logit.
struct BoundedScale: Sendable {
  let low: Double
  let high: Double

  var support: ClosedRange<Double> { low...high }

  /// The image of a value strictly inside.
  func line(_ x: Double) -> Double {
    switch (low.isFinite, high.isFinite) {
    case (false, false): return x
    case (true, false): return log(x - low)
    case (false, true): return -log(high - x)
    case (true, true): return log((x - low) / (high - x))
    }
  }

  /// The value behind a point of the line.
  func value(_ z: Double) -> Double {
    switch (low.isFinite, high.isFinite) {
    case (false, false): return z
    case (true, false): return low + exp(z)
    case (false, true): return high - exp(-z)
    case (true, true):
      return z < 0
        ? low + (high - low) * (exp(z) / (1 + exp(z))) : high - (high - low) / (1 + exp(z))
    }
  }

  /// The derivative of ``line(_:)``.
  func slope(_ x: Double) -> Double {
    switch (low.isFinite, high.isFinite) {
    case (false, false): return 1
    case (true, false): return 1 / (x - low)
    case (false, true): return 1 / (high - x)
    case (true, true): return (high - low) / ((x - low) * (high - x))
    }
  }
}

/// The log odds of a probability, from the probability and its complement.
func logit(_ p: Double) -> Double { log(p) - log1p(-p) }

/// The probability with given log odds.
func logistic(_ t: Double) -> Double {
  t >= 0 ? 1 / (1 + exp(-t)) : exp(t) / (1 + exp(t))
}

/// Probabilities and values that somebody stated, checked and put in order.
struct StatedQuantiles {
  let probabilities: [Double]
  let values: [Double]

  /// Checks that the values can be quantiles at these probabilities.
  init(
    _ family: String,
    probabilities: [Double],
    values: [Double],
    low: Double,
    high: Double
  ) throws(DistributionError) {
    guard probabilities.count == values.count else {
      throw .lengthMismatch(
        family: family,
        what: "values",
        expected: probabilities.count,
        count: values.count
      )
    }
    guard probabilities.count >= 2 else {
      throw .tooFew(family: family, what: "quantiles", needed: 2, count: probabilities.count)
    }
    for (p, x) in zip(probabilities, values) {
      try require(p > 0 && p < 1, family, "probabilities", "between 0 and 1", p)
      try requireFinite(family, "values", x)
    }
    try requireOrder(low < high, family, "low < high", [("low", low), ("high", high)])
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    self.probabilities = order.map { probabilities[$0] }
    self.values = order.map { values[$0] }
    for index in order.indices.dropFirst() {
      let (p, q) = (self.probabilities[index - 1], self.probabilities[index])
      let (x, y) = (self.values[index - 1], self.values[index])
      guard p < q else {
        throw .incoherentQuantiles(reason: "\(percent(p)) is given twice")
      }
      guard x < y else {
        throw .incoherentQuantiles(
          reason: "\(percent(p)) is \(plain(x)) but \(percent(q)) is \(plain(y))"
        )
      }
    }
    if let first = self.values.first, let last = self.values.last {
      guard first > low else {
        throw .incoherentQuantiles(
          reason: "\(plain(first)) is not above the lower bound \(plain(low))"
        )
      }
      guard last < high else {
        throw .incoherentQuantiles(
          reason: "\(plain(last)) is not below the upper bound \(plain(high))"
        )
      }
    }
  }
}

/// A probability as a percentage.
func percent(_ p: Double) -> String { plain((p * 1e12).rounded() / 1e10) + "%" }
