import NumericCore
import Uncertainty

/// A sample with weights: its mean and its quantiles.
struct WeightedSample: Sendable {
  private let sorted: [Double]
  /// The part of the weight below the middle of each value's own weight.
  private let positions: [Double]
  private let mean: Double

  /// Numbers and their order, which samples with several weights share.
  struct Ordered: Sendable {
    fileprivate let values: [Double]
    fileprivate let order: [Int]
    fileprivate let sorted: [Double]

    /// Sorts defined numbers.
    init(_ values: [Double]) {
      self.values = values
      order = RankOrder.sortedPlaces(values)
      sorted = order.map { values[$0] }
    }
  }

  /// Weighs a sample.
  ///
  /// - Parameters:
  ///   - sample: Defined numbers.
  ///   - weights: 0 or more each with a positive sum; `nil` for equal ones.
  init(_ sample: Ordered, weights: [Double]?) {
    let (values, order) = (sample.values, sample.order)
    sorted = sample.sorted
    guard let weights else {
      let count = Double(values.count)
      positions = values.indices.map { (Double($0) + 0.5) / count }
      mean = values.compensatedSum() / count
      return
    }
    let total = weights.compensatedSum()
    var below = 0.0
    var positions: [Double] = []
    positions.reserveCapacity(order.count)
    for place in order {
      positions.append((below + weights[place] / 2) / total)
      below += weights[place]
    }
    self.positions = positions
    mean = zip(values, weights).map { $0 * $1 }.compensatedSum() / total
  }

  /// The weighted mean or quantile; a quantile is interpolated between the middles of the weights.
  func value(_ statistic: OutputStatistic) -> Double {
    guard case .quantile(let probability) = statistic else { return mean }
    var low = 0
    var high = positions.count
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] < probability { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return sorted.first ?? .nan }
    guard low < sorted.count else { return sorted.last ?? .nan }
    let gap = positions[low] - positions[low - 1]
    guard gap > 0 else { return sorted[low] }
    let part = (probability - positions[low - 1]) / gap
    return sorted[low - 1] + part * (sorted[low] - sorted[low - 1])
  }
}
