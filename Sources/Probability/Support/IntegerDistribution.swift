import CSpecialFunctions

/// A distribution on consecutive whole numbers, whose quantiles are found by a search on the cdf.
protocol IntegerDistribution: Distribution {
  /// The ratio of the mass at `k + 1` to the mass at `k`.
  func massRatio(after k: Double) -> Double
}

extension IntegerDistribution {
  var isDiscrete: Bool { true }

  /// The smallest whole number at which a monotone condition holds, near a first guess.
  private func search(from guess: Double, _ holds: (Double) -> Bool) -> Double {
    let lowest = support.lowerBound
    let highest = support.upperBound
    var high = min(max(guess.rounded(.down), lowest), highest)
    if !high.isFinite { high = lowest }
    var low: Double
    var step = 1.0
    if holds(high) {
      low = high
      while low > lowest {
        low = max(lowest, high - step)
        if !holds(low) { break }
        high = low
        step *= 2
      }
      if low == high { return high }
    } else {
      low = high
      while true {
        high = min(highest, low + step)
        if high >= highest || high > 0x1p62 || holds(high) { break }
        low = high
        step *= 2
      }
    }
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      guard middle > low && middle < high else { break }
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// A normal approximation with the skewness term of Cornish and Fisher.
  private func guess(_ z: Double) -> Double {
    let deviation = variance.squareRoot()
    guard deviation > 0 && deviation.isFinite else { return mean }
    let skewness = min(1, 1 / deviation)
    return mean + deviation * (z + skewness * (z * z - 1) / 6)
  }

  func searchedQuantile(_ p: Double) -> Double {
    lowerQuantile(p) { p in search(from: guess(special_normal_quantile(p))) { cdf($0) >= p } }
  }

  func searchedSurvivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { q in search(from: guess(-special_normal_quantile(q))) { survival($0) <= q } }
  }
}
