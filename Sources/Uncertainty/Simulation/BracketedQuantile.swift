/// The quantile of one probability with its error, from what its bracket left of each replicate.
struct BracketedQuantile {
  /// The quantile of all draws.
  let pooled: Double
  /// Its standard error.
  let standardError: Double

  /// Selects order statistics; `nil` where the bracket misses a rank.
  ///
  /// - Parameters:
  ///   - probability: From 0 to 1.
  ///   - splits: One for each replicate, all of one bracket.
  ///   - defined: The number of draws of each replicate that are not NaN.
  init?(_ probability: Double, splits: [BracketSplit], defined: [Int]) {
    guard let bracket = splits.first?.bracket else { return nil }
    var least = Double.infinity
    var greatest = -Double.infinity
    for (split, count) in zip(splits, defined) where count > 0 {
      let position = QuantilePosition(probability, count: count)
      guard let ends = split.ranks([position.lower, position.upper]) else { return nil }
      least = min(least, ends[0])
      greatest = max(greatest, ends[1])
    }
    let position = QuantilePosition(probability, count: defined.reduce(0, +))
    // The pooled order statistics lie among those of the replicates.
    let narrow = Self.pooled(splits, Bracket(low: least, high: greatest))
    let wanted = [position.lower, position.upper]
    guard
      let ends = narrow.ranks(wanted) ?? Self.pooled(splits, bracket).ranks(wanted)
    else { return nil }
    let value = position.interpolate(ends[0], ends[1])
    let error = QuantileError(
      probability,
      counts: zip(splits, defined).map { split, count in
        let counts = split.counts(of: value)
        return (counts.below, counts.through, count)
      }
    )
    let bounds = error.ranks
    guard
      let around = narrow.ranks(bounds) ?? Self.pooled(splits, bracket).ranks(bounds)
    else { return nil }
    pooled = value
    standardError = error.standardError(value, bounds: around)
  }

  /// All replicates as one, within a bracket inside theirs.
  private static func pooled(_ splits: [BracketSplit], _ bracket: Bracket) -> BracketSplit {
    var result = BracketSplit(bracket)
    for split in splits { result.merge(wider: split) }
    return result
  }
}
