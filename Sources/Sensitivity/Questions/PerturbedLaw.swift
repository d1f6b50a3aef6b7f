import NumericCore
import Probability
import Uncertainty

/// How the output changes when the mean of one input is off by so many standard deviations.
///
/// The perturbed law is that with the shifted mean which is nearest to the input's own in
/// Kullback-Leibler divergence: its density times `exp(t x)`. Existing draws are weighted with
/// `exp(t x)`; nothing is evaluated anew. A normal input is simply moved; a bounded one keeps its
/// bounds; one with heavy tails gets its weight from few draws, which ``effectiveDraws`` and
/// ``weightTail`` show: there is no interval then.
/// Inputs correlated with it move along, as their conditional law is kept.
///
/// Reference: Lemaitre, Sergienko, Arnaud, Bousquet, Gamboa and Iooss (2015), Density modification
/// based reliability sensitivity analysis, Journal of Statistical Computation and Simulation 85(6),
/// doi:10.1080/00949655.2013.873039.
public struct PerturbedLaw: Sendable {
  /// What a statistic of the output is before and after.
  public struct Effect: Sendable, Equatable {
    /// The statistic.
    public let statistic: OutputStatistic
    /// Its value with the input's own law, in the output's unit.
    public let original: IndexEstimate
    /// Its value with the perturbed law.
    public let perturbed: IndexEstimate
    /// The difference, perturbed less original.
    public let change: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The label of the input.
  public let input: String
  /// The shift of the mean, in standard deviations of the input.
  public let shift: Double
  /// The mean of the input in the draws, in its unit.
  public let originalMean: Double
  /// The mean with the perturbed law.
  public let perturbedMean: Double
  /// The effects on each statistic, in the order asked for.
  public let effects: [Effect]
  /// The number of equally weighted draws that would say as much.
  public let effectiveDraws: Double
  /// The tail exponent of the weights, about 0.3 for a normal input moved by one standard deviation.
  ///
  /// The weights have a finite variance below 1/2. From 0.4 on, what the largest of them stand for is
  /// too uncertain for the spread of replicates to say how uncertain.
  public let weightTail: Double
  /// The number of draws.
  public let draws: Int
  /// The number of draws left out because the output is undefined there.
  public let undefinedRuns: Int

  /// Whether at least a tenth of the draws' worth stands behind the perturbed figures, and no few of
  /// them carry the rest.
  public var isReliable: Bool {
    effectiveDraws >= 0.1 * Double(draws) && weightTail < Self.heaviestTail
  }

  private static let heaviestTail = 0.4

  /// Perturbs one input.
  ///
  /// - Parameters:
  ///   - given: Draws of the inputs and the output.
  ///   - input: The name of the input, or the label of a share such as `mix[top]`.
  ///   - shift: The shift of the mean in standard deviations; finite, not 0.
  ///   - statistics: What to report.
  /// - Throws: `SensitivityError` for an unknown input, one that does not vary, or a mean that no
  ///   weighting of the draws reaches.
  public init(
    _ given: GivenDraws,
    input: String,
    shift: Double = 1,
    statistics: [OutputStatistic] = [.mean, .quantile(0.05), .median, .quantile(0.95)]
  ) throws(SensitivityError) {
    try self.init(
      given,
      input: input,
      shift: shift,
      statistics: statistics,
      before: Unperturbed(given)
    )
  }

  /// The output as it is, sorted once for all inputs.
  private struct Unperturbed {
    let all: WeightedSample.Ordered
    let replicates: [WeightedSample.Ordered]
    let plain: WeightedSample
    let plainReplicates: [WeightedSample]

    init(_ given: GivenDraws) {
      all = WeightedSample.Ordered(given.values)
      replicates = given.ranges.map { WeightedSample.Ordered(Array(given.values[$0])) }
      plain = WeightedSample(all, weights: nil)
      plainReplicates = replicates.map { WeightedSample($0, weights: nil) }
    }
  }

  private init(
    _ given: GivenDraws,
    input: String,
    shift: Double,
    statistics: [OutputStatistic],
    before unperturbed: Unperturbed
  ) throws(SensitivityError) {
    guard let place = given.index(labelled: input) else { throw .unknownInput(name: input) }
    guard shift.isFinite && shift != 0 else {
      throw .invalidSetting(
        name: "The shift of the mean",
        requirement: "finite and not 0",
        value: "\(shift)"
      )
    }
    for statistic in statistics { try statistic.validate() }
    let x = given.columns[place].values
    let moments = Moments(x)
    guard moments.standardDeviation > 0 else { throw .noVariance(name: input) }
    let scores = x.map { ($0 - moments.mean) / moments.standardDeviation }
    // One tilt for all draws; each replicate gets its own, so that its mean moves as far.
    guard let tilt = Self.tilt(scores, to: shift) else {
      throw .invalidSetting(
        name: "The shifted mean of \(input)",
        requirement: "inside the range of its draws",
        value: "\(moments.mean + shift * moments.standardDeviation)"
      )
    }
    let weights = Self.weights(scores, tilt)
    var replicateWeights: [[Double]] = []
    for range in given.ranges {
      let own = Array(scores[range])
      replicateWeights.append(
        Self.weights(own, Self.tilt(own, to: shift, from: tilt) ?? tilt)
      )
    }
    output = given.output
    self.input = input
    self.shift = shift
    originalMean = moments.mean
    let sum = weights.compensatedSum()
    perturbedMean = zip(weights, x).map { $0 * $1 }.compensatedSum() / sum
    effectiveDraws = sum * sum / weights.map { $0 * $0 }.compensatedSum()
    draws = given.count
    undefinedRuns = given.undefinedRuns
    let weightTail = Self.tail(scores.map { tilt * $0 }, tilt: tilt)
    self.weightTail = weightTail
    let isKnown =
      effectiveDraws >= 0.1 * Double(draws) && weightTail < Self.heaviestTail

    let plain = unperturbed.plain
    let tilted = WeightedSample(unperturbed.all, weights: weights)
    let parts = zip(unperturbed.replicates, replicateWeights).map {
      WeightedSample($0, weights: $1)
    }
    effects = statistics.map { statistic in
      let before = plain.value(statistic)
      let after = tilted.value(statistic)
      let pairs = zip(unperturbed.plainReplicates, parts).map {
        ($0.value(statistic), $1.value(statistic))
      }
      return Effect(
        statistic: statistic,
        original: IndexEstimate(around: before, replicates: pairs.map(\.0)),
        perturbed: isKnown
          ? IndexEstimate(around: after, replicates: pairs.map(\.1))
          : IndexEstimate(withoutInterval: after),
        change: isKnown
          ? IndexEstimate(around: after - before, replicates: pairs.map { $1 - $0 })
          : IndexEstimate(withoutInterval: after - before)
      )
    }
  }

  /// Perturbs every input in turn, by the shift and by its opposite.
  ///
  /// - Parameters:
  ///   - given: Draws of the inputs and the output.
  ///   - shift: The shift of the mean in standard deviations.
  ///   - statistics: What to report.
  /// - Returns: For each input that varies and whose mean can be shifted, both directions, in the
  ///   order of the inputs.
  /// - Throws: `SensitivityError` for a shift or a statistic out of range.
  public static func all(
    _ given: GivenDraws,
    shift: Double = 1,
    statistics: [OutputStatistic] = [.mean, .quantile(0.05), .median, .quantile(0.95)]
  ) throws(SensitivityError) -> [PerturbedLaw] {
    guard shift.isFinite && shift != 0 else {
      throw .invalidSetting(
        name: "The shift of the mean",
        requirement: "finite and not 0",
        value: "\(shift)"
      )
    }
    for statistic in statistics { try statistic.validate() }
    var result: [PerturbedLaw] = []
    let before = Unperturbed(given)
    for column in given.columns {
      for direction in [-shift, shift] {
        // An input that cannot be shifted so far has no row.
        if let law = try? PerturbedLaw(
          given,
          input: column.label,
          shift: direction,
          statistics: statistics,
          before: before
        ) {
          result.append(law)
        }
      }
    }
    return result
  }

  // MARK: Weights

  /// Hill's estimate of the tail exponent from the largest 0.5 % of the weights, given their logs.
  ///
  /// Reference: Hill (1975), Annals of Statistics 3, 1163-1174, doi:10.1214/aos/1176343247.
  private static func tail(_ logs: [Double], tilt: Double) -> Double {
    let count = max(logs.count / 200, 10)
    guard logs.count > count else { return .infinity }
    // Standardised values above 2 hold the largest 0.5 % of nearly every law; else all are sorted.
    let bound = 2 * abs(tilt)
    var high = logs.filter { $0 > bound }
    if high.count <= count { high = logs }
    let largest = high.sorted(by: >).prefix(count + 1)
    guard largest.count == count + 1, let last = largest.last else { return .infinity }
    return largest.dropLast().reduce(0) { $0 + ($1 - last) } / Double(count)
  }

  /// The exponent at which the weighted mean of standardised values is a target, `nil` outside
  /// their range.
  ///
  /// The derivative of the weighted mean is the weighted variance, so that Newton's steps, held
  /// within a bracket, find it in few passes.
  ///
  /// - Parameters:
  ///   - scores: The values.
  ///   - target: The mean wanted.
  ///   - start: Where to begin, of the sign of the target.
  private static func tilt(
    _ scores: [Double],
    to target: Double,
    from start: Double? = nil
  ) -> Double? {
    guard let least = scores.min(), let greatest = scores.max(), target > least,
      target < greatest
    else { return nil }
    /// The mean and the variance under the weights of an exponent.
    func moments(_ t: Double) -> (mean: Double, variance: Double) {
      let top = t * (t > 0 ? greatest : least)
      let weights = scores.map { exp(t * $0 - top) }
      let total = weights.compensatedSum()
      let mean = zip(weights, scores).map { $0 * $1 }.compensatedSum() / total
      let squares = zip(weights, scores).map { $0 * ($1 - mean) * ($1 - mean) }.pairwiseSum()
      return (mean, squares / total)
    }
    var (low, high) = (-Double.infinity, Double.infinity)
    var t = start ?? target
    for _ in 0..<200 {
      let (mean, variance) = moments(t)
      let miss = mean - target
      guard !miss.isNaN else { return nil }
      if miss == 0 { return t }
      if miss < 0 { low = t } else { high = t }
      var next = t - miss / variance
      if !(next > low && next < high) || abs(next) > 2 * abs(t) + 1 {
        next =
          low.isFinite && high.isFinite
          ? low + (high - low) / 2 : (miss < 0 ? t + abs(t) + 1 : t - abs(t) - 1)
      }
      if abs(next - t) <= 1e-13 * max(1, abs(t)) { return next }
      t = next
    }
    return abs(t) < 1e6 ? t : nil
  }

  /// Weights `exp(t x)` with largest 1.
  private static func weights(_ scores: [Double], _ tilt: Double) -> [Double] {
    let largest = scores.reduce(-Double.infinity) { max($0, tilt * $1) }
    return scores.map { exp(tilt * $0 - largest) }
  }
}
