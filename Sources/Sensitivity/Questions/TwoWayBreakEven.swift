import Uncertainty

/// The break-even value of one input as a function of another.
///
/// For each value of the second input the first one's break-even is found as in ``BreakEven``, with
/// the same random numbers throughout. The curve parts the plane of the two inputs into where the
/// target is passed and where it is not.
public struct TwoWayBreakEven: Sendable {
  /// The break-even values of the first input at one value of the second.
  public struct Point: Sendable {
    /// The value of the second input, in its unit.
    public let value: Double
    /// The probability that the second input lies at or below the value.
    public let probability: Double
    /// The break-even values of the first input, increasing; empty where there are none.
    public let roots: [BreakEven.Root]
    /// What the statistic can reach by the first input at this value of the second.
    public let reachable: ClosedRange<Double>?
  }

  /// The name of the output.
  public let output: String
  /// The label of the first input, whose break-even is found.
  public let input: String
  /// The label of the second input.
  public let other: String
  /// What must meet the target.
  public let statistic: OutputStatistic
  /// The target, in the output's unit.
  public let target: Double
  /// The curve, with increasing values of the second input.
  public let points: [Point]

  /// Computes the curve.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - input: The first input: a name, or the label of a share such as `mix[top]`.
  ///   - other: The second input; not a share of the same Dirichlet input.
  ///   - target: What the statistic must meet, in the output's unit.
  ///   - statistic: The mean or a quantile of the output.
  ///   - range: Where to search in the first input.
  ///   - otherRange: Which values of the second input to take.
  ///   - pointCount: How many values of the second input, 3 or more.
  ///   - gridCount: How many values of the first input are tried at each, 3 or more.
  ///   - settings: How many draws, which seed, how many replicates.
  /// - Throws: `SensitivityError` for unknown names, equal inputs or a setting out of range.
  public init(
    model: Model,
    output: String,
    input: String,
    other: String,
    target: Double,
    statistic: OutputStatistic = .median,
    range: BreakEvenRange = .probable,
    otherRange: BreakEvenRange = .quantiles(low: 0.05, high: 0.95),
    pointCount: Int = 9,
    gridCount: Int = 17,
    settings: SimulationSettings
  ) throws(SensitivityError) {
    let run = try ReplicateRun(model, settings: settings)
    let first = try InputScale(input, in: run)
    let second = try InputScale(other, in: run)
    guard first.input != second.input else { throw .repeatedInput(name: input) }
    guard pointCount >= 3 else {
      throw .invalidSetting(name: "pointCount", requirement: "3 or more", value: "\(pointCount)")
    }
    var points: [Point] = []
    for value in try otherRange.grid(second, count: pointCount) {
      let found = try BreakEven(
        run: run,
        scale: first,
        others: [second.setting(value)],
        output: output,
        target: target,
        statistic: statistic,
        range: range,
        gridCount: gridCount
      )
      points.append(
        Point(
          value: value,
          probability: second.cdf(value),
          roots: found.roots,
          reachable: found.reachable
        )
      )
    }
    self.output = output
    self.input = input
    self.other = other
    self.statistic = statistic
    self.target = target
    self.points = points
  }
}
