import Sampling
import Uncertainty

/// The search curves of the extended Fourier amplitude sensitivity test (eFAST).
///
/// For each factor a closed curve through the cube, `x_j = 1/2 + asin(sin(w_j s + p_j)) / pi`, on
/// which the factor has a high frequency `w = (n - 1) / (2 M)` and the others have frequencies up to
/// `w / (2 M)`. Replicates have independent random phases p_j, which all curves of a replicate share,
/// and each curve has its low frequencies in a random order. One more set of curves belongs to a
/// dummy, an input that the model does not read: all real inputs have low frequencies there.
///
/// A curve passes each coordinate's places `k / n + p_j` of the triangular wave in an order that
/// its frequency decides. The values of the inputs at these places are computed once for a
/// replicate, and a curve takes them in its order.
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
  private let placeOfCoordinate: [Int: Int]

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
    placeOfCoordinate = Dictionary(
      coordinates.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The points of one curve.
  ///
  /// - Parameters:
  ///   - factor: The factor that has the high frequency, a place in the problem's factors; their
  ///     number for the dummy.
  ///   - replicate: In `0 ..< replicates`.
  /// - Returns: One column for each coordinate of the problem.
  public func cube(factor: Int, replicate: Int) -> [[Double]] {
    let places = places(replicate: replicate)
    let speeds = speeds(factor: factor, replicate: replicate)
    var columns = [[Double]](repeating: [], count: problem.dimensionCount)
    for coordinate in coordinates {
      columns[coordinate] = (0..<pointsPerCurve).map { point in
        // Whole turns are left out before the angle is formed, so that it stays exact.
        places[coordinate][speeds[coordinate] * point % pointsPerCurve]
      }
    }
    return columns
  }

  /// The places of the wave that the curves of a replicate pass, by coordinate, in the order of a
  /// curve with frequency 1.
  func places(replicate: Int) -> [[Double]] {
    var generator = PhiloxGenerator(seed: seed, stream: 1 << 63 | UInt64(replicate))
    var columns = [[Double]](repeating: [], count: problem.dimensionCount)
    for coordinate in coordinates {
      let phase = Double.random(in: 0..<1, using: &generator)
      columns[coordinate] = (0..<pointsPerCurve).map {
        FourierSpectrum.coordinate(turns: Double($0) / Double(pointsPerCurve) + phase)
      }
    }
    return columns
  }

  /// The frequency of each coordinate on a curve.
  func speeds(factor: Int, replicate: Int) -> [Int] {
    let own =
      factor < problem.factors.count ? problem.factors[factor].coordinates[0] : nil
    let others = max(1, frequency / (2 * harmonics))
    let complement = coordinates.count - (own == nil ? 0 : 1)
    let step = complement > 1 ? max(1, (others - 1) / (complement - 1)) : 1
    let curve = own.flatMap { placeOfCoordinate[$0] } ?? coordinates.count
    var generator = PhiloxGenerator(
      seed: seed,
      stream: UInt64(curve) << 32 | UInt64(replicate)
    )
    // Which input has which low frequency changes with the curve, so that the error of one choice
    // shows in the spread.
    var low = (0..<complement).map { 1 + $0 * step % others }.shuffled(using: &generator)
    var speeds = [Int](repeating: 0, count: problem.dimensionCount)
    for coordinate in coordinates {
      speeds[coordinate] = coordinate == own ? frequency : low.removeLast()
    }
    return speeds
  }

  /// Runs the model on every curve and analyses the outputs.
  ///
  /// - Parameter confidence: Of the noise floor, between 0 and 1.
  /// - Returns: The indices.
  /// - Throws: As ``FourierAmplitude/init(design:outputs:confidence:)``, and
  ///   `SensitivityError.simulation`.
  public func indices(confidence: Double = 0.95) throws(SensitivityError) -> FourierAmplitude {
    try FourierAmplitude(design: self, outputs: try outputs(), confidence: confidence)
  }

  /// The outputs on each curve, factor after factor, those of the dummy last.
  func outputs() throws(SensitivityError) -> [[Double]] {
    let curves = problem.factors.count + 1
    // Replicate after replicate, so that a thread computes the values of few replicates.
    let results = Parallel.map(0..<curveCount, threads: problem.threads) { range in
      var runs = FourierCurves(self)
      return range.map { curve -> Result<[Double], SensitivityError> in
        do throws(SensitivityError) {
          return .success(try runs.outputs(factor: curve % curves, replicate: curve / curves))
        } catch { return .failure(error) }
      }
    }.flatMap(\.self)
    var outputs: [[Double]] = []
    outputs.reserveCapacity(curveCount)
    for factor in 0..<curves {
      for replicate in 0..<replicates {
        outputs.append(try results[replicate * curves + factor].get())
      }
    }
    return outputs
  }
}
