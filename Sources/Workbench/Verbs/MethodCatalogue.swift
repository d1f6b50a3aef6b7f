import TextCore

/// The analyses that the tool offers; adding one adds its row here.
public enum MethodCatalogue {
  /// One analysis.
  public struct Row: Sendable {
    /// The name as typed.
    public let name: String
    /// The question it answers.
    public let summary: LocalText
    /// How it is asked for.
    public let example: String
    /// Where it is described.
    public let reference: String
  }

  /// All analyses in the order they are listed: the questions, then the methods of indices.
  public static let rows: [Row] =
    QuestionCatalogue.all.compactMap { question in
      guard let summary = question.summary else { return nil }
      return Row(
        name: question.word,
        summary: summary,
        example: question.form.example,
        reference: question.page ?? ""
      )
    } + sensitivity

  private static let pages = [
    "rank": "rank-indices", "borgonovo": "borgonovo-delta", "regression": "regression-indices",
    "by-source": "variance-by-source", "by-assumption": "variance-by-source",
    "by-age": "variance-by-source",
  ]

  private static let sensitivity: [Row] = SensitivityMethod.all.map { method in
    Row(
      name: method.name,
      summary: method.question,
      example: "show sensitivity revenue by \(method.name)",
      reference: "docs/methods/\(pages[method.name] ?? method.name).md"
    )
  }
}
