import NumericCore
import Uncertainty

/// Elementary effects: which inputs matter at all, and which act linearly, from few runs.
///
/// ```
/// EE_i = (f(x + step e_i) - f(x)) / step            in the unit cube
/// mu = mean EE,  mu* = mean |EE|,  sigma = standard deviation of EE
/// ```
/// A small mu* means that the input can be fixed; sigma far below mu* that it acts linearly and
/// alone; sigma of the size of mu* that it acts with a bend or together with others. Effects are per
/// unit of probability, so that inputs of different units compare. For a factor of several
/// coordinates there is only mu*: its moves have no sign.
///
/// Intervals come from the independent trajectories, or replicates, of the design by leaving out
/// one at a time, with Student's quantile. Measures over all base points are exact, and sigma then
/// has the divisor n.
///
/// References: as for ``MorrisDesign``.
public struct MorrisIndices: Sendable {
  /// The measures of one factor.
  public struct Entry: Sendable, Equatable {
    /// The factor.
    public let factor: Factor
    /// The mean effect; `nil` for a factor of several coordinates.
    public let mean: IndexEstimate?
    /// The mean absolute effect mu*.
    public let meanAbsolute: IndexEstimate
    /// The standard deviation of the effects; `nil` for a factor of several coordinates.
    public let deviation: IndexEstimate?
    /// The number of effects used.
    public let effects: Int
  }

  /// One entry for each factor, in their order.
  public let entries: [Entry]
  /// The number of model evaluations.
  public let evaluations: Int
  /// How many of them were undefined or infinite; effects that need one are left out.
  public let undefinedRuns: Int

  /// Evaluates a design.
  ///
  /// - Parameter design: The design.
  /// - Throws: `SensitivityError` when the model cannot be evaluated or more than 5 % of the
  ///   evaluations are undefined.
  public init(_ design: MorrisDesign) throws(SensitivityError) {
    try self.init(
      design,
      outputs: try design.problem.evaluateIndependently(
        cube: design.cube,
        count: design.evaluations
      )
    )
  }

  /// Takes the outputs of a model that was run elsewhere.
  ///
  /// - Parameters:
  ///   - design: The design whose points were run.
  ///   - values: The output at each of the design's points, in order; NaN where undefined.
  /// - Throws: `SensitivityError.invalidSetting` when there is not one output a point,
  ///   `.tooManyUndefinedRuns` when more than 5 % of them are undefined.
  public init(_ design: MorrisDesign, outputs values: [Double]) throws(SensitivityError) {
    let problem = design.problem
    guard values.count == design.evaluations else {
      throw .invalidSetting(
        name: "Outputs of a Morris design",
        requirement: "one for each of its \(design.evaluations) points",
        value: "\(values.count)"
      )
    }
    let undefined = values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
    try UndefinedRuns.check(undefined, of: values.count, method: "the method of Morris")
    var effects = problem.factors.map { _ in [[Double]](repeating: [], count: design.blocks) }
    for move in design.moves {
      let effect = (values[move.to] - values[move.from]) / move.step
      if effect.isFinite { effects[move.factor][move.block].append(effect) }
    }
    let isExhaustive = design.sampling.isExhaustive
    entries = problem.factors.indices.map { index in
      let factor = problem.factors[index]
      let isSigned = factor.coordinates.count == 1
      let measures = EffectMeasures(effects[index], isExhaustive: isExhaustive)
      return Entry(
        factor: factor,
        mean: isSigned ? measures.mean : nil,
        meanAbsolute: measures.meanAbsolute,
        deviation: isSigned ? measures.deviation : nil,
        effects: measures.count
      )
    }
    evaluations = values.count
    undefinedRuns = undefined
  }
}

extension MorrisSampling {
  var isExhaustive: Bool {
    if case .allBasePoints = self { return true }
    return false
  }
}

extension SensitivityProblem {
  /// The output at points of the unit cube whose coordinates are the inputs' own probabilities, also
  /// where an input is correlated with others that do not reach the output.
  func evaluateIndependently(
    cube: [[Double]],
    count: Int
  ) throws(SensitivityError) -> [Double] {
    let results = Parallel.map(0..<count, threads: threads) {
      range -> Result<[Double], SensitivityError> in
      let evaluator = IndependentEvaluator(self, length: min(range.count, 1_024))
      let part = cube.map { $0.isEmpty ? [] : Array($0[range]) }
      do throws(SensitivityError) {
        return .success(try evaluator.evaluate(cube: part, count: range.count))
      } catch {
        return .failure(error)
      }
    }
    var values: [Double] = []
    values.reserveCapacity(count)
    for result in results { values += try result.get() }
    return values
  }
}
