import CSpecialFunctions

/// A family with a cheap form of its density, for building tables.
///
/// The cheap form exponentiates a sum whose constant is computed once; its relative error is about
/// 1e-16 times the largest term, so that it is offered for moderate parameters only.
protocol QuickDensity {
  /// The density with its constants at hand; nil where the plain density is needed.
  func quickDensity() -> ((Double) -> Double)?
}

extension Gamma: QuickDensity {
  func quickDensity() -> ((Double) -> Double)? {
    guard shape <= 1000 else { return nil }
    let constant = log(rate) - special_log_gamma(shape)
    let power = shape - 1
    let rate = rate
    return { x in
      let y = rate * x
      return x > 0 ? exp(constant + power * log(y) - y) : 0
    }
  }
}

extension Beta: QuickDensity {
  func quickDensity() -> ((Double) -> Double)? {
    guard alpha <= 1000 && beta <= 1000 else { return nil }
    let constant = -special_log_beta(alpha, beta)
    let (a, b) = (alpha - 1, beta - 1)
    return { x in x > 0 && x < 1 ? exp(constant + a * log(x) + b * log1p(-x)) : 0 }
  }
}

extension Pert: QuickDensity {
  func quickDensity() -> ((Double) -> Double)? {
    guard let unit = shape.quickDensity() else { return nil }
    let (low, width) = (low, high - low)
    return { x in unit((x - low) / width) / width }
  }
}

extension Student: QuickDensity {
  func quickDensity() -> ((Double) -> Double)? {
    guard degreesOfFreedom <= 1000 else { return nil }
    let df = degreesOfFreedom
    let constant = -special_log_beta(df / 2, 0.5) - log(df) / 2 - log(scale)
    let (power, location, scale) = ((df + 1) / 2, location, scale)
    return { x in
      let t = (x - location) / scale
      return exp(constant - power * log1p(t * t / df))
    }
  }
}
