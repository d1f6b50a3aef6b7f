/// The part of a density inside a window so narrow that differences of the cdf lose their digits.
///
/// Everything is an integral of the density, by one Gauss-Legendre rule of 16 points: over such a
/// window a density is nearly straight.
struct NarrowWindow: Sendable {
  private let base: any Distribution
  private let low: Double
  private let high: Double
  /// The probability of the window.
  let mass: Double

  /// A window; `nil` where differences of the cdf keep 11 digits or more, or the density is not
  /// nearly straight.
  ///
  /// - Parameters:
  ///   - base: A distribution without atoms.
  ///   - low: The lower end, finite.
  ///   - high: The upper end, finite.
  ///   - tail: The smaller of the probabilities outside.
  ///   - inside: The probability of the window as a difference.
  init?(_ base: any Distribution, low: Double, high: Double, tail: Double, inside: Double) {
    guard low.isFinite, high.isFinite, inside < 1e-5 * tail else { return nil }
    let ends = [low, low + (high - low) / 2, high].map { base.density(at: $0) }
    guard let least = ends.min(), let most = ends.max(), least > 0, most < 1.01 * least else {
      return nil
    }
    self.base = base
    self.low = low
    self.high = high
    mass = Self.integral(base, low, high) { _ in 1 }
  }

  private static func integral(
    _ base: any Distribution,
    _ from: Double,
    _ to: Double,
    _ function: (Double) -> Double
  ) -> Double {
    var sum = 0.0
    gaussLegendre16(from: from, to: to) { sum += $1 * base.density(at: $0) * function($0) }
    return sum
  }

  /// The part of the mass from the lower end to a value.
  func part(below x: Double) -> Double { Self.integral(base, low, x) { _ in 1 } / mass }

  /// The part of the mass from a value to the upper end.
  func part(above x: Double) -> Double { Self.integral(base, x, high) { _ in 1 } / mass }

  /// The value below which a part of the mass lies, by Newton's steps.
  func quantile(_ part: Double) -> Double {
    var x = low + part * (high - low)
    for _ in 0..<4 {
      let step = (self.part(below: x) - part) * mass / base.density(at: x)
      x = min(max(x - step, low), high)
    }
    return x
  }

  /// The mean and the variance.
  var moments: (mean: Double, variance: Double) {
    let offset = Self.integral(base, low, high) { $0 - low } / mass
    let variance =
      Self.integral(base, low, high) { ($0 - low - offset) * ($0 - low - offset) } / mass
    return (low + offset, variance)
  }
}
