/// What the clauses below a statement say.
public struct StudyMetadata: Sendable {
  /// A source with the place in it.
  public struct Source: Hashable, Sendable {
    /// The key in the source library.
    public let key: String
    /// Where in the source: a page, a sentence.
    public let place: String?
  }

  /// The label in each language given; the key `""` holds one without a language.
  public var labels: [String: String] = [:]
  /// The notes in each language given, in order.
  public var notes: [(language: String, text: String)] = []
  /// The sources in order.
  public var sources: [Source] = []
  /// The date the value is of, ISO 8601.
  public var asOf: String?
  /// The date the value was last checked, ISO 8601.
  public var checked: String?

  /// The label in a language, else without a language, else `nil`.
  ///
  /// - Parameters:
  ///   - language: `en` or `fr`.
  ///   - studyLanguage: The language of labels that name none.
  public func label(in language: String, studyLanguage: String) -> String? {
    labels[language] ?? (language == studyLanguage ? labels[""] : nil) ?? labels[""]
      ?? labels.sorted { $0.key < $1.key }.first?.value
  }

  /// The notes in a language; those without one count as in the study's language.
  public func notes(in language: String, studyLanguage: String) -> [String] {
    let own = notes.filter { ($0.language.isEmpty ? studyLanguage : $0.language) == language }
    return (own.isEmpty ? notes : own).map(\.text)
  }
}
