import Uncertainty

/// What each input alone does to an output, between a low and a high quantile.
///
/// The other inputs stay at their medians, Dirichlet inputs at their mean shares. A share goes to
/// its marginal beta quantile and the others of its input are rescaled in proportion. Correlations
/// are ignored: each input moves alone.
///
/// Reference: Clemen (1996), Making hard decisions, chapter 5 (one-way sensitivity analysis).
public struct Tornado: Sendable {
  /// One input, or one share of a Dirichlet input.
  public struct Bar: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The input's name.
    public let input: String
    /// The share, counted from 0; `nil` for a univariate input.
    public let component: Int?
    /// The input's value at the low quantile, in the input's unit.
    public let lowInput: Double
    /// The input's value at the high quantile, in the input's unit.
    public let highInput: Double
    /// The output with the input at its low quantile.
    public let lowOutput: Double
    /// The output with the input at its high quantile.
    public let highOutput: Double

    /// The distance between the two outputs, 0 or more.
    public var swing: Double { abs(highOutput - lowOutput) }
    /// Whether a higher input gives a higher output.
    public var raises: Bool { highOutput >= lowOutput }
  }

  /// The name of the output.
  public let output: String
  /// The output with every input at its central value.
  public let base: Double
  /// The bars, the widest first; ties in order of declaration, undefined swings last.
  public let bars: [Bar]
  /// The low probability.
  public let low: Double
  /// The high probability.
  public let high: Double
  /// Whether the model correlates inputs, which the bars leave out of account.
  public let ignoresDependence: Bool

  /// Computes the bars.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - low: The low probability, above 0.
  ///   - high: The high probability, above `low` and below 1.
  /// - Throws: ``SimulationError`` for an unknown output, probabilities out of order, or parameters
  ///   that give no distribution.
  public init(
    model: Model,
    output: String,
    low: Double = 0.05,
    high: Double = 0.95
  ) throws(SimulationError) {
    guard let index = model.outputIndex(named: output) else {
      throw .unknownOutput(name: output)
    }
    guard low > 0 && low < high else { throw .invalidProbability(name: "low end", value: low) }
    guard high < 1 else { throw .invalidProbability(name: "high end", value: high) }
    self.output = output
    self.low = low
    self.high = high
    ignoresDependence = model.hasDependence
    // All points go through one program of this output: points of n inputs would else compile n.
    let own = model.keeping(outputs: [output])
    var points = [Model.QuantilePoint()]
    var moved: [(input: Int, component: Int?, point: Int)] = []
    let reaching = model.inputs(reaching: index)
    for place in reaching {
      let input = model.inputs[place]
      if input.kind != .dirichlet {
        moved.append((place, nil, points.count))
        points += [low, high].map { Model.QuantilePoint(probabilities: [input.name: $0]) }
        continue
      }
      for component in 0..<input.componentCount where input.componentCount > 1 {
        moved.append((place, component, points.count))
        points += [low, high].map {
          Model.QuantilePoint(shares: [input.name: input.shares(component, at: $0)])
        }
      }
    }
    let wanted = reaching.compactMap { own.inputIndex(named: model.inputs[$0].name) }
    let results = try own.quantilePoints(points, otherwise: 0.5, inputs: wanted)
    let outputs = results.outputs[0]
    let values = Dictionary(
      zip(reaching, results.inputs).map { ($0, $1) },
      uniquingKeysWith: { first, _ in first }
    )
    base = outputs[0]
    let bars = moved.map { bar -> Bar in
      let input = model.inputs[bar.input]
      let column = values[bar.input]?[bar.component ?? 0] ?? []
      return Bar(
        label: input.label(of: bar.component ?? 0),
        input: input.name,
        component: bar.component,
        lowInput: column[bar.point],
        highInput: column[bar.point + 1],
        lowOutput: outputs[bar.point],
        highOutput: outputs[bar.point + 1]
      )
    }
    func key(_ bar: Bar) -> Double { bar.swing.isNaN ? -1 : bar.swing }
    self.bars = bars.enumerated()
      .sorted { (-key($0.element), $0.offset) < (-key($1.element), $1.offset) }
      .map(\.element)
  }
}

extension ModelInput {
  /// The shares with one at a quantile of its marginal beta and the others rescaled in proportion
  /// to their means.
  func shares(_ component: Int, at probability: Double) -> [Double] {
    let share = marginal(of: component)?.quantile(probability) ?? .nan
    let means = meanShares
    let others = 1 - means[component]
    return means.indices.map { index in
      index == component ? share : means[index] / others * (1 - share)
    }
  }
}
