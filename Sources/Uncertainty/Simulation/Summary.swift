import NumericCore
import Probability

/// Moments and quantiles of an output's draws, each with its numerical error.
///
/// The standard error of an estimate is the standard deviation of the replicates' own estimates
/// over the root of their number. It says how far more draws could move the figure; it has nothing
/// to do with the uncertainty of the inputs, which the figures themselves describe.
public struct Summary: Sendable {
  /// The number of draws, undefined ones included.
  public let draws: Int
  /// The number of independent replicates.
  public let replicates: Int
  /// The mean, in the output's unit.
  public let mean: Double
  /// The standard error of ``mean``.
  public let meanStandardError: Double
  /// The standard deviation of the draws, in the output's unit.
  public let standardDeviation: Double
  /// The standard error of ``standardDeviation``.
  public let standardDeviationStandardError: Double
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
  public init(
    _ values: UnsafeBufferPointer<Double>,
    replicates: Int,
    probabilities: [Double],
    threads: Int = 1
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
      suspectsInfiniteVariance: { sample.suspectsInfiniteVariance($0) }
    )
  }

  /// Puts a summary together.
  ///
  /// - Parameters:
  ///   - moments: Of each replicate.
  ///   - selected: The quantiles of the probabilities.
  ///   - probabilities: The probabilities.
  ///   - length: The number of draws of each replicate.
  ///   - suspectsInfiniteVariance: What a sample says to the moments of all draws.
  init(
    moments: [ColumnMoments],
    quantiles selected: ColumnQuantiles,
    probabilities: [Double],
    length: Int,
    suspectsInfiniteVariance: (ColumnMoments) -> Bool
  ) {
    let total = ColumnMoments(moments)
    draws = moments.count * length
    replicates = moments.count
    mean = total.mean
    meanStandardError = ReplicateError.standardError(moments.map(\.mean))
    standardDeviation = total.standardDeviation
    standardDeviationStandardError = ReplicateError.standardError(
      moments.map(\.standardDeviation)
    )
    quantiles = probabilities.indices.map { index in
      SummaryQuantile(
        probability: probabilities[index],
        value: selected.pooled[index],
        standardError: ReplicateError.standardError(selected.replicates.map { $0[index] })
      )
    }
    minimum = total.count > 0 ? total.minimum : .nan
    maximum = total.count > 0 ? total.maximum : .nan
    nanCount = total.nanCount
    isExact = false
    var flags: Set<SummaryFlag> = []
    if total.nanCount > 0 { flags.insert(.undefinedDraws) }
    if total.infiniteCount > 0 { flags.insert(.infiniteDraws) }
    if suspectsInfiniteVariance(total) { flags.insert(.infiniteVarianceSuspected) }
    self.flags = flags
  }

  static func check(_ probabilities: [Double]) {
    precondition(
      probabilities.allSatisfy { $0 >= 0 && $0 <= 1 },
      "A quantile needs a probability in 0 ... 1"
    )
  }
}
