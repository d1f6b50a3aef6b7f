import Probability
import Uncertainty

/// Derivative-based global sensitivity measures, with their upper bounds on total indices.
///
/// ```
/// nu_i = E (df/dx_i)^2,        ST_i <= C_i nu_i / V
/// ```
/// C_i is the Poincare constant of the input's law and V the output's variance. A bound close to 0
/// proves that an input does not matter, at the price of a few runs; a large one proves nothing. The
/// derivatives are exact (``ForwardDerivatives``) and averaged over scrambled Sobol' points, with
/// intervals from independent replicates.
///
/// On the natural scale a bound is given for uniform, normal and exponential inputs (C = width^2 /
/// pi^2, sd^2, 4 / rate^2); on the scale of normal scores (C = 1) and of the unit cube (C = 1/pi^2)
/// for every continuous input, the shares of a Dirichlet input included. The bound of a group is the
/// sum over its coordinates. Its interval is that of the jackknife over replicates. It is withheld, with the reason, where the theorem does not hold.
///
/// References:
/// - Sobol' and Kucherenko (2009), Derivative based global sensitivity measures, Mathematics and
///   Computers in Simulation 79, 3009-3017, doi:10.1016/j.matcom.2009.01.023.
/// - Lamboni, Iooss, Popelin and Gamboa (2013), Mathematics and Computers in Simulation 87, 45-54,
///   doi:10.1016/j.matcom.2013.02.002.
public struct DerivativeBasedMeasures: Sendable {
  /// Why no bound is given.
  public enum Withheld: String, Sendable {
    /// The inputs are correlated: total indices do not split the variance.
    case dependentInputs
    /// The input takes separate values only.
    case discreteInput
    /// The input's distribution, or that of an input it acts on, has uncertain parameters.
    case uncertainDistribution
    /// The output may jump in the input, which no derivative shows.
    case jumps
    /// No constant is known for the law on this scale; take ``DerivativeScale/normalScore``.
    case unknownConstant
  }

  /// The measure of one input, share or coordinate.
  public struct Measure: Sendable, Equatable {
    /// The input's name, with a share or fraction in brackets.
    public let label: String
    /// The measure nu, in squared units of the output by squared units of the scale.
    ///
    /// Discrete inputs and those with uncertain distributions stay on the natural scale.
    public let value: IndexEstimate
  }

  /// The measures of one factor.
  public struct Entry: Sendable {
    /// The factor.
    public let factor: Factor
    /// One measure for each input or share on the natural scale, for each coordinate on the others.
    public let measures: [Measure]
    /// An upper bound on the total index, where there is one.
    public let totalIndexBound: IndexEstimate?
    /// Why there is none.
    public let withheld: Withheld?
  }

  /// One entry for each factor, in their order.
  public let entries: [Entry]
  /// What the derivatives are taken with respect to.
  public let scale: DerivativeScale
  /// The number of points at which output and derivatives were computed.
  public let evaluations: Int
  /// How many of them were left out because the output or a derivative is undefined or infinite.
  public let undefinedRuns: Int

  /// Computes the measures.
  ///
  /// - Parameters:
  ///   - problem: The model, the output and the factors.
  ///   - points: The number of points in each replicate, at least 2; a power of two serves best.
  ///   - replicates: The number of independent replicates, at least 2.
  ///   - scale: What the derivatives are taken with respect to.
  ///   - seed: The seed of the points.
  /// - Throws: `SensitivityError` when a setting is outside its range, the model cannot be
  ///   evaluated, more than 5 % of the points are undefined, the output has no variance, or inputs
  ///   are correlated and the scale is not the natural one.
  public init(
    _ problem: SensitivityProblem,
    points: Int = 1_024,
    replicates: Int = 16,
    scale: DerivativeScale = .natural,
    seed: UInt64
  ) throws(SensitivityError) {
    guard points >= 2, replicates >= 2 else {
      throw .invalidSetting(
        name: "The number of points and of replicates",
        requirement: "at least 2 each",
        value: "\(points) and \(replicates)"
      )
    }
    guard scale == .natural || !problem.hasDependence else {
      throw .dependentInputs(
        method: "dgsm on the scale \(scale.rawValue)",
        instead: "shapley"
      )
    }
    let work = try DerivativeMoments(problem, points: points, scale: scale, seed: seed)
    let results = Parallel.map(0..<replicates, threads: problem.threads) { range in
      range.map { work.run(replicate: $0) }
    }
    var parts: [DerivativeMoments.Part] = []
    for result in results.joined() { parts.append(try result.get()) }
    let total = points * replicates
    let undefined = parts.reduce(0) { $0 + points - $1.count }
    try UndefinedRuns.check(undefined, of: total, method: "the method of derivatives")
    guard parts.contains(where: { $0.variance > 0 }) else {
      throw .noVariance(name: problem.outputName)
    }
    evaluations = total
    undefinedRuns = undefined
    self.scale = scale
    let centre = parts.reduce(0) { $0 + $1.mean } / Double(replicates)
    entries = problem.factors.map { factor in
      let own = work.terms.indices.filter { factor.inputs.contains(work.terms[$0].inputName) }
      let isParent = factor.inputs.contains { work.parents.contains($0) }
      let reason =
        own.compactMap { work.terms[$0].withheld }.first
        ?? (isParent ? .uncertainDistribution : nil)
      var bound: IndexEstimate?
      if reason == nil {
        let sums = parts.map { part in
          let weighted = own.reduce(0) {
            $0 + (work.terms[$1].constant ?? .nan) * part.squares[$1]
          }
          let mean = part.mean - centre
          return [1, weighted, part.variance + mean * mean, mean, mean * mean]
        }
        // A bound of several coordinates is carried by the worst of them that weighs in it.
        let carriers = own.compactMap { index -> Double? in
          let count = CarriedSum.carriers(of: parts.map { $0.carriers[index] })
          return count > 0 ? count : nil
        }
        bound = ReplicateJackknife.estimate(sums, confidence: 0.95, Self.bound).carried(
          by: carriers.min() ?? 0,
          CarriedSum.carriers(of: parts.map(\.varianceCarriers))
        )
      }
      return Entry(
        factor: factor,
        measures: own.map { index in
          Measure(
            label: work.terms[index].label,
            value: IndexEstimate(replicates: parts.map { $0.squares[index] })
          )
        },
        totalIndexBound: bound,
        withheld: reason
      )
    }
  }

  /// The bound from sums over replicates of 1, the weighted squares of derivatives, the squared
  /// outputs, their means and squared means.
  ///
  /// The squared mean of the output is estimated from pairs of replicates, which are independent, so
  /// that the variance has no bias whatever the points of a replicate do to each other.
  private static func bound(_ sums: [Double]) -> Double {
    let count = sums[0]
    let squaredMean = (sums[3] * sums[3] - sums[4]) / (count * (count - 1))
    return sums[1] / count / (sums[2] / count - squaredMean)
  }
}
