import Sampling
import Uncertainty

/// The points on which polynomial chaos expansions are fitted: independent scrambled Sobol' samples.
public struct PolynomialChaosDesign: Sendable {
  /// What is asked about.
  public let problem: SensitivityProblem
  /// The number of points of each replicate: a power of two.
  public let pointsPerReplicate: Int
  /// The number of independent replicates, each with a fit of its own.
  public let replicates: Int
  /// The seed of the scrambles.
  public let seed: UInt64
  /// The largest degree tried.
  public let maximumDegree: Int
  /// The exponent q of the truncation `(sum a_j^q)^(1/q) <= degree`: 1 is the total degree, less is
  /// hyperbolic.
  public let truncationNorm: Double

  let coordinates: [Int]
  private let points: SobolPoints

  /// The number of runs of the model.
  public var runCount: Int { pointsPerReplicate * replicates }

  /// Plans the runs.
  ///
  /// - Parameters:
  ///   - problem: Independent inputs; groups and shares are allowed.
  ///   - pointsPerReplicate: A power of two, from 16 to 65,536.
  ///   - replicates: At least 2; 4 do, because the interval holds the fit's own error too.
  ///   - maximumDegree: From 1 to 40.
  ///   - truncationNorm: Above 0, at most 1.
  ///   - seed: Any number.
  /// - Throws: `SensitivityError.dependentInputs` for correlated inputs, `.invalidSetting`.
  public init(
    _ problem: SensitivityProblem,
    pointsPerReplicate: Int,
    replicates: Int = 4,
    maximumDegree: Int = 16,
    truncationNorm: Double = 0.75,
    seed: UInt64
  ) throws(SensitivityError) {
    try problem.requireIndependence("polynomial-chaos")
    guard pointsPerReplicate >= 16 && pointsPerReplicate <= 1 << 16,
      pointsPerReplicate.nonzeroBitCount == 1
    else {
      throw .invalidSetting(
        name: "Points per replicate",
        requirement: "a power of two from 16 to 65536",
        value: "\(pointsPerReplicate)"
      )
    }
    guard replicates >= 2 && replicates <= 256 else {
      throw .invalidSetting(
        name: "Replicates",
        requirement: "from 2 to 256",
        value: "\(replicates)"
      )
    }
    guard maximumDegree >= 1 && maximumDegree <= 40 else {
      throw .invalidSetting(
        name: "The largest degree",
        requirement: "from 1 to 40",
        value: "\(maximumDegree)"
      )
    }
    guard truncationNorm > 0 && truncationNorm <= 1 else {
      throw .invalidSetting(
        name: "The truncation norm",
        requirement: "above 0 and at most 1",
        value: "\(truncationNorm)"
      )
    }
    self.problem = problem
    self.pointsPerReplicate = pointsPerReplicate
    self.replicates = replicates
    self.maximumDegree = maximumDegree
    self.truncationNorm = truncationNorm
    self.seed = seed
    coordinates = problem.orderedCoordinates()
    do {
      points = try SobolPoints(dimensionCount: coordinates.count, seed: seed)
    } catch {
      throw .simulation(.points(message: "\(error)"))
    }
  }

  /// The points of one replicate.
  ///
  /// - Parameter replicate: In `0 ..< replicates`.
  /// - Returns: One column for each coordinate of the problem.
  public func cube(replicate: Int) -> [[Double]] {
    var columns = [[Double]](repeating: [], count: problem.dimensionCount)
    for (place, coordinate) in coordinates.enumerated() {
      columns[coordinate] = points.values(
        dimension: place,
        replicate: replicate,
        start: 0,
        count: pointsPerReplicate
      )
    }
    return columns
  }

  /// Runs the model at every point and fits the expansions.
  ///
  /// - Parameter confidence: Of the intervals, between 0 and 1.
  /// - Returns: The expansions and their indices.
  /// - Throws: As ``PolynomialChaos/init(design:outputs:confidence:)``, and
  ///   `SensitivityError.simulation`.
  public func indices(confidence: Double = 0.95) throws(SensitivityError) -> PolynomialChaos {
    let results = Parallel.map(0..<replicates, threads: problem.threads) { range in
      let evaluator = IndependentEvaluator(problem, length: min(pointsPerReplicate, 1_024))
      return range.map { replicate -> Result<[Double], SensitivityError> in
        do throws(SensitivityError) {
          return .success(
            try evaluator.evaluate(cube: cube(replicate: replicate), count: pointsPerReplicate)
          )
        } catch { return .failure(error) }
      }
    }.flatMap(\.self)
    var outputs: [[Double]] = []
    for result in results { outputs.append(try result.get()) }
    return try PolynomialChaos(design: self, outputs: outputs, confidence: confidence)
  }
}
