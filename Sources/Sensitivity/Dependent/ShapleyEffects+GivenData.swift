import NumericCore
import Sampling
import Uncertainty

/// Shapley effects from draws that are there already.
extension ShapleyEffects {
  /// Estimates the effects from given draws, without a model.
  ///
  /// The conditional variance given a set of factors is taken as that of the output among a few
  /// nearest neighbours, in the ranks of the inputs, of some draws. Neighbours are not equal, so
  /// that the estimate leans towards equal effects, the more so the more factors and the fewer draws
  /// there are. The interval is Student's from the replicates, widened on both sides by an allowance
  /// for that: the change from half of the draws to all, carried on to infinitely many by the rate
  /// `n^(-2/(d-1))` of the nearest neighbours of d factors.
  ///
  /// The draws are dealt at random into as many parts as there are replicates. Neighbours within one
  /// set of low-discrepancy points are not independent (what is near in one coordinate is far in
  /// another), which would bias the estimate; among thinned points of many scrambles they are.
  ///
  /// Prefer a ``ShapleyDesign`` where the model can be evaluated.
  ///
  /// - Parameters:
  ///   - draws: The draws, in independent replicates.
  ///   - groups: Names of factors with the names of their inputs, each input in exactly one; `nil`
  ///     makes each input a factor, the shares of a Dirichlet input together.
  ///   - neighbours: How many neighbours, the draw itself among them, 2 to 64.
  ///   - anchors: Around how many draws of each part the variance is taken, at most.
  ///   - limit: How many draws of each part are used, at most; the effort grows with it.
  ///   - seed: The seed of ties between neighbours and of permutations (more than 6 factors).
  ///   - threads: How many threads work, at least 1.
  /// - Throws: `SensitivityError` when a setting is outside its range, an input of a group is
  ///   unknown or repeated, more than 5 % of the draws are undefined, or there is no variance.
  ///
  /// Reference: Broto, Bachoc and Depecker (2020), SIAM/ASA Journal on Uncertainty Quantification 8,
  /// 693-716, doi:10.1137/18M1234631.
  public init(
    nearestNeighboursIn draws: GivenDraws,
    groups: [(name: String, inputs: [String])]? = nil,
    neighbours: Int = 3,
    anchors: Int = 256,
    limit: Int = 2_048,
    seed: UInt64,
    threads: Int = 1
  ) throws(SensitivityError) {
    let factors = try Self.factors(draws, groups)
    try UndefinedRuns.check(
      draws.undefinedRuns,
      of: draws.undefinedRuns + draws.count,
      method: "the method of Shapley effects"
    )
    let shortest = min(draws.count / draws.replicates, limit)
    guard (2...64).contains(neighbours), shortest >= 4 * neighbours, anchors >= 2 else {
      throw .invalidSetting(
        name: "The number of neighbours",
        requirement: "from 2 to 64, with 4 times as many draws in a part and 2 anchors",
        value: "\(neighbours) among \(shortest) draws with \(anchors) anchors"
      )
    }
    let work = NeighbourVariances(
      draws: draws,
      factors: factors.map(\.columns),
      neighbours: neighbours,
      anchors: anchors,
      seed: seed
    )
    let parts = Parallel.map(0..<draws.replicates, threads: threads) { range in
      range.map { replicate in
        (
          all: work.shares(part: replicate, length: shortest),
          half: work.shares(part: replicate, length: shortest / 2)
        )
      }
    }.flatMap(\.self)
    let all = parts.map(\.all)
    let half = parts.map(\.half)
    guard all.contains(where: { $0.variance > 0 }) else { throw .noVariance(name: draws.output) }
    let allowance = Self.biasFactor(factors.count)
    let entries = factors.indices.map { factor -> Entry in
      let estimate = IndexEstimate(ratio: all.map { $0.shares[factor] }, to: all.map(\.variance))
      let coarse = IndexEstimate(ratio: half.map { $0.shares[factor] }, to: half.map(\.variance))
      let bias = allowance * abs(coarse.value - estimate.value)
      return Entry(
        name: factors[factor].name,
        effect: IndexEstimate(
          value: estimate.value,
          low: estimate.low - bias,
          high: estimate.high + bias
        )
      )
    }
    self.init(
      entries: entries,
      variance: IndexEstimate(replicates: all.map(\.variance)),
      method: .nearestNeighbours,
      evaluations: shortest * draws.replicates,
      undefinedRuns: draws.undefinedRuns
    )
  }

  /// How much of the bias at n draws the change from n/2 to n shows, inverted.
  private static func biasFactor(_ factors: Int) -> Double {
    guard factors > 2 else { return 1 }
    return 1 / (exponential(2 / Double(factors - 1) * 0.693147180559945309) - 1)
  }

  private static func factors(
    _ draws: GivenDraws,
    _ groups: [(name: String, inputs: [String])]?
  ) throws(SensitivityError) -> [(name: String, columns: [Int])] {
    var result: [(name: String, columns: [Int])] = []
    if let groups {
      var seen: Set<String> = []
      for group in groups {
        var columns: [Int] = []
        for name in group.inputs {
          let own = draws.columns.indices.filter { draws.columns[$0].input == name }
          guard !own.isEmpty else { throw .unknownInput(name: name) }
          guard seen.insert(name).inserted else { throw .repeatedInput(name: name) }
          columns += own
        }
        result.append((group.name, columns))
      }
      for column in draws.columns where !seen.contains(column.input) {
        throw .invalidSetting(
          name: "The grouping",
          requirement: "with every input in a group",
          value: "none for \"\(column.input)\""
        )
      }
      return result
    }
    for (index, column) in draws.columns.enumerated() {
      if let place = result.firstIndex(where: { $0.name == column.input }) {
        result[place].columns.append(index)
      } else {
        result.append((column.input, [index]))
      }
    }
    return result
  }
}

private func exponential(_ x: Double) -> Double { exp(x) }
