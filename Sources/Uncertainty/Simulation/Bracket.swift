/// Where a quantile is expected, with room to spare.
struct Bracket {
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
    let m = Double(sample.count)
    let spread = (probability * (1 - probability) * (1 / m + 1 / Double(replicateCount)))
      .squareRoot()
    let half = width * (spread + 2 / m + 2 / Double(replicateCount))
    let below = (m * (probability - half)).rounded(.down)
    let above = (m * (probability + half)).rounded(.up)
    low = below >= 0 ? sample[min(Int(below), sample.count - 1)] : -.infinity
    high = above < m ? sample[max(Int(above), 0)] : .infinity
    share = min(1, max(0, min(above, m) - max(below, 0)) / max(m, 1))
  }
}
