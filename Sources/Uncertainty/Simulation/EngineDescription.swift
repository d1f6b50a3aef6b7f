/// Which engine produced a result, for print.
public enum EngineDescription: Sendable, Hashable, CustomStringConvertible {
  /// Nothing uncertain, or exact algebra.
  case exact
  /// Randomised quasi-Monte Carlo with a number of independent replicates.
  case quasiMonteCarlo(replicates: Int)
  /// Monte Carlo with a number of independent replicates.
  case monteCarlo(replicates: Int)

  /// The engine in words.
  public var description: String {
    switch self {
    case .exact: "exact"
    case .quasiMonteCarlo(let replicates):
      "randomised quasi-Monte Carlo (Owen-scrambled Sobol', \(replicates) replicates)"
    case .monteCarlo(let replicates): "Monte Carlo (Philox4x32-10, \(replicates) replicates)"
    }
  }
}
