/// The paired difference of an output between two models, on common random numbers.
///
/// ```
/// difference = scenario - baseline, in each draw
/// ```
/// Both were drawn with one plan, seed, method and number of draws, so that a draw is the same
/// world in both: what the models share cancels. Equal models differ by exactly 0 in every draw;
/// differences within the rounding of the arithmetic, ``rounding``, count as 0.
public struct Comparison: Sendable {
  /// The name of the output.
  public let output: String
  /// The number of draws.
  public let draws: Int
  /// The number of replicates.
  public let replicates: Int
  private let threads: Int
  private let difference: SampleValues

  /// Subtracts the baseline from a scenario, draw by draw.
  ///
  /// - Parameters:
  ///   - baseline: The draws of the baseline.
  ///   - scenario: The draws of the scenario's model, built with the baseline's plan.
  ///   - output: The name of an output of both.
  /// - Throws: ``ComparisonError`` where the two do not share their random numbers or one lacks
  ///   the output.
  public init(
    baseline: SampleSet,
    scenario: SampleSet,
    output: String
  ) throws(ComparisonError) {
    guard let first = baseline.outputIndex(named: output),
      let second = scenario.outputIndex(named: output)
    else { throw .unknownOutput(name: output) }
    try Self.same("number of draws", baseline.draws, scenario.draws)
    try Self.same("number of replicates", baseline.replicates, scenario.replicates)
    try Self.same("seed", baseline.seed, scenario.seed)
    try Self.same("method", baseline.method.rawValue, scenario.method.rawValue)
    guard baseline.coordinatePlan.agrees(with: scenario.coordinatePlan) else {
      throw .differentCoordinates
    }
    self.output = output
    draws = baseline.draws
    replicates = baseline.replicates
    threads = baseline.threads
    difference = Self.subtract(
      baseline.outputValues[first],
      scenario.outputValues[second],
      draws: baseline.draws
    )
  }

  /// Reads the differences; where both are constant, a temporary array of equal numbers.
  ///
  /// - Parameter body: Called once; the buffer is valid until it returns, and no result can hold it.
  public func withDifferences<Result: Sendable, Failure: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try SampleSet.withValues(difference, draws, body)
  }

  /// Summarises the differences.
  ///
  /// - Parameter probabilities: The quantiles wanted, each from 0 to 1.
  public func summary(probabilities: [Double]) -> Summary {
    switch difference {
    case .constant(let value):
      Summary(constant: value, draws: draws, replicates: replicates, probabilities: probabilities)
    case .draws(let column):
      column.withValues {
        Summary(
          $0,
          replicates: replicates,
          probabilities: probabilities,
          threads: threads,
          equalDrawsAreCertain: true
        )
      }
    }
  }

  /// The part of the draws in which the scenario is above the baseline.
  public var probabilityOfIncrease: Double {
    withDifferences { values in
      Double(values.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }) / Double(draws)
    }
  }

  /// The part of a figure that arithmetic may lose: 64 units in the last place.
  public static let rounding = 64 * Double.ulpOfOne

  private static func same<Value: Equatable>(
    _ what: String,
    _ first: Value,
    _ second: Value
  ) throws(ComparisonError) {
    guard first == second else {
      throw .differentDraws(what: what, baseline: "\(first)", scenario: "\(second)")
    }
  }

  private static func subtract(
    _ baseline: SampleValues,
    _ scenario: SampleValues,
    draws: Int
  ) -> SampleValues {
    // Equal infinities differ by 0 too, and so do figures that differ by the rounding of arithmetic
    // done in another order: 1000 times a quantile and the quantile of 1000 times the law.
    func minus(_ a: Double, _ b: Double) -> Double {
      if a == b { return 0 }
      let gap = a - b
      return abs(gap) <= Self.rounding * max(abs(a), abs(b)) && gap.isFinite ? 0 : gap
    }
    if case .constant(let b) = baseline, case .constant(let a) = scenario {
      return .constant(minus(a, b))
    }
    let column = SampleColumn(count: draws)
    SampleSet.withValues(scenario, draws) { a in
      SampleSet.withValues(baseline, draws) { b in
        column.withMutableValues { difference in
          for draw in 0..<draws { difference[draw] = minus(a[draw], b[draw]) }
        }
      }
    }
    return .draws(column)
  }
}
