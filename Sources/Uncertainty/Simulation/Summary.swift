import NumericCore
import Probability

/// Moments and quantiles of an output's draws, each with its numerical error.
///
/// The standard error of a mean is the standard deviation of the replicates' own means over the root
/// of their number, lengthened where a skewed sample makes intervals from it too short; that of the
/// standard deviation likewise, from the replicates' mean squares; that of a quantile comes from the
/// replicates' shares of draws below it. It says how far more draws could move the figure; it has
/// nothing to do with the uncertainty of the inputs, which the figures themselves describe. Where few
/// draws carry a figure its error cannot be known, and is NaN beside a reason.
public struct Summary: Sendable {
  /// The number of draws, undefined ones included.
  public let draws: Int
  /// The number of independent replicates.
  public let replicates: Int
  /// The mean, in the output's unit.
  public let mean: Double
  /// The standard error of ``mean``; NaN where it cannot be known.
  public let meanStandardError: Double
  /// Why the standard error of the mean cannot be known; `nil` where it is known.
  public let meanErrorReason: UnknownErrorReason?
  /// The standard deviation of the output, in its unit, estimated without bias of the variance:
  /// the mean squared deviation of the draws plus the squared standard error of their mean.
  public let standardDeviation: Double
  /// The standard error of ``standardDeviation``; NaN where it cannot be known.
  public let standardDeviationStandardError: Double
  /// Why the standard error of the standard deviation cannot be known; `nil` where it is known.
  public let standardDeviationErrorReason: UnknownErrorReason?
  /// The quantiles asked for, in the order asked for.
  public let quantiles: [SummaryQuantile]
  /// The smallest draw.
  public let minimum: Double
  /// The largest draw.
  public let maximum: Double
  /// The number of undefined draws (NaN), which no figure includes.
  public let nanCount: Int
  /// Whether no uncertain input reaches the output: every standard error is then 0.
  public let isExact: Bool
  /// What a reader must be told.
  public let flags: Set<SummaryFlag>

  /// The degrees of freedom of the standard errors: one fewer than replicates.
  public var degreesOfFreedom: Int { replicates - 1 }

  /// The quantile of a probability among those asked for, `nil` for another.
  ///
  /// - Parameter probability: From 0 to 1.
  public func quantile(_ probability: Double) -> SummaryQuantile? {
    quantiles.first { $0.probability == probability }
  }

  /// Half the width of a confidence interval for a figure's numerical error.
  ///
  /// - Parameters:
  ///   - standardError: The figure's standard error.
  ///   - confidence: Between 0 and 1.
  /// - Returns: The standard error times a quantile of Student's t with ``degreesOfFreedom``.
  public func halfWidth(_ standardError: Double, confidence: Double = 0.95) -> Double {
    precondition(confidence > 0 && confidence < 1, "A confidence needs to be between 0 and 1")
    guard standardError > 0 else { return standardError }
    let student = try? Student(
      degreesOfFreedom: Double(degreesOfFreedom),
      location: 0,
      scale: 1
    )
    return (student?.quantile(0.5 + confidence / 2) ?? .nan) * standardError
  }

  // MARK: Making

  /// Summarises a number that is the same in every draw.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - draws: The number of draws it stands for.
  ///   - replicates: The number of replicates.
  ///   - probabilities: The quantiles wanted, each from 0 to 1.
  public init(constant value: Double, draws: Int, replicates: Int, probabilities: [Double]) {
    Self.check(probabilities)
    self.draws = draws
    self.replicates = replicates
    mean = value
    meanStandardError = 0
    standardDeviation = value.isFinite ? 0 : .nan
    standardDeviationStandardError = 0
    meanErrorReason = nil
    standardDeviationErrorReason = nil
    quantiles = probabilities.map {
      SummaryQuantile(probability: $0, value: value, standardError: 0)
    }
    minimum = value
    maximum = value
    nanCount = value.isNaN ? draws : 0
    isExact = true
    flags =
      value.isNaN ? [.undefinedDraws] : value.isInfinite ? [.infiniteDraws] : []
  }

  /// Summarises draws.
  ///
  /// - Parameters:
  ///   - values: The draws, replicate after replicate, at least one for each replicate; their
  ///     number is a multiple of the replicates.
  ///   - replicates: The number of independent replicates, at least 2.
  ///   - probabilities: The quantiles wanted, each from 0 to 1.
  ///   - threads: The number of threads; without effect on the result.
  ///   - equalDrawsAreCertain: Whether draws that are all equal stand for a certain number, as
  ///     differences of what is the same do.
  public init(
    _ values: UnsafeBufferPointer<Double>,
    replicates: Int,
    probabilities: [Double],
    threads: Int = 1,
    equalDrawsAreCertain: Bool = false
  ) {
    Self.check(probabilities)
    precondition(
      replicates >= 2 && values.count >= replicates && values.count % replicates == 0,
      "A summary needs 2 or more replicates of equal length; got \(values.count) draws"
    )
    let length = values.count / replicates
    let moments = Parallel.map(0..<replicates, threads: threads) { range in
      range.map {
        ColumnMoments(UnsafeBufferPointer(rebasing: values[($0 * length)..<(($0 + 1) * length)]))
      }
    }.flatMap(\.self)
    let sample = TailSample(values, replicates: replicates)
    let selected = ColumnQuantiles(
      values,
      defined: moments.map(\.count),
      probabilities: probabilities,
      sample: sample.sorted,
      threads: threads
    )

    self.init(
      moments: moments,
      quantiles: selected,
      probabilities: probabilities,
      length: length,
      equalDrawsAreCertain: equalDrawsAreCertain,
      suspectsInfiniteVariance: { sample.suspectsInfiniteVariance($0) },
      tailIndex: { sample.tailIndex() }
    )
  }

  /// Puts a summary together.
  ///
  /// - Parameters:
  ///   - moments: Of each replicate.
  ///   - selected: The quantiles of the probabilities.
  ///   - probabilities: The probabilities.
  ///   - length: The number of draws of each replicate.
  ///   - equalDrawsAreCertain: Whether draws that are all equal stand for a certain number.
  ///   - suspectsInfiniteVariance: What a sample says to the moments of all draws.
  ///   - tailIndex: The tail index of a sample.
  init(
    moments: [ColumnMoments],
    quantiles selected: ColumnQuantiles,
    probabilities: [Double],
    length: Int,
    equalDrawsAreCertain: Bool = false,
    suspectsInfiniteVariance: (ColumnMoments) -> Bool,
    tailIndex: () -> Double
  ) {
    let total = ColumnMoments(moments)
    draws = moments.count * length
    replicates = moments.count
    mean = total.mean
    let isHeavy = suspectsInfiniteVariance(total)
    let errors = MomentErrors(
      moments,
      total: total,
      isHeavy: isHeavy,
      tailIndex: tailIndex,
      equalDrawsAreCertain: equalDrawsAreCertain
    )
    meanStandardError = errors.mean
    meanErrorReason = errors.meanReason
    standardDeviation = errors.deviation
    standardDeviationStandardError = errors.deviationError
    standardDeviationErrorReason = errors.deviationReason
    quantiles = probabilities.indices.map { index in
      SummaryQuantile(
        probability: probabilities[index],
        value: selected.pooled[index],
        standardError: selected.standardErrors[index]
      )
    }
    minimum = total.count > 0 ? total.minimum : .nan
    maximum = total.count > 0 ? total.maximum : .nan
    nanCount = total.nanCount
    isExact = false
    var flags: Set<SummaryFlag> = []
    if total.nanCount > 0 { flags.insert(.undefinedDraws) }
    if total.infiniteCount > 0 { flags.insert(.infiniteDraws) }
    if isHeavy { flags.insert(.infiniteVarianceSuspected) }
    self.flags = flags
  }

  static func check(_ probabilities: [Double]) {
    precondition(
      probabilities.allSatisfy { $0 >= 0 && $0 <= 1 },
      "A quantile needs a probability in 0 ... 1"
    )
  }
}
