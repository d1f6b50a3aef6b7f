extension UnitError: CustomStringConvertible {
  /// The fault in one sentence, with what to write instead.
  public var description: String {
    switch self {
    case .empty:
      "a unit is missing; write for instance ad or EUR/month"
    case .unknown(let name, _, let suggestions):
      suggestions.isEmpty
        ? "unknown unit \(name); declare it with `unit \(name)`"
        : "unknown unit \(name); did you mean \(Self.list(suggestions, "or"))?"
    case .refused(let name, _, let advice):
      "\(name) is not a unit; \(advice)"
    case .unexpected(let found, _, let expected):
      "\(found) cannot stand here in a unit; \(expected)"
    case .number(let text, _):
      "a unit holds no number but 1, and this one holds \(text); write the number before the unit"
    case .exponent(let text, _):
      "\(text.isEmpty ? "nothing" : text) is not an exponent; "
        + "write a whole number up to 64 as in ^2, or a fraction as in ^(1/2)"
    case .priceYear(let currency, let text, _):
      "\(text.isEmpty ? "nothing" : text) is not a price year; "
        + "write four digits, as in \(currency)(2014)"
    case .priceYearOnOther(let name, _):
      "\(name) has no price year; only a currency has one, as in EUR(2014)"
    case .prefixOnOther(let prefix, let name, let word, _):
      "the prefix \(prefix) goes with currencies only; write \(word) \(name)"
    case .tooDeep:
      "this unit has too many parentheses inside one another"
    case .invalidName(let name):
      "\(name.isEmpty ? "nothing" : name) cannot name a unit; "
        + "a name is made of letters, digits and _, and begins with a letter"
    case .alreadyDefined(let name, let meaning):
      "\(name) is already a unit (\(meaning)); choose another name"
    case .invalidSize(let name, let text):
      "\(name) needs a positive number in its definition that can be held exactly; got \(text)"
    default:
      conversionDescription
    }
  }

  private var conversionDescription: String {
    switch self {
    case .differentThings(let from, let to, let missing):
      "\(from) and \(to) are different things; \(Self.remedy(missing))"
    case .differentMoney(let from, let to, let undated, let missing):
      if let undated {
        "\(from) and \(to) are different money, and \(undated) has no price year; "
          + "write \(undated)(2016) where the amount enters, or \(Self.remedy(missing))"
      } else {
        "\(from) and \(to) are different money; convert one of them, as in -> \(to), "
          + "or \(Self.remedy(missing))"
      }
    case .noPriceYear(let currency):
      "\(currency) has no price year; write \(currency)(2016) where the amount enters"
    case .noTargetYear(let from, let to):
      "\(from) has a price year and \(to) has none; write the year wanted, as in -> \(to)(2024)"
    case .currencyAndYear(let from, let to, let routes):
      "\(from) -> \(to) changes currency and price year at once, and the order matters; "
        + "write \(Self.list(routes, "or"))"
    case .severalCurrencies(let from, let to):
      "\(from) -> \(to) changes several currencies at once; convert them one after the other"
    case .noPriceIndex(let currency, let available):
      "no price index for \(currency); "
        + (available.isEmpty
          ? "no index is loaded" : "there is one for \(Self.list(available, "and"))")
    case .noExchangeRate(let from, let to, let available):
      "no exchange rate between \(from) and \(to); "
        + (available.isEmpty
          ? "no rate is loaded" : "there is one for \(Self.list(available, "and"))")
    case .missingYear(let series, let year, let available):
      "\(series): no value for \(year); "
        + (available.isEmpty ? "the series is empty" : "there is one for \(Self.years(available))")
    case .invalidSeries(let series, let year, let value):
      "\(series): the value for \(year) must be a positive number, and it is \(value)"
    default: ""
    }
  }

  private static func remedy(_ missing: Unit) -> String {
    missing.terms.allSatisfy { $0.exponent < 0 }
      ? "divide by a quantity in \(missing.inverse)"
      : "multiply by a quantity in \(missing)"
  }

  private static func list(_ names: [String], _ conjunction: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }

  /// Years as runs: "1999 to 2005, 2007".
  private static func years(_ years: [Int]) -> String {
    var runs: [(first: Int, last: Int)] = []
    for year in years.sorted() {
      if let run = runs.last, year - 1 == run.last {
        runs[runs.count - 1].last = year
      } else {
        runs.append((year, year))
      }
    }
    return runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first) to \($0.last)" }
      .joined(separator: ", ")
  }
}
