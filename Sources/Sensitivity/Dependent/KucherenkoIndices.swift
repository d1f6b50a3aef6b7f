import Uncertainty

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
/// For independent inputs the estimators are those of ``SobolIndices``. Otherwise: the correlation form of Janon and others for S_i (0 or below where nothing is
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
    if let independent = try Self.independent(design) {
      self = independent
      return
    }
    let work = try KucherenkoWork(design)
    let results = Parallel.map(0..<design.replicates, threads: problem.threads) { range in
      let evaluator = work.makeEvaluator()
      return range.map { replicate -> Result<KucherenkoWork.Part, SensitivityError> in
        do throws(SensitivityError) {
          return .success(try work.run(replicate, evaluator))
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
    let spread = CarriedSum.carriers(of: parts.map(\.varianceTerms))
    entries = problem.factors.indices.map { factor in
      Entry(
        name: problem.factors[factor].name,
        fullFirst: IndexEstimate(
          ratio: parts.map { $0.explained[factor] },
          to: parts.map { $0.firstVariance[factor] }
        ).carried(
          by: CarriedSum.carriers(of: parts.map { $0.explainedTerms[factor] }),
          spread,
          of: problem.factors[factor]
        ),
        independentTotal: IndexEstimate(
          ratio: parts.map { $0.remaining[factor] },
          to: parts.map(\.variance)
        ).carried(
          by: CarriedSum.carriers(of: parts.map { $0.remainingTerms[factor] }),
          spread,
          of: problem.factors[factor]
        )
      )
    }
    isExact = false
    evaluations = design.evaluations
    undefinedRuns = undefined
  }

  /// Sobol' indices, which these are for independent inputs; `nil` for dependent ones and for a
  /// design that Sobol' indices do not take.
  ///
  /// Their estimators have smaller errors for small indices, and points of two matrices serve all
  /// factors, where conditional draws are made for each.
  private static func independent(
    _ design: KucherenkoDesign
  ) throws(SensitivityError) -> KucherenkoIndices? {
    let problem = design.problem
    guard problem.isIndependent, design.replicates >= 8, design.points >= 4,
      design.points.nonzeroBitCount == 1
    else { return nil }
    let sobol = try SobolDesign(
      problem,
      pointsPerReplicate: design.points,
      replicates: design.replicates,
      seed: design.seed
    )
    let indices = try SobolIndices(try sobol.run())
    return KucherenkoIndices(
      entries: problem.factors.indices.map {
        Entry(
          name: problem.factors[$0].name,
          fullFirst: indices.first[$0],
          independentTotal: indices.total[$0]
        )
      },
      evaluations: indices.runs,
      undefinedRuns: indices.undefinedRuns
    )
  }

  private init(entries: [Entry], evaluations: Int, undefinedRuns: Int) {
    self.entries = entries
    isExact = false
    self.evaluations = evaluations
    self.undefinedRuns = undefinedRuns
  }
}
