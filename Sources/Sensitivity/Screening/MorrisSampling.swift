import Uncertainty

/// Where elementary effects are taken.
public enum MorrisSampling: Sendable, Equatable {
  /// Random trajectories on a grid: from a random grid point every factor moves once, in random
  /// order, by half of the levels.
  ///
  /// - Parameters:
  ///   - count: The number of independent trajectories, at least 2.
  ///   - levels: The number of grid levels, even, 2 to 64.
  case trajectories(count: Int, levels: Int = 4)

  /// Stars around scrambled Sobol' points: every factor moves from the centre to the place that an
  /// independent second point gives it.
  ///
  /// - Parameters:
  ///   - points: The number of stars in each replicate, at least 2.
  ///   - replicates: The number of independent scrambles, at least 2.
  case radial(points: Int, replicates: Int = 16)

  /// Every base point of the grid, so that the measures of the grid are exact: for few coordinates.
  ///
  /// - Parameter levels: The number of grid levels, even, 2 to 64; at most 2^20 grid points.
  case allBasePoints(levels: Int = 4)
}
