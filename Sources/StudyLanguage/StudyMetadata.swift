import TextCore

/// What the clauses below a statement say.
public struct StudyMetadata: Sendable {
  /// A source with the place in it.
  public struct Source: Hashable, Sendable {
    /// The key in the source library.
    public let key: String
    /// Where in the source: a page, a sentence.
    public let place: String?
  }

  /// The label.
  public var label = StatedText()
  /// The notes in order; `nil` is the study's language.
  public var notes: [(language: Language?, text: String)] = []
  /// The sources in order.
  public var sources: [Source] = []
  /// The date the value is of, ISO 8601.
  public var asOf: String?
  /// The date the value was last checked, ISO 8601.
  public var checked: String?

  /// The notes in a language, else all.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - studyLanguage: The language of notes that name none.
  public func notes(in language: Language, studyLanguage: Language) -> [String] {
    let own = notes.filter { ($0.language ?? studyLanguage) == language }
    return (own.isEmpty ? notes : own).map(\.text)
  }
}
