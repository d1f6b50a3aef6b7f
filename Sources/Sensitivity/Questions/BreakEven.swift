import NumericCore
import Probability
import Uncertainty

/// The value of one input at which a statistic of the output meets a target.
///
/// ```
/// s(x) = statistic of f(x, other inputs);  s(x) = target
/// ```
/// The input is set to x, the others are drawn, with the same random numbers for every x, so that
/// s is a smooth curve where f is. Setting a value is no observation: inputs correlated with this
/// one are drawn as before. The other shares of a Dirichlet input keep their proportions.
///
/// The curve is computed on a grid, every change of sign of `s - target` is refined, and the
/// intervals follow from the spread of independent replicates, divided by the slope.
public struct BreakEven: Sendable {
  /// A value at which the statistic meets the target.
  public struct Root: Sendable, Equatable {
    /// The value of the input, in its unit, with its 95 % interval: the numerical error.
    public let value: IndexEstimate
    /// The probability that the input lies at or below the value; 0 or 1 beyond its range.
    public let probability: Double
    /// Whether the statistic rises through the target as the input rises.
    public let rises: Bool
    /// Whether the statistic jumps over the target here without meeting it.
    public let isJump: Bool
    /// Of a discrete input, the two neighbouring values between which the target is passed.
    public let neighbours: ClosedRange<Double>?
    /// Where the statistic passes the target without a value of the input that meets it: the
    /// statistic just below, in the output's unit.
    public var before: Double?
    /// The same just above.
    public var after: Double?

    /// Whether no value of the input meets the target here.
    public var isPassed: Bool { before != nil && after != nil }
  }

  /// A point of the curve.
  public struct Point: Sendable, Equatable {
    /// The value of the input, in its unit.
    public let value: Double
    /// The probability that the input lies at or below the value.
    public let probability: Double
    /// The statistic of the output, in its unit, with its 95 % interval.
    public let statistic: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The label of the input.
  public let input: String
  /// What must meet the target.
  public let statistic: OutputStatistic
  /// The target, in the output's unit.
  public let target: Double
  /// The values found, increasing; empty where the target is not met in the range.
  public let roots: [Root]
  /// The statistic over the range searched, with increasing values of the input.
  public let curve: [Point]
  /// The smallest and largest statistic on the curve, `nil` where all are undefined.
  public let reachable: ClosedRange<Double>?
  /// Whether the statistic only rises or only falls over the grid.
  public let isMonotone: Bool
  /// The largest number of undefined draws at a point of the curve.
  public let undefinedRuns: Int
  /// The number of draws behind each point.
  public let draws: Int

  /// Searches for the break-even values.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - input: The name of the input, or the label of a share such as `mix[top]`.
  ///   - target: What the statistic must meet, in the output's unit; finite.
  ///   - statistic: The mean or a quantile of the output.
  ///   - range: Where to search.
  ///   - gridCount: The number of points of the curve within the input's range, 3 or more.
  ///   - settings: How many draws, which seed, how many replicates.
  /// - Throws: `SensitivityError` for an unknown output or input, or a setting out of range.
  public init(
    model: Model,
    output: String,
    input: String,
    target: Double,
    statistic: OutputStatistic = .median,
    range: BreakEvenRange = .probable,
    gridCount: Int = 33,
    settings: SimulationSettings
  ) throws(SensitivityError) {
    let run = try ReplicateRun(model, settings: settings)
    let scale = try InputScale(input, in: run)
    try self.init(
      run: run,
      scale: scale,
      others: [],
      output: output,
      target: target,
      statistic: statistic,
      range: range,
      gridCount: gridCount
    )
  }

  init(
    run: ReplicateRun,
    scale: InputScale,
    others: [ReplicateRun.Setting],
    output: String,
    target: Double,
    statistic: OutputStatistic,
    range: BreakEvenRange,
    gridCount: Int
  ) throws(SensitivityError) {
    guard let place = run.model.outputIndex(named: output) else {
      throw .unknownOutput(name: output)
    }
    try statistic.validate()
    guard target.isFinite else {
      throw .invalidSetting(name: "The target", requirement: "finite", value: "\(target)")
    }
    guard gridCount >= 3 else {
      throw .invalidSetting(name: "gridCount", requirement: "3 or more", value: "\(gridCount)")
    }
    func evaluate(_ x: Double) throws(SensitivityError) -> StatisticEstimate {
      let values = try run.evaluate(outputs: [place], given: others + [scale.setting(x)])
      return statistic.estimate(values[0], replicates: run.replicates)
    }
    let grid = try range.grid(scale, count: gridCount)
    var estimates: [StatisticEstimate] = []
    for x in grid { estimates.append(try evaluate(x)) }
    self.output = output
    self.input = scale.label
    self.statistic = statistic
    self.target = target
    draws = run.count
    undefinedRuns = estimates.map(\.undefined).max() ?? 0
    curve = zip(grid, estimates).map { x, estimate in
      Point(value: x, probability: scale.cdf(x), statistic: estimate.index)
    }
    let defined = estimates.map(\.pooled).filter { !$0.isNaN }
    if let least = defined.min(), let greatest = defined.max() {
      reachable = least...greatest
    } else {
      reachable = nil
    }
    isMonotone = Self.isMonotone(estimates.map(\.pooled))

    var roots: [Root] = []
    for index in grid.indices {
      let f = estimates[index].pooled - target
      if f == 0 {
        let left = index > 0 ? estimates[index - 1].pooled - target : -.nan
        let right = index + 1 < grid.count ? estimates[index + 1].pooled - target : .nan
        // Of a stretch on the target only the first end counts.
        guard left != 0 else { continue }
        let rises = left.isNaN ? right > 0 : left < 0
        roots.append(
          Root(
            value: IndexEstimate(exactly: grid[index]),
            probability: scale.cdf(grid[index]),
            rises: rises,
            isJump: false,
            neighbours: nil
          )
        )
        continue
      }
      guard index + 1 < grid.count else { continue }
      let next = estimates[index + 1].pooled - target
      guard f < 0 ? next > 0 : next < 0 else { continue }
      roots.append(
        try Self.refine(
          scale,
          low: (grid[index], f),
          high: (grid[index + 1], next),
          target: target,
          evaluate: evaluate
        )
      )
    }
    self.roots = roots
  }

  // MARK: Refinement

  private static func refine(
    _ scale: InputScale,
    low: (x: Double, f: Double),
    high: (x: Double, f: Double),
    target: Double,
    evaluate: (Double) throws(SensitivityError) -> StatisticEstimate
  ) throws(SensitivityError) -> Root {
    let rises = high.f > low.f
    if scale.isDiscrete {
      let ends = try neighbours(scale, low: low, high: high, target: target, evaluate: evaluate)
      let value = abs(ends.low.f) <= abs(ends.high.f) ? ends.low.x : ends.high.x
      var root = Root(
        value: IndexEstimate(exactly: value),
        probability: scale.cdf(value),
        rises: rises,
        isJump: false,
        neighbours: ClosedRange(from: ends.low.x, through: ends.high.x)
      )
      if ends.low.f != 0, ends.high.f != 0 {
        root.before = ends.low.f + target
        root.after = ends.high.f + target
      }
      return root
    }
    let width = high.x - low.x
    let found = try RootBracket.solve(low: low, high: high, tolerance: 1e-9 * width) {
      (x) throws(SensitivityError) in
      try evaluate(x).pooled - target
    }
    // A continuous statistic meets the target where the search ends.
    let isJump = !(abs(found.f) <= 1e-3 * abs(high.f - low.f))
    let step = width / 8
    let left = max(low.x, found.x - step)
    let right = min(high.x, found.x + step)
    guard !isJump, right > left else {
      var root = Root(
        value: IndexEstimate(exactly: found.x),
        probability: scale.cdf(found.x),
        rises: rises,
        isJump: isJump,
        neighbours: nil
      )
      guard isJump, found.f.isFinite else { return root }
      let isBelow = (found.f < 0) == (low.f < 0)
      let across = 1e-8 * width * (isBelow ? 1 : -1)
      let other = try evaluate(min(max(found.x + across, low.x), high.x)).pooled
      root.before = isBelow ? found.f + target : other
      root.after = isBelow ? other : found.f + target
      return root
    }
    let here = try evaluate(found.x)
    let slope = (try evaluate(right).pooled - evaluate(left).pooled) / (right - left)
    let replicates = here.replicates.map { found.x - ($0 - target) / slope }
    return Root(
      value: IndexEstimate(around: found.x, replicates: replicates),
      probability: scale.cdf(found.x),
      rises: rises,
      isJump: false,
      neighbours: nil
    )
  }

  /// Halves the probabilities between two values of a discrete input until they are neighbours.
  private static func neighbours(
    _ scale: InputScale,
    low: (x: Double, f: Double),
    high: (x: Double, f: Double),
    target: Double,
    evaluate: (Double) throws(SensitivityError) -> StatisticEstimate
  ) throws(SensitivityError) -> (low: (x: Double, f: Double), high: (x: Double, f: Double)) {
    var (low, high) = (low, high)
    for _ in 0..<60 {
      let (p, q) = (scale.cdf(low.x), scale.cdf(high.x))
      var middle = scale.quantile(p + (q - p) / 2)
      // The value after the lower one, where half of the probability is still the upper's.
      if middle >= high.x { middle = scale.quantile((p + (q - p) * 1e-9).nextUp) }
      guard middle > low.x && middle < high.x else { break }
      let f = try evaluate(middle).pooled - target
      guard !f.isNaN else { break }
      if (f < 0) == (low.f < 0) && f != 0 { low = (middle, f) } else { high = (middle, f) }
    }
    return (low, high)
  }

  private static func isMonotone(_ values: [Double]) -> Bool {
    let defined = values.filter { !$0.isNaN }
    let scale = (defined.map { abs($0) }.max() ?? 0) * 1e-12
    let steps = zip(defined, defined.dropFirst()).map { $1 - $0 }
    return steps.allSatisfy { $0 >= -scale } || steps.allSatisfy { $0 <= scale }
  }
}
