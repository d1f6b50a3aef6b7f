import TextCore

extension Language {
  /// The form of a noun that goes with a number: English has a singular for 1, French for 0 and 1.
  ///
  /// - Parameters:
  ///   - number: How many.
  ///   - one: The singular.
  ///   - other: The plural.
  public func plural(_ number: Int, one: String, other: String) -> String {
    let magnitude = number.magnitude
    switch self {
    case .en: return magnitude == 1 ? one : other
    case .fr: return magnitude <= 1 ? one : other
    }
  }

  /// An ordinal: "1st", "2nd", "3rd", "11th"; "1er", "2e" (with a feminine "1re").
  ///
  /// - Parameters:
  ///   - number: A whole number from 1.
  ///   - feminine: Whether the French noun is feminine.
  public func ordinal(_ number: Int, feminine: Bool = false) -> String {
    switch self {
    case .fr:
      return number == 1 ? (feminine ? "1re" : "1er") : "\(number)e"
    case .en:
      let last = number.magnitude % 10
      guard !(11...13).contains(number.magnitude % 100) else { return "\(number)th" }
      return switch last {
      case 1: "\(number)st"
      case 2: "\(number)nd"
      case 3: "\(number)rd"
      default: "\(number)th"
      }
    }
  }

  /// Items in a sentence: "a, b and c", "a, b et c".
  public func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    let word = self == .fr ? " et " : " and "
    return items.dropLast().joined(separator: ", ") + word + last
  }

  /// Text between the quotation marks of the language.
  public func quoted(_ text: String) -> String {
    switch self {
    case .en: "\u{201C}\(text)\u{201D}"
    case .fr: "\u{AB}\u{202F}\(text)\u{202F}\u{BB}"
    }
  }

  /// What stands before a colon: nothing in English, a no-break space in French.
  public var colon: String { self == .fr ? "\u{A0}:" : ":" }
}
