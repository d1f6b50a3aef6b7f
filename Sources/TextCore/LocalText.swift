/// A text in every language of ``Language``.
public struct LocalText: Sendable, Hashable {
  /// The text in English.
  public let english: String
  /// The text in French.
  public let french: String

  /// Holds one text in both languages.
  ///
  /// - Parameters:
  ///   - english: The text in English.
  ///   - french: The same in French.
  public init(_ english: String, _ french: String) {
    self.english = english
    self.french = french
  }

  /// Holds a text that is the same in both languages, such as a name.
  ///
  /// - Parameter text: The text.
  public init(_ text: String) { self.init(text, text) }

  /// The text in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .en: english
    case .fr: french
    }
  }

  /// Changes the text of each language in the same way.
  ///
  /// - Parameter transform: What becomes of one text.
  /// - Returns: Both texts, changed.
  public func map(_ transform: (String) -> String) -> LocalText {
    LocalText(transform(english), transform(french))
  }
}
