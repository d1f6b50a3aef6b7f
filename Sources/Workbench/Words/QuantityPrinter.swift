import Reporting
import Sensitivity
import StudyLanguage
import TextCore
import Uncertainty
import Units

/// Prints the values of one quantity: number, unit and rounding in the reader's habit.
struct QuantityPrinter {
  let format: NumberFormat
  /// The factor from the quantity's value to the printed number: 100 for shares.
  let factor: Double
  /// The unit beside a number in a table, such as `MEUR/year` or `M€/an`; empty for plain numbers.
  let symbol: String
  /// Whether the quantity is a condition, printed as the share of draws in which it holds.
  let isCondition: Bool
  /// The unit in a sentence, such as `million euros a year`; empty for plain numbers.
  let words: String
  /// The same after a number that takes the singular.
  let singular: String

  init(_ quantity: Quantity, units: UnitSystem, language: Language) {
    self.init(
      unit: quantity.unit,
      isPercent: quantity.isPercent,
      isCondition: quantity.isCondition,
      units: units,
      language: language
    )
  }

  /// Prints values in a unit.
  init(
    unit: Unit,
    isPercent: Bool,
    isCondition: Bool = false,
    units: UnitSystem,
    language: Language
  ) {
    format = NumberFormat(language: language)
    self.isCondition = isCondition
    if isPercent && unit.isOne {
      factor = 100
      symbol = "%"
      words = "%"
      singular = "%"
    } else {
      factor = 1
      symbol = units.displaySymbol(of: unit, language: language)
      words = symbol == "%" ? "%" : units.name(of: unit, language: language)
      singular =
        symbol == "%"
        ? "%" : units.name(of: unit, language: language, plural: false)
    }
  }

  // MARK: Numbers without their unit

  /// A number that is certain: as it is when it has at most seven significant digits, else with
  /// four, as a quotient of two certain numbers has.
  func exact(_ value: Double) -> String { format.certain(scaled(value)) }

  /// The value times the factor, without the last-digit noise of the product.
  func scaled(_ value: Double) -> Double {
    guard factor != 1 else { return value }
    let product = value * factor
    let rounded = (product * 1e9).rounded() / 1e9
    return abs(rounded - product) <= 1e-12 * abs(product) ? rounded : product
  }

  // MARK: Figures of one interval

  /// The digits of an interval in a table.
  func digits(_ low: Double, _ high: Double) -> IntervalDigits {
    .table(low * factor, high * factor)
  }

  /// The digits of the 90 % interval in a table.
  func digits(_ summary: ResultSummary) -> IntervalDigits { digits(summary.low, summary.high) }

  /// A number whose digits follow an interval.
  func number(_ value: Double, in digits: IntervalDigits) -> String {
    format.figure(value * factor, in: digits)
  }

  /// A number for a table: digits by the width of its interval; certain numbers exactly.
  func number(_ value: Double, in summary: ResultSummary) -> String {
    summary.isConstant ? exact(value) : number(value, in: digits(summary))
  }

  /// The 90 % interval for a table, without its unit.
  func interval(_ summary: ResultSummary) -> String {
    summary.isConstant ? "" : format.range(digits(summary))
  }

  /// The mean for a table: digits by the spread and by its own numerical error.
  func mean(_ summary: ResultSummary) -> String {
    guard !summary.isConstant else { return exact(summary.mean) }
    return format.mean(
      summary.mean * factor,
      in: digits(summary),
      deviation: summary.standardDeviation * factor,
      error: summary.meanHalfWidth * factor
    )
  }

  /// Two numbers with their unit and the fewest digits that tell them apart, two at least.
  func apart(_ first: Double, _ second: Double) -> (String, String) {
    let digits = IntervalDigits.sentence(
      min(first, second) * factor,
      max(first, second) * factor
    )
    return (with(symbol: number(first, in: digits)), with(symbol: number(second, in: digits)))
  }

  /// An estimate with its 95 % interval, which is its numerical error.
  ///
  /// - Parameters:
  ///   - estimate: The estimate.
  ///   - range: Where it may lie, which it is told apart within.
  func estimate(_ estimate: IndexEstimate, in range: ClosedRange<Double>? = nil) -> String {
    format.estimate(
      estimate.value * factor,
      error: (estimate.high - estimate.low) / 2 * factor,
      decimals: range.map { digits($0.lowerBound, $0.upperBound).decimals }
    )
  }

  /// A numerical error: one significant digit, rounded up in meaning by being a half-width.
  func error(_ halfWidth: Double) -> String {
    guard halfWidth > 0 else { return halfWidth == 0 ? "0" : format.undefined }
    return format.significant(halfWidth * factor, digits: 1)
  }

  /// The central number of a table: the median, or the share of draws in which a condition holds.
  ///
  /// - Parameters:
  ///   - summary: The summary.
  ///   - given: The figure that the study states for it, where it states one.
  func centre(_ summary: ResultSummary, given: StatedFigure? = nil) -> String {
    if isCondition { return condition(summary) }
    return given.flatMap { stated($0, in: summary) } ?? number(summary.median, in: summary)
  }

  /// A stated figure for a table or a chart; `nil` where it lies outside the printed interval, or
  /// the quantity is a condition.
  func stated(_ given: StatedFigure, in summary: ResultSummary) -> String? {
    isCondition ? nil : text(given, in: summary, digits(summary))
  }

  /// A stated figure with the digits that it was given; `nil` where it lies outside the printed
  /// interval.
  private func text(
    _ given: StatedFigure,
    in summary: ResultSummary,
    _ digits: IntervalDigits
  ) -> String? {
    let value = scaled(given.value)
    guard !summary.isConstant else { return format.exact(value) }
    guard digits.isInterval, digits.holds(value) else { return nil }
    return given.isPrinted ? format.exact(value) : format.figure(value, in: digits)
  }

  /// Whether a condition holds where that is certain, else the share of draws in which it does.
  func condition(_ summary: ResultSummary) -> String {
    let words = Wording(language: format.language)
    guard summary.mean.isFinite else { return words.undefined }
    guard !summary.isConstant else {
      return summary.mean == 1 ? words("yes", "oui") : words("no", "non")
    }
    guard summary.mean > 0 && summary.mean < 1 else { return format.percent(summary.mean) }
    let error = summary.meanStandardError.isFinite ? summary.meanStandardError : 0
    return format.percent(summary.mean, uncertainty: max(error * 2, 0.005))
  }

  // MARK: With the unit

  /// A printed number with the unit of tables.
  func with(symbol number: String) -> String { format.quantity(number, unit: symbol) }

  /// A printed number with the unit of sentences.
  func with(words number: String) -> String {
    format.quantity(number, unit: isSingular(number) ? singular : words)
  }

  /// Whether a printed number takes the singular: 1 in English, what is below 2 in French.
  private func isSingular(_ number: String) -> Bool {
    let digits = number.drop { !$0.isNumber }
    guard format.language == .fr else { return digits == "1" }
    return ["0", "1"].contains(digits.prefix { $0 != "," })
  }

  /// The digits of the 90 % interval in a sentence.
  private func sentenceDigits(_ summary: ResultSummary) -> IntervalDigits {
    .sentence(summary.low * factor, summary.high * factor)
  }

  /// Whether both ends of the interval are the same number.
  func isPoint(_ summary: ResultSummary) -> Bool {
    summary.isConstant || digits(summary).isPoint
  }

  /// "between 12 and 31 million euros a year", or the number itself when it is certain or both ends
  /// are the same.
  func headline(_ summary: ResultSummary) -> String {
    guard !isPoint(summary) else { return with(words: exact(summary.median)) }
    return format.between(sentenceDigits(summary), unit: words)
  }

  /// "12 to 31" with the digits of the headline, without the unit.
  func headlineRange(_ summary: ResultSummary) -> String { format.range(sentenceDigits(summary)) }

  /// The central estimate with the digits of the headline, without its unit.
  ///
  /// - Parameters:
  ///   - summary: The summary.
  ///   - given: The figure that the study states for it, where it states one.
  func headlineCentre(_ summary: ResultSummary, given: StatedFigure? = nil) -> String {
    let digits = sentenceDigits(summary)
    return given.flatMap { text($0, in: summary, digits) } ?? number(summary.median, in: digits)
  }
}
