import TextCore

/// One row of the catalogue of units, shipped or declared by a study.
public struct UnitEntry: Sendable {
  /// What sort of unit a row is.
  public enum Kind: String, Sendable {
    /// A dimension of its own: `ad`, `second`.
    case base
    /// Made of other units: `week`, `%`.
    case derived
    /// A plain number that may stand before another unit: `million EUR`.
    case multiplier
    /// Money, which takes the prefixes k, M and bn and a price year.
    case currency
  }

  /// A word in the singular and in the plural.
  public struct Words: Hashable, Sendable {
    /// The word after "one".
    public let singular: String
    /// The word after "many".
    public let plural: String

    /// A word in the singular and in the plural.
    public init(singular: String, plural: String) {
      self.singular = singular
      self.plural = plural
    }
  }

  /// The name in the singular, as a study writes it.
  public let name: String
  /// The other spellings a study may use; the first is the plural where there is one.
  public let aliases: [String]
  /// What sort of unit this is.
  public let kind: Kind
  /// What it measures.
  public let dimension: Dimension
  /// Its size in base units of its dimension.
  public let factor: ConversionFactor
  /// How it is made of other units (`7 day`), or `nil` for a base unit.
  public let definition: String?
  /// The words for it in English sentences.
  public let english: Words
  /// The words for it in French sentences.
  public let french: Words
  /// A sign for tables (`%`), or `nil` where the words serve.
  public let symbol: String?
  /// What it stands for; empty where the name says it.
  public let about: LocalText
  /// Where the definition or the list comes from.
  public let source: String

  /// The words for it in one language.
  public func words(in language: Language) -> Words {
    language == .en ? english : french
  }
}
