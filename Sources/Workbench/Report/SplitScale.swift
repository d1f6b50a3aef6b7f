import Reporting
import Sensitivity
import Uncertainty

/// Prints the numbers of one split alike.
struct SplitScale {
  let format: NumberFormat
  let printer: QuantityPrinter
  /// The factor from a value to the printed number.
  let factor: Double
  /// The unit of the printed numbers.
  let symbol: String
  /// The decimals of levels, differences and contributions; `nil` where all is certain.
  private let decimals: Int?

  init(_ split: ScenarioDecomposition, _ printer: QuantityPrinter) {
    format = printer.format
    self.printer = printer
    // The mean of a condition is the share of the draws in which it holds.
    factor = printer.isCondition ? 100 : printer.factor
    symbol = printer.isCondition ? "%" : printer.symbol
    let format = printer.format
    let scale = factor
    let wanted = ([split.differenceSpread] + split.contributions.map(\.spread)).compactMap {
      $0.high > $0.low ? format.decimals(uncertainty: ($0.high - $0.low) / 2 * scale) : nil
    }
    guard let least = wanted.min(), let most = wanted.max() else {
      decimals = nil
      return
    }
    // Two digits of the largest contribution, as far as the draws bear them: intervals may be wide.
    let size = split.contributions.map { $0.value.value.magnitude }.max() ?? 0
    let error = split.contributions.map { ($0.value.high - $0.value.low) / 2 }.max() ?? 0
    let bySize = size > 0 ? format.decimals(uncertainty: size * scale) : least
    let byError =
      error > 0 ? format.decimals(uncertainty: error * scale, significantDigits: 1) : bySize
    // One more digit than the widest interval needs, where a narrow one asks for it.
    decimals = max(min(most, least + 1), min(bySize, byError))
  }

  /// The statistic of a model.
  func level(_ value: Double) -> String { number(value * factor) }

  /// A contribution with its sign.
  ///
  /// - Parameters:
  ///   - value: The contribution.
  ///   - spread: The interval that stands beside it.
  func signed(_ value: Double, beside spread: ScenarioDecomposition.Spread? = nil) -> String {
    guard value != 0 else { return "0" }
    let text: String
    if let (low, high) = ends(spread), let decimals {
      text = format.figure(
        value * factor,
        in: IntervalDigits(low: low, high: high, decimals: decimals)
      )
    } else {
      text = number(value * factor)
    }
    return value > 0 ? "+" + text : text
  }

  /// A number with the decimals of all, and more where it would print as 0.
  private func number(_ value: Double) -> String {
    guard let decimals else { return format.certain(value) }
    return format.figure(
      value,
      in: IntervalDigits(low: min(value, 0), high: max(value, 0), decimals: decimals, least: 1)
    )
  }

  /// Where nine draws in ten lie; `nil` where all are the same, and for a condition, whose draws are
  /// yes or no.
  func ends(_ spread: ScenarioDecomposition.Spread?) -> (low: Double, high: Double)? {
    guard let spread, spread.high > spread.low, !printer.isCondition else { return nil }
    return (spread.low * factor, spread.high * factor)
  }

  /// The interval of a contribution; empty where there is none.
  func interval(_ spread: ScenarioDecomposition.Spread) -> String {
    guard let decimals, let (low, high) = ends(spread) else { return "" }
    return format.range(IntervalDigits(low: low, high: high, decimals: decimals))
  }

  /// A contribution with its unit in a sentence; of a share, in points.
  func change(_ value: Double) -> String {
    format.quantity(
      signed(value),
      unit: symbol == "%" ? "points" : symbol
    )
  }
}
