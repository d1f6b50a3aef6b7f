import Units

/// A fault of a unit as a diagnostic states it: what is wrong, and what to do.
struct UnitFault {
  var message: String
  var help: String?

  init(_ error: UnitError) {
    switch error {
    case .unknown(let name, _, let suggestions):
      message = "There is no unit `\(name)`."
      let nearest = suggestions.map { "`\($0)`" }.joined(separator: " or ")
      help =
        suggestions.isEmpty
        ? "declare it: `unit \(name)` on a line of its own" : "did you mean \(nearest)?"
    case .refused(let name, _, let advice):
      message = "`\(name)` is not a unit."
      help = advice
    case .differentThings(let from, let to, let missing):
      message = "\(Self.quoted(from, first: true)) and \(Self.quoted(to)) are different things."
      help = Self.remedy(missing, from)
    case .differentMoney(let from, let to, let undated, let missing):
      message = "`\(from)` and `\(to)` are different money."
      help =
        undated.map { "`\($0)` has no price year: write `\($0)(2016)` where the amount enters" }
        ?? "convert one of them, as in `-> \(to)`"
      help? += ", or \(Self.remedy(missing, from))"
    case .noPriceYear(let currency):
      message = "`\(currency)` has no price year."
      help = "write `\(currency)(2016)` where the amount enters"
    case .currencyAndYear(let from, let to, let routes):
      message = "`\(from) -> \(to)` changes currency and price year at once: the order matters."
      help = "write \(routes.map { "`\($0)`" }.joined(separator: " or "))"
    case .alreadyDefined(let name, let meaning):
      message = "`\(name)` is already a unit (\(meaning))."
      help = "choose another name"
    default:
      // The sentences of the units module join fault and advice with a semicolon.
      let parts = Elaborator.sentence(error.description).split(separator: "; ", maxSplits: 1)
      message = Elaborator.sentence(parts.first.map(String.init) ?? error.description)
      if parts.count > 1 { help = String(parts[1].last == "." ? parts[1].dropLast() : parts[1]) }
    }
  }

  /// Whether two amounts of money are at fault.
  static func isMoney(_ error: UnitError) -> Bool {
    if case .differentMoney = error { return true }
    return false
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
