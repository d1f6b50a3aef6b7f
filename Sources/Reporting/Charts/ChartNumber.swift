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
  init(_ values: [Double], language: ReportLanguage, significantDigits: Int = 2) {
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
    guard let decimals = decimals(low, high) else { return format.compact(scaled(value)) }
    return format.fixed(scaled(value), decimals: decimals, in: scaled(low), scaled(high))
  }

  /// "12.3 to 31.2".
  func range(_ low: Double, _ high: Double) -> String {
    guard let decimals = decimals(low, high) else { return format.compact(scaled(low)) }
    return format.range(scaled(low), scaled(high), decimals: decimals).unbroken
  }

  /// A published figure with its own digits: "11 to 21".
  func published(_ figure: PublishedFigure) -> String {
    let low = format.compact(scaled(figure.low))
    guard figure.high > figure.low else { return low }
    let high = format.compact(scaled(figure.high))
    return "\(low) \(format.rangeWord) \(high)".unbroken
  }

  /// "19.0 (12.3 to 31.2)", or the value alone where the interval has no width.
  func interval(_ value: Double, _ low: Double, _ high: Double) -> String {
    guard high > low else { return text(value, low: low, high: high) }
    return text(value, low: low, high: high) + " (" + range(low, high) + ")"
  }

  /// "+3.2 (+1.0 to +5.4)", with signs.
  func difference(_ value: Double, _ low: Double, _ high: Double) -> String {
    guard let decimals = decimals(low, high) else {
      return (value > 0 ? "+" : "") + format.compact(scaled(value))
    }
    let texts = [value, low, high].map { format.signed(scaled($0), decimals: decimals) }
    return "\(texts[0]) (\(texts[1]) \(format.rangeWord) \(texts[2]))"
  }

  private func half(_ low: Double, _ high: Double) -> Double { scaled(high) / 2 - scaled(low) / 2 }

  private func ownDecimals(_ half: Double) -> Int {
    format.decimals(uncertainty: half, significantDigits: significantDigits)
  }

  /// The decimals for an interval; nil when it has no width.
  private func decimals(_ low: Double, _ high: Double) -> Int? {
    let half = self.half(low, high)
    guard half > 0, half.isFinite else { return nil }
    let own = ownDecimals(half)
    guard let widestHalf, half * 4 >= widestHalf else { return own }
    return max(ownDecimals(widestHalf), own - 1)
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
