import Uncertainty

/// First-order indices from any sample whose inputs were kept, by ranks.
///
/// ```
/// S_i = (E[Y Y'] - E[Y]^2) / Var Y,  Y' the output of a neighbour in input i
/// ```
/// Chatterjee's idea, as Gamboa and others turned it into an estimator of Sobol' indices: points that
/// are neighbours in one input share its value almost and the other inputs not at all. Here
/// neighbours come from different replicates. Points of one low-discrepancy replicate that are
/// neighbours in one coordinate avoid each other in the rest, which would pull the estimate down;
/// points of different replicates are independent. All draws are sorted by the input, cut into runs
/// of as many draws as there are replicates, and all pairs from different replicates in a run enter.
/// The squared mean is estimated from pairs of replicates as well, so an index of 0 has no bias.
/// Equal values (discrete inputs) are ordered by draw number.
///
/// Intervals are Student's; the variance is that of a mean over pairs of replicates, estimated from
/// the pairs themselves (see `RankPairs`). Correlated inputs are allowed: the index is then that of
/// the input together with all that it tells about the others. Total and pair indices cannot be had
/// from given draws.
///
/// References:
/// - Chatterjee (2021), A new coefficient of correlation, JASA 116, 2009-2022,
///   doi:10.1080/01621459.2020.1758115.
/// - Gamboa, Gremaud, Klein and Lagnoux (2022), Global sensitivity analysis: a novel generation of
///   mighty estimators based on rank statistics, Bernoulli 28, 2345-2374, doi:10.3150/21-BEJ1421.
public struct RankIndices: Sendable {
  /// The names of the input components, in the order of the indices.
  public let names: [String]
  /// The first-order index of each input component.
  public let first: [IndexEstimate]
  /// The number of draws.
  public let runs: Int
  /// The number of draws without a finite output, which were left out.
  public let undefinedRuns: Int

  /// Analyses draws.
  ///
  /// - Parameters:
  ///   - draws: Draws of the inputs and the output in at least 8 independent replicates, such as
  ///     those of a simulation that kept its inputs.
  ///   - confidence: Of the intervals, between 0 and 1.
  /// - Throws: `SensitivityError.invalidSetting` for fewer than 8 replicates, `.noVariance` when the
  ///   output does not vary.
  public init(_ draws: GivenDraws, confidence: Double = 0.95) throws(SensitivityError) {
    guard draws.replicates >= 8 else {
      throw .invalidSetting(
        name: "Replicates",
        requirement: "at least 8",
        value: "\(draws.replicates)"
      )
    }
    try OutputVariation.require([draws.values], of: draws.output)
    let sums = RankPairs(draws)
    guard sums.variance > 0 else { throw .noVariance(name: draws.output) }
    names = draws.columns.map(\.label)
    runs = draws.count + draws.undefinedRuns
    undefinedRuns = draws.undefinedRuns
    first = draws.columns.map {
      sums.estimate(sums.index(of: $0.values), confidence: confidence)
    }
  }
}
