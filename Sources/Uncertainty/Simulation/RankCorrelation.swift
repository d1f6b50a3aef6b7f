import NumericCore

/// Spearman's rank correlation of inputs with an output, over the draws.
///
/// ```
/// rho = correlation of the mid-ranks
/// ```
/// A cheap measure of monotone association: it is 0 for an input that matters without a direction,
/// and with correlated inputs it also shows what an input shares with others.
///
/// Reference: Kruskal (1958), Ordinal measures of association, JASA 53,
/// doi:10.1080/01621459.1958.10501481.
public struct RankCorrelation: Sendable, Equatable {
  /// The input's name; with the share's in brackets, such as `mix[top]`.
  public let label: String
  /// The input's name.
  public let input: String
  /// The share, counted from 0; `nil` for a univariate input.
  public let component: Int?
  /// The rank correlation over all draws; NaN where one of the two is constant.
  public let value: Double
  /// The numerical standard error from the spread of the replicates.
  public let standardError: Double

  /// Correlates every input with an output.
  ///
  /// - Parameters:
  ///   - samples: Draws with the inputs kept.
  ///   - output: The output, in `0 ..< samples.outputs.count`. Draws in which it is undefined are
  ///     left out.
  /// - Returns: One entry for each input, or share, the strongest first.
  public static func all(_ samples: SampleSet, output: Int) -> [RankCorrelation] {
    var result: [RankCorrelation] = []
    samples.withValues(of: output) { y in
      for (place, input) in samples.inputs.enumerated() {
        for component in 0..<input.componentCount {
          samples.withInputValues(of: place, component: component) { x in
            let length = samples.drawsPerReplicate
            let parts = (0..<samples.replicates).map { replicate in
              spearman(x, y, (replicate * length)..<((replicate + 1) * length))
            }
            result.append(
              RankCorrelation(
                label: input.label(of: component),
                input: input.name,
                component: input.kind == .dirichlet ? component : nil,
                value: spearman(x, y, 0..<samples.draws),
                standardError: ReplicateError.standardError(parts)
              )
            )
          }
        }
      }
    }
    func key(_ entry: RankCorrelation) -> Double { entry.value.isNaN ? -1 : abs(entry.value) }
    return result.enumerated()
      .sorted { (-key($0.element), $0.offset) < (-key($1.element), $1.offset) }
      .map(\.element)
  }

  /// The rank correlation of two outputs.
  ///
  /// - Parameters:
  ///   - first: An output, in `0 ..< samples.outputs.count`.
  ///   - second: Another.
  ///   - samples: Draws that were kept. Those in which one of the two is undefined are left out.
  /// - Returns: NaN where one of the two is constant, `nil` where there is no such output.
  public static func between(_ first: Int, _ second: Int, in samples: SampleSet) -> Double? {
    let known = samples.outputs.indices
    guard known.contains(first), known.contains(second) else { return nil }
    return samples.withValues(of: first) { x in
      samples.withValues(of: second) { y in spearman(x, y, 0..<samples.draws) }
    }
  }

  private static func spearman(
    _ x: UnsafeBufferPointer<Double>,
    _ y: UnsafeBufferPointer<Double>,
    _ range: Range<Int>
  ) -> Double {
    let draws = range.filter { !x[$0].isNaN && !y[$0].isNaN }
    let a = midRanks(draws.map { x[$0] })
    let b = midRanks(draws.map { y[$0] })
    let centre = Double(draws.count + 1) / 2
    var products = CompensatedSum()
    var squaresA = CompensatedSum()
    var squaresB = CompensatedSum()
    for (p, q) in zip(a, b) {
      products.add((p - centre) * (q - centre))
      squaresA.add((p - centre) * (p - centre))
      squaresB.add((q - centre) * (q - centre))
    }
    return products.value / (squaresA.value.squareRoot() * squaresB.value.squareRoot())
  }

  /// Ranks from 1, ties sharing the mean of theirs.
  private static func midRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count && values[order[end]] == values[order[start]] { end += 1 }
      for index in start..<end { ranks[order[index]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
