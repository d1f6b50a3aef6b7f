import Sampling
import Uncertainty

/// The search curves of the extended Fourier amplitude sensitivity test (eFAST).
///
/// For each factor a closed curve through the cube, `x_j = 1/2 + asin(sin(w_j s + p_j)) / pi`, on
/// which the factor has a high frequency `w = (n - 1) / (2 M)` and the others have frequencies up to
/// `w / (2 M)`. Replicates have independent random phases p_j and low
/// frequencies in random order. One more set of curves belongs to a
/// dummy, an input that the model does not read: all real inputs have low frequencies there.
///
/// Reference: Saltelli, Tarantola and Chan (1999), A quantitative model-independent method for
/// global sensitivity analysis of model output, Technometrics 41, 39-56,
/// doi:10.1080/00401706.1999.10485594.
public struct FourierAmplitudeDesign: Sendable {
  /// What is asked about.
  public let problem: SensitivityProblem
  /// The number of points on each curve.
  public let pointsPerCurve: Int
  /// The number of independent curves for each factor.
  public let replicates: Int
  /// The number of harmonics that count as the factor's own, M.
  public let harmonics: Int
  /// The seed of the phases.
  public let seed: UInt64

  let coordinates: [Int]

  /// The frequency of the factor that a curve is for.
  public var frequency: Int { (pointsPerCurve - 1) / (2 * harmonics) }

  /// The number of curves: one for each factor and one for the dummy, in each replicate.
  public var curveCount: Int { replicates * (problem.factors.count + 1) }

  /// The number of runs of the model.
  public var runCount: Int { pointsPerCurve * curveCount }

  /// Plans the runs.
  ///
  /// - Parameters:
  ///   - problem: Independent inputs, each with one coordinate.
  ///   - pointsPerCurve: At least `4 M^2 + 1`; several hundred keep the frequencies of many inputs
  ///     apart.
  ///   - replicates: At least 8.
  ///   - harmonics: M, from 2 to 8.
  ///   - seed: Any number.
  /// - Throws: `SensitivityError.dependentInputs` for correlated inputs, `.invalidSetting` for
  ///   settings out of range, and for groups and shares, which have several coordinates.
  public init(
    _ problem: SensitivityProblem,
    pointsPerCurve: Int,
    replicates: Int = 16,
    harmonics: Int = 4,
    seed: UInt64
  ) throws(SensitivityError) {
    try problem.requireIndependence("efast")
    try problem.requireSingleCoordinates("efast")
    guard harmonics >= 2 && harmonics <= 8 else {
      throw .invalidSetting(name: "Harmonics", requirement: "from 2 to 8", value: "\(harmonics)")
    }
    let smallest = 4 * harmonics * harmonics + 1
    guard pointsPerCurve >= smallest && pointsPerCurve <= 1 << 24 else {
      throw .invalidSetting(
        name: "Points per curve",
        requirement: "at least \(smallest)",
        value: "\(pointsPerCurve)"
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
    self.pointsPerCurve = pointsPerCurve
    self.replicates = replicates
    self.harmonics = harmonics
    self.seed = seed
    coordinates = problem.orderedCoordinates()
  }

  /// The points of one curve.
  ///
  /// - Parameters:
  ///   - factor: The factor that has the high frequency, a place in the problem's factors; their
  ///     number for the dummy.
  ///   - replicate: In `0 ..< replicates`.
  /// - Returns: One column for each coordinate of the problem.
  public func cube(factor: Int, replicate: Int) -> [[Double]] {
    let own =
      factor < problem.factors.count ? problem.factors[factor].coordinates[0] : nil
    let others = max(1, frequency / (2 * harmonics))
    let complement = coordinates.count - (own == nil ? 0 : 1)
    let step = complement > 1 ? max(1, (others - 1) / (complement - 1)) : 1
    let curve = own.flatMap { coordinates.firstIndex(of: $0) } ?? coordinates.count
    var generator = PhiloxGenerator(
      seed: seed,
      stream: UInt64(curve) << 32 | UInt64(replicate)
    )
    // Which input has which low frequency changes with the replicate, so that the error of one
    // choice shows in the spread.
    var speeds = (0..<complement).map { 1 + $0 * step % others }.shuffled(using: &generator)
    var columns = [[Double]](repeating: [], count: problem.dimensionCount)
    for coordinate in coordinates {
      let phase = Double.random(in: 0..<1, using: &generator)
      let speed = coordinate == own ? frequency : speeds.removeLast()
      columns[coordinate] = (0..<pointsPerCurve).map { point in
        // Whole turns are left out before the angle is formed, so that it stays exact.
        let turn = Double(speed * point % pointsPerCurve) / Double(pointsPerCurve)
        return FourierSpectrum.coordinate(turns: turn + phase)
      }
    }
    return columns
  }

  /// Runs the model on every curve and analyses the outputs.
  ///
  /// - Parameter confidence: Of the noise floor, between 0 and 1.
  /// - Returns: The indices.
  /// - Throws: As ``FourierAmplitude/init(design:outputs:confidence:)``, and
  ///   `SensitivityError.simulation`.
  public func indices(confidence: Double = 0.95) throws(SensitivityError) -> FourierAmplitude {
    let results = Parallel.map(0..<curveCount, threads: problem.threads) { range in
      let evaluator = IndependentEvaluator(problem, length: min(pointsPerCurve, 1_024))
      return range.map { curve -> Result<[Double], SensitivityError> in
        do throws(SensitivityError) {
          return .success(
            try evaluator.evaluate(
              cube: cube(factor: curve / replicates, replicate: curve % replicates),
              count: pointsPerCurve
            )
          )
        } catch { return .failure(error) }
      }
    }.flatMap(\.self)
    var outputs: [[Double]] = []
    for result in results { outputs.append(try result.get()) }
    return try FourierAmplitude(design: self, outputs: outputs, confidence: confidence)
  }
}
