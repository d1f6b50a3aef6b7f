import Uncertainty

/// How an output answers small changes of each input around a central point.
///
/// ```
/// elasticity = (x / y) dy/dx = d ln y / d ln x:  y changes by e % when x changes by 1 %
/// change per standard deviation = sd(x) dy/dx
/// ```
/// The derivatives are exact (``ForwardDerivatives``). A share of a Dirichlet input moves with the
/// other shares of its input shrinking in proportion, so that they still sum to 1. A local measure:
/// it says nothing about what happens far from the point, and correlations are left out of account.
///
/// Reference: Saltelli, Tarantola, Campolongo and Ratto (2004), Sensitivity Analysis in Practice,
/// section 2.3 (sigma-normalised derivatives), doi:10.1002/0470870958.
public struct Elasticities: Sendable {
  /// One input, or one share of a Dirichlet input.
  public struct Entry: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The input's name.
    public let input: String
    /// The share, counted from 0; `nil` for a univariate input.
    public let component: Int?
    /// The input's value at the point, in its unit.
    public let value: Double
    /// The derivative of the output, in units of the output by units of the input.
    public let derivative: Double
    /// The relative change of the output by that of the input; NaN where the output is 0.
    public let elasticity: Double
    /// The derivative times the input's standard deviation, in units of the output.
    public let changePerStandardDeviation: Double
    /// Whether the input only takes separate values, so that a small change cannot happen.
    public let isDiscrete: Bool
    /// Whether the output may jump in this input, which no derivative shows.
    public let mayJump: Bool
  }

  /// The name of the output.
  public let output: String
  /// Where the derivatives are taken.
  public let centre: CentralValue
  /// The output at the point.
  public let base: Double
  /// The inputs, the largest change per standard deviation first, undefined ones last.
  public let entries: [Entry]
  /// The inputs that act on the output only through the distributions of others, without an entry.
  public let throughDistributions: [String]
  /// Whether the model correlates inputs, which local measures leave out of account.
  public let ignoresDependence: Bool

  /// Computes the elasticities of one output.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - centre: Where the derivatives are taken.
  /// - Throws: `SensitivityError` when the output is unknown or depends on nothing uncertain, a mean
  ///   is not finite, or an input has no distribution at the point.
  public init(
    model: Model,
    output: String,
    at centre: CentralValue = .median
  ) throws(SensitivityError) {
    let derivatives = try ForwardDerivatives(model: model, output: output)
    guard !derivatives.variables.isEmpty else { throw .certainOutput(name: output) }
    let point = try CentralPoint(model, output: derivatives.output, at: centre)
    let variables = derivatives.variables
    let x = variables.map { point.values[$0.input]?[$0.component] ?? .nan }
    let (y, gradient) = derivatives.evaluate(at: x)
    var shift: [Int: Double] = [:]
    for (place, variable) in variables.enumerated()
    where model.inputs[variable.input].kind == .dirichlet {
      shift[variable.input, default: 0] += gradient[place] * x[place]
    }
    var entries: [Entry] = []
    for (place, variable) in variables.enumerated() {
      let input = model.inputs[variable.input]
      var slope = gradient[place]
      if let weighted = shift[variable.input] {
        slope -= (weighted - slope * x[place]) / (1 - x[place])
      }
      let distribution = point.distributions[variable.input]?[variable.component]
      entries.append(
        Entry(
          label: variable.label,
          input: input.name,
          component: input.kind == .dirichlet ? variable.component : nil,
          value: x[place],
          derivative: slope,
          elasticity: y == 0 ? .nan : slope * x[place] / y,
          changePerStandardDeviation: slope * (distribution?.variance ?? .nan).squareRoot(),
          isDiscrete: distribution?.isDiscrete ?? false,
          mayJump: derivatives.mayJump(place)
        )
      )
    }
    func key(_ entry: Entry) -> Double {
      let size = abs(entry.changePerStandardDeviation)
      return size.isNaN ? -1 : size
    }
    self.output = output
    self.centre = centre
    base = y
    self.entries = entries.enumerated()
      .sorted { (-key($0.element), $0.offset) < (-key($1.element), $1.offset) }
      .map(\.element)
    let direct = Set(variables.map(\.input))
    throughDistributions = derivatives.parentInputs.filter { !direct.contains($0) }
      .map { model.inputs[$0].name }
    ignoresDependence = model.hasDependence
  }
}
