import NumericCore
import Uncertainty

/// Mean, mean size and spread of effects that come in independent blocks.
struct EffectMeasures {
  let count: Int
  let mean: IndexEstimate
  let meanAbsolute: IndexEstimate
  let deviation: IndexEstimate

  /// The sums of a set of effects around a common centre.
  private struct Sums {
    var count = 0.0
    var first = 0.0
    var square = 0.0
    var size = 0.0

    init() {}

    init(_ effects: [Double], around centre: Double) {
      count = Double(effects.count)
      first = effects.map { $0 - centre }.pairwiseSum()
      square = effects.map { ($0 - centre) * ($0 - centre) }.pairwiseSum()
      size = effects.map { abs($0) }.pairwiseSum()
    }

    static func + (a: Sums, b: Sums) -> Sums { a.combined(b, 1) }
    static func - (a: Sums, b: Sums) -> Sums { a.combined(b, -1) }

    private func combined(_ other: Sums, _ sign: Double) -> Sums {
      var result = self
      result.count += sign * other.count
      result.first += sign * other.first
      result.square += sign * other.square
      result.size += sign * other.size
      return result
    }

    func deviation(divisorLess less: Double) -> Double {
      let squares = square - first * first / count
      return count > less ? (max(squares, 0) / (count - less)).squareRoot() : .nan
    }
  }

  /// Takes the measures of effects.
  ///
  /// - Parameters:
  ///   - blocks: The effects of each independent block.
  ///   - isExhaustive: Whether these are all effects there are.
  init(_ blocks: [[Double]], isExhaustive: Bool) {
    let all = blocks.flatMap(\.self)
    let centre = Moments(all).mean
    let parts = blocks.filter { !$0.isEmpty }.map { Sums($0, around: centre) }
    let total = parts.reduce(Sums(), +)
    count = all.count
    func estimate(_ measure: (Sums) -> Double) -> IndexEstimate {
      let value = measure(total)
      if isExhaustive { return IndexEstimate(exactly: value) }
      let number = Double(parts.count)
      // Pseudo-values: their mean's standard error is that of the jackknife.
      let pseudo = parts.map { number * value - (number - 1) * measure(total - $0) }
      return IndexEstimate(around: value, replicates: pseudo)
    }
    mean = estimate { centre + $0.first / $0.count }
    meanAbsolute = estimate { $0.size / $0.count }.notNegative
    let spread = estimate { $0.deviation(divisorLess: isExhaustive ? 0 : 1) }
    guard !isExhaustive else {
      deviation = spread
      return
    }
    // The jackknife fails where effects are of one size and both signs: the spread is then at its
    // largest, and as flat there as any function. So the interval is extended to what the intervals
    // of the mean and of the squares around it allow.
    let square = estimate { $0.square / $0.count }
    let half = mean.high - mean.value
    deviation =
      IndexEstimate(
        value: spread.value,
        low: min(spread.low, max(square.low - half * half, 0).squareRoot()),
        high: max(spread.high, max(square.high, 0).squareRoot())
      ).notNegative
  }
}

extension IndexEstimate {
  /// The interval of a measure that cannot be negative, cut off at 0.
  fileprivate var notNegative: IndexEstimate {
    IndexEstimate(value: value, low: max(low, 0), high: high)
  }
}
