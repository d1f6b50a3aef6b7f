extension UnsafeBufferPointer where Element == Double {
  /// Sample quantiles of type 7, by selection: the values are neither sorted nor changed.
  ///
  /// ```
  /// h = (n - 1) p,  q = x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h])
  /// ```
  /// where `x` is the sorted sample counted from 0. The order statistics are found by counting
  /// values by their leading bits, so the time is proportional to the number of values for any
  /// data; the result is the one a full sort gives, to the last bit.
  ///
  /// Reference: Hyndman and Fan (1996), Sample quantiles in statistical packages, The American
  /// Statistician 50(4), definition 7, doi:10.1080/00031305.1996.10473566.
  ///
  /// - Parameter probabilities: Each from 0 to 1, in any order, repeats allowed.
  /// - Returns: One quantile for each probability, in the order asked for. Infinite values take
  ///   part; an interpolation between opposite infinities is NaN, and so are all quantiles of an
  ///   empty sample and of one with a NaN in it.
  public func quantiles(_ probabilities: [Double]) -> [Double] {
    for p in probabilities {
      precondition(p >= 0 && p <= 1, "A quantile needs a probability from 0 to 1; got \(p)")
    }
    guard !isEmpty else { return probabilities.map { _ in .nan } }
    let positions = probabilities.map { QuantilePosition($0, count: count) }
    let ranks = Set(positions.flatMap { [$0.lower, $0.upper] }).sorted()
    let found = OrderStatistics.select(self, ranks: ranks)
    let statistics = Dictionary(uniqueKeysWithValues: zip(ranks, found))
    return positions.map { position in
      interpolate(
        statistics[position.lower, default: .nan],
        statistics[position.upper, default: .nan],
        position.fraction
      )
    }
  }

  /// The sample quantile of type 7 of one probability.
  ///
  /// - Parameter probability: From 0 to 1.
  /// - Returns: NaN of no values and of values with a NaN among them.
  public func quantile(_ probability: Double) -> Double { quantiles([probability])[0] }

  /// The middle value, or the mean of the two middle values; NaN of no values and of values with a
  /// NaN among them.
  public func median() -> Double { quantile(0.5) }

  /// The values of given ranks in sorted order, by selection.
  ///
  /// - Parameter ranks: Ranks counted from 0, strictly increasing, below the number of values.
  /// - Returns: One value for each rank; all NaN where a NaN is among the values.
  public func orderStatistics(_ ranks: [Int]) -> [Double] {
    OrderStatistics.select(self, ranks: ranks)
  }
}

extension UnsafeMutableBufferPointer where Element == Double {
  /// Sample quantiles of type 7, by selection: the values are neither sorted nor changed.
  ///
  /// - Parameter probabilities: Each from 0 to 1, in any order, repeats allowed.
  /// - Returns: One quantile for each probability, in the order asked for; NaN of no values and of
  ///   values with a NaN among them.
  public func quantiles(_ probabilities: [Double]) -> [Double] {
    UnsafeBufferPointer(self).quantiles(probabilities)
  }

  /// The middle value, or the mean of the two middle values; NaN of no values and of values with a
  /// NaN among them.
  public func median() -> Double { UnsafeBufferPointer(self).median() }
}

extension Array where Element == Double {
  /// Sample quantiles of type 7, by selection; see the method of the same name of a buffer.
  ///
  /// - Parameter probabilities: Each from 0 to 1, in any order, repeats allowed.
  /// - Returns: One quantile for each probability, in the order asked for; NaN of no values and of
  ///   values with a NaN among them.
  public func quantiles(_ probabilities: [Double]) -> [Double] {
    withUnsafeBufferPointer { $0.quantiles(probabilities) }
  }

  /// The sample quantile of type 7 of one probability.
  ///
  /// - Parameter probability: From 0 to 1.
  /// - Returns: NaN of no values and of values with a NaN among them.
  public func quantile(_ probability: Double) -> Double {
    withUnsafeBufferPointer { $0.quantile(probability) }
  }

  /// The middle value, or the mean of the two middle values; NaN of no values and of values with a
  /// NaN among them.
  public func median() -> Double { withUnsafeBufferPointer { $0.median() } }
}

private struct QuantilePosition {
  let lower: Int
  let upper: Int
  let fraction: Double

  init(_ probability: Double, count: Int) {
    let h = Double(count - 1) * probability
    lower = Int(h, clampedTo: 0...max(count - 1, 0))
    fraction = h - Double(lower)
    upper = fraction > 0 ? min(lower + 1, count - 1) : lower
  }
}

private func interpolate(_ lower: Double, _ upper: Double, _ fraction: Double) -> Double {
  if fraction == 0 || lower == upper { return lower }
  let gap = upper - lower
  // The gap overflows between huge numbers of opposite sign and beside infinities.
  guard gap.isFinite else { return (1 - fraction) * lower + fraction * upper }
  return min(lower + fraction * gap, upper)
}
