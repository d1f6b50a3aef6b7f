import LinearAlgebra
import NumericCore
import Probability
import Uncertainty

/// The uncertainty budget of an output in the format of the GUM, beside what the draws say.
///
/// ```
/// u^2 = sum_i (c_i u_i)^2 + 2 sum_{i<j} c_i c_j u_ij,   c_i = df/dx_i at the central values
/// ```
/// The linear budget is exact for linear models; where it is not, the first-order indices of the
/// draws, the part left to interactions and the comparison of intervals show how far it is off.
/// Inputs that act only through the parameters of another's distribution are part of that one's
/// uncertainty and have no row.
///
/// References: JCGM 100:2008, Guide to the expression of uncertainty in measurement, 5.1 and H.1;
/// JCGM 101:2008, Propagation of distributions using a Monte Carlo method, section 8.
public struct UncertaintyBudget: Sendable {
  /// One quantity of the formula.
  public struct Row: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The central value, in the input's unit.
    public let value: Double
    /// The standard uncertainty: the standard deviation, in the input's unit.
    public let standardUncertainty: Double
    /// The family of the distribution, as in the study language.
    public let shape: String
    /// The sensitivity coefficient, in units of the output by units of the input.
    public let sensitivityCoefficient: Double
    /// Whether the coefficient is the exact derivative; otherwise it is the slope over plus and minus
    /// one standard uncertainty, as for discrete inputs and where the formula jumps.
    public let isDerivative: Bool
    /// `|c| u`, in the output's unit.
    public let uncertaintyContribution: Double
    /// The part of the linear variance, `(c u)^2 / u_c^2`.
    public let share: Double
    /// The first-order index in the draws: the part of the output's variance that would go if the
    /// input were known.
    public let firstOrder: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The central value of the inputs.
  public let centre: CentralValue
  /// The rows, the largest contribution first.
  public let rows: [Row]
  /// The output at the central values, in its unit.
  public let value: Double
  /// The combined standard uncertainty of the linear budget, in the output's unit; NaN where there
  /// is no linear budget.
  public let combinedUncertainty: Double
  /// The part of the linear variance that comes from correlations and from shares that sum to 1.
  public let correlationShare: Double
  /// The interval of the linear budget: the value plus and minus 1.96 combined uncertainties.
  ///
  /// `nil` where the output or one of its derivatives is not finite at the central values, so that
  /// there is no linear budget: `sqrt(x)` where 0 is the centre of `x`.
  public let linearInterval: ClosedRange<Double>?
  /// The mean and standard deviation in the draws and their 2.5 % and 97.5 % quantiles.
  public let summary: Summary
  /// Whether the linear interval's ends agree with the draws' to two significant digits of the
  /// standard uncertainty.
  public let isLinearAdequate: Bool
  /// The part of the output's variance that belongs to no single input; `nil` with correlated
  /// inputs, where it has no such meaning.
  public let interactions: IndexEstimate?
  /// The inputs that act only through the parameters of others.
  public let indirectInputs: [String]
  /// The number of draws left out because the output is undefined there.
  public let undefinedRuns: Int

  /// Makes the budget of one output.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - samples: Draws of the model with the inputs kept.
  ///   - centre: Where the sensitivity coefficients are taken.
  ///   - firstOrder: First-order indices by input name that are known from another method; the
  ///     others come from the ranks of the draws (``RankIndices``).
  /// - Throws: `SensitivityError` for an unknown output, one without uncertain inputs, draws without
  ///   inputs, a central value that is not finite, or too many undefined draws.
  public init(
    model: Model,
    output: String,
    samples: SampleSet,
    centre: CentralValue = .median,
    firstOrder: [String: IndexEstimate] = [:]
  ) throws(SensitivityError) {
    guard let place = model.outputIndex(named: output) else { throw .unknownOutput(name: output) }
    guard !model.inputs(reaching: place).isEmpty else { throw .certainOutput(name: output) }
    let given = try GivenDraws(samples: samples, output: output)
    let derivatives = try ForwardDerivatives(model: model, output: output)
    let point = try CentralPoint(model, output: place, at: centre)
    let variables = derivatives.variables
    let central = variables.map { point.values[$0.input]?[$0.component] ?? .nan }
    let gradient = derivatives.evaluate(at: central)
    let columns = variables.map { given.index(labelled: $0.label) }
    let deviations = variables.indices.map { index -> Double in
      let input = model.inputs[variables[index].input]
      if let variance = input.marginal(of: variables[index].component)?.variance,
        variance.isFinite
      {
        return variance.squareRoot()
      }
      return columns[index].map { Moments(given.columns[$0].values).standardDeviation } ?? .nan
    }

    var coefficients: [(value: Double, exact: Bool)] = []
    for index in variables.indices {
      let isDiscrete =
        point.distributions[variables[index].input]?[variables[index].component].isDiscrete ?? false
      guard isDiscrete || derivatives.mayJump(index) else {
        coefficients.append((gradient.partials[index], true))
        continue
      }
      let step = deviations[index]
      let ends = [-step, step].map { change in
        var moved = central
        moved[index] += change
        return derivatives.evaluate(at: moved).value
      }
      coefficients.append((step > 0 ? (ends[1] - ends[0]) / (2 * step) : 0, false))
    }
    let parts = variables.indices.map { coefficients[$0].value * deviations[$0] }
    let own = parts.reduce(0) { $0 + $1 * $1 }
    var joint = 0.0
    for first in variables.indices {
      for second in variables.indices where second > first {
        guard Self.mayDepend(model, variables[first].input, variables[second].input),
          let a = columns[first], let b = columns[second]
        else { continue }
        let covariance = Self.covariance(given.columns[a].values, given.columns[b].values)
        joint += 2 * coefficients[first].value * coefficients[second].value * covariance
      }
    }
    let linear = own + joint
    let variance = linear.isFinite ? max(linear, 0) : .nan
    let indices = try Self.firstOrder(given, model: model, output: place, known: firstOrder)
    self.output = output
    self.centre = centre
    value = gradient.value
    combinedUncertainty = variance.squareRoot()
    correlationShare = variance > 0 ? joint / variance : 0
    let rows = variables.indices.map { index -> Row in
      let variable = variables[index]
      return Row(
        label: variable.label,
        value: central[index],
        standardUncertainty: deviations[index],
        shape: Self.shape(model.inputs[variable.input], point.distributions[variable.input]),
        sensitivityCoefficient: coefficients[index].value,
        isDerivative: coefficients[index].exact,
        uncertaintyContribution: abs(parts[index]),
        share: variance > 0 ? parts[index] * parts[index] / variance : .nan,
        firstOrder: indices.columns[variable.label] ?? IndexEstimate(exactly: .nan)
      )
    }
    self.rows = rows.enumerated()
      .sorted { (Self.place($0.element), $0.offset) < (Self.place($1.element), $1.offset) }
      .map(\.element)
    interactions = indices.remainder
    let direct = Set(variables.map(\.input))
    indirectInputs = derivatives.parentInputs.filter { !direct.contains($0) }
      .map { model.inputs[$0].name }
    undefinedRuns = given.undefinedRuns
    summary = samples.summary(of: place, probabilities: [0.025, 0.975])
    let half = 1.959963984540054 * combinedUncertainty
    linearInterval =
      (value + half).isFinite
      ? ClosedRange(from: value - half, through: (value + half).nextUp) : nil
    let tolerance = Self.tolerance(of: summary.standardDeviation)
    isLinearAdequate =
      linearInterval != nil
      && abs(value - half - summary.quantiles[0].value) <= tolerance
      && abs(value + half - summary.quantiles[1].value) <= tolerance
  }

  // MARK: Parts

  /// The order of the rows: the largest contribution first, one that is not finite before all.
  private static func place(_ row: Row) -> Double {
    row.uncertaintyContribution.isFinite ? -row.uncertaintyContribution : -.infinity
  }

  private static func shape(_ input: ModelInput, _ drawn: [any Distribution]?) -> String {
    guard input.kind != .dirichlet else { return "dirichlet" }
    return (input.distribution ?? drawn?.first).map { type(of: $0).familyName } ?? ""
  }

  /// Whether two inputs can be dependent: correlated, shares of one, or one a parameter of another.
  private static func mayDepend(_ model: Model, _ first: Int, _ second: Int) -> Bool {
    if first == second { return true }
    if model.inputs[first].kind == .parametric || model.inputs[second].kind == .parametric {
      return true
    }
    guard let group = model.groupOfInput[first] else { return false }
    return model.groupOfInput[second] == group
  }

  private static func covariance(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (Moments(a).mean, Moments(b).mean)
    return zip(a, b).map { ($0 - meanA) * ($1 - meanB) }.compensatedSum() / Double(a.count - 1)
  }

  /// Half a unit of the second significant digit (JCGM 101:2008, 7.9.2).
  private static func tolerance(of deviation: Double) -> Double {
    guard deviation > 0 && deviation.isFinite else { return 0 }
    var unit = 1.0
    while deviation / unit >= 100 { unit *= 10 }
    while deviation / unit < 10 { unit /= 10 }
    return unit / 2
  }

  /// First-order indices of each column, and what is left over all inputs.
  ///
  /// A smooth regression would follow neither jumps nor fast waves, and its intervals would not say
  /// so; neighbours in rank do. The shares of a Dirichlet input together have no rank: what is left
  /// beside them comes from a regression, without an interval.
  private static func firstOrder(
    _ given: GivenDraws,
    model: Model,
    output: Int,
    known: [String: IndexEstimate]
  ) throws(SensitivityError) -> (columns: [String: IndexEstimate], remainder: IndexEstimate?) {
    let reaching = model.inputs(reaching: output).map { model.inputs[$0] }
      .filter { !$0.coordinates.isEmpty }
    let sums = RankPairs(given)
    guard sums.variance > 0 else { throw .noVariance(name: given.output) }
    var columns: [String: IndexEstimate] = [:]
    var rest = sums.exactly(1)
    var isRanked = true
    for input in reaching {
      let own = given.columns.filter { $0.input == input.name }
      for column in own {
        let index = sums.index(of: column.values)
        if own.count == 1 { rest.add(index, times: -1) }
        columns[column.label] =
          known[column.label] ?? sums.estimate(index, confidence: 0.95)
      }
      if own.count > 1 {
        isRanked = false
        rest.add(sums.exactly(try share(of: own, in: given)), times: -1)
      }
    }
    let names = Set(reaching.map(\.name))
    let isDependent = model.groups.contains { group in
      group.members.filter { names.contains(model.inputs[$0].name) }.count > 1
    }
    let isNested = reaching.contains { $0.kind == .parametric }
    guard !isDependent && !isNested else { return (columns, nil) }
    let remainder = sums.estimate(rest, confidence: 0.95)
    return (columns, isRanked ? remainder : IndexEstimate(withoutInterval: remainder.value))
  }

  /// The part of the variance that a regression on the shares of one input explains.
  private static func share(
    of columns: [GivenDraws.Column],
    in given: GivenDraws
  ) throws(SensitivityError) -> Double {
    let shortest = given.ranges.map(\.count).min() ?? 0
    // The shares sum to 1: the last follows from the others.
    let bases = columns.dropLast().map {
      SmoothBasis($0.values, functions: min(max(shortest / 40, 4), 10))
    }
    let fit: SmoothProjection
    do {
      fit = try SmoothProjection(bases, responses: [given.values], ranges: given.ranges)
    } catch {
      throw .invalidSetting(
        name: "The regression of \(given.output)",
        requirement: "solvable",
        value: "\(error)"
      )
    }
    let residual = zip(given.values, fit.pooled[0]).map { ($0 - $1) * ($0 - $1) }.compensatedSum()
    let ratio = 1 - residual / Moments(given.values).sumOfSquaredDeviations
    // What as many functions explain of noise.
    let functions = Double(fit.functionCount - 1)
    return ratio - (1 - ratio) * functions / max(Double(given.count) - functions - 1, 1)
  }
}
