import Uncertainty

/// Where a break-even value is looked for.
public enum BreakEvenRange: Sendable, Equatable {
  /// Between two quantiles of the input, in probabilities strictly between 0 and 1.
  case quantiles(low: Double, high: Double)
  /// From the 0.1 % to the 99.9 % quantile and beyond on both sides by so many times that width;
  /// an input that cannot be negative stays at 0 or above.
  case beyond(widths: Double)
  /// Between two values in the input's unit.
  case values(low: Double, high: Double)

  /// From the 0.1 % to the 99.9 % quantile.
  public static let probable = BreakEvenRange.quantiles(low: 0.001, high: 0.999)

  /// The values to try first, increasing.
  func grid(_ scale: InputScale, count: Int) throws(SensitivityError) -> [Double] {
    switch self {
    case .quantiles(let low, let high):
      guard low > 0 && low < high && high < 1 else {
        throw .invalidSetting(
          name: "The range of quantiles",
          requirement: "two increasing probabilities strictly between 0 and 1",
          value: "\(low) ... \(high)"
        )
      }
      return Self.distinct(Self.scores(low, high, count).map { scale.quantile($0) })
    case .beyond(let widths):
      guard widths > 0 && widths.isFinite else {
        throw .invalidSetting(
          name: "The reach beyond the input's range",
          requirement: "above 0",
          value: "\(widths)"
        )
      }
      let inner = Self.scores(0.001, 0.999, count).map { scale.quantile($0) }
      guard let first = inner.first, let last = inner.last else { return [] }
      let step = widths * (last - first)
      let floor = scale.lowerBound >= 0 ? 0 : -Double.infinity
      // Steps that grow: most break-even values lie near the range.
      let outer = (1...max(4, count / 4)).map { index -> Double in
        let part = Double(index) / Double(max(4, count / 4))
        return step * part * part
      }
      let below = outer.map { max(first - $0, floor) }
      return Self.distinct(below.reversed() + inner + outer.map { last + $0 })
    case .values(let low, let high):
      guard low < high && low.isFinite && high.isFinite else {
        throw .invalidSetting(
          name: "The range of values",
          requirement: "two increasing numbers",
          value: "\(low) ... \(high)"
        )
      }
      return (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
    }
  }

  /// Probabilities at equal distances of normal scores, which spread values evenly.
  private static func scores(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    guard let scores = NormalScores() else { return [] }
    var ends = [low, high]
    scores.scores(&ends)
    var grid = (0..<count).map {
      ends[0] + (ends[1] - ends[0]) * Double($0) / Double(count - 1)
    }
    scores.probabilities(&grid)
    grid[0] = low
    grid[count - 1] = high
    return grid
  }

  private static func distinct(_ values: [Double]) -> [Double] {
    var result: [Double] = []
    for value in values where value.isFinite && (result.last.map { $0 < value } ?? true) {
      result.append(value)
    }
    return result
  }
}
