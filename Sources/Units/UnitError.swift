/// Why a unit could not be read, declared or converted.
public enum UnitError: Error, Hashable, Sendable {
  // MARK: Reading

  /// Nothing but spaces.
  case empty
  /// A name that is no unit, with the nearest names that are.
  case unknown(name: String, offset: Int, suggestions: [String])
  /// A sign or word that is refused, with what to write instead.
  case refused(name: String, offset: Int, advice: String)
  /// Something that cannot stand where it stands.
  case unexpected(found: String, offset: Int, expected: String)
  /// A number other than 1 inside a unit.
  case number(text: String, offset: Int)
  /// An exponent that is not a small whole number or fraction.
  case exponent(text: String, offset: Int)
  /// A price year that is not four digits.
  case priceYear(currency: String, text: String, offset: Int)
  /// A price year on something that is not money.
  case priceYearOnOther(name: String, offset: Int)
  /// A prefix on something that is not money.
  case prefixOnOther(prefix: String, name: String, word: String, offset: Int)
  /// Parentheses inside parentheses beyond reason.
  case tooDeep(offset: Int)

  // MARK: Declaring

  /// A name that a unit cannot have.
  case invalidName(String)
  /// A name that is taken.
  case alreadyDefined(name: String, meaning: String)
  /// A definition whose number is not positive or does not fit.
  case invalidSize(name: String, text: String)

  // MARK: Converting

  /// Two units that measure different things; `missing` is what one lacks to be the other.
  case differentThings(from: String, to: String, missing: Unit)
  /// Two amounts of money that must be made alike before they are added or compared; `undated` is
  /// the currency without price year, if one is, and `missing` what one lacks to be the other.
  case differentMoney(from: String, to: String, undated: String?, missing: Unit)
  /// Money without a price year where one is needed.
  case noPriceYear(currency: String)
  /// Dated money to be converted to money without a price year.
  case noTargetYear(from: String, to: String)
  /// A conversion of currency and price year at once, with the two ways to write it.
  case currencyAndYear(from: String, to: String, routes: [String])
  /// Several currencies to be converted at once.
  case severalCurrencies(from: String, to: String)
  /// A currency without a price index; `available` are the currencies that have one.
  case noPriceIndex(currency: String, available: [String])
  /// Two currencies without a rate between them; `available` are the pairs that have one.
  case noExchangeRate(from: String, to: String, available: [String])
  /// A year that a series does not cover.
  case missingYear(series: String, year: Int, available: [Int])
  /// A value in a series that is not a positive number.
  case invalidSeries(series: String, year: Int, value: String)

  /// Where in the text the fault begins, counted in bytes of UTF-8; `nil` for faults without a
  /// place.
  public var offset: Int? {
    switch self {
    case .empty: 0
    case .unknown(_, let offset, _), .refused(_, let offset, _), .unexpected(_, let offset, _),
      .number(_, let offset), .exponent(_, let offset), .priceYear(_, _, let offset),
      .priceYearOnOther(_, let offset), .prefixOnOther(_, _, _, let offset), .tooDeep(let offset):
      offset
    default: nil
    }
  }

  /// The name at fault and what may stand in its place, the likeliest first; `nil` where that is not
  /// known.
  public var replacements: (name: String, texts: [String])? {
    switch self {
    case .unknown(let name, _, let suggestions) where !suggestions.isEmpty: (name, suggestions)
    case .refused(let name, _, let advice) where advice.hasPrefix("write "):
      advice.dropFirst(6).contains { $0 == " " || $0 == "," }
        ? nil : (name, [String(advice.dropFirst(6))])
    case .prefixOnOther(let prefix, let name, let word, _):
      (prefix + name, ["\(word) \(name)"])
    default: nil
    }
  }

  /// The same fault in a text that has more bytes before it.
  func moved(by bytes: Int) -> UnitError {
    switch self {
    case .unknown(let name, let offset, let suggestions):
      .unknown(name: name, offset: offset + bytes, suggestions: suggestions)
    case .refused(let name, let offset, let advice):
      .refused(name: name, offset: offset + bytes, advice: advice)
    case .unexpected(let found, let offset, let expected):
      .unexpected(found: found, offset: offset + bytes, expected: expected)
    case .number(let text, let offset): .number(text: text, offset: offset + bytes)
    case .exponent(let text, let offset): .exponent(text: text, offset: offset + bytes)
    case .priceYear(let currency, let text, let offset):
      .priceYear(currency: currency, text: text, offset: offset + bytes)
    case .priceYearOnOther(let name, let offset):
      .priceYearOnOther(name: name, offset: offset + bytes)
    case .prefixOnOther(let prefix, let name, let word, let offset):
      .prefixOnOther(prefix: prefix, name: name, word: word, offset: offset + bytes)
    case .tooDeep(let offset): .tooDeep(offset: offset + bytes)
    default: self
    }
  }
}
