import Probability
import Uncertainty

/// The constant C of a law in `Var g(X) <= C E g'(X)^2`.
///
/// References: Bobkov and Ledoux (1997), Probability Theory and Related Fields 107, 383-400,
/// doi:10.1007/s004400050090 (exponential); Roustant, Barthe and Iooss (2017), Electronic Journal of
/// Statistics 11, 3081-3119, doi:10.1214/17-EJS1310 (uniform, normal, change of scale).
enum PoincareConstant {
  /// The constant of the uniform law on the unit interval.
  static let unitInterval = 1 / (Double.pi * Double.pi)

  /// The constant of a law, in its squared unit; `nil` where none is known here.
  static func of(_ distribution: any Distribution) -> Double? {
    switch distribution {
    case let uniform as Uniform:
      return (uniform.high - uniform.low) * (uniform.high - uniform.low) * unitInterval
    case let normal as Normal: return normal.standardDeviation * normal.standardDeviation
    case let exponential as Exponential: return 4 / (exponential.rate * exponential.rate)
    case let affine as Affine:
      return of(affine.base).map { $0 * affine.scale * affine.scale }
    default: return nil
    }
  }
}
