import Sampling

/// How the points of the unit cube are chosen.
public enum SamplingMethod: String, Sendable, CaseIterable {
  /// Randomised quasi-Monte Carlo: Owen-scrambled Sobol' points.
  case quasi
  /// Monte Carlo: pseudorandom points of a counter-based generator.
  case pseudo

  /// The points of a study.
  ///
  /// - Parameters:
  ///   - dimensions: The number of coordinates, at least 1.
  ///   - seed: The seed of the randomisations.
  /// - Throws: ``SimulationError/points(message:)`` where there are too many dimensions.
  public func points(dimensions: Int, seed: UInt64) throws(SimulationError) -> any PointSet {
    do {
      switch self {
      case .quasi: return try SobolPoints(dimensionCount: dimensions, seed: seed)
      case .pseudo: return try PseudorandomPoints(dimensionCount: dimensions, seed: seed)
      }
    } catch {
      throw .points(message: "\(error)")
    }
  }
}
