import NumericCore

/// A sorted sample of a column: the first draws of each replicate, which of quasi-Monte Carlo
/// points are as balanced as all of them.
struct TailSample {
  /// Defined draws in increasing order.
  let sorted: [Double]

  private static let size = 16_384

  /// The number of draws of each replicate in the sample.
  static func taken(replicates: Int, length: Int) -> Int {
    min(length, max(size / replicates, 1))
  }

  /// Samples draws, replicate after replicate.
  init(_ values: UnsafeBufferPointer<Double>, replicates: Int) {
    let length = values.count / replicates
    let taken = Self.taken(replicates: replicates, length: length)
    var sample: [Double] = []
    sample.reserveCapacity(taken * replicates)
    for replicate in 0..<replicates {
      for draw in 0..<taken {
        let value = values[replicate * length + draw]
        if !value.isNaN { sample.append(value) }
      }
    }
    sorted = sample.sorted()
  }

  /// Whether the draws look as if their distribution had no variance.
  ///
  /// Both must hold: the tail index by Hill's estimate over the outermost `sqrt(m)` of `m` sampled
  /// draws, measured from the median, is below 2 on one side; and the farthest draw alone makes up
  /// more than 4 % of all squared deviations. Never with fewer than 1,000 sampled draws.
  ///
  /// Reference: Hill (1975), A simple general approach to inference about the tail of a
  /// distribution, Annals of Statistics 3, doi:10.1214/aos/1176343247.
  func suspectsInfiniteVariance(_ moments: ColumnMoments) -> Bool {
    Self.oneDrawOutweighs(moments) && tailIndex() < 2
  }

  /// Hill's estimate of the tail index over the outermost `sqrt(m)` of `m` sampled draws, measured from
  /// the median; that of the heavier side, and infinite with fewer than 1,000 sampled draws.
  func tailIndex() -> Double {
    guard sorted.count >= 1_000 else { return .infinity }
    let count = Int(Double(sorted.count).squareRoot(), clampedTo: 1...(sorted.count - 1))
    let median = sorted[sorted.count / 2]
    let upper = sorted.suffix(count + 1).map { $0 - median }
    let lower = sorted.prefix(count + 1).reversed().map { median - $0 }
    return min(Self.tailIndex(upper), Self.tailIndex(lower))
  }

  /// Whether the farthest draw alone makes up more than 4 % of all squared deviations.
  static func oneDrawOutweighs(_ moments: ColumnMoments) -> Bool {
    guard moments.squares > 0 else { return false }
    let far = max(moments.maximum - moments.mean, moments.mean - moments.minimum)
    return far * far > 0.04 * moments.squares
  }

  /// Hill's estimate from distances in increasing order, the first being the threshold.
  private static func tailIndex(_ distances: [Double]) -> Double {
    guard let threshold = distances.first, threshold > 0 else { return .infinity }
    let sum = distances.dropFirst().reduce(0) { $0 + log($1 / threshold) }
    return Double(distances.count - 1) / sum
  }
}
