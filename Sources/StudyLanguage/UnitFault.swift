import StudySyntax
import Units

/// A fault of a unit as a diagnostic states it: what is wrong, and what to do.
struct UnitFault {
  var message: String
  var help: Advice?

  /// Words a fault.
  ///
  /// - Parameters:
  ///   - error: The fault.
  ///   - units: The units of the study, with the years that money can have.
  ///   - span: Where the name at fault stands, or the unit after an arrow; `nil` where it cannot be
  ///     changed.
  init(_ error: UnitError, units: UnitSystem, at span: SourceSpan? = nil) {
    switch error {
    case .unknown(let name, _, let suggestions):
      message = "There is no unit `\(name)`."
      let nearest = suggestions.map { "`\($0)`" }.joined(separator: " or ")
      help =
        suggestions.isEmpty
        ? "declare it: `unit \(name)` on a line of its own"
        : Self.advice("did you mean \(nearest)?", error, span)
    case .refused(let name, _, let advice):
      message = "`\(name)` is not a unit."
      help = Self.advice(advice, error, span)
    case .prefixOnOther(let prefix, let name, let word, _):
      message = "The prefix \(prefix) goes with currencies only."
      help = Self.advice("write `\(word) \(name)`", error, span)
    case .differentThings(let from, let to, let missing):
      message = "\(Self.quoted(from, first: true)) and \(Self.quoted(to)) are different things."
      help = Advice(Self.remedy(missing, from))
    case .differentMoney(let from, let to, let undated, let missing):
      message = "`\(from)` and `\(to)` are different money."
      let first =
        undated.map { Self.dating($0, units) } ?? "convert one of them, as in `-> \(to)`"
      help = Advice("\(first), or \(Self.remedy(missing, from))")
    case .noPriceYear(let currency):
      message = "`\(currency)` has no price year."
      help = Advice(Self.dating(currency, units))
    case .currencyAndYear(let from, let to, let routes):
      message = "`\(from) -> \(to)` changes currency and price year at once: the order matters."
      let ways = routes.map { String($0.dropFirst(3)) }
      help = Advice(
        "write \(routes.map { "`\($0)`" }.joined(separator: " or "))",
        fixes: span.map { place in ways.map { [TextEdit(place, $0)] } } ?? []
      )
    case .noPriceIndex(let currency, let available):
      message = "There is no price index for \(currency)."
      help = Advice(
        Self.existing(available)
          + "a data set `cpi-\(currency.lowercased())` with the columns `year` and `index` brings"
          + " one"
      )
    case .noExchangeRate(let from, let to, let available):
      message = "There is no exchange rate between \(from) and \(to)."
      let other = from == "EUR" ? to : from
      let code = other.lowercased()
      help = Advice(
        Self.existing(available)
          + "a data set `fx-eur-\(code)` with the columns `year` and `\(code)_per_eur` brings one"
      )
    case .alreadyDefined(let name, let meaning):
      message = "`\(name)` is already a unit (\(meaning))."
      help = "choose another name"
    default:
      // The sentences of the units module join fault and advice with a semicolon.
      let parts = Elaborator.sentence(error.description).split(separator: "; ", maxSplits: 1)
      message = Elaborator.sentence(parts.first.map(String.init) ?? error.description)
      if parts.count > 1 {
        help = Advice(String(parts[1].last == "." ? parts[1].dropLast() : parts[1]))
      }
    }
  }

  /// Whether two amounts of money are at fault.
  static func isMoney(_ error: UnitError) -> Bool {
    if case .differentMoney = error { return true }
    return false
  }

  /// Advice with what may stand in place of the name at fault.
  private static func advice(_ text: String, _ error: UnitError, _ span: SourceSpan?) -> Advice {
    guard let span, let found = error.replacements else { return Advice(text) }
    return Advice(text, fixes: found.texts.map { [TextEdit(span, $0)] })
  }

  /// Says where the year of prices belongs, with a year that there is.
  private static func dating(_ currency: String, _ units: UnitSystem) -> String {
    let code = units.entry(for: currency)?.name ?? currency
    let years = units.priceYears(of: code)
    guard let last = years.last else {
      return "`\(currency)` has no price year, and there is no index or rate for it"
    }
    let year = years.contains(2016) ? 2016 : years.count > 1 ? years[years.count - 2] : last
    return "say the year of its prices where the amount enters, as in `\(currency)(\(year))`"
  }

  private static func existing(_ available: [String]) -> String {
    guard let last = available.last else { return "" }
    let names =
      available.count == 1
      ? last : available.dropLast().joined(separator: ", ") + " and \(last)"
    return "there is one for \(names); "
  }

  private static func quoted(_ unit: String, first: Bool = false) -> String {
    guard unit == "a plain number" else { return "`\(unit)`" }
    return first ? "A plain number" : unit
  }

  private static func remedy(_ missing: Unit, _ from: String) -> String {
    let what = from == "a plain number" ? "the number" : "what is in `\(from)`"
    return missing.terms.allSatisfy { $0.exponent < 0 }
      ? "divide \(what) by a quantity in `\(missing.inverse)`"
      : "multiply \(what) by a quantity in `\(missing)`"
  }
}
