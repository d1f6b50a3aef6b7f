import Uncertainty

/// First-order indices from a random balance design (RBD-FAST), corrected for bias.
///
/// ```
/// raw        F(M) = sum over p = 1 ... M of the power at p of the outputs sorted for input i
/// corrected  V(M) = F(M) - m (V - F(M)) / (1 - m),  m = 2 M / n
/// S_i = (2 V(M) - V(M / 2)) / V
/// ```
/// The noise of the other inputs spreads evenly over all frequencies; the correction takes away its
/// part in the M harmonics (Tissot and Prieur's, which is also Plischke's for his EASI). An index of
/// 0 is then estimated without bias, sometimes as a negative number.
///
/// What harmonics above M hold falls with 1 / M for steps, discrete inputs, kinks of the quantile
/// function and the long tails of lognormal inputs: powers fall with 1 / p^2, so that as much lies above
/// M as between M / 2 and M. The last step adds it; for smooth curves both are 0. Below M = 32 that
/// rule does not hold yet; V(M) is then the estimate, and there is no interval. Nor is there one for a
/// spike, such as a rare event, whose powers do not fall yet at M.
///
/// References:
/// - Tissot and Prieur (2012), Bias correction for the estimation of sensitivity indices based on
///   random balance designs, Reliability Engineering and System Safety 107, 205-213,
///   doi:10.1016/j.ress.2012.06.010.
/// - Plischke (2010), An effective algorithm for computing global sensitivity indices (EASI), the
///   same journal 95, 354-360, doi:10.1016/j.ress.2009.11.005.
public struct RandomBalanceIndices: Sendable {
  /// The factors, in the order of the indices.
  public let factors: [Factor]
  /// The first-order index of each factor; without an interval below 32 harmonics and where powers do
  /// not fall.
  public let first: [IndexEstimate]
  /// The number of runs of the model.
  public let runs: Int
  /// The number of undefined runs: 0, because the sorted series needs all its points.
  public let undefinedRuns: Int

  /// Analyses the outputs of a design.
  ///
  /// - Parameters:
  ///   - design: The points.
  ///   - outputs: For each replicate the outputs at its points.
  ///   - confidence: Of the intervals, between 0 and 1.
  /// - Throws: `SensitivityError.undefinedRuns` when any output is not finite, `.noVariance` when the
  ///   output does not vary, `.invalidSetting` for outputs of another shape.
  public init(
    design: RandomBalanceDesign,
    outputs: [[Double]],
    confidence: Double = 0.95
  ) throws(SensitivityError) {
    let size = design.pointsPerReplicate
    guard outputs.count == design.replicates && outputs.allSatisfy({ $0.count == size }) else {
      throw .invalidSetting(
        name: "Outputs of a random balance design",
        requirement: "\(design.replicates) columns of \(size) numbers",
        value: "\(outputs.count) columns of \(outputs.first?.count ?? 0)"
      )
    }
    let undefined = outputs.reduce(0) { $0 + $1.count { !$0.isFinite } }
    guard undefined == 0 else {
      throw .undefinedRuns(count: undefined, total: design.runCount, method: "rbd-fast")
    }
    try OutputVariation.require(outputs, of: design.problem.outputName)
    let factors = design.problem.factors
    let parts = Parallel.map(0..<design.replicates, threads: design.problem.threads) { range in
      range.map { replicate in
        factors.map { Self.partial(outputs[replicate], $0, replicate, design) }
      }
    }.flatMap(\.self)
    guard parts.contains(where: { $0.contains { $0.variance > 0 } }) else {
      throw .noVariance(name: design.problem.outputName)
    }
    self.factors = factors
    runs = design.runCount
    undefinedRuns = 0
    let carriers = CarriedSum.carriers(of: outputs.map { Self.squares($0) })
    first = factors.indices.map { factor in
      let estimate = ReplicateJackknife.ratio(
        parts.map { $0[factor].own },
        parts.map { $0[factor].variance },
        confidence: confidence
      )
      // A spike narrower than the last harmonic has powers that do not fall yet: what the last half of
      // the harmonics holds is then no smaller than what the quarter before them does.
      let excess = ReplicateJackknife.ratio(
        parts.map { $0[factor].excess },
        parts.map { $0[factor].variance },
        confidence: 0.99
      )
      return design.harmonics < Self.fewestHarmonics || excess.low > 0
        ? IndexEstimate(withoutInterval: estimate.value) : estimate.carried(by: carriers)
    }
  }

  /// From how many harmonics on the rest is taken to fall with their number.
  private static let fewestHarmonics = 32

  private static func squares(_ values: [Double]) -> CarriedSum {
    let mean = values.reduce(0, +) / Double(values.count)
    return CarriedSum(values.lazy.map { ($0 - mean) * ($0 - mean) })
  }

  private static func partial(
    _ values: [Double],
    _ factor: Factor,
    _ replicate: Int,
    _ design: RandomBalanceDesign
  ) -> (own: Double, excess: Double, variance: Double) {
    let places = design.permutation(coordinate: factor.coordinates[0], replicate: replicate)
    var sorted = values
    for (point, place) in places.enumerated() { sorted[place] = values[point] }
    let spectrum = FourierSpectrum(sorted)
    let half = design.harmonics / 2
    let quarter = design.harmonics / 4
    var power = 0.0
    var atHalf = 0.0
    var atQuarter = 0.0
    for harmonic in 1...design.harmonics {
      power += spectrum.power(harmonic)
      if harmonic == half { atHalf = power }
      if harmonic == quarter { atQuarter = power }
    }
    func corrected(_ power: Double, _ harmonics: Int) -> Double {
      let share = 2 * Double(harmonics) / Double(values.count)
      return power - share / (1 - share) * (spectrum.variance - power)
    }
    let own = corrected(power, design.harmonics)
    guard design.harmonics >= fewestHarmonics else { return (own, 0, spectrum.variance) }
    let before = corrected(atHalf, half)
    // Powers that fall with 1 / p^2 make the last gain half of the one before; three quarters are
    // allowed.
    let excess = own - before - 0.75 * (before - corrected(atQuarter, quarter))
    return (2 * own - before, excess, spectrum.variance)
  }
}
