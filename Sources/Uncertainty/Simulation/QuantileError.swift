/// The numerical error of a pooled quantile, from how many draws of each replicate lie below it.
///
/// The share of draws below a value is a mean, with a standard error `d` from the replicates. The
/// quantile of probability `p` is then wrong by about half the distance between the quantiles of
/// `p - t d` and `p + t d`. Unlike the spread of the replicates' own quantiles this also holds for
/// points so even that each replicate has the same rank to within one, where the pooled quantile
/// lies somewhere in a gap of each: a function of one input.
///
/// References: Bahadur 1966, Annals of Mathematical Statistics 37:577; Woodruff 1952, JASA 47:635.
struct QuantileError {
  /// The places of the bounds between order statistics.
  private let low: QuantilePosition
  private let high: QuantilePosition
  /// The quantile of Student's t behind the bounds.
  private let student: Double
  /// Whether the longer distance counts: where several draws equal the quantile, so that its value
  /// jumps, and where a bound lies beyond the draws.
  private let isUneven: Bool

  /// The ranks of the order statistics next to the bounds, in increasing order.
  var ranks: [Int] { [low.lower, low.upper, high.lower, high.upper] }

  /// What an order statistic jumps by itself, in draws: of the distance to a value drawn next to
  /// it, exponential with mean 1, 95 % lie within t times this.
  private static let resolution = 1.4

  /// Finds the bounds.
  ///
  /// - Parameters:
  ///   - probability: Of the quantile.
  ///   - counts: For each replicate the number of draws below the quantile, at or below it, and of
  ///     all that are defined.
  init(_ probability: Double, counts: [(below: Int, through: Int, defined: Int)]) {
    let replicates = Double(counts.count)
    let total = counts.reduce(0) { $0 + $1.defined }
    let spread = max(
      Self.spread(counts.map { ($0.below, $0.defined) }),
      Self.spread(counts.map { ($0.through, $0.defined) })
    )
    let draws = (replicates * spread + Self.resolution * Self.resolution).squareRoot()
    student = StudentFactor.half(degreesOfFreedom: counts.count - 1)
    let place = Double(max(total - 1, 0)) * probability
    let last = Double(max(total - 1, 0))
    let reach = student * draws
    low = QuantilePosition(place: max(0, place - reach), count: total)
    high = QuantilePosition(place: min(last, place + reach), count: total)
    let equal = counts.reduce(0) { $0 + $1.through - $1.below }
    isUneven = equal > 1 || place < reach || place + reach > last
  }

  /// The variance of the replicates' counts about their share of the defined draws.
  private static func spread(_ counts: [(Int, Int)]) -> Double {
    let below = counts.reduce(0) { $0 + $1.0 }
    let defined = counts.reduce(0) { $0 + $1.1 }
    guard defined > 0, counts.count > 1 else { return 0 }
    let share = Double(below) / Double(defined)
    let squares = counts.reduce(0.0) { sum, pair in
      let distance = Double(pair.0) - share * Double(pair.1)
      return sum + distance * distance
    }
    return squares / Double(counts.count - 1)
  }

  /// The standard error: half the distance between the bounds, or the longer of those to the
  /// quantile, over the quantile of t.
  ///
  /// - Parameters:
  ///   - value: The quantile.
  ///   - bounds: The order statistics of ``ranks``.
  func standardError(_ value: Double, bounds: [Double]) -> Double {
    let lower = low.interpolate(bounds[0], bounds[1])
    let upper = high.interpolate(bounds[2], bounds[3])
    if lower == upper { return value.isFinite ? 0 : .nan }
    return (isUneven ? max(value - lower, upper - value) : (upper - lower) / 2) / student
  }
}
