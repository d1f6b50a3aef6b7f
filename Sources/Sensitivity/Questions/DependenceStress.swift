import NumericCore
import Probability
import Uncertainty

/// What the output would be if its inputs were dependent.
///
/// ```
/// z_i' = d_i (sqrt(r) z_0 + sqrt(1 - r) d_i z_i),  r = 2 sin(pi rho / 6)
/// ```
/// All univariate inputs get one rank correlation rho through a common normal score z_0, each in
/// the direction d_i (+1 or -1) that raises the output; at rho = 1 they are comonotone: all low or
/// all high together. Directions come from moving each input alone from its 5 % to its 95 %
/// quantile. Correlations that the model states are replaced, whatever their copula; Dirichlet inputs stay independent.
/// The rows share their random numbers with the plain run, to which rho = 0 is equal.
public struct DependenceStress: Sendable {
  /// The output at one rank correlation.
  public struct Row: Sendable {
    /// The common rank correlation; `nil` for the model with the correlations it states.
    public let rankCorrelation: Double?
    /// The output: mean, standard deviation, and the quantiles asked for with the interval's ends.
    public let summary: Summary
    /// The width of the output's interval, in its unit.
    public let width: IndexEstimate
    /// That width as a multiple of the width with independent inputs.
    public let widthRatio: IndexEstimate
    /// The mean as a difference from the mean with independent inputs, in the output's unit.
    public let meanChange: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The probabilities of the output's interval.
  public let interval: (low: Double, high: Double)
  /// The rows, in the order of the rank correlations asked for; the model as stated comes first
  /// where it states correlations.
  public let rows: [Row]
  /// The inputs made dependent, and whether each raises the output.
  public let directions: [(input: String, raises: Bool)]
  /// The inputs that stay independent: Dirichlet inputs.
  public let independentInputs: [String]

  /// Draws the output at several rank correlations.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - rankCorrelations: From 0 to 1 each.
  ///   - interval: The probabilities of the output's interval.
  ///   - probabilities: Further quantiles wanted in the summaries.
  ///   - settings: How many draws, which seed, how many replicates.
  /// - Throws: `SensitivityError` for an unknown output, one without uncertain inputs, or a setting
  ///   out of range.
  public init(
    model: Model,
    output: String,
    rankCorrelations: [Double] = [0, 0.3, 0.7, 1],
    interval: (low: Double, high: Double) = (0.05, 0.95),
    probabilities: [Double] = [0.5],
    settings: SimulationSettings
  ) throws(SensitivityError) {
    for value in rankCorrelations where !(value >= 0 && value <= 1) {
      throw .invalidSetting(
        name: "The common rank correlation",
        requirement: "from 0 to 1",
        value: "\(value)"
      )
    }
    guard interval.low > 0 && interval.low < interval.high && interval.high < 1 else {
      throw .invalidSetting(
        name: "The output's interval",
        requirement: "two increasing probabilities strictly between 0 and 1",
        value: "\(interval.low) ... \(interval.high)"
      )
    }
    guard let place = model.outputIndex(named: output) else { throw .unknownOutput(name: output) }
    let reaching = model.inputs(reaching: place).filter { !model.inputs[$0].coordinates.isEmpty }
    guard !reaching.isEmpty else { throw .certainOutput(name: output) }
    let run = try ReplicateRun(model, settings: settings, furtherDimensions: 1)
    let tornado: Tornado
    do { tornado = try Tornado(model: model, output: output) } catch { throw .simulation(error) }
    let stressed = reaching.filter { model.inputs[$0].kind != .dirichlet }
    let signs = stressed.map { index -> Double in
      let bar = tornado.bars.first { $0.input == model.inputs[index].name }
      return bar.map { $0.highOutput < $0.lowOutput } == true ? -1 : 1
    }
    let copula = try CommonScore(
      run,
      coordinates: stressed.map { model.inputs[$0].coordinates[0] },
      signs: signs
    )
    let quantiles = [interval.low, interval.high] + probabilities
    func row(_ rho: Double?, _ values: [Double], _ base: [Double]) -> Row {
      let own = Self.widths(values, interval, run.replicates)
      let reference = Self.widths(base, interval, run.replicates)
      let mean = OutputStatistic.mean.estimate(values, replicates: run.replicates)
      let baseMean = OutputStatistic.mean.estimate(base, replicates: run.replicates)
      return Row(
        rankCorrelation: rho,
        summary: values.withUnsafeBufferPointer {
          Summary(
            $0,
            replicates: run.replicates,
            probabilities: quantiles,
            threads: settings.threads
          )
        },
        width: own.index,
        widthRatio: IndexEstimate(
          around: own.pooled / reference.pooled,
          replicates: zip(own.replicates, reference.replicates).map { $0 / $1 }
        ),
        meanChange: IndexEstimate(
          around: mean.pooled - baseMean.pooled,
          replicates: zip(mean.replicates, baseMean.replicates).map { $0 - $1 }
        )
      )
    }
    let alone = model.withoutDependence
    func draws(_ rho: Double) throws(SensitivityError) -> [Double] {
      try run.evaluate(cube: copula.cube(rho), outputs: [place], of: alone)[0]
    }
    let independent = try draws(0)
    var rows: [Row] = []
    let own = Set(reaching)
    if model.groups.contains(where: { $0.members.filter { own.contains($0) }.count > 1 }) {
      rows.append(row(nil, try run.evaluate(outputs: [place])[0], independent))
    }
    for rho in rankCorrelations {
      rows.append(row(rho, rho == 0 ? independent : try draws(rho), independent))
    }
    self.output = output
    self.interval = interval
    self.rows = rows
    directions = zip(stressed, signs).map { (model.inputs[$0].name, $1 > 0) }
    independentInputs = reaching.filter { model.inputs[$0].kind == .dirichlet }
      .map { model.inputs[$0].name }
  }

  private static func widths(
    _ values: [Double],
    _ interval: (low: Double, high: Double),
    _ replicates: Int
  ) -> StatisticEstimate {
    let low = OutputStatistic.quantile(interval.low).estimate(values, replicates: replicates)
    let high = OutputStatistic.quantile(interval.high).estimate(values, replicates: replicates)
    return StatisticEstimate(
      pooled: high.pooled - low.pooled,
      replicates: zip(high.replicates, low.replicates).map { $0 - $1 },
      undefined: low.undefined
    )
  }
}

/// The unit cube with some coordinates made dependent through one common normal score.
private struct CommonScore: Sendable {
  private let columns: [[Double]]
  private let scores: [Int: [Double]]
  private let common: [Double]
  private let signs: [Int: Double]

  init(_ run: ReplicateRun, coordinates: [Int], signs: [Double]) throws(SensitivityError) {
    guard let normal = NormalScores() else { throw .certainOutput(name: "") }
    func scores(_ column: [Double]) -> [Double] {
      var result = column
      normal.scores(&result)
      return result
    }
    let columns = (0..<run.model.dimensionCount).map { run.coordinate($0) }
    self.columns = columns
    common = scores(run.coordinate(run.model.dimensionCount))
    self.scores = Dictionary(
      uniqueKeysWithValues: coordinates.map { ($0, scores(columns[$0])) }
    )
    self.signs = Dictionary(uniqueKeysWithValues: zip(coordinates, signs))
  }

  func cube(_ rankCorrelation: Double) -> [[Double]] {
    guard rankCorrelation > 0 else { return columns }
    let r = min(Copula.gaussian.scoreCorrelation(ofRankCorrelation: rankCorrelation), 1)
    let shared = r.squareRoot()
    let own = max(1 - r, 0).squareRoot()
    var result = columns
    for (coordinate, score) in scores {
      let sign = signs[coordinate] ?? 1
      var column = zip(common, score).map { sign * shared * $0 + own * $1 }
      column.withUnsafeMutableBufferPointer { NormalScores.quickProbabilities($0) }
      result[coordinate] = column
    }
    return result
  }
}
