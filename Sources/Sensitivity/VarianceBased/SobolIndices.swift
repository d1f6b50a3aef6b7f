import Uncertainty

/// Sobol' indices: which part of the output's variance each factor explains.
///
/// ```
/// first order  S_i = Var(E[Y | X_i]) / V
/// total order  T_i = E[Var(Y | X_~i)] / V
/// pair         S_ij = Var(E[Y | X_i, X_j]) / V - S_i - S_j
/// ```
/// With a = f(A), b = f(B), a_i = f(A with the columns of factor i from B), b_i = f(B with those
/// from A), and sums over all points:
/// ```
/// D_i = 1/4 sum (a - b)^2 + (a_i - b_i)^2              the variance
/// S_i = 1/2 sum (a - a_i) (b_i - b) / D_i
/// T_i = 1/4 sum (a - a_i)^2 + (b - b_i)^2 / D_i        Jansen's numerator, both ways
/// S_ij = 1/2 sum (b_i - b) (a_j - a) + (b_j - b) (a_i - a) / (D_i + D_j) * 2
/// ```
/// The numerator of S_i is that of Owen's estimator for small indices with B in the place of its
/// third matrix: a product of two small differences, so that a small index has a small error. One
/// estimator serves all indices, so none is picked by its result. It makes S_i at most T_i, S_i = T_i
/// for additive models, 1 for a model of one factor and 0 for a dummy, all without error. Estimates
/// may be negative; they are kept with their interval.
///
/// Intervals are delete-one-replicate jackknife intervals with Student's quantile. An index that few
/// draws carry, such as that of an input that matters in a rare event only, has none.
///
/// References:
/// - Azzini, Mara and Rosati (2021), Comparison of two sets of Monte Carlo estimators of Sobol'
///   indices, Environmental Modelling and Software 144, doi:10.1016/j.envsoft.2021.105167.
/// - Owen (2013), Better estimation of small Sobol' sensitivity indices, ACM TOMACS 23,
///   doi:10.1145/2457459.2457460.
/// - Saltelli et al. (2010), Computer Physics Communications 181, 259-270,
///   doi:10.1016/j.cpc.2009.09.018.
/// - Jansen (1999), Computer Physics Communications 117, 35-43, doi:10.1016/S0010-4655(98)00154-4.
public struct SobolIndices: Sendable {
  /// The factors, in the order of the indices.
  public let factors: [Factor]
  /// The first-order index of each factor.
  public let first: [IndexEstimate]
  /// The total-order index of each factor.
  public let total: [IndexEstimate]
  /// The second-order indices, every pair once; empty where not asked for.
  public let pairs: [PairIndex]
  /// The mean of the output, in its unit.
  public let mean: IndexEstimate
  /// The variance of the output, in its unit squared.
  public let variance: IndexEstimate
  /// The number of runs of the model.
  public let runs: Int
  /// The number of runs without a finite output.
  public let undefinedRuns: Int
  /// For each factor the number of points left out because one of the four runs that belong together
  /// is undefined.
  public let droppedPoints: [Int]

  /// Computes indices from the runs of a design.
  ///
  /// - Parameters:
  ///   - runs: The outputs.
  ///   - secondOrder: Whether the indices of pairs are computed; they need no further runs.
  ///   - confidence: Of the intervals, between 0 and 1.
  /// - Throws: `SensitivityError.tooManyUndefinedRuns` when more than 5 % of the runs are undefined, and
  ///   `.noVariance` when the output does not vary.
  public init(
    _ runs: SobolRuns,
    secondOrder: Bool = false,
    confidence: Double = 0.95
  ) throws(SensitivityError) {
    let design = runs.design
    let sums = PickFreezeSums(runs, secondOrder: secondOrder)
    self.runs = design.runCount
    undefinedRuns = sums.undefinedRuns
    try UndefinedRuns.check(undefinedRuns, of: design.runCount, method: "sobol")
    factors = design.problem.factors
    mean = ReplicateJackknife.estimate(sums.moments, confidence: confidence) {
      sums.centre + $0[1] / $0[0]
    }
    variance = ReplicateJackknife.estimate(sums.moments, confidence: confidence) {
      $0[2] / $0[0] - ($0[1] / $0[0]) * ($0[1] / $0[0])
    }
    guard sums.factors.allSatisfy({ $0.contains { $0.variance > 0 } }) else {
      throw .noVariance(name: design.problem.outputName)
    }
    let spread = sums.factors.map { CarriedSum.carriers(of: $0.map(\.varianceTerms)) }
    func estimate(
      _ factor: Int,
      _ numerator: KeyPath<PickFreezeSums.FactorSums, Double>,
      _ terms: KeyPath<PickFreezeSums.FactorSums, CarriedSum>
    ) -> IndexEstimate {
      let replicates = sums.factors[factor]
      let estimate = ReplicateJackknife.ratio(
        replicates.map { $0[keyPath: numerator] },
        replicates.map(\.variance),
        confidence: confidence
      )
      return estimate.carried(
        by: CarriedSum.carriers(of: replicates.map { $0[keyPath: terms] }),
        spread[factor],
        of: design.problem.factors[factor]
      )
    }
    first = factors.indices.map { estimate($0, \.first, \.firstTerms) }
    total = factors.indices.map { estimate($0, \.total, \.totalTerms) }
    droppedPoints = sums.factors.map { $0.reduce(0) { $0 + $1.dropped } }
    pairs = sums.pairs.map { pair in
      PairIndex(
        first: pair.first,
        second: pair.second,
        index: ReplicateJackknife.ratio(
          pair.interaction,
          pair.variance,
          confidence: confidence
        ).carried(
          by: CarriedSum.carriers(of: pair.terms),
          min(spread[pair.first], spread[pair.second])
        )
      )
    }
  }
}
