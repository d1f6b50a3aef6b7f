import NumericCore

/// Where a quantile is expected, with room to spare.
struct Bracket: Sendable {
  let low: Double
  let high: Double
  /// The part of the draws expected between the two.
  let share: Double

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
    share = 0
  }

  /// Brackets a quantile of the draws and of each replicate.
  ///
  /// - Parameters:
  ///   - probability: Of the quantile.
  ///   - width: Half the width, in standard errors of the sample's and a replicate's quantile.
  ///   - sample: A sorted sample of the draws.
  ///   - replicateCount: The number of draws of a replicate.
  init(_ probability: Double, width: Double, sample: [Double], replicateCount: Int) {
    let ranks = BracketRanks(
      probability,
      width: width,
      sampleCount: sample.count,
      replicateCount: replicateCount
    )
    low = ranks.low.map { sample[$0] } ?? -.infinity
    high = ranks.high.map { sample[$0] } ?? .infinity
    share = ranks.share
  }

  /// Brackets quantiles by a sample that is not sorted.
  ///
  /// - Parameters:
  ///   - probabilities: Of the quantiles.
  ///   - width: As for one quantile.
  ///   - sample: Draws without NaN, in any order.
  ///   - replicateCount: The number of draws of a replicate.
  static func several(
    _ probabilities: [Double],
    width: Double,
    sample: [Double],
    replicateCount: Int
  ) -> [Bracket] {
    let ranks = probabilities.map {
      BracketRanks(
        $0,
        width: width,
        sampleCount: sample.count,
        replicateCount: replicateCount
      )
    }
    let wanted = Set(ranks.flatMap { [$0.low, $0.high].compactMap(\.self) }).sorted()
    let found = sample.withUnsafeBufferPointer { $0.orderStatistics(wanted) }
    let value = Dictionary(uniqueKeysWithValues: zip(wanted, found))
    return ranks.map {
      Bracket(
        low: $0.low.flatMap { value[$0] } ?? -.infinity,
        high: $0.high.flatMap { value[$0] } ?? .infinity,
        share: $0.share
      )
    }
  }

  private init(low: Double, high: Double, share: Double) {
    self.low = low
    self.high = high
    self.share = share
  }
}

/// The ranks of a sample between which a quantile of the draws is expected.
struct BracketRanks {
  /// The lower rank; `nil` where the bracket is open below.
  let low: Int?
  /// The upper rank; `nil` where the bracket is open above.
  let high: Int?
  /// The part of the draws expected between the two.
  let share: Double

  init(_ probability: Double, width: Double, sampleCount: Int, replicateCount: Int) {
    guard sampleCount > 0 else {
      (low, high, share) = (nil, nil, 1)
      return
    }
    let m = Double(sampleCount)
    let spread = (probability * (1 - probability) * (1 / m + 1 / Double(replicateCount)))
      .squareRoot()
    let half = width * (spread + 2 / m + 2 / Double(replicateCount))
    let below = (m * (probability - half)).rounded(.down)
    let above = (m * (probability + half)).rounded(.up)
    low = below >= 0 ? Int(below, clampedTo: 0...(sampleCount - 1)) : nil
    high = above < m ? Int(above, clampedTo: 0...(sampleCount - 1)) : nil
    share = min(1, max(0, min(above, m) - max(below, 0)) / m)
  }
}
