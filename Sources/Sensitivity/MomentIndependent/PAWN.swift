import NumericCore
import Sampling
import Uncertainty

/// The PAWN index: how far the distribution of the output moves when an input is held in a slice.
///
/// ```
/// KS_s = max_y |F(y | x in slice s) - F(y)|,   index = median (maximum, mean) over slices
/// ```
/// The slices hold equal parts of the draws; an input with few distinct values has a slice for each.
/// A finite sample makes every distance too large, that of an input without influence above all, by
/// an amount that hangs on the unknown distributions and that no replicate shows: there is no interval.
/// ``noiseFloor`` is the index of an input that is drawn anew without regard to the output. An index
/// below it cannot be told from 0.
///
/// References: Pianosi and Wagener (2015), Environmental Modelling and Software 67,
/// doi:10.1016/j.envsoft.2015.01.004; Pianosi and Wagener (2018), Environmental Modelling and
/// Software 108, doi:10.1016/j.envsoft.2018.07.019.
public struct PAWN: Sendable {
  /// The indices of one input.
  public struct Row: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The median distance over the slices, without an interval.
    public let median: IndexEstimate
    /// The largest distance over the slices, without an interval.
    public let maximum: IndexEstimate
    /// The mean distance over the slices, without an interval.
    public let mean: IndexEstimate
    /// Whether the median is within the noise floor.
    public let isNoise: Bool
  }

  /// The name of the output.
  public let output: String
  /// The indices, in the order of the inputs.
  public let rows: [Row]
  /// The number of slices of an input with many values.
  public let slices: Int
  /// What the median index of an input without influence reaches at most, with probability 95 %.
  public let noiseFloor: Double
  /// The number of draws left out because the output is undefined there.
  public let undefinedRuns: Int

  /// Computes the indices.
  ///
  /// - Parameters:
  ///   - given: Draws of the inputs and the output.
  ///   - slices: The number of slices, 2 or more; each must hold at least 10 draws of a replicate.
  ///   - seed: For the noise floor.
  /// - Throws: `SensitivityError` for too few draws or an output that does not vary.
  public init(_ given: GivenDraws, slices: Int = 10, seed: UInt64) throws(SensitivityError) {
    let shortest = given.ranges.map(\.count).min() ?? 0
    guard slices >= 2 && shortest >= 10 * slices else {
      throw .invalidSetting(
        name: "The number of slices",
        requirement: "2 or more, with at least 10 draws of each replicate in a slice",
        value: "\(slices) for \(shortest) draws"
      )
    }
    try OutputVariation.require([given.values], of: given.output)
    output = given.output
    self.slices = slices
    undefinedRuns = given.undefinedRuns
    let whole = SliceDistances(given.values)
    var floor: [Double] = []
    // Ranks shuffled by a generator of their own: an input without influence.
    for dummy in 0..<40 {
      var generator = PhiloxGenerator(seed: seed, stream: UInt64(dummy))
      var labels = (0..<given.count).map { Int32($0 * slices / given.count) }
      labels.shuffle(using: &generator)
      floor.append(whole.distances(labels, slices).median())
    }
    let noiseFloor = floor.quantile(0.95)
    self.noiseFloor = noiseFloor
    rows = given.columns.map { column in
      let all = Self.labels(column.values, slices)
      let distances = whole.distances(all.labels, all.count)
      let median = distances.isEmpty ? 0 : distances.median()
      let mean = distances.isEmpty ? 0 : distances.reduce(0, +) / Double(distances.count)
      return Row(
        label: column.label,
        median: IndexEstimate(withoutInterval: median),
        maximum: IndexEstimate(withoutInterval: distances.max() ?? 0),
        mean: IndexEstimate(withoutInterval: mean),
        isNoise: median <= noiseFloor
      )
    }
  }

  /// The slice of each draw: by equal parts of the ranks, or one for each of few values.
  private static func labels(_ values: [Double], _ slices: Int) -> (labels: [Int32], count: Int) {
    let order = RankOrder(values)
    if order.distinctCount <= slices { return (order.levels, order.distinctCount) }
    let scale = Double(slices) / Double(values.count)
    let last = slices - 1
    return (order.midRanks.map { Int32(Int(($0 - 0.5) * scale, clampedTo: 0...last)) }, slices)
  }
}

/// Kolmogorov-Smirnov distances of slices of a sample from the whole.
private struct SliceDistances {
  private let order: [Int]
  /// Whether the next value in order is another one.
  private let isStep: [Bool]

  init(_ values: [Double]) {
    let order = RankOrder.sortedPlaces(values)
    self.order = order
    isStep = order.indices.map { place in
      place + 1 == order.count || values[order[place]] < values[order[place + 1]]
    }
  }

  /// The largest distance of each slice's distribution function from that of all, empty slices left
  /// out.
  func distances(_ labels: [Int32], _ count: Int) -> [Double] {
    var sizes = [Int](repeating: 0, count: count)
    for label in labels { sizes[Int(label)] += 1 }
    var below = [Int](repeating: 0, count: count)
    var largest = [Double](repeating: 0, count: count)
    let scales = sizes.map { $0 > 0 ? 1 / Double($0) : 0 }
    let all = 1 / Double(order.count)
    order.withUnsafeBufferPointer { order in
      labels.withUnsafeBufferPointer { labels in
        for place in 0..<order.count {
          below[Int(labels[order[place]])] += 1
          guard isStep[place] else { continue }
          let level = Double(place + 1) * all
          for slice in 0..<count {
            let distance = abs(Double(below[slice]) * scales[slice] - level)
            if distance > largest[slice] { largest[slice] = distance }
          }
        }
      }
    }
    return zip(largest, sizes).filter { $0.1 > 0 }.map(\.0)
  }
}
