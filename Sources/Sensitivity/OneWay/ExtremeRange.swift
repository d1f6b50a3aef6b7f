import Uncertainty

/// The range from "all inputs low" to "all inputs high" beside the joint interval of the draws.
///
/// Every input goes to the end quantile that lowers (raises) the output when it moves alone; of a
/// Dirichlet input the one share whose move does most. All inputs at a bad end together are far
/// rarer than each alone, so that the range is wider than an interval of the same probability;
/// ``coverage`` says what part of the draws it holds.
public struct ExtremeRange: Sendable {
  /// The name of the output.
  public let output: String
  /// The output with every input at the end that lowers it.
  public let allLow: Double
  /// The output with every input at the end that raises it.
  public let allHigh: Double
  /// The joint interval's lower end: the low quantile of the draws.
  public let jointLow: SummaryQuantile
  /// The joint interval's upper end: the high quantile of the draws.
  public let jointHigh: SummaryQuantile
  /// The part of the draws that lie from all low to all high.
  public let coverage: Double
  /// The numerical standard error of ``coverage``.
  public let coverageStandardError: Double
  /// The one-at-a-time moves that set the directions.
  public let tornado: Tornado

  /// The probability of the joint interval.
  public var probability: Double { tornado.high - tornado.low }

  /// Computes both ranges.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - samples: Draws of the model.
  ///   - low: The low probability, above 0.
  ///   - high: The high probability, above `low` and below 1.
  /// - Throws: ``SimulationError`` for an unknown output, probabilities out of order, or parameters
  ///   that give no distribution.
  public init(
    model: Model,
    output: String,
    samples: SampleSet,
    low: Double = 0.05,
    high: Double = 0.95
  ) throws(SimulationError) {
    let tornado = try Tornado(model: model, output: output, low: low, high: high)
    guard let index = model.outputIndex(named: output),
      let column = samples.outputIndex(named: output)
    else { throw .unknownOutput(name: output) }
    self.output = output
    self.tornado = tornado
    allLow = try Self.corner(model, tornado, raising: false)[index]
    allHigh = try Self.corner(model, tornado, raising: true)[index]
    let summary = samples.summary(of: column, probabilities: [low, high])
    jointLow = summary.quantiles[0]
    jointHigh = summary.quantiles[1]
    let ends = [allLow, allHigh].sorted()
    guard ends.allSatisfy({ !$0.isNaN }) else {
      coverage = .nan
      coverageStandardError = .nan
      return
    }
    let inside = samples.probability(of: column, in: ends[0]...ends[1])
    coverage = inside.value
    coverageStandardError = inside.standardError
  }

  /// All outputs with every input at the end that raises (or lowers) the tornado's output.
  private static func corner(
    _ model: Model,
    _ tornado: Tornado,
    raising: Bool
  ) throws(SimulationError) -> [Double] {
    var probabilities: [String: Double] = [:]
    var shares: [String: (output: Double, component: Int, probability: Double)] = [:]
    for bar in tornado.bars {
      let takesHigh = bar.raises == raising
      let probability = takesHigh ? tornado.high : tornado.low
      guard let component = bar.component else {
        probabilities[bar.input] = probability
        continue
      }
      let value = takesHigh ? bar.highOutput : bar.lowOutput
      if let best = shares[bar.input], raising ? best.output >= value : best.output <= value {
        continue
      }
      shares[bar.input] = (value, component, probability)
    }
    var points: [String: [Double]] = [:]
    for (name, choice) in shares {
      guard let index = model.inputIndex(named: name) else { continue }
      points[name] = model.inputs[index].shares(choice.component, at: choice.probability)
    }
    return try model.evaluateAtQuantiles(probabilities, shares: points)
  }
}
