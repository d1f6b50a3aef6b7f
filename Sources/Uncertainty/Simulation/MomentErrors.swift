/// The standard deviation of draws, and the numerical errors of mean and standard deviation.
struct MomentErrors {
  /// The standard error of the mean; NaN where it cannot be known.
  let mean: Double
  /// Why it cannot be known.
  let meanReason: UnknownErrorReason?
  /// The standard deviation.
  let deviation: Double
  /// Its standard error; NaN where it cannot be known.
  let deviationError: Double
  /// Why it cannot be known.
  let deviationReason: UnknownErrorReason?

  /// Finds the errors.
  ///
  /// The variance is the mean square about the pooled mean plus the squared standard error of that
  /// mean: without bias for any kind of points, and with the divisor `n - 1` for independent ones.
  /// Standard errors from replicates are lengthened by `1 + 2 / sqrt(k)` for a figure that `k` draws
  /// carry, the longer side of an interval that is corrected for skewness.
  ///
  /// A skewness that has not settled has grown from the single replicates to all draws, by a factor G,
  /// and will grow further: from G = 1.15 on the error of the mean is lengthened by `sqrt(G)` more, and it
  /// is not known where the tail index of the draws is below 1.9 too. Planned with a simulation of 200
  /// seeds with 10,240 draws (docs/methods/numerical-errors.md).
  ///
  /// Reference: Hall (1992), On the removal of skewness by transformation, Journal of the Royal
  /// Statistical Society B 54:221.
  ///
  /// - Parameters:
  ///   - moments: Of each replicate.
  ///   - total: Of all draws.
  ///   - isHeavy: Whether the draws look as if their variance were infinite.
  ///   - tailIndex: Hill's estimate of the tail index; asked for skewed draws only.
  ///   - equalDrawsAreCertain: Whether draws that are all equal stand for a certain number.
  init(
    _ moments: [ColumnMoments],
    total: ColumnMoments,
    isHeavy: Bool,
    tailIndex: () -> Double,
    equalDrawsAreCertain: Bool
  ) {
    let isConstant = total.count > 0 && total.minimum == total.maximum
    let growth = isConstant ? 1 : Self.growth(moments, total)
    let isSlow = growth >= Self.settledGrowth && tailIndex() < Self.leastTailIndex
    let reason: UnknownErrorReason? =
      isConstant && !equalDrawsAreCertain ? .oneValue : isHeavy || isSlow ? .heavyTail : nil
    let plain = ReplicateError.standardError(moments.map(\.mean))
    let spread = Self.spread(moments, total, meanError: plain)
    deviation = total.count > 1 ? spread.value : .nan
    let behindMean = isConstant ? .infinity : total.powers.drawsBehindMean
    let behindDeviation = isConstant ? .infinity : total.powers.drawsBehindDeviation
    meanReason = reason ?? Self.reason(behindMean, plain)
    deviationReason = reason ?? Self.reason(behindDeviation, spread.error)
    mean =
      meanReason == nil ? plain * Self.length(behindMean) * growth.squareRoot() : .nan
    deviationError = deviationReason == nil ? spread.error * Self.length(behindDeviation) : .nan
  }

  /// The reason where too few draws carry a figure; an error that is not finite needs none.
  private static func reason(_ draws: Double, _ error: Double) -> UnknownErrorReason? {
    error.isFinite && !draws.isNaN && !(draws >= UnknownErrorReason.leastDraws) ? .fewDraws : nil
  }

  /// Up to this growth a skewness counts as settled.
  private static let settledGrowth = 1.15
  /// Below this tail index a mean whose skewness grows has no error.
  private static let leastTailIndex = 1.9

  /// By which factor the skewness of all draws is larger than that of a replicate, 1 where it has
  /// settled.
  private static func growth(_ moments: [ColumnMoments], _ total: ColumnMoments) -> Double {
    let single = moments.map { abs($0.powers.skewness) }.sorted()[moments.count / 2]
    let ratio = abs(total.powers.skewness) / single
    return ratio >= settledGrowth && ratio.isFinite ? ratio : 1
  }

  private static func length(_ draws: Double) -> Double {
    draws > 0 ? 1 + 2 / draws.squareRoot() : 1
  }

  /// The standard deviation with the standard error from the replicates' mean squares.
  private static func spread(
    _ moments: [ColumnMoments],
    _ total: ColumnMoments,
    meanError: Double
  ) -> (value: Double, error: Double) {
    if total.needsFrame {
      // Squares would leave the range of doubles: in the unit of the frame.
      let scale = total.frame.scale
      let deviation = total.powers.deviation
      let parts = moments.map { part in
        let own = part.powers.deviation / part.frame.scale * scale
        let distance = (part.mean - total.mean) * scale
        return own * own + distance * distance
      }
      let error = ReplicateError.standardError(parts) / (2 * deviation)
      return (deviation / scale, error / scale)
    }
    let variance = total.populationVariance + (meanError.isFinite ? meanError * meanError : 0)
    let deviation = variance.squareRoot()
    guard deviation > 0 else { return (deviation, deviation == 0 ? 0 : .nan) }
    let parts = moments.map { part in
      part.populationVariance + (part.mean - total.mean) * (part.mean - total.mean)
    }
    return (deviation, ReplicateError.standardError(parts) / (2 * deviation))
  }
}
