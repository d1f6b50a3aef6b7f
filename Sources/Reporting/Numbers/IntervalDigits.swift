/// How many decimals each figure of one interval is printed with.
///
/// ```
/// common:    the decimals that the uncertainty asks for, the same for all figures
/// wide:      low <= 0 <= high, or one end is 4 or more times the other
/// decimals:  not wide: common
///            wide: common, and more for a figure that would keep fewer than two digits
/// ```
/// Rounding by this rule keeps the order of the figures, so that a centre that lies in its interval
/// is printed in it; no figure but 0 is printed as 0, and each is within half a unit of its own last
/// place. Ends that are equal, or differ by the noise of the arithmetic, are one certain number. The
/// rule and why it holds: docs/decisions/0010-printed-figures.md.
public struct IntervalDigits: Sendable, Hashable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double
  /// The decimals that all figures have at least (negative: tens, hundreds, ...).
  public let decimals: Int
  /// The significant digits that a figure of a wide interval keeps at least.
  public let least: Int
  /// Whether both ends are the same number, but for the noise of the arithmetic.
  public let isPoint: Bool
  /// Whether figures may need digits of their own.
  public let isWide: Bool

  /// The digits for an interval.
  ///
  /// - Parameters:
  ///   - low: The lower end as printed, percentages times 100.
  ///   - high: The upper end; where the ends are not finite or out of order, figures print with
  ///     three significant digits.
  ///   - decimals: The decimals that the uncertainty asks for.
  ///   - least: The significant digits that a figure of a wide interval keeps at least, from 1.
  public init(low: Double, high: Double, decimals: Int, least: Int = 2) {
    self.low = low
    self.high = high
    self.least = max(1, least)
    isPoint = Self.isPoint(low, high)
    isWide =
      (low <= 0 && high >= 0) || (low > 0 && high / 4 >= low) || (high < 0 && low / 4 <= high)
    // Where all figures have the same decimals, those of the smaller end show that it is not 0.
    let smaller = low > 0 ? low : high
    let power = isWide ? nil : DecimalDigits(smaller)?.rounded(significant: 1).leadingPower
    self.decimals = max(decimals, power.map { -$0 } ?? decimals)
  }

  /// The digits of a table: two significant digits of the half-width of the interval.
  ///
  /// - Parameters:
  ///   - low: The lower end.
  ///   - high: The upper end.
  ///   - significantDigits: Digits of the half-width that count, and that a figure of a wide interval
  ///     keeps.
  public static func table(
    _ low: Double,
    _ high: Double,
    significantDigits: Int = 2
  ) -> IntervalDigits {
    // Halves, so that the width of two huge numbers stays finite.
    let half = high / 2 - low / 2
    return IntervalDigits(
      low: low,
      high: high,
      decimals: DecimalDigits.decimals(
        uncertainty: half > 0 ? half : max(low.magnitude, high.magnitude),
        significantDigits: significantDigits
      ),
      least: significantDigits
    )
  }

  /// The digits of a sentence: two significant digits of the larger end, and more where both ends
  /// would print alike.
  ///
  /// - Parameters:
  ///   - low: The lower end.
  ///   - high: The upper end.
  public static func sentence(_ low: Double, _ high: Double) -> IntervalDigits {
    var decimals = DecimalDigits.decimals(
      uncertainty: max(low.magnitude, high.magnitude),
      significantDigits: 2
    )
    if low < high, !isPoint(low, high) {
      for _ in 0..<12 {
        let ends = [low, high].map { DecimalDigits($0)?.rounded(decimals: decimals) }
        guard ends[0] == ends[1] else { break }
        decimals += 1
      }
    }
    return IntervalDigits(low: low, high: high, decimals: decimals)
  }

  /// The decimals for one figure of the interval.
  ///
  /// - Parameter value: The lower end, the upper end or a figure between them; another figure keeps
  ///   at least the same digits.
  public func decimals(for value: Double) -> Int {
    guard isWide || value < low || value > high else { return decimals }
    guard let power = DecimalDigits(value)?.rounded(significant: least).leadingPower else {
      return decimals
    }
    return max(decimals, least - 1 - power)
  }

  /// Whether a number lies between the ends as they are printed.
  ///
  /// - Parameter value: Any number.
  public func holds(_ value: Double) -> Bool {
    let ends = [low, high].map {
      DecimalDigits($0)?.rounded(decimals: decimals(for: $0)).value ?? $0
    }
    return ends[0] <= value && value <= ends[1]
  }

  /// Whether the figures have digits to follow: the ends are finite, in order, and not one number.
  public var isInterval: Bool { low < high && low.isFinite && high.isFinite && !isPoint }

  /// What the noise of double arithmetic may make of one number.
  private static func isPoint(_ low: Double, _ high: Double) -> Bool {
    guard low.isFinite, high.isFinite else { return false }
    return low == high || abs(high - low) <= 1e-12 * max(low.magnitude, high.magnitude)
  }
}
