import Sampling
import Uncertainty

/// The points of a random balance design: one sample for the first-order indices of all inputs.
///
/// ```
/// x_j = 1/2 + asin(sin s) / pi,  s = 2 pi (p_j(i) + h) / n
/// ```
/// with a random permutation p_j for each input and one random shift h. Sorted by p_j the output is
/// a series of frequency 1 in input j and noise in the others. Replicates are independent.
///
/// Reference: Tarantola, Gatelli and Mara (2006), Random balance designs for the estimation of first
/// order global sensitivity indices, Reliability Engineering and System Safety 91, 717-727,
/// doi:10.1016/j.ress.2005.06.003.
public struct RandomBalanceDesign: Sendable {
  /// What is asked about.
  public let problem: SensitivityProblem
  /// The number of points of each replicate.
  public let pointsPerReplicate: Int
  /// The number of independent replicates.
  public let replicates: Int
  /// The number of harmonics, M: all that are counted one by one.
  public let harmonics: Int
  /// The seed of the permutations.
  public let seed: UInt64

  private let coordinates: [Int]

  /// The number of runs of the model.
  public var runCount: Int { pointsPerReplicate * replicates }

  /// Plans the runs.
  ///
  /// - Parameters:
  ///   - problem: Independent inputs, each with one coordinate.
  ///   - pointsPerReplicate: More than `4 M`; from 256 on there are intervals.
  ///   - replicates: At least 8.
  ///   - harmonics: M, from 1 to 256; `nil` takes a sixteenth of the points, from 32 to 256, or an
  ///     eighth where there are fewer than 256 points.
  ///   - seed: Any number.
  /// - Throws: `SensitivityError.dependentInputs` for correlated inputs, `.invalidSetting` for
  ///   settings out of range, and for groups and shares, which have several coordinates.
  public init(
    _ problem: SensitivityProblem,
    pointsPerReplicate: Int,
    replicates: Int = 16,
    harmonics: Int? = nil,
    seed: UInt64
  ) throws(SensitivityError) {
    try problem.requireIndependence("rbd-fast")
    try problem.requireSingleCoordinates("rbd-fast")
    let harmonics = harmonics ?? Self.harmonics(of: pointsPerReplicate)
    guard harmonics >= 1 && harmonics <= 256 else {
      throw .invalidSetting(name: "Harmonics", requirement: "from 1 to 256", value: "\(harmonics)")
    }
    guard pointsPerReplicate > 4 * harmonics && pointsPerReplicate <= 1 << 30 else {
      throw .invalidSetting(
        name: "Points per replicate",
        requirement: "more than \(4 * harmonics)",
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
    self.harmonics = harmonics
    self.seed = seed
    coordinates = problem.orderedCoordinates()
  }

  private static func harmonics(of points: Int) -> Int {
    points < 256 ? max(points / 8, 1) : min(max(points / 32 * 2, 32), 256)
  }

  // MARK: Points

  /// The place on the curve of each point, for one coordinate.
  func permutation(coordinate: Int, replicate: Int) -> [Int] {
    let place = coordinates.firstIndex(of: coordinate) ?? 0
    var generator = PhiloxGenerator(
      seed: seed,
      stream: UInt64(place + 1) << 32 | UInt64(replicate)
    )
    return (0..<pointsPerReplicate).shuffled(using: &generator)
  }

  /// The points of one replicate.
  ///
  /// - Parameter replicate: In `0 ..< replicates`.
  /// - Returns: One column for each coordinate of the problem.
  public func cube(replicate: Int) -> [[Double]] {
    var generator = PhiloxGenerator(seed: seed, stream: UInt64(replicate))
    let shift = Double.random(in: 0..<1, using: &generator)
    let wave = (0..<pointsPerReplicate).map { place in
      FourierSpectrum.coordinate(turns: (Double(place) + shift) / Double(pointsPerReplicate))
    }
    var columns = [[Double]](repeating: [], count: problem.dimensionCount)
    for coordinate in coordinates {
      columns[coordinate] = permutation(coordinate: coordinate, replicate: replicate).map {
        wave[$0]
      }
    }
    return columns
  }

  // MARK: Runs

  /// Runs the model at every point and analyses the outputs.
  ///
  /// - Parameter confidence: Of the intervals, between 0 and 1.
  /// - Returns: The indices.
  /// - Throws: As ``RandomBalanceIndices/init(design:outputs:confidence:)``, and
  ///   `SensitivityError.simulation`.
  public func indices(confidence: Double = 0.95) throws(SensitivityError) -> RandomBalanceIndices {
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
    return try RandomBalanceIndices(design: self, outputs: outputs, confidence: confidence)
  }
}
