import Uncertainty

/// First and total indices by the extended Fourier amplitude sensitivity test (eFAST).
///
/// ```
/// S_i = sum over p = 1 ... M of the power at p w, over V
/// T_i = 1 - power at frequencies up to w / 2, over V
/// ```
/// on the curves of factor i. The method has a systematic error that no replicate shows: frequencies
/// of other inputs reach harmonics of w, harmonics of theirs lie above w / 2, and what harmonics of w
/// above M hold is not counted, which makes indices of inputs with kinks, steps or fast waves too small.
/// There is therefore no interval. What the method reports as total index of a dummy, the
/// ``noiseFloor``, shows the first part. Prefer Sobol' indices where an interval is needed.
public struct FourierAmplitude: Sendable {
  /// The factors, in the order of the indices.
  public let factors: [Factor]
  /// The first-order index of each factor, without an interval.
  public let first: [IndexEstimate]
  /// The total-order index of each factor, without an interval.
  public let total: [IndexEstimate]
  /// The upper end of the total index that the method reports for an input without influence.
  public let noiseFloor: Double
  /// The number of runs of the model.
  public let runs: Int
  /// The number of undefined runs: 0, because a curve needs all its points.
  public let undefinedRuns: Int

  /// Analyses the outputs of a design.
  ///
  /// - Parameters:
  ///   - design: The curves.
  ///   - outputs: For each factor the outputs on each of its curves, factor after factor, and those of
  ///     the dummy last.
  ///   - confidence: Of the noise floor, between 0 and 1.
  /// - Throws: `SensitivityError.undefinedRuns` when any output is not finite, `.noVariance` when the
  ///   output does not vary, `.invalidSetting` for outputs of another shape.
  public init(
    design: FourierAmplitudeDesign,
    outputs: [[Double]],
    confidence: Double = 0.95
  ) throws(SensitivityError) {
    let count = design.problem.factors.count
    let replicates = design.replicates
    guard outputs.count == design.curveCount,
      outputs.allSatisfy({ $0.count == design.pointsPerCurve })
    else {
      throw .invalidSetting(
        name: "Outputs of the curves",
        requirement: "\(design.curveCount) columns of \(design.pointsPerCurve) numbers",
        value: "\(outputs.count) columns of \(outputs.first?.count ?? 0)"
      )
    }
    let undefined = outputs.reduce(0) { $0 + $1.count { !$0.isFinite } }
    guard undefined == 0 else {
      throw .undefinedRuns(count: undefined, total: design.runCount, method: "efast")
    }
    try OutputVariation.require(outputs, of: design.problem.outputName)
    let powers = Parallel.map(0..<outputs.count, threads: design.problem.threads) { range in
      range.map { Self.powers(outputs[$0], design) }
    }.flatMap(\.self)
    guard powers.allSatisfy({ $0.variance > 0 }) else {
      throw .noVariance(name: design.problem.outputName)
    }
    factors = design.problem.factors
    runs = design.runCount
    undefinedRuns = 0
    let curves = (0...count).map { Array(powers[($0 * replicates)..<(($0 + 1) * replicates)]) }
    func ratio(_ numerators: [Double], _ denominators: [Double]) -> IndexEstimate {
      ReplicateJackknife.ratio(numerators, denominators, confidence: confidence)
    }
    let totals = curves.map { own in
      ratio(own.map { $0.variance - $0.others }, own.map(\.variance))
    }
    noiseFloor = max(totals[count].high, 0)
    total = totals.prefix(count).map { IndexEstimate(withoutInterval: $0.value) }
    first = curves.prefix(count).map { own in
      IndexEstimate(withoutInterval: ratio(own.map(\.own), own.map(\.variance)).value)
    }
  }

  private static func powers(
    _ values: [Double],
    _ design: FourierAmplitudeDesign
  ) -> (own: Double, others: Double, variance: Double) {
    let spectrum = FourierSpectrum(values)
    let frequency = design.frequency
    let limit = (values.count - 1) / 2
    var own = 0.0
    for harmonic in 1...design.harmonics where harmonic * frequency <= limit {
      own += spectrum.power(harmonic * frequency)
    }
    var others = 0.0
    for low in 1...max(1, frequency / 2) { others += spectrum.power(low) }
    return (own, others, spectrum.variance)
  }
}

extension IndexEstimate {
  /// The estimate with an interval that is longer by a margin at both ends.
  func widened(by margin: Double) -> IndexEstimate {
    IndexEstimate(value: value, low: low - margin, high: high + margin)
  }
}
