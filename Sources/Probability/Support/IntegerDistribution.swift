import CSpecialFunctions

/// A distribution on consecutive whole numbers, whose quantiles are found by a search on the cdf.
protocol IntegerDistribution: Stepped {
  /// The numbers `a` and `b` with which `(k + 1) p(k + 1) = (a + b k) p(k)`.
  var recurrence: (a: Double, b: Double) { get }

  /// The ratio of the mass at `k + 1` to the mass at `k`.
  func massRatio(after k: Double) -> Double

  /// A number near a quantile, given the normal score of its probability.
  func quantileGuess(_ z: Double) -> Double
}

extension IntegerDistribution {
  var isDiscrete: Bool { true }

  /// The smallest whole number at which a rising function reaches 0, near a first guess.
  ///
  /// Doubling steps bracket it; then regula falsi (Illinois), every third step a halving.
  private func search(from guess: Double, _ excess: (Double) -> Double) -> Double {
    let lowest = support.lowerBound
    let highest = support.upperBound
    var high = min(max(guess.rounded(.down), lowest), highest)
    if !high.isFinite { high = lowest }
    var low: Double
    var step = 1.0
    var atHigh = excess(high)
    var atLow = atHigh
    if atHigh >= 0 {
      low = high
      while low > lowest {
        low = max(lowest, high - step)
        atLow = excess(low)
        if !(atLow >= 0) { break }
        high = low
        atHigh = atLow
        step *= 4
      }
      if low == high { return high }
    } else {
      low = high
      while true {
        high = min(highest, low + step)
        if high >= highest || high > 0x1p62 { break }
        atHigh = excess(high)
        if atHigh >= 0 { break }
        low = high
        atLow = atHigh
        step *= 4
      }
    }
    var round = 0
    while high - low > 1 {
      var middle = (low - atLow * ((high - low) / (atHigh - atLow))).rounded(.down)
      if round % 3 == 2 || !(middle > low && middle < high) {
        middle = ((low + high) / 2).rounded(.down)
      }
      guard middle > low && middle < high else { break }
      let there = excess(middle)
      if there >= 0 {
        high = middle
        atHigh = there
        atLow /= 2
      } else {
        low = middle
        atLow = there
        atHigh /= 2
      }
      round += 1
    }
    return high
  }

  /// A normal approximation with the skewness term of Cornish and Fisher.
  func quantileGuess(_ z: Double) -> Double {
    let deviation = variance.squareRoot()
    guard deviation > 0 && deviation.isFinite else { return mean }
    let skewness = min(1, 1 / deviation)
    return mean + deviation * (z + skewness * (z * z - 1) / 6)
  }

  func searchedQuantile(_ p: Double) -> Double {
    lowerQuantile(p) { p in
      search(from: quantileGuess(special_normal_quantile(p))) { cdf($0) - p }
    }
  }

  func searchedSurvivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { q in
      search(from: quantileGuess(-special_normal_quantile(q))) { q - survival($0) }
    }
  }
}
