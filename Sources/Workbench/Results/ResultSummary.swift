import Probability
import Uncertainty

/// What is known of one number: mean, spread, quantiles, and the numerical error of each.
public struct ResultSummary: Sendable {
  /// A quantile with its numerical standard error.
  public struct Quantile: Sendable {
    /// The probability.
    public let probability: Double
    /// The value.
    public let value: Double
    /// The standard error from the spread of the replicates; 0 when exact.
    public let standardError: Double
  }

  /// The probabilities that every output gives.
  public static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// The mean; not finite where it does not exist.
  public let mean: Double
  /// The numerical standard error of the mean; NaN where it cannot be known.
  public let meanStandardError: Double
  /// Why the error of the mean cannot be known; `nil` where it is known, or there is no mean.
  public let meanErrorReason: UnknownErrorReason?
  /// The inputs on which a condition in the formula depends that came out the same in all draws
  /// though it need not; empty where there is none.
  public let unmetInputs: [String]
  /// The standard deviation.
  public let standardDeviation: Double
  /// Why the error of the standard deviation cannot be known.
  public let standardDeviationErrorReason: UnknownErrorReason?
  /// The numerical standard error of the standard deviation; NaN where it cannot be known.
  public let standardDeviationStandardError: Double
  /// The quantiles at ``probabilities``.
  public let quantiles: [Quantile]
  /// The number of draws in which the number is undefined.
  public let undefinedDraws: Int
  /// The number of draws; 0 when exact.
  public let draws: Int
  /// The number of replicates behind the standard errors; 0 when exact.
  public let replicates: Int
  /// Whether the values are exact rather than drawn.
  public let isExact: Bool
  /// Whether the number is certain.
  public let isConstant: Bool
  /// Whether the draws look as if the variance were infinite.
  public let suspectsInfiniteVariance: Bool

  /// Why there is no mean or no variance, where the formula shows it.
  public let tail: TailFinding?
  /// Whether the mean is exact: all is, or the mean follows from those of the inputs.
  public let isMeanExact: Bool

  /// The summary of draws.
  ///
  /// - Parameters:
  ///   - summary: What the draws say.
  ///   - moments: The moments that algebra gives; they replace those of the draws.
  ///   - tail: Why there is no mean or no variance, where the formula shows it; averages of draws
  ///     that would stand for them are left out.
  ///   - tailIndex: The order from which moments are infinite, as the formula shows it.
  ///   - hasRareEvent: Whether the formula holds an event that too few draws can meet.
  ///   - unmetInputs: The inputs of a condition that came out the same in all draws.
  init(
    _ summary: Summary,
    moments: ExactMoments? = nil,
    tail: TailFinding? = nil,
    tailIndex: Double = .infinity,
    hasRareEvent: Bool = false,
    unmetInputs: [String] = []
  ) {
    let hasMean = tail?.hasMean ?? true
    let hasVariance = tail?.hasVariance ?? true
    mean = moments?.mean ?? (hasMean ? summary.mean : .nan)
    self.unmetInputs = summary.isExact ? [] : unmetInputs
    let unmet: UnknownErrorReason? = self.unmetInputs.isEmpty ? nil : .unmetBranch
    let rare: UnknownErrorReason? = hasRareEvent && !summary.isExact ? .fewDraws : nil
    let slow: UnknownErrorReason? = summary.isExact ? nil : .heavyTail
    meanErrorReason =
      !mean.isFinite || moments != nil
      ? nil
      : unmet ?? summary.meanErrorReason ?? rare
        ?? (tailIndex <= UnknownErrorReason.slowMeanOrder ? slow : nil)
    meanStandardError =
      !mean.isFinite || meanErrorReason != nil
      ? .nan : moments != nil ? 0 : summary.meanStandardError
    standardDeviation =
      moments?.standardDeviation
      ?? (hasVariance ? summary.standardDeviation : hasMean ? .infinity : .nan)
    standardDeviationErrorReason =
      !standardDeviation.isFinite || moments?.variance != nil
      ? nil
      : unmet ?? summary.standardDeviationErrorReason ?? rare
        ?? (tailIndex <= UnknownErrorReason.slowDeviationOrder ? slow : nil)
    standardDeviationStandardError =
      !standardDeviation.isFinite || standardDeviationErrorReason != nil
      ? .nan : moments?.variance != nil ? 0 : summary.standardDeviationStandardError
    self.tail = tail
    isMeanExact = moments != nil || summary.isExact
    quantiles = summary.quantiles.map {
      Quantile(probability: $0.probability, value: $0.value, standardError: $0.standardError)
    }
    undefinedDraws = summary.nanCount
    draws = summary.isExact ? 0 : summary.draws
    replicates = summary.isExact ? 0 : summary.replicates
    isExact = summary.isExact
    isConstant = summary.isExact
    suspectsInfiniteVariance =
      moments?.variance.map { !$0.isFinite }
      ?? !hasVariance || summary.flags.contains(.infiniteVarianceSuspected)
  }

  /// The exact summary of a distribution.
  ///
  /// - Parameters:
  ///   - distribution: The distribution.
  ///   - input: The name of the input that has it, where it is one.
  ///   - tail: Why there is no mean or no variance, where the formula shows it.
  init(_ distribution: any Distribution, input: String? = nil, tail: TailFinding? = nil) {
    mean = distribution.mean
    meanStandardError = 0
    standardDeviation = distribution.standardDeviation
    meanErrorReason = nil
    unmetInputs = []
    standardDeviationErrorReason = nil
    standardDeviationStandardError = 0
    quantiles = Self.probabilities.map {
      Quantile(probability: $0, value: distribution.quantile($0), standardError: 0)
    }
    undefinedDraws = 0
    draws = 0
    replicates = 0
    let order = distribution.tailIndex
    self.tail =
      input.flatMap { name in
        order <= 2 ? TailFinding(tailIndex: order, cause: .input(name: name)) : nil
      } ?? tail
    isExact = true
    isMeanExact = true
    isConstant = false
    suspectsInfiniteVariance = !distribution.variance.isFinite
  }

  /// The summary of a certain number.
  init(constant value: Double) {
    self.init(
      Summary(constant: value, draws: 1, replicates: 2, probabilities: Self.probabilities)
    )
  }

  /// The value at a probability of ``probabilities``.
  public func quantile(_ probability: Double) -> Double {
    quantiles.first { $0.probability == probability }?.value ?? .nan
  }

  /// The 5 % quantile.
  public var low: Double { quantile(0.05) }
  /// The median.
  public var median: Double { quantile(0.5) }
  /// The 95 % quantile.
  public var high: Double { quantile(0.95) }

  /// The numerical standard error of the quantile at a probability.
  public func standardError(_ probability: Double) -> Double {
    quantiles.first { $0.probability == probability }?.standardError ?? .nan
  }

  /// The 95 % numerical half-width of the mean; 0 where the mean is exact, not finite where it is not
  /// known.
  public var meanHalfWidth: Double {
    guard !isMeanExact else { return 0 }
    return meanStandardError * StudentFactor.half(degreesOfFreedom: replicates - 1)
  }

  /// The largest 95 % numerical half-width among median and ends of the interval.
  public var numericalHalfWidth: Double {
    guard !isExact else { return 0 }
    let largest = [0.05, 0.5, 0.95].map { standardError($0) }.max() ?? .nan
    return largest * StudentFactor.half(degreesOfFreedom: replicates - 1)
  }
}
