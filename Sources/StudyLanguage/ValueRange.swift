import NumericCore
import Uncertainty

/// Interval arithmetic over the operations of a model: which values a result can take.
///
/// Ends may be infinite. The range always holds every value; it may be wider than needed, because
/// the same quantity can occur twice.
enum ValueRange {
  private static let everything = -Double.infinity...Double.infinity

  /// The range of a result from those of its operands.
  static func of(_ operation: Operation, _ operands: [ClosedRange<Double>]) -> ClosedRange<Double> {
    let a = operands[0]
    let b = operands.count > 1 ? operands[1] : a
    switch operation {
    case .negate: return make(-a.upperBound, -a.lowerBound)
    case .absolute:
      let high = max(abs(a.lowerBound), abs(a.upperBound))
      return a.contains(0) ? make(0, high) : make(min(abs(a.lowerBound), abs(a.upperBound)), high)
    case .exp: return make(exp(a.lowerBound), exp(a.upperBound))
    case .squareRoot:
      return make(max(0, a.lowerBound).squareRoot(), max(0, a.upperBound).squareRoot())
    case .log, .log10, .tangent: return everything
    case .sine, .cosine: return -1...1
    case .floor: return make(a.lowerBound.rounded(.down), a.upperBound)
    case .round: return make(a.lowerBound.rounded(.down), a.upperBound.rounded(.up))
    case .not, .less, .lessOrEqual, .equal, .notEqual, .and, .or: return 0...1
    case .add: return make(a.lowerBound + b.lowerBound, a.upperBound + b.upperBound)
    case .subtract: return make(a.lowerBound - b.upperBound, a.upperBound - b.lowerBound)
    case .multiply: return product(a, b)
    case .divide:
      if b.contains(0) {
        return b.lowerBound >= 0 && a.lowerBound >= 0 ? 0...Double.infinity : everything
      }
      return product(a, make(1 / b.upperBound, 1 / b.lowerBound))
    case .power: return a.lowerBound >= 0 ? 0...Double.infinity : everything
    case .minimum:
      return make(min(a.lowerBound, b.lowerBound), min(a.upperBound, b.upperBound))
    case .maximum:
      return make(max(a.lowerBound, b.lowerBound), max(a.upperBound, b.upperBound))
    case .select:
      let c = operands[2]
      return make(min(b.lowerBound, c.lowerBound), max(b.upperBound, c.upperBound))
    }
  }

  private static func product(
    _ a: ClosedRange<Double>,
    _ b: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let corners = [
      times(a.lowerBound, b.lowerBound), times(a.lowerBound, b.upperBound),
      times(a.upperBound, b.lowerBound), times(a.upperBound, b.upperBound),
    ]
    return make(corners.min() ?? -.infinity, corners.max() ?? .infinity)
  }

  private static func times(_ x: Double, _ y: Double) -> Double { x == 0 || y == 0 ? 0 : x * y }

  private static func make(_ low: Double, _ high: Double) -> ClosedRange<Double> {
    low <= high ? low...high : everything
  }
}
