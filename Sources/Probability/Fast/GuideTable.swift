import CSpecialFunctions
import CVectorKernels
import NumericCore

/// The cumulative probabilities of a discrete distribution with a guide into them, so that a
/// quantile is found in about one step.
///
/// Outcomes that are less likely than 2^-40 together in a tail are left to the exact quantile
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
  public static let largestCount = 1 << 20

  /// Builds the table of a discrete distribution.
  ///
  /// - Parameter distribution: A discrete distribution.
  /// - Returns: nil when the outcomes between the tails are too many, or cannot be listed.
  public init?(_ distribution: some Distribution) {
    guard distribution.isDiscrete else { return nil }
    let outcomes: (values: [Double], cumulative: [Double])?
    if let list = distribution as? Discrete {
      outcomes = (list.values, list.cumulative)
    } else if let sample = distribution as? Empirical {
      outcomes = (sample.steps.values, sample.steps.cumulative)
    } else if let counts = distribution as? any IntegerDistribution {
      outcomes = Self.counted(counts)
    } else {
      outcomes = Self.listed(distribution)
    }
    guard let outcomes, let first = outcomes.values.first else { return nil }
    guard outcomes.values.count <= Self.largestCount else { return nil }
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

  /// Consecutive whole numbers, by the ratio of their masses, set right every 64 steps (every 1,024
  /// in a long list).
  private static func counted(_ distribution: some IntegerDistribution) -> ([Double], [Double])? {
    let low = distribution.quantile(0x1p-40)
    let high = distribution.survivalQuantile(0x1p-40)
    guard high - low < Double(largestCount), low < 0x1p52 else { return nil }
    let stride = high - low < 20_000 ? 64 : 1024
    var values: [Double] = []
    var cumulative: [Double] = []
    let expected = Int(high - low, clampedTo: 0...largestCount) + 1
    values.reserveCapacity(expected)
    cumulative.reserveCapacity(expected)
    var mass = 0.0
    var sum = 0.0
    var k = low
    while k <= high {
      if values.count % stride == 0 {
        mass = distribution.density(at: k)
        sum = distribution.cdf(k)
      } else {
        mass *= distribution.massRatio(after: k - 1)
        sum = max(sum, min(1, sum + mass))
      }
      values.append(k)
      cumulative.append(sum)
      k += 1
    }
    cumulative[cumulative.count - 1] = distribution.cdf(high)
    for index in cumulative.indices.dropLast().reversed() {
      cumulative[index] = min(cumulative[index], cumulative[index + 1])
    }
    return (values, cumulative)
  }

  /// Any outcomes, each found as the quantile just above the last.
  private static func listed(_ distribution: some Distribution) -> ([Double], [Double])? {
    var values: [Double] = []
    var cumulative: [Double] = []
    var x = distribution.quantile(0x1p-40)
    while values.count <= 20_000 {
      let reached = distribution.cdf(x)
      values.append(x)
      cumulative.append(reached)
      if distribution.survival(x) <= 0x1p-40 { return (values, cumulative) }
      // The cdf and the quantile function may disagree by a few ulps about the same step.
      var next = x
      for ulps in [1.0, 8, 64] where next <= x {
        next = distribution.quantile(min(1, reached + ulps * reached.ulp))
      }
      guard next > x else { return nil }
      x = next
    }
    return nil
  }

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
