import NumericCore
import Sampling
import Uncertainty

/// The variance of an output shared out over groups of inputs: by source, by whether they are
/// assumed or sourced, by age.
///
/// ```
/// closed first order  S_g  = V(E[Y | inputs of g]) / V(Y)
/// total               ST_g = E[V(Y | inputs not of g)] / V(Y)
/// ```
/// S_g is the part of the variance that would go if the whole group were known; ST_g the part that
/// would stay if all other groups were known. Estimated by pick-freeze on independent replicates
/// with the estimator of ``SobolIndices``; inputs that are correlated must lie within one group, and
/// may, which is why the points are made here.
///
/// References: Azzini, Mara and Rosati (2021), Environmental Modelling and Software 144,
/// doi:10.1016/j.envsoft.2021.105167; Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Computer Physics
/// Communications 181, doi:10.1016/j.cpc.2009.09.018; Jansen (1999), Computer Physics
/// Communications 117, doi:10.1016/S0010-4655(98)00154-4.
public struct GroupedVariance: Sendable {
  /// One group of inputs.
  public struct Share: Sendable, Equatable {
    /// The label of the group.
    public let label: String
    /// The inputs in it.
    public let inputs: [String]
    /// The closed first-order index of the group.
    public let first: IndexEstimate
    /// The total index of the group.
    public let total: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The groups, the largest total first.
  public let shares: [Share]
  /// The part of the variance that belongs to no single group: interactions between them.
  public let interactions: IndexEstimate
  /// The variance of the output, in its unit squared.
  public let variance: IndexEstimate
  /// The number of evaluations of the model.
  public let evaluations: Int
  /// The number of evaluations without a finite output; what they belong to is left out.
  public let undefinedRuns: Int

  /// Shares out the variance by labels.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - labels: The label of each input, by name, such as the key of its source.
  ///   - unlabelled: The label of the inputs that have none.
  ///   - settings: `draws` base points in all, over the replicates; each is evaluated twice, and
  ///     twice more for each group.
  /// - Throws: `SensitivityError` for an unknown output, correlated inputs under different labels,
  ///   an output that does not vary, or too many undefined evaluations.
  public init(
    model: Model,
    output: String,
    labels: [String: String],
    unlabelled: String,
    settings: SimulationSettings
  ) throws(SensitivityError) {
    guard let place = model.outputIndex(named: output) else { throw .unknownOutput(name: output) }
    var groups: [(name: String, inputs: [String])] = []
    for index in model.inputs(reaching: place) where !model.inputs[index].coordinates.isEmpty {
      let name = model.inputs[index].name
      let label = labels[name] ?? unlabelled
      if let known = groups.firstIndex(where: { $0.name == label }) {
        groups[known].inputs.append(name)
      } else {
        groups.append((label, [name]))
      }
    }
    try self.init(
      SensitivityProblem(model: model, output: output, groups: groups, threads: settings.threads),
      settings: settings
    )
  }

  /// Shares out the variance over the factors of a problem.
  ///
  /// - Parameters:
  ///   - problem: The problem with its groups.
  ///   - settings: As for ``init(model:output:labels:unlabelled:settings:)``.
  /// - Throws: `SensitivityError` for correlated inputs in different groups, an output that does not
  ///   vary, or too many undefined evaluations.
  public init(
    _ problem: SensitivityProblem,
    settings: SimulationSettings
  ) throws(SensitivityError) {
    guard problem.correlatedPair == nil else {
      throw .dependentInputs(
        method: "variance by group",
        instead: "groups that hold correlated inputs together, or Shapley effects"
      )
    }
    let dimensions = problem.dimensionCount
    let points = try Self.points(2 * dimensions, settings)
    let length = settings.drawsPerReplicate
    let evaluated = problem.factors.filter { !$0.isDummy }
    let coordinates = evaluated.map { problem.allCoordinates(of: $0) }
    var firsts = evaluated.map { _ in [Double]() }
    var totals = firsts
    var variances = firsts
    var carriers = evaluated.map { _ in (CarriedSum(), CarriedSum(), CarriedSum()) }
    var overall: [Double] = []
    var undefined = 0
    for replicate in 0..<settings.replicateCount {
      let a = (0..<dimensions).map {
        points.values(dimension: 2 * $0, replicate: replicate, count: length)
      }
      let b = (0..<dimensions).map {
        points.values(dimension: 2 * $0 + 1, replicate: replicate, count: length)
      }
      let fa = try problem.evaluate(cube: a)
      let fb = try problem.evaluate(cube: b)
      let both = [fa, fb].joined().filter { $0.isFinite }
      overall.append(Moments(both).populationVariance)
      undefined += 2 * length - both.count
      for index in evaluated.indices {
        var (fromA, fromB) = (a, b)
        for coordinate in coordinates[index] {
          (fromA[coordinate], fromB[coordinate]) = (b[coordinate], a[coordinate])
        }
        let sums = PickFreezePart(
          fa,
          fb,
          try problem.evaluate(cube: fromA),
          try problem.evaluate(cube: fromB)
        )
        undefined += sums.undefined
        firsts[index].append(sums.first)
        totals[index].append(sums.total)
        variances[index].append(sums.variance)
        carriers[index].0.add(sums.firstTerms)
        carriers[index].1.add(sums.totalTerms)
        carriers[index].2.add(sums.varianceTerms)
      }
    }
    evaluations = settings.replicateCount * length * (2 + 2 * evaluated.count)
    try UndefinedRuns.check(undefined, of: evaluations, method: "variance by group")
    guard variances.allSatisfy({ $0.contains { $0 > 0 } }) else {
      throw .noVariance(name: problem.outputName)
    }
    output = problem.outputName
    undefinedRuns = undefined
    variance = IndexEstimate(replicates: overall)
    let parts = evaluated.indices.map {
      IndexEstimate.linearised(firsts[$0], to: variances[$0])
    }
    interactions = IndexEstimate(
      around: 1 - parts.reduce(0) { $0 + $1.ratio },
      replicates: (0..<settings.replicateCount).map { replicate in
        1 - parts.reduce(0) { $0 + $1.parts[replicate] }
      }
    ).carried(by: carriers.map(\.2.carriers).min() ?? 0)
    let shares = evaluated.indices.map { index in
      Share(
        label: evaluated[index].name,
        inputs: evaluated[index].inputs,
        first: IndexEstimate(ratio: firsts[index], to: variances[index])
          .carried(by: carriers[index].0.carriers, carriers[index].2.carriers),
        total: IndexEstimate(ratio: totals[index], to: variances[index])
          .carried(by: carriers[index].1.carriers, carriers[index].2.carriers)
      )
    }
    self.shares = shares.enumerated()
      .sorted { (-$0.element.total.value, $0.offset) < (-$1.element.total.value, $1.offset) }
      .map(\.element)
  }

  private static func points(
    _ dimensions: Int,
    _ settings: SimulationSettings
  ) throws(SensitivityError) -> any PointSet {
    do {
      try settings.validate()
      return try settings.method.points(dimensions: dimensions, seed: settings.seed)
    } catch {
      throw .simulation(error)
    }
  }
}

/// The sums of one factor in one replicate.
private struct PickFreezePart {
  private(set) var first = 0.0
  private(set) var total = 0.0
  private(set) var variance = 0.0
  private(set) var undefined = 0
  private(set) var firstTerms = CarriedSum()
  private(set) var totalTerms = CarriedSum()
  private(set) var varianceTerms = CarriedSum()

  /// Sums products of differences, in which a small index has a small error.
  ///
  /// - Parameters:
  ///   - a: The outputs at A.
  ///   - b: The outputs at B.
  ///   - c: The outputs at A with the factor's columns from B.
  ///   - d: The outputs at B with the factor's columns from A.
  init(_ a: [Double], _ b: [Double], _ c: [Double], _ d: [Double]) {
    var sums = (first: CompensatedSum(), total: CompensatedSum(), variance: CompensatedSum())
    for draw in a.indices {
      undefined += (c[draw].isFinite ? 0 : 1) + (d[draw].isFinite ? 0 : 1)
      let (p, q, r, s) = (a[draw], b[draw], c[draw], d[draw])
      guard p.isFinite && q.isFinite && r.isFinite && s.isFinite else { continue }
      let product = (p - r) * (s - q)
      let squares = (p - r) * (p - r) + (q - s) * (q - s)
      let spread = (p - q) * (p - q) + (r - s) * (r - s)
      sums.first.add(product / 2)
      sums.total.add(squares / 4)
      sums.variance.add(spread / 4)
      firstTerms.add(product)
      totalTerms.add(squares)
      varianceTerms.add(spread)
    }
    first = sums.first.value
    total = sums.total.value
    variance = sums.variance.value
  }
}
