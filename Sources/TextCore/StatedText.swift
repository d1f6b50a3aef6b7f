/// A text as somebody wrote it: in one or more languages, or in none that is named.
public struct StatedText: Sendable, Hashable {
  /// The text in each language given; under `nil` the one without a language.
  private var texts: [Language?: String] = [:]

  /// No text yet.
  public init() {}

  /// Whether there is no text at all.
  public var isEmpty: Bool { texts.isEmpty }

  /// The text that was written for exactly one language; under `nil` the one without a language.
  public subscript(language: Language?) -> String? {
    get { texts[language] }
    set { texts[language] = newValue }
  }

  /// The text in a language, else the one without a language, else any; `nil` where there is none.
  public func text(in language: Language) -> String? {
    texts[language] ?? texts[nil] ?? Language.allCases.lazy.compactMap { texts[$0] }.first
  }
}
