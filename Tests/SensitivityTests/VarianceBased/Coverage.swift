import Sensitivity
import Uncertainty

/// How well intervals hold over many seeds.
struct Coverage {
  /// The part of the intervals that contain the true value.
  let covered: Double
  /// The mean half-width over the root mean squared error of the estimates.
  let widthRatio: Double

  init(_ estimates: [IndexEstimate], truth: Double) {
    let count = Double(estimates.count)
    covered =
      Double(estimates.count { $0.low <= truth && truth <= $0.high }) / count
    let halfWidth = estimates.reduce(0) { $0 + ($1.high - $1.low) / 2 } / count
    let squares = estimates.reduce(0) { $0 + ($1.value - truth) * ($1.value - truth) }
    widthRatio = halfWidth / (squares / count).squareRoot()
  }
}

/// Counts how many intervals miss their true values, and how far the worst estimate is off.
struct Misses {
  private(set) var intervals = 0
  private(set) var missed = 0
  /// The largest error in half-widths.
  private(set) var worst = 0.0

  mutating func add(_ estimates: [IndexEstimate], truth: [Double]) {
    for (estimate, value) in zip(estimates, truth) {
      intervals += 1
      let half = (estimate.high - estimate.low) / 2
      let error = abs(estimate.value - value)
      // Rounding counts as no error where an index is exact.
      guard error > 1e-9 else { continue }
      if error > half { missed += 1 }
      worst = max(worst, error / half)
    }
  }
}
