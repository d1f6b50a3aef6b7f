import NumericCore
import Probability

/// The distribution of a quantity that rises or falls all along with one input.
///
/// Quantiles are those of the input, through the formula. Mean and variance are integrals of the
/// quantile function between the corners of the formula, or sums over the outcomes of the input.
struct MonotoneLaw: Distribution {
  static let familyName = "function"

  let base: any Distribution
  let chain: MonotoneChain
  let rises: Bool
  let mean: Double
  let variance: Double
  let tailIndex: Double

  /// The law of a chain; `nil` where it is not monotone, or its mean is neither found to 1e-9 nor
  /// known to be infinite.
  ///
  /// - Parameters:
  ///   - chain: The way from the input.
  ///   - base: The distribution of the input.
  ///   - tail: What the formula shows of missing moments.
  init?(_ chain: MonotoneChain, of base: any Distribution, tail: TailFinding?) {
    guard let rises = chain.rises(over: base.support) else { return nil }
    self.base = base
    self.chain = chain
    self.rises = rises
    tailIndex = tail?.tailIndex ?? .infinity
    guard tail?.hasMean ?? true else {
      (mean, variance) = (.nan, .nan)
      return
    }
    let image = QuantileImage(base: base, chain: chain)
    guard let mean = image.mean(of: { $0 }) else { return nil }
    guard tail?.hasVariance ?? true else {
      (self.mean, variance) = (mean, .infinity)
      return
    }
    guard let variance = image.mean(of: { ($0 - mean) * ($0 - mean) }) else { return nil }
    self.mean = mean
    self.variance = variance
  }

  var parameters: [(name: String, value: Double)] { base.parameters }

  var support: ClosedRange<Double> {
    let ends = [chain.value(base.support.lowerBound), chain.value(base.support.upperBound)]
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  var isDiscrete: Bool {
    base.isDiscrete
      || chain.steps.contains { [.less, .lessOrEqual, .floor, .round].contains($0.operation) }
  }

  /// Not given: formulas are not differentiated here.
  func density(at x: Double) -> Double { .nan }

  /// Not given.
  func logDensity(at x: Double) -> Double { .nan }

  /// The probability at or below a value, by halving the scale of probabilities.
  func cdf(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    if x >= support.upperBound { return 1 }
    if x < support.lowerBound { return 0 }
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = low + (high - low) / 2
      guard middle > low && middle < high else { return low }
      if quantile(middle) <= x { low = middle } else { high = middle }
    }
  }

  func survival(_ x: Double) -> Double { x.isNaN ? .nan : 1 - cdf(x) }

  func quantile(_ p: Double) -> Double {
    guard p >= 0 && p <= 1 else { return .nan }
    if rises { return chain.value(base.quantile(p)) }
    // The largest x with P(X >= x) >= p is the smallest with P(X > x) < p.
    return chain.value(base.survivalQuantile(base.isDiscrete && p > 0 ? p.nextDown : p))
  }

  func survivalQuantile(_ q: Double) -> Double {
    guard q >= 0 && q <= 1 else { return .nan }
    if rises { return chain.value(base.survivalQuantile(q)) }
    return chain.value(base.quantile(base.isDiscrete && q < 1 ? q.nextUp : q))
  }
}

/// Integrals of functions of a formula's values over the probability scale of its input.
private struct QuantileImage {
  let base: any Distribution
  let chain: MonotoneChain

  /// The largest number of outcomes that are summed.
  private static let outcomes = 20_000

  /// The mean of a function of the formula's value; `nil` where it is not found to 1e-9.
  func mean(of function: (Double) -> Double) -> Double? {
    if base.isDiscrete { return sum(function) }
    guard isContinuous(base), let ends = segments else { return nil }
    var total = 0.0
    var scale = 0.0
    var error = 0.0
    for (from, to) in zip(ends, ends.dropFirst()) where to > from {
      guard let part = integral(function, from: from, to: to) else { return nil }
      total += part.value
      scale += part.magnitude
      error += part.error
    }
    return total.isFinite && error <= 1e-10 * scale ? total : nil
  }

  private func isContinuous(_ law: any Distribution) -> Bool {
    switch law {
    case let law as Affine: isContinuous(law.base)
    case let law as Truncated: isContinuous(law.base)
    case is Mixture, is InterpolatedQuantiles: false
    default: !law.isDiscrete
    }
  }

  /// The probabilities between which the formula is smooth.
  private var segments: [Double]? {
    var ends: [Double] = [0, 1]
    for (index, step) in chain.steps.enumerated() {
      guard let corners = MonotoneChain.corners(step) else { return nil }
      for corner in corners {
        let before = chain.steps[..<index]
        func operand(_ p: Double) -> Double {
          before.reduce(base.quantile(p)) { $1.value($0) }
        }
        let isBelow = operand(0) < corner
        guard isBelow != (operand(1) < corner) else { continue }
        var (low, high) = (0.0, 1.0)
        while true {
          let middle = low + (high - low) / 2
          guard middle > low && middle < high else { break }
          if (operand(middle) < corner) == isBelow { low = middle } else { high = middle }
        }
        ends.append(high)
      }
    }
    return ends.sorted()
  }

  /// The tanh-sinh rule between two probabilities, with that of half its nodes for the error.
  ///
  /// Reference: Takahasi and Mori 1974, Publ. RIMS 9:721.
  private func integral(
    _ function: (Double) -> Double,
    from: Double,
    to: Double
  ) -> (value: Double, magnitude: Double, error: Double)? {
    let width = to - from
    let step = 1.0 / 16
    var (fine, coarse, magnitude, far) = (0.0, 0.0, 0.0, 0.0)
    for index in -96...96 {
      let e = exp(-Double.pi * sinh(Double(index.magnitude) * step))
      let tail = e / (1 + e)
      let weight = Double.pi * cosh(Double(index.magnitude) * step) * tail / (1 + e) * width
      guard weight > 0, tail > 0 else { continue }
      let x: Double
      if index < 0 {
        x = base.quantile(from + width * tail)
      } else if to == 1 {
        x = base.survivalQuantile(width * tail)
      } else {
        x = base.quantile(to - width * tail)
      }
      let term = function(chain.value(x)) * weight
      guard term.isFinite else { return nil }
      fine += term
      magnitude += term.magnitude
      if index % 2 == 0 { coarse += term }
      if index.magnitude >= 90 { far = max(far, term.magnitude) }
    }
    // What lies beyond the last nodes must not matter.
    guard far <= 1e-11 * magnitude || magnitude == 0 else { return nil }
    return (fine * step, magnitude * step, (fine - 2 * coarse).magnitude * step)
  }

  /// The sum over the outcomes of a discrete input.
  private func sum(_ function: (Double) -> Double) -> Double? {
    var total = 0.0
    var mass = 0.0
    var x = base.quantile(0x1p-70)
    for _ in 0..<Self.outcomes {
      let own = base.density(at: x)
      total += own * function(chain.value(x))
      mass += own
      let reached = base.cdf(x)
      if base.survival(x) <= 0x1p-70 {
        return total.isFinite && abs(mass - 1) < 1e-9 ? total / mass : nil
      }
      let next =
        reached < 0.5
        ? base.quantile(reached.nextUp) : base.survivalQuantile(base.survival(x).nextDown)
      guard next > x else { return nil }
      x = next
    }
    return nil
  }
}

extension Model {
  /// The law of a node that is a monotone function of one input.
  func monotoneLaw(ofNode node: Int, tail: () -> TailFinding?) -> (any Distribution)? {
    monotoneChain(to: node).flatMap { law(of: $0, tail: tail) }
  }

  /// The law of a chain.
  func law(of chain: MonotoneChain, tail: () -> TailFinding?) -> (any Distribution)? {
    guard let base = inputs[chain.input].marginal(of: chain.component) else { return nil }
    if chain.steps.isEmpty { return base }
    if let affine = chain.affine {
      return try? Affine(base, shift: affine.shift, scale: affine.scale)
    }
    return MonotoneLaw(chain, of: base, tail: tail())
  }
}
