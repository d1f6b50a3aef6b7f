import NumericCore
import Uncertainty

/// How the output changes when every value of one input is off by the same amount.
///
/// ```
/// f(x + c, other inputs) - f(x, other inputs), in each draw
/// ```
/// Unlike ``PerturbedLaw`` this moves the values themselves, also beyond the bounds of the input's
/// law, and evaluates the model anew with the same random numbers. Correlated inputs stay as they
/// are drawn.
public struct TranslatedInput: Sendable {
  /// The name of the output.
  public let output: String
  /// The name of the input.
  public let input: String
  /// The amount added to every value, in the input's unit.
  public let amount: Double
  /// The effects on each statistic, in the order asked for.
  public let effects: [PerturbedLaw.Effect]
  /// The number of draws in which the moved output is undefined.
  public let undefinedRuns: Int

  /// Moves one input.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - input: The name of a univariate input.
  ///   - standardDeviations: The amount, in standard deviations of the input's draws; finite.
  ///   - statistics: What to report.
  ///   - settings: How many draws, which seed, how many replicates.
  /// - Throws: `SensitivityError` for unknown names, a Dirichlet input, or a setting out of range.
  public init(
    model: Model,
    output: String,
    input: String,
    standardDeviations: Double = 1,
    statistics: [OutputStatistic] = [.mean, .quantile(0.05), .median, .quantile(0.95)],
    settings: SimulationSettings
  ) throws(SensitivityError) {
    guard let place = model.outputIndex(named: output) else { throw .unknownOutput(name: output) }
    guard let index = model.inputIndex(named: input) else { throw .unknownInput(name: input) }
    guard model.inputs[index].kind != .dirichlet else {
      throw .invalidSetting(
        name: "\"\(input)\"",
        requirement: "a univariate input to be moved by an amount",
        value: "shares that sum to 1"
      )
    }
    guard standardDeviations.isFinite else {
      throw .invalidSetting(
        name: "The amount",
        requirement: "finite",
        value: "\(standardDeviations)"
      )
    }
    for statistic in statistics { try statistic.validate() }
    let run = try ReplicateRun(model, settings: settings)
    let drawn = try run.evaluate(outputs: [place], inputs: [index])
    let amount = standardDeviations * Moments(drawn[1]).standardDeviation
    let moved = try run.evaluate(
      outputs: [place],
      given: [ReplicateRun.Setting(input: index, columns: [drawn[1].map { $0 + amount }])]
    )
    self.output = output
    self.input = input
    self.amount = amount
    undefinedRuns = moved[0].reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
    effects = statistics.map { statistic in
      let before = statistic.estimate(drawn[0], replicates: run.replicates)
      let after = statistic.estimate(moved[0], replicates: run.replicates)
      return PerturbedLaw.Effect(
        statistic: statistic,
        original: before.index,
        perturbed: after.index,
        change: IndexEstimate(
          around: after.pooled - before.pooled,
          replicates: zip(after.replicates, before.replicates).map { $0 - $1 }
        )
      )
    }
  }
}
