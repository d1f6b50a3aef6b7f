import NumericCore

/// A quantity whose law is known because it is linear in independent normal scores, or the
/// exponential of such a sum.
///
/// ```
/// linear:     c + sum_k a_k z_k
/// log-linear: s exp(c + sum_k a_k z_k),  s = 1 or -1
/// ```
/// A score is a coordinate of the unit cube through the normal quantile function, so a name that
/// is used twice cancels or doubles as it must: x - x is 0, x * x is the square of one draw.
struct GaussianForm: Equatable {
  /// Which of the two forms it is; the sign of a log-linear one.
  enum Kind: Equatable {
    case linear
    case logLinear(sign: Double)
  }

  var kind: Kind
  var centre: Double
  /// The weight of each score, by coordinate.
  var weights: [Int: Double]

  /// A number.
  static func constant(_ value: Double) -> GaussianForm {
    GaussianForm(kind: .linear, centre: value, weights: [:])
  }

  /// The number, where nothing varies.
  var number: Double? {
    guard weights.values.allSatisfy({ $0 == 0 }) else { return nil }
    switch kind {
    case .linear: return centre
    case .logLinear(let sign): return sign * exp(centre)
    }
  }

  /// The standard deviation of the sum of scores.
  var spread: Double {
    weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
  }

  // MARK: Arithmetic, nil where the form is lost

  var negated: GaussianForm {
    switch kind {
    case .linear: GaussianForm(kind: .linear, centre: -centre, weights: weights.mapValues { -$0 })
    case .logLinear(let sign):
      GaussianForm(kind: .logLinear(sign: -sign), centre: centre, weights: weights)
    }
  }

  func adding(_ other: GaussianForm) -> GaussianForm? {
    guard let a = asLinear, let b = other.asLinear else { return nil }
    return GaussianForm(
      kind: .linear,
      centre: a.centre + b.centre,
      weights: a.weights.merging(b.weights) { $0 + $1 }
    )
  }

  func multiplied(by other: GaussianForm) -> GaussianForm? {
    if let factor = other.number { return scaled(by: factor) }
    if let factor = number { return other.scaled(by: factor) }
    guard case .logLinear(let a) = kind, case .logLinear(let b) = other.kind else { return nil }
    return GaussianForm(
      kind: .logLinear(sign: a * b),
      centre: centre + other.centre,
      weights: weights.merging(other.weights) { $0 + $1 }
    )
  }

  /// One over a log-linear quantity, or over a number that is not 0.
  var reciprocal: GaussianForm? {
    if let number { return number == 0 ? nil : .constant(1 / number) }
    guard case .logLinear = kind else { return nil }
    return GaussianForm(kind: kind, centre: -centre, weights: weights.mapValues { -$0 })
  }

  func raised(to exponent: Double) -> GaussianForm? {
    if let number { return .constant(pow(number, exponent)) }
    guard case .logLinear(let sign) = kind, sign > 0, exponent.isFinite else { return nil }
    return GaussianForm(
      kind: kind,
      centre: centre * exponent,
      weights: weights.mapValues { $0 * exponent }
    )
  }

  var exponential: GaussianForm? {
    guard case .linear = kind else { return nil }
    return GaussianForm(kind: .logLinear(sign: 1), centre: centre, weights: weights)
  }

  var logarithm: GaussianForm? {
    guard case .logLinear(let sign) = kind, sign > 0 else { return nil }
    return GaussianForm(kind: .linear, centre: centre, weights: weights)
  }

  private var asLinear: GaussianForm? {
    if kind == .linear { return self }
    return number.map { .constant($0) }
  }

  private func scaled(by factor: Double) -> GaussianForm? {
    guard factor != 0, factor.isFinite else { return factor == 0 ? .constant(0) : nil }
    switch kind {
    case .linear:
      return GaussianForm(
        kind: .linear,
        centre: centre * factor,
        weights: weights.mapValues { $0 * factor }
      )
    case .logLinear(let sign):
      return GaussianForm(
        kind: .logLinear(sign: factor < 0 ? -sign : sign),
        centre: centre + log(abs(factor)),
        weights: weights
      )
    }
  }
}
