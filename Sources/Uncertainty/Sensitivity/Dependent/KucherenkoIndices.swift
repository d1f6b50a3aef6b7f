/// First and total indices for dependent inputs, after Kucherenko, Tarantola and Annoni.
///
/// ```
/// full first order    S_i  = Var E[Y | X_i] / V          what knowing X_i alone would explain,
///                                                        with all it tells about the others
/// independent total   ST_i = E Var(Y | all but X_i) / V  what remains when all others are known
/// ```
/// With independent inputs they are Sobol's first and total indices. With dependent ones S_i may
/// exceed ST_i and neither sums to anything; ``ShapleyEffects`` share the variance out.
///
/// Estimators: the correlation form of Janon and others for S_i (0 or below where nothing is
/// explained: an interval with 0 in it), the squared differences of Jansen for ST_i.
///
/// References:
/// - Kucherenko, Tarantola and Annoni (2012), Estimation of global sensitivity indices for models
///   with dependent variables, Computer Physics Communications 183, 937-946,
///   doi:10.1016/j.cpc.2011.12.020.
/// - Janon, Klein, Lagnoux, Nodet and Prieur (2014), ESAIM: Probability and Statistics 18, 342-364,
///   doi:10.1051/ps/2013040.
public struct KucherenkoIndices: Sendable {
  /// The indices of one factor.
  public struct Entry: Sendable, Equatable {
    /// The factor's name.
    public let name: String
    /// The full first-order index.
    public let fullFirst: IndexEstimate
    /// The independent total index.
    public let independentTotal: IndexEstimate
  }

  /// One entry for each factor, in their order.
  public let entries: [Entry]
  /// Whether the indices are exact.
  public let isExact: Bool
  /// The number of model evaluations.
  public let evaluations: Int
  /// How many of them were undefined or infinite; the points they belong to are left out.
  public let undefinedRuns: Int

  /// The indices of a linear function of normal inputs, exact to rounding.
  ///
  /// - Parameter function: The function.
  /// - Throws: `SensitivityError.invalidSetting` when the matrix is not positive semidefinite.
  public init(exactly function: LinearGaussian) throws(SensitivityError) {
    var entries: [Entry] = []
    for (factor, name) in function.names.enumerated() {
      let own = function.places[factor]
      let others = function.places.flatMap(\.self).filter { !own.contains($0) }
      let first = try function.explainedVariance(by: own) / function.variance
      let rest = try function.explainedVariance(by: others) / function.variance
      entries.append(
        Entry(
          name: name,
          fullFirst: IndexEstimate(exactly: first),
          independentTotal: IndexEstimate(exactly: max(0, 1 - rest))
        )
      )
    }
    self.entries = entries
    isExact = true
    evaluations = 0
    undefinedRuns = 0
  }

  /// Evaluates a design.
  ///
  /// - Parameter design: The design.
  /// - Throws: `SensitivityError` when the model cannot be evaluated, more than 5 % of the runs are
  ///   undefined, or the output has no variance.
  public init(_ design: KucherenkoDesign) throws(SensitivityError) {
    let problem = design.problem
    let work = try KucherenkoWork(design)
    let results = Parallel.map(0..<design.replicates, threads: problem.threads) { range in
      range.map { replicate -> Result<KucherenkoWork.Part, SensitivityError> in
        do throws(SensitivityError) {
          return .success(try work.run(replicate))
        } catch {
          return .failure(error)
        }
      }
    }
    var parts: [KucherenkoWork.Part] = []
    for result in results.joined() { parts.append(try result.get()) }
    let undefined = parts.reduce(0) { $0 + $1.undefined }
    try UndefinedRuns.check(
      undefined,
      of: design.evaluations,
      method: "the method of Kucherenko's indices"
    )
    guard parts.reduce(0, { $0 + $1.variance }) > 0 else {
      throw .noVariance(name: problem.outputName)
    }
    entries = problem.factors.indices.map { factor in
      Entry(
        name: problem.factors[factor].name,
        fullFirst: IndexEstimate(
          ratio: parts.map { $0.explained[factor] },
          to: parts.map { $0.firstVariance[factor] }
        ),
        independentTotal: IndexEstimate(
          ratio: parts.map { $0.remaining[factor] },
          to: parts.map(\.variance)
        )
      )
    }
    isExact = false
    evaluations = design.evaluations
    undefinedRuns = undefined
  }
}
