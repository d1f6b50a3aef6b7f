/// The quantiles of one probability, from what its bracket left of each replicate.
struct BracketedQuantile {
  /// The quantile of all draws.
  let pooled: Double
  /// The quantile of each replicate; NaN where it has no defined draw.
  let replicates: [Double]

  /// Selects order statistics; `nil` where the bracket misses a rank.
  ///
  /// - Parameters:
  ///   - probability: From 0 to 1.
  ///   - splits: One for each replicate, all of one bracket.
  ///   - defined: The number of draws of each replicate that are not NaN.
  init?(_ probability: Double, splits: [BracketSplit], defined: [Int]) {
    guard let bracket = splits.first?.bracket else { return nil }
    var replicates: [Double] = []
    var least = Double.infinity
    var greatest = -Double.infinity
    for (split, count) in zip(splits, defined) {
      guard count > 0 else {
        replicates.append(.nan)
        continue
      }
      let position = QuantilePosition(probability, count: count)
      guard let ends = split.ranks([position.lower, position.upper]) else { return nil }
      replicates.append(position.interpolate(ends[0], ends[1]))
      least = min(least, ends[0])
      greatest = max(greatest, ends[1])
    }
    let position = QuantilePosition(probability, count: defined.reduce(0, +))
    let wanted = [position.lower, position.upper]
    // The pooled order statistics lie among those of the replicates.
    let ends =
      Self.pooled(splits, Bracket(low: least, high: greatest)).ranks(wanted)
      ?? Self.pooled(splits, bracket).ranks(wanted)
    guard let ends else { return nil }
    pooled = position.interpolate(ends[0], ends[1])
    self.replicates = replicates
  }

  /// All replicates as one, within a bracket inside theirs.
  private static func pooled(_ splits: [BracketSplit], _ bracket: Bracket) -> BracketSplit {
    var result = BracketSplit(bracket)
    for split in splits { result.merge(wider: split) }
    return result
  }
}
