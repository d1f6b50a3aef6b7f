import CSpecialFunctions

/// The Bernoulli distribution: 1 with a probability, else 0.
public struct Bernoulli: IntegerDistribution {
  /// The name in the study language.
  public static let familyName = "bernoulli"

  /// The probability of 1.
  public let probability: Double

  /// Makes a Bernoulli distribution.
  ///
  /// - Parameter probability: The probability of 1, from 0 to 1.
  /// - Throws: ``DistributionError`` when the probability is outside 0 ... 1.
  public init(probability: Double) throws(DistributionError) {
    try require(
      probability >= 0 && probability <= 1,
      Self.familyName,
      "p",
      "between 0 and 1",
      probability
    )
    self.probability = probability
  }

  // MARK: Parameters

  /// The probability `p`.
  public var parameters: [(name: String, value: Double)] { [("p", probability)] }
  /// 0 and 1, or the one of them that is certain.
  public var support: ClosedRange<Double> {
    probability == 0 ? 0...0 : probability == 1 ? 1...1 : 0...1
  }
  /// Discrete.
  public var isDiscrete: Bool { true }

  // MARK: Moments

  /// `p`.
  public var mean: Double { probability }
  /// `p (1 - p)`.
  public var variance: Double { probability * (1 - probability) }

  // MARK: Evaluation

  /// The probability of 0 or 1; 0 for anything else.
  public func density(at x: Double) -> Double {
    if x.isNaN { return .nan }
    return x == 1 ? probability : x == 0 ? 1 - probability : 0
  }

  /// The logarithm of the probability of 0 or 1.
  public func logDensity(at x: Double) -> Double {
    x == 0 ? log1p(-probability) : log(density(at: x))
  }

  /// The probability at or below `x`.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x < 0 ? 0 : x < 1 ? 1 - probability : 1
  }

  /// The probability above `x`.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return x < 0 ? 1 : x < 1 ? probability : 0
  }

  /// The smallest value whose cdf is at least `p`.
  public func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { $0 <= 1 - probability ? 0 : 1 }
  }

  /// The smallest value that is exceeded with probability at most `q`.
  public func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { probability <= $0 ? 0 : 1 }
  }

  var recurrence: (a: Double, b: Double) {
    let odds = probability / (1 - probability)
    return (odds, -odds)
  }

  func massRatio(after k: Double) -> Double { k == 0 ? probability / (1 - probability) : 0 }
}
