import Sampling
import Uncertainty

/// The points that Sobol' indices of first, second and total order need.
///
/// Each replicate holds two matrices A and B of n points, taken from one scrambled Sobol' sequence
/// of 2 k coordinates (coordinate j of A is dimension 2 j, that of B dimension 2 j + 1), and for
/// each factor A with that factor's columns from B, and B with those from A: `(2 d + 2) n` runs for
/// d factors. Replicates are independent Owen scrambles; only they give intervals.
///
/// References:
/// - Saltelli (2002), Making best use of model evaluations to compute sensitivity indices, Computer
///   Physics Communications 145, 280-297, doi:10.1016/S0010-4655(02)00280-1.
/// - Owen (2020), On dropping the first Sobol' point, arXiv:2008.08051.
public struct SobolDesign: Sendable {
  /// What is asked about.
  public let problem: SensitivityProblem
  /// The number of points of each matrix in each replicate: a power of two.
  public let pointsPerReplicate: Int
  /// The number of independent replicates.
  public let replicates: Int
  /// The seed of the scrambles.
  public let seed: UInt64

  /// The model's coordinate at each place of the design.
  let coordinates: [Int]
  private let points: SobolPoints

  /// Plans the runs.
  ///
  /// - Parameters:
  ///   - problem: Independent inputs; groups of inputs are factors of the problem.
  ///   - pointsPerReplicate: A power of two, at least 4.
  ///   - replicates: At least 8; 16 give intervals of about 2.1 standard errors.
  ///   - seed: Any number; 0 is a seed.
  /// - Throws: `SensitivityError.dependentInputs` for correlated inputs, `.invalidSetting`.
  public init(
    _ problem: SensitivityProblem,
    pointsPerReplicate: Int,
    replicates: Int = 16,
    seed: UInt64
  ) throws(SensitivityError) {
    try problem.requireIndependence("sobol")
    guard pointsPerReplicate >= 4 && pointsPerReplicate.nonzeroBitCount == 1 else {
      throw .invalidSetting(
        name: "Points per replicate",
        requirement: "a power of two, at least 4",
        value: "\(pointsPerReplicate)"
      )
    }
    guard replicates >= 8 && replicates <= 4_096 else {
      throw .invalidSetting(
        name: "Replicates",
        requirement: "from 8 to 4096",
        value: "\(replicates)"
      )
    }
    self.problem = problem
    self.pointsPerReplicate = pointsPerReplicate
    self.replicates = replicates
    self.seed = seed
    coordinates = problem.orderedCoordinates()
    do {
      points = try SobolPoints(dimensionCount: 2 * coordinates.count, seed: seed)
    } catch {
      throw .simulation(.points(message: "\(error)"))
    }
  }

  /// Plans the runs from the size of the base sample over all replicates.
  ///
  /// - Parameters:
  ///   - problem: Independent inputs.
  ///   - basePoints: The number of points of A wanted; rounded up so that each replicate has a power
  ///     of two.
  ///   - replicates: At least 8.
  ///   - seed: Any number.
  /// - Throws: As the other initialiser.
  public init(
    _ problem: SensitivityProblem,
    basePoints: Int,
    replicates: Int = 16,
    seed: UInt64
  ) throws(SensitivityError) {
    var power = 4
    while power < 1 << 31 && power * max(replicates, 1) < basePoints { power *= 2 }
    try self.init(problem, pointsPerReplicate: power, replicates: replicates, seed: seed)
  }

  // MARK: Points

  /// The number of points of A over all replicates.
  public var basePoints: Int { pointsPerReplicate * replicates }

  /// The rows in the order in which outputs come: A, B, then both replacements of each factor.
  public var rows: [SobolRow] {
    [.first, .second]
      + problem.factors.indices.flatMap {
        [SobolRow.firstReplacing(factor: $0), .secondReplacing(factor: $0)]
      }
  }

  /// The number of runs of the model, over all rows and replicates.
  public var runCount: Int { basePoints * (2 * problem.factors.count + 2) }

  /// The points of one row, for a model that is run elsewhere.
  ///
  /// - Parameters:
  ///   - row: One of ``rows``.
  ///   - replicate: In `0 ..< replicates`.
  /// - Returns: One column for each coordinate of the problem; empty where no factor has it.
  public func cube(_ row: SobolRow, replicate: Int) -> [[Double]] {
    var columns = [[Double]](repeating: [], count: problem.dimensionCount)
    for (place, coordinate) in coordinates.enumerated() {
      let isFirst: Bool
      switch row {
      case .first: isFirst = true
      case .second: isFirst = false
      case .firstReplacing(let factor):
        isFirst = !problem.factors[factor].coordinates.contains(coordinate)
      case .secondReplacing(let factor):
        isFirst = problem.factors[factor].coordinates.contains(coordinate)
      }
      columns[coordinate] = points.values(
        dimension: 2 * place + (isFirst ? 0 : 1),
        replicate: replicate,
        start: 0,
        count: pointsPerReplicate
      )
    }
    return columns
  }

  // MARK: Runs

  /// Runs the model at every point.
  ///
  /// - Returns: The outputs, with the design they belong to.
  /// - Throws: `SensitivityError.simulation` when an input has no distribution at a point.
  public func run() throws(SensitivityError) -> SobolRuns {
    let rowCount = 2 * problem.factors.count + 2
    let columns = (0..<rowCount).map { _ in SampleColumn(count: basePoints) }
    let block = min(pointsPerReplicate, 1_024)
    let failures = Parallel.map(0..<(basePoints / block), threads: problem.threads) { range in
      run(blocks: range, of: block, into: columns)
    }
    if let failure = failures.compactMap(\.self).first { throw failure }
    return SobolRuns(design: self, columns: columns)
  }

  private func run(
    blocks: Range<Int>,
    of size: Int,
    into columns: [SampleColumn]
  ) -> SensitivityError? {
    let evaluator = IndependentEvaluator(problem, length: size)
    let first = evaluator.makePoints()
    let second = evaluator.makePoints()
    var rows = [evaluator.row(first), evaluator.row(second)]
    for factor in problem.factors {
      rows.append(evaluator.row(first, replacing: factor, from: second))
      rows.append(evaluator.row(second, replacing: factor, from: first))
    }
    do throws(SensitivityError) {
      for block in blocks {
        let replicate = block * size / pointsPerReplicate
        let start = block * size - replicate * pointsPerReplicate
        for (place, coordinate) in coordinates.enumerated() {
          for (offset, set) in [first, second].enumerated() {
            set.cube[coordinate].part(0..<size).withMutableValues {
              points.fill(
                dimension: 2 * place + offset,
                replicate: replicate,
                start: start,
                into: $0
              )
            }
          }
        }
        try evaluator.draw(first, count: size)
        try evaluator.draw(second, count: size)
        for (row, column) in zip(rows, columns) {
          let target = column.part((block * size)..<((block + 1) * size))
          try evaluator.evaluate(row, count: size, into: target)
        }
      }
      return nil
    } catch { return error }
  }
}
