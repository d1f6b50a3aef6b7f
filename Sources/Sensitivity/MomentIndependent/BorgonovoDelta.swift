import NumericCore
import Uncertainty

/// Borgonovo's delta: by how much the whole distribution of the output moves when an input is known.
///
/// ```
/// delta = 1/2 E_X[ integral |f(y) - f(y | X)| dy ] = 1/2 integral |c(u, v) - 1| du dv
/// ```
/// c is the copula density of input and output: delta depends on their ranks alone, is 0 for
/// independent quantities only, at most 1, and unchanged by rising changes of scale. It is
/// estimated from given draws on a grid of ranks, with three corrections that make its interval
/// honest:
///
/// - Counts that scatter about a small difference make its absolute value too large. That excess is
///   computed from a smoothed grid (the mean of a folded normal variable) and taken off, which may
///   leave an estimate below 0 for an input without influence.
/// - Low-discrepancy points scatter less than random ones: the scatter is measured on the replicates.
/// - Cells in which the difference changes sign make it too small. That error falls with the square
///   of the cells' width for smooth densities and is extrapolated away from two grids. For rough
///   ones it falls more slowly: a third grid shows how slowly, and the upper end of the interval
///   leaves room for it, and for a jump of the distribution within a class.
///
/// An input so weak that scatter makes up a quarter of the differences gets no interval: what is taken
/// off hangs on the influence itself. The interval is otherwise that of the jackknife over replicates. The jackknife takes absolute
/// values as if they were smooth, which overstates their scatter near 0; its variance is multiplied
/// by the part that folding at 0 leaves of the variance of the counts.
///
/// References: Borgonovo (2007), A new uncertainty importance measure, Reliability Engineering and
/// System Safety 92, doi:10.1016/j.ress.2006.04.015; Plischke, Borgonovo and Smith (2013), Global
/// sensitivity measures from given data, European Journal of Operational Research 226,
/// doi:10.1016/j.ejor.2012.11.047.
public struct BorgonovoDelta: Sendable {
  /// The index of one input.
  public struct Row: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// Delta, without an interval where it is too weak to be measured with so many draws; an estimate
    /// of 0 or below belongs to an input whose influence is not seen.
    public let delta: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The indices, in the order of the inputs.
  public let rows: [Row]
  /// The number of classes of ranks on each axis.
  public let classes: Int
  /// The number of draws.
  public let draws: Int
  /// The number of draws left out because the output is undefined there.
  public let undefinedRuns: Int

  /// Estimates delta of every input.
  ///
  /// - Parameters:
  ///   - given: Draws of the inputs and the output, 200 or more.
  ///   - classes: The number of classes of ranks on each axis, a multiple of 4, from 8 to 256;
  ///     `nil` takes about 1.2 times the cube root of the number of draws.
  /// - Throws: `SensitivityError` for too few draws, a setting out of range, or an output that does
  ///   not vary.
  public init(_ given: GivenDraws, classes: Int? = nil) throws(SensitivityError) {
    guard given.count >= 200 else {
      throw .invalidSetting(
        name: "The number of draws",
        requirement: "200 or more for delta",
        value: "\(given.count)"
      )
    }
    let size = classes ?? Self.classes(for: given.count)
    guard size >= 8 && size <= 256 && size % 4 == 0 else {
      throw .invalidSetting(
        name: "The number of classes",
        requirement: "a multiple of 4, from 8 to 256",
        value: "\(size)"
      )
    }
    try OutputVariation.require([given.values], of: given.output)
    let outputClasses = RankClasses(given.values, size: size)
    guard outputClasses.used > 1 else { throw .noVariance(name: given.output) }
    output = given.output
    self.classes = size
    draws = given.count
    undefinedRuns = given.undefinedRuns
    rows = given.columns.map { column in
      let inputClasses = RankClasses(column.values, size: size)
      let grid = RankGrid(inputClasses, outputClasses, ranges: given.ranges)
      return Row(label: column.label, delta: Self.estimate(grid))
    }
  }

  /// A multiple of 4 near 1.2 times the cube root.
  private static func classes(for draws: Int) -> Int {
    var root = 1
    while (root + 1) * (root + 1) * (root + 1) <= draws { root += 1 }
    return min(128, max(8, 4 * ((3 * root + 5) / 10)))
  }

  private static func estimate(_ grid: RankGrid) -> IndexEstimate {
    let fine = grid.deltas()
    // Where scatter makes up a quarter of the differences or more, what is taken off for it hangs on the
    // influence that is sought: the estimate leans towards 0 by an unknown part of it.
    let isWeak = fine[0].trust < 0.75
    let half = grid.halved
    let coarse = half?.deltas() ?? fine
    // The error falls with the square of the width: a quarter on the finer grid.
    let values = zip(fine, coarse).map { $0.value + ($0.value - $1.value) / 3 }
    guard !isWeak else { return IndexEstimate(withoutInterval: values[0]) }
    let parts = Array(values.dropFirst())
    let mean = parts.reduce(0, +) / Double(parts.count)
    let squares = parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = Double(parts.count - 1) / Double(parts.count) * squares * fine[0].folding
    let width =
      IndexEstimate.studentFactor(degrees: parts.count - 1, confidence: 0.95)
      * variance.squareRoot()
    let gain = max(0, fine[0].value - coarse[0].value)
    let gainBefore = coarse[0].value - (half?.halved?.total().value ?? coarse[0].value)
    let room = gain * Self.room(gain, before: gainBefore) + grid.roomForJump()
    return IndexEstimate(
      value: values[0],
      low: values[0] - width,
      high: values[0] + width + room
    )
  }

  /// What may be missing beyond the extrapolation, in parts of the last gain: the sum of further
  /// gains if each is as much smaller than the one before as the last was, at most as for an error
  /// that falls with the power 0.8 of the width.
  private static func room(_ gain: Double, before: Double) -> Double {
    let slowest = 0.574
    let seen = before > 0 ? 1.1 * gain / before : slowest
    let ratio = min(max(seen, 0.25), slowest)
    return ratio / (1 - ratio) - 1.0 / 3
  }
}
