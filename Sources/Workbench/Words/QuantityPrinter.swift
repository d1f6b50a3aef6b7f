import Reporting
import StudyLanguage
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

  init(_ quantity: Quantity, units: UnitSystem, language: ReportLanguage) {
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
    language: ReportLanguage
  ) {
    format = NumberFormat(language: language)
    let unitLanguage: UnitLanguage = language == .fr ? .fr : .en
    self.isCondition = isCondition
    if isPercent && unit.isOne {
      factor = 100
      symbol = "%"
      words = "%"
      singular = "%"
    } else {
      factor = 1
      symbol = units.displaySymbol(of: unit, language: unitLanguage)
      words = symbol == "%" ? "%" : units.name(of: unit, language: unitLanguage)
      singular =
        symbol == "%"
        ? "%" : units.name(of: unit, language: unitLanguage, plural: false)
    }
  }

  // MARK: Numbers without their unit

  /// A number whose digits follow an uncertainty in the quantity's own scale.
  func number(_ value: Double, uncertainty: Double) -> String {
    format.rounded(value * factor, uncertainty: uncertainty * factor)
  }

  /// A number that is certain: as it is when it has at most seven significant digits, else with
  /// four, as a quotient of two certain numbers has.
  func exact(_ value: Double) -> String {
    let number = scaled(value)
    let seven = format.significant(number, digits: 7)
    let full = format.exact(number)
    return full.filter(\.isNumber).count <= max(7, seven.filter(\.isNumber).count)
      ? full : format.significant(number, digits: 4)
  }

  /// The value times the factor, without the last-digit noise of the product.
  func scaled(_ value: Double) -> Double {
    guard factor != 1 else { return value }
    let product = value * factor
    let rounded = (product * 1e9).rounded() / 1e9
    return abs(rounded - product) <= 1e-12 * abs(product) ? rounded : product
  }

  /// A number for a table: digits by the width of its interval; certain numbers exactly.
  func number(_ value: Double, in summary: ResultSummary) -> String {
    guard !summary.isConstant else { return exact(value) }
    return number(value, uncertainty: (summary.high - summary.low) / 2)
  }

  /// The 90 % interval for a table, without its unit.
  func interval(_ summary: ResultSummary) -> String {
    guard !summary.isConstant else { return "" }
    let decimals = format.decimals(uncertainty: (summary.high - summary.low) / 2 * factor)
    return format.range(summary.low * factor, summary.high * factor, decimals: decimals)
  }

  /// A numerical error: one significant digit, rounded up in meaning by being a half-width.
  func error(_ halfWidth: Double) -> String {
    guard halfWidth > 0 else { return halfWidth == 0 ? "0" : format.undefined }
    return format.significant(halfWidth * factor, digits: 1)
  }

  /// The central number of a table: the median, or the share of draws in which a condition holds.
  func centre(_ summary: ResultSummary) -> String {
    isCondition ? condition(summary) : number(summary.median, in: summary)
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

  /// A value with its unit, digits by the summary it belongs to.
  func text(_ value: Double, in summary: ResultSummary) -> String {
    with(symbol: number(value, in: summary))
  }

  /// "between 12 and 31 million euros a year", or the number itself when it is certain.
  func headline(_ summary: ResultSummary) -> String {
    guard !summary.isConstant else { return with(words: exact(summary.median)) }
    let low = summary.low * factor
    let high = summary.high * factor
    return format.between(
      low,
      high,
      decimals: format.headlineDecimals(low: low, high: high),
      unit: words
    )
  }

  /// "12 to 31" with the digits of the headline, without the unit.
  func headlineRange(_ summary: ResultSummary) -> String {
    let low = summary.low * factor
    let high = summary.high * factor
    return format.range(low, high, decimals: format.headlineDecimals(low: low, high: high))
  }

  /// The central estimate with the digits of the headline, without its unit.
  func headlineCentre(_ summary: ResultSummary) -> String {
    let decimals = format.headlineDecimals(low: summary.low * factor, high: summary.high * factor)
    return format.fixed(summary.median * factor, decimals: decimals)
  }
}
