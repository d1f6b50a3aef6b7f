/// How a request of a study is written, `show WORD ...`: what the language must know of a question.
///
/// The layer above hands the forms to ``StudyChecker``, as it hands built-ins; the language keeps no
/// list of questions.
public struct RequestForm: Sendable {
  /// What may stand after `by`.
  public enum By: Sendable {
    /// The word of a method.
    case method
    /// Further names, which come before the others.
    case names
  }

  /// The word after `show`.
  public let word: String
  /// How many names it takes, those after `by` among them.
  public let names: ClosedRange<Int>
  /// What may stand after `by`.
  public let by: By
  /// What a request without a value after `at` is told; `nil` where none is needed.
  public let targetAdvice: String?
  /// Whether the quantity that the first such request names is the headline of a study that names
  /// none.
  public let namesHeadline: Bool
  /// A request as it is written.
  public let example: String

  /// Describes a request.
  ///
  /// - Parameters:
  ///   - word: The word after `show`.
  ///   - names: How many names it takes, those after `by` among them.
  ///   - by: What may stand after `by`.
  ///   - targetAdvice: What a request without a value after `at` is told; `nil` where none is needed.
  ///   - namesHeadline: Whether its quantity may become the headline.
  ///   - example: A request as it is written.
  public init(
    _ word: String,
    names: ClosedRange<Int>,
    by: By = .method,
    targetAdvice: String? = nil,
    namesHeadline: Bool = false,
    example: String
  ) {
    self.word = word
    self.names = names
    self.by = by
    self.targetAdvice = targetAdvice
    self.namesHeadline = namesHeadline
    self.example = example
  }

  /// Names alone, `show revenue`: what the language itself offers.
  public static let value = RequestForm(
    "value",
    names: 1...20,
    namesHeadline: true,
    example: "show revenue"
  )
}
