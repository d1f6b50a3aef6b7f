import Uncertainty

/// Shapley effects: the output's variance shared out among inputs, dependent ones included.
///
/// ```
/// Sh_i = 1/d sum over sets J without i of (d-1 choose |J|)^-1 (tau(J + i) - tau(J)) / V
/// tau(J) = Var E[Y | X_J]
/// ```
/// Every effect is 0 or more and they sum to 1, whatever the dependence; an interaction, or what
/// correlated inputs explain together, is shared equally among those who take part. With independent
/// inputs an effect lies between the first and the total index. An input that the formula does not
/// read may have an effect through what it tells about others.
///
/// A parametric input stands for its own chance, given its parameters; the parameters' inputs are
/// factors of their own.
///
/// References: Owen (2014), Sobol' indices and Shapley value, SIAM/ASA Journal on Uncertainty
/// Quantification 2, 245-251, doi:10.1137/130936233; Owen and Prieur (2017), On Shapley value for
/// measuring importance of dependent inputs, same journal 5, 986-1002, doi:10.1137/16M1097717;
/// Iooss and Prieur (2019), International Journal for Uncertainty Quantification 9, 493-514,
/// doi:10.1615/Int.J.UncertaintyQuantification.2019028372.
public struct ShapleyEffects: Sendable {
  /// How the effects were found.
  public enum Method: Sendable, Equatable {
    /// In closed form, for a linear function of normal inputs.
    case exact
    /// From conditional draws.
    case sampling(ShapleySampling)
    /// From given draws by nearest neighbours.
    case nearestNeighbours
  }

  /// The effect of one factor.
  public struct Entry: Sendable, Equatable {
    /// The factor's name.
    public let name: String
    /// Its share of the variance.
    public let effect: IndexEstimate
  }

  /// One entry for each factor, in their order; the effects sum to 1.
  public let entries: [Entry]
  /// The output's variance as the method sees it.
  public let variance: IndexEstimate
  /// How the effects were found.
  public let method: Method
  /// The number of model evaluations, or of given draws used.
  public let evaluations: Int
  /// How many of them were undefined or infinite; the points they belong to are left out.
  public let undefinedRuns: Int

  // MARK: Exact

  /// The largest number of factors that depend on each other directly or through others.
  public static let exactLimit = 16

  /// The effects in a linear function of normal inputs, exact to rounding.
  ///
  /// Factors that are independent of all others are shared out by themselves, so that only the
  /// largest set of linked factors counts for the effort, which doubles with each of them.
  ///
  /// - Parameter function: The function.
  /// - Throws: `SensitivityError.invalidSetting` when more than ``exactLimit`` factors are linked or
  ///   the covariance matrix is not positive semidefinite.
  public init(exactly function: LinearGaussian) throws(SensitivityError) {
    var effects = [Double](repeating: 0, count: function.names.count)
    for members in function.linkedFactors() {
      guard members.count <= Self.exactLimit else {
        throw .invalidSetting(
          name: "The number of linked factors for exact Shapley effects",
          requirement: "at most \(Self.exactLimit)",
          value: "\(members.count)"
        )
      }
      let weights = ShapleyWork.weights(members.count)
      var explained: [Double] = []
      for mask in 0..<(1 << members.count) {
        let places = members.indices.filter { mask >> $0 & 1 == 1 }
          .flatMap { function.places[members[$0]] }
        explained.append(try function.explainedVariance(by: places))
      }
      for (bit, factor) in members.enumerated() {
        var share = 0.0
        for mask in explained.indices where mask >> bit & 1 == 0 {
          let gain = explained[mask | 1 << bit] - explained[mask]
          share += weights[mask.nonzeroBitCount] * gain
        }
        effects[factor] = share / function.variance
      }
    }
    self.init(
      entries: zip(function.names, effects).map {
        Entry(name: $0, effect: IndexEstimate(exactly: $1))
      },
      variance: IndexEstimate(exactly: function.variance),
      method: .exact,
      evaluations: 0,
      undefinedRuns: 0
    )
  }

  // MARK: Sampling

  /// Evaluates a design.
  ///
  /// - Parameter design: The design.
  /// - Throws: `SensitivityError` when the model cannot be evaluated, more than 5 % of the runs are
  ///   undefined, or the output has no variance.
  public init(_ design: ShapleyDesign) throws(SensitivityError) {
    let parts = try ShapleyWork(design).run()
    let undefined = parts.reduce(0) { $0 + $1.undefined }
    try UndefinedRuns.check(
      undefined,
      of: design.evaluations,
      method: "the method of Shapley effects"
    )
    guard parts.reduce(0, { $0 + $1.variance }) > 0 else {
      throw .noVariance(name: design.problem.outputName)
    }
    let denominators = parts.map(\.variance)
    let spread = CarriedSum.carriers(of: parts.map(\.varianceTerms))
    self.init(
      entries: design.problem.factors.indices.map { factor in
        Entry(
          name: design.problem.factors[factor].name,
          effect: IndexEstimate(ratio: parts.map { $0.shares[factor] }, to: denominators)
            .carried(
              by: CarriedSum.carriers(of: parts.map { $0.shareTerms[factor] }),
              spread,
              of: design.problem.factors[factor]
            )
        )
      },
      variance: IndexEstimate(ratio: denominators, to: parts.map { Double($0.points) }),
      method: .sampling(design.sampling),
      evaluations: design.evaluations,
      undefinedRuns: undefined
    )
  }

  init(
    entries: [Entry],
    variance: IndexEstimate,
    method: Method,
    evaluations: Int,
    undefinedRuns: Int
  ) {
    self.entries = entries
    self.variance = variance
    self.method = method
    self.evaluations = evaluations
    self.undefinedRuns = undefinedRuns
  }
}

extension LinearGaussian {
  /// The factors in sets without covariance between them.
  func linkedFactors() -> [[Int]] {
    var open = Set(places.indices)
    var result: [[Int]] = []
    while let first = open.min() {
      var set: Set<Int> = [first]
      var frontier = [first]
      open.remove(first)
      while let next = frontier.popLast() {
        for other in open.sorted() where isLinked(next, other) {
          set.insert(other)
          open.remove(other)
          frontier.append(other)
        }
      }
      result.append(set.sorted())
    }
    return result
  }

  private func isLinked(_ a: Int, _ b: Int) -> Bool {
    places[a].contains { i in places[b].contains { covariance[i, $0] != 0 } }
  }
}
