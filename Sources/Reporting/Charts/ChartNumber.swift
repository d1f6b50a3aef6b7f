import TextCore

/// Prints the numbers of one chart; very large and very small ones share a power of ten that the
/// axis title names.
struct ChartNumber {
  let format: NumberFormat
  let power: Int
  /// The half-width of the widest interval, when rows print alike.
  private var widestHalf: Double?
  /// Digits of the half-width of an interval that count.
  private let significantDigits: Int

  /// A printer for all the values of an axis.
  ///
  /// - Parameters:
  ///   - values: What the axis shows.
  ///   - language: The language of the reader.
  ///   - significantDigits: Digits of the half-width of an interval that count.
  init(_ values: [Double], language: Language, significantDigits: Int = 2) {
    format = NumberFormat(language: language)
    self.significantDigits = significantDigits
    let largest = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let leading = DecimalDigits(largest)?.leadingPower ?? 0
    power = leading >= 7 || leading < -4 ? (leading - (leading % 3 + 3) % 3) : 0
  }

  func scaled(_ value: Double) -> Double {
    power == 0 ? value : value / Self.powerOfTen(power)
  }

  func unscaled(_ value: Double) -> Double {
    power == 0 ? value : value * Self.powerOfTen(power)
  }

  /// The axis title with the shared power of ten.
  func title(_ text: String) -> String {
    power == 0 ? text : "\(text)\u{A0}\u{D7}\u{A0}\(NumberFormat.powerOfTen(power))"
  }

  /// Makes rows print alike: an interval that is not much narrower than the widest one gives up
  /// its last digit for the decimals of the widest one.
  mutating func share(_ intervals: [(low: Double, high: Double)]) {
    let halves = intervals.map { half($0.low, $0.high) }.filter { $0 > 0 && $0.isFinite }
    widestHalf = halves.max()
  }

  /// A number whose digits follow the width of an interval.
  func text(_ value: Double, low: Double, high: Double) -> String {
    let digits = self.digits(low, high)
    return digits.isInterval
      ? format.figure(scaled(value), in: digits) : format.compact(scaled(value))
  }

  /// "12.3 to 31.2".
  func range(_ low: Double, _ high: Double) -> String {
    let digits = self.digits(low, high)
    return digits.isInterval ? format.range(digits).unbroken : format.compact(scaled(low))
  }

  /// A published figure with its own digits: "11 to 21".
  func published(_ figure: PublishedFigure) -> String {
    let low = format.compact(scaled(figure.low))
    guard figure.high > figure.low else { return low }
    let high = format.compact(scaled(figure.high))
    return "\(low) \(format.rangeWord) \(high)".unbroken
  }

  /// "19.0 (12.3 to 31.2)", or the value alone where the interval has no width.
  func interval(_ value: Double, _ low: Double, _ high: Double, stated: String? = nil) -> String {
    let centre = stated ?? text(value, low: low, high: high)
    return digits(low, high).isInterval ? "\(centre) (\(range(low, high)))" : centre
  }

  /// The text of an interval with its median.
  ///
  /// - Parameters:
  ///   - interval: The interval with its median.
  ///   - stated: The median as text, where it has digits of its own; left out where the axis names a
  ///     power of ten.
  func interval(_ interval: ChartInterval, stated: String? = nil) -> String {
    self.interval(interval.p50, interval.p05, interval.p95, stated: power == 0 ? stated : nil)
  }

  /// "+3.2 (+1.0 to +5.4)", with signs.
  func difference(_ value: Double, _ low: Double, _ high: Double) -> String {
    let digits = self.digits(low, high)
    guard digits.isInterval else {
      return (value > 0 ? "+" : "") + format.compact(scaled(value))
    }
    let texts = [value, low, high].map { format.signed(scaled($0), in: digits) }
    return "\(texts[0]) (\(texts[1]) \(format.rangeWord) \(texts[2]))"
  }

  private func half(_ low: Double, _ high: Double) -> Double { scaled(high) / 2 - scaled(low) / 2 }

  private func ownDecimals(_ half: Double) -> Int {
    format.decimals(uncertainty: half, significantDigits: significantDigits)
  }

  /// The digits for an interval.
  private func digits(_ low: Double, _ high: Double) -> IntervalDigits {
    let own = IntervalDigits.table(scaled(low), scaled(high), significantDigits: significantDigits)
    let half = self.half(low, high)
    guard let widestHalf, half > 0, half.isFinite, half * 4 >= widestHalf else { return own }
    return IntervalDigits(
      low: scaled(low),
      high: scaled(high),
      decimals: max(ownDecimals(widestHalf), ownDecimals(half) - 1),
      least: significantDigits
    )
  }

  /// A power of ten as the nearest number.
  static func powerOfTen(_ power: Int) -> Double {
    Double("1e\(power)") ?? (power < 0 ? 0 : .infinity)
  }
}

extension String {
  /// The text with no-break spaces, so that it wraps as a whole.
  fileprivate var unbroken: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
