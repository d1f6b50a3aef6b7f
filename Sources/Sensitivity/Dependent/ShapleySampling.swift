import Uncertainty

/// How the conditional variances behind Shapley effects are sampled.
public enum ShapleySampling: Sendable, Equatable {
  /// Every set of factors at every point: all permutations at once, for few factors.
  ///
  /// Nothing but the points is random, so that the error keeps the rate of scrambled Sobol' points.
  case allSubsets
  /// A random permutation at each point, with one conditional draw for each factor along it.
  case randomPermutations
  /// A random permutation at each point, with a loop of several conditional draws for each factor.
  ///
  /// - Parameter inner: The number of draws in the loop, 2 to 64.
  case nestedLoops(inner: Int = 3)
}
