import NumericCore
import Probability
import Uncertainty

/// How precise one input must be for the output's interval to shrink to a part of its width.
///
/// ```
/// x(k) = quantile(Phi(k z)),  z the input's normal score;   width(k) = q95(k) - q05(k) of the output
/// ```
/// The factor k shrinks the input towards its median on the scale of normal scores: 1 leaves it as
/// it is, 0 fixes it at its median. A normal input's standard deviation is multiplied by k, a
/// lognormal one's is on the log scale. Of a Dirichlet input all the fractions it is built from
/// shrink together. All evaluations use the same random numbers.
public struct PrecisionNeeded: Sendable {
  /// A point of the curve.
  public struct Point: Sendable, Equatable {
    /// The factor by which the input's spread is shrunk, from 0 to 1.
    public let factor: Double
    /// The width of the output's interval, in its unit.
    public let width: IndexEstimate
    /// That width as a part of the width with the input as it is.
    public let ratio: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The name of the input.
  public let input: String
  /// The part of the present width that is asked for.
  public let goal: Double
  /// The probabilities of the output's interval.
  public let interval: (low: Double, high: Double)
  /// The width of the output's interval with the input as it is, in the output's unit.
  public let presentWidth: IndexEstimate
  /// The factor that meets the goal, `nil` where even exact knowledge does not.
  public let factor: IndexEstimate?
  /// The interval of the input with the same probabilities as it is, in its unit; `nil` for a
  /// Dirichlet or parametric input.
  public let presentInput: ClosedRange<Double>?
  /// That interval after shrinking by ``factor``.
  public let neededInput: ClosedRange<Double>?
  /// What exact knowledge of the input leaves of the output's width, as a part of it.
  public let remainderAtExact: IndexEstimate
  /// The curve, from factor 0 to 1.
  public let curve: [Point]
  /// Whether a wider input never gives a narrower output on the curve.
  public let isMonotone: Bool
  /// The largest number of undefined draws at a point of the curve.
  public let undefinedRuns: Int

  /// Searches for the factor.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - input: The name of the input. A parametric input must not be correlated with others.
  ///   - goal: The part of the present width asked for, strictly between 0 and 1.
  ///   - interval: The probabilities of the output's interval.
  ///   - gridCount: The number of points of the curve, 3 or more.
  ///   - settings: How many draws, which seed, how many replicates.
  /// - Throws: `SensitivityError` for unknown names, a setting out of range, or an output whose
  ///   interval has no width.
  public init(
    model: Model,
    output: String,
    input: String,
    goal: Double = 0.5,
    interval: (low: Double, high: Double) = (0.05, 0.95),
    gridCount: Int = 11,
    settings: SimulationSettings
  ) throws(SensitivityError) {
    let run = try ReplicateRun(model, settings: settings)
    guard let place = model.outputIndex(named: output) else { throw .unknownOutput(name: output) }
    try self.init(
      run: run,
      base: try run.base(of: place),
      output: output,
      input: input,
      goal: goal,
      interval: interval,
      gridCount: gridCount
    )
  }

  /// Asks the question for every input that the output depends on.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - goal: The part of the present width asked for, strictly between 0 and 1.
  ///   - interval: The probabilities of the output's interval.
  ///   - gridCount: The number of points of each curve, 3 or more.
  ///   - settings: How many draws, which seed, how many replicates.
  /// - Returns: The inputs whose exact knowledge leaves least first.
  /// - Throws: As the initialiser.
  public static func all(
    model: Model,
    output: String,
    goal: Double = 0.5,
    interval: (low: Double, high: Double) = (0.05, 0.95),
    gridCount: Int = 11,
    settings: SimulationSettings
  ) throws(SensitivityError) -> [PrecisionNeeded] {
    let run = try ReplicateRun(model, settings: settings)
    guard let place = model.outputIndex(named: output) else { throw .unknownOutput(name: output) }
    let base = try run.base(of: place)
    var result: [PrecisionNeeded] = []
    for index in model.inputs(reaching: place) where !model.inputs[index].coordinates.isEmpty {
      result.append(
        try PrecisionNeeded(
          run: run,
          base: base,
          output: output,
          input: model.inputs[index].name,
          goal: goal,
          interval: interval,
          gridCount: gridCount
        )
      )
    }
    return result.enumerated()
      .sorted {
        ($0.element.remainderAtExact.value, $0.offset)
          < ($1.element.remainderAtExact.value, $1.offset)
      }
      .map(\.element)
  }

  private init(
    run: ReplicateRun,
    base: ReplicateRun.Base,
    output: String,
    input: String,
    goal: Double,
    interval: (low: Double, high: Double),
    gridCount: Int
  ) throws(SensitivityError) {
    guard let place = run.model.outputIndex(named: output) else {
      throw .unknownOutput(name: output)
    }
    guard goal > 0 && goal < 1 else {
      throw .invalidSetting(
        name: "The part of the width asked for",
        requirement: "strictly between 0 and 1",
        value: "\(goal)"
      )
    }
    guard interval.low > 0 && interval.low < interval.high && interval.high < 1 else {
      throw .invalidSetting(
        name: "The output's interval",
        requirement: "two increasing probabilities strictly between 0 and 1",
        value: "\(interval.low) ... \(interval.high)"
      )
    }
    guard gridCount >= 3 else {
      throw .invalidSetting(name: "gridCount", requirement: "3 or more", value: "\(gridCount)")
    }
    let shrunk = try ShrunkInput(input, in: run)
    func width(_ factor: Double) throws(SensitivityError) -> StatisticEstimate {
      let values = try shrunk.outputs(place, factor: factor, in: run, base: base)
      let low = OutputStatistic.quantile(interval.low).estimate(values, replicates: run.replicates)
      let high = OutputStatistic.quantile(interval.high)
        .estimate(values, replicates: run.replicates)
      return StatisticEstimate(
        pooled: high.pooled - low.pooled,
        replicates: zip(high.replicates, low.replicates).map { $0 - $1 },
        undefined: low.undefined
      )
    }
    let present = try width(1)
    guard present.pooled > 0 else { throw .noVariance(name: output) }
    func ratio(_ estimate: StatisticEstimate) -> StatisticEstimate {
      StatisticEstimate(
        pooled: estimate.pooled / present.pooled,
        replicates: zip(estimate.replicates, present.replicates).map { $0 / $1 },
        undefined: estimate.undefined
      )
    }
    var grid: [(factor: Double, width: StatisticEstimate)] = []
    for index in 0..<gridCount {
      let factor = Double(index) / Double(gridCount - 1)
      grid.append((factor, index == gridCount - 1 ? present : try width(factor)))
    }
    self.output = output
    self.input = input
    self.goal = goal
    self.interval = interval
    presentWidth = present.index
    curve = grid.map {
      Point(factor: $0.factor, width: $0.width.index, ratio: ratio($0.width).index)
    }
    remainderAtExact = curve[0].ratio
    undefinedRuns = grid.map(\.width.undefined).max() ?? 0
    isMonotone = zip(grid, grid.dropFirst()).allSatisfy {
      $0.width.pooled <= $1.width.pooled * (1 + 1e-12)
    }
    factor = try Self.solve(grid, goal: goal, ratio: ratio, width: width)

    let distribution = shrunk.distribution
    func inputInterval(_ factor: Double) -> ClosedRange<Double>? {
      guard let distribution, let normal = try? Normal(mean: 0, standardDeviation: 1) else {
        return nil
      }
      let ends = [interval.low, interval.high].map {
        distribution.quantile(normal.cdf(factor * normal.quantile($0)))
      }
      return ends[0] <= ends[1] ? ends[0]...ends[1] : nil
    }
    presentInput = inputInterval(1)
    neededInput = factor.flatMap { inputInterval($0.value) }
  }

  /// The largest factor that meets the goal, searched for from 1 down.
  private static func solve(
    _ grid: [(factor: Double, width: StatisticEstimate)],
    goal: Double,
    ratio: (StatisticEstimate) -> StatisticEstimate,
    width: (Double) throws(SensitivityError) -> StatisticEstimate
  ) throws(SensitivityError) -> IndexEstimate? {
    guard
      let cell = grid.indices.dropFirst().last(where: { index in
        ratio(grid[index - 1].width).pooled <= goal && ratio(grid[index].width).pooled > goal
      })
    else { return nil }
    let low = grid[cell - 1].factor
    let high = grid[cell].factor
    let found = try RootBracket.solve(
      low: (low, ratio(grid[cell - 1].width).pooled - goal),
      high: (high, ratio(grid[cell].width).pooled - goal),
      tolerance: 1e-6
    ) { (factor) throws(SensitivityError) in
      ratio(try width(factor)).pooled - goal
    }
    let here = ratio(try width(found.x))
    let step = (high - low) / 4
    let left = max(found.x - step, 0)
    let right = min(found.x + step, 1)
    let slope = (ratio(try width(right)).pooled - ratio(try width(left)).pooled) / (right - left)
    return IndexEstimate(
      around: found.x,
      replicates: here.replicates.map { found.x - ($0 - goal) / slope }
    )
  }
}
