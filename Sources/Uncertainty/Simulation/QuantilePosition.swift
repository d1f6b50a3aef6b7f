import NumericCore

/// The place of a type 7 quantile between two ranks.
///
/// Reference: Hyndman and Fan (1996), Sample quantiles in statistical packages, The American
/// Statistician 50(4), definition 7, doi:10.1080/00031305.1996.10473566.
struct QuantilePosition {
  let lower: Int
  let upper: Int
  let fraction: Double

  init(_ probability: Double, count: Int) {
    self.init(place: Double(count - 1) * probability, count: count)
  }

  /// A place between ranks counted from 0.
  init(place: Double, count: Int) {
    lower = Int(place, clampedTo: 0...max(count - 1, 0))
    fraction = place - Double(lower)
    upper = fraction > 0 ? min(lower + 1, count - 1) : lower
  }

  func interpolate(_ low: Double, _ high: Double) -> Double {
    if fraction == 0 || low == high { return low }
    let gap = high - low
    guard gap.isFinite else { return (1 - fraction) * low + fraction * high }
    return min(low + fraction * gap, high)
  }
}
