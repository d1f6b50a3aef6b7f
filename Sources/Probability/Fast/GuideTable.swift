import CSpecialFunctions
import CVectorKernels
import NumericCore

/// The cumulative probabilities of a discrete distribution with a guide into them, so that a
/// quantile is found in about one step.
///
/// Outcomes that are less likely than 2^-60 together in a tail are left to the exact quantile
/// function. Steps are right to about 1e-14 in probability.
///
/// References: Chen and Asau 1974, AIIE Transactions 6:163.
public struct GuideTable: Sendable {
  /// The distribution whose quantiles the table holds.
  public let distribution: any Distribution
  private let values: [Double]
  private let cumulative: [Double]
  private let guide: [UInt32]
  private let below: Double

  /// The largest number of outcomes of a table.
  public static let largestCount = OutcomeList.largestCount

  /// Builds the table of a discrete distribution.
  ///
  /// - Parameter distribution: A discrete distribution.
  /// - Returns: nil when the outcomes between the tails are too many, or cannot be listed.
  public init?(_ distribution: some Distribution) {
    guard distribution.isDiscrete else { return nil }
    guard let outcomes = OutcomeList(distribution), let first = outcomes.values.first else {
      return nil
    }
    self.distribution = distribution
    values = outcomes.values
    cumulative = outcomes.cumulative
    let low = distribution.support.lowerBound
    below = first == low ? 0 : distribution.cdf(first.nextDown)
    var size = 64
    while size < 2 * values.count { size *= 2 }
    var guide = [UInt32](repeating: 0, count: size)
    var index = 0
    for slot in 0..<size {
      while index < cumulative.count - 1 && cumulative[index] < Double(slot) / Double(size) {
        index += 1
      }
      guide[slot] = UInt32(index)
    }
    self.guide = guide
  }

  /// The number of outcomes in the table.
  public var count: Int { values.count }

  /// Replaces probabilities by quantiles in place.
  ///
  /// - Parameter block: Probabilities strictly between 0 and 1 on entry, quantiles on return.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    values.withUnsafeBufferPointer { values in
      cumulative.withUnsafeBufferPointer { cumulative in
        guide.withUnsafeBufferPointer { guide in
          var table = quantile_guide(
            values: values.baseAddress,
            cumulative: cumulative.baseAddress,
            guide: guide.baseAddress,
            count: UInt32(values.count),
            guide_count: UInt32(guide.count),
            below: below
          )
          transformInParts(block, exact: distribution) { part, count, places, probabilities in
            quantile_by_guide(&table, part, count, places, probabilities)
          }
        }
      }
    }
  }
}
