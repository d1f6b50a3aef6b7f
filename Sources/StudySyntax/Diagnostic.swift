/// A message about a place in a study: what was expected, what came, what to do.
public struct Diagnostic: Hashable, Sendable {
  /// How serious a message is.
  public enum Severity: String, Hashable, Sendable {
    /// The study cannot be evaluated.
    case error
    /// The study can be evaluated, but something is probably not meant.
    case warning
  }

  /// A place with a few words about it.
  public struct Label: Hashable, Sendable {
    /// The file of the place; `nil` for the file of the diagnostic.
    public let file: String?
    /// The place.
    public let span: SourceSpan
    /// The words shown beside it.
    public let text: String

    /// Makes a label.
    public init(_ span: SourceSpan, _ text: String, file: String? = nil) {
      self.span = span
      self.text = text
      self.file = file
    }
  }

  /// How serious the message is.
  public let severity: Severity
  /// A stable short name of the kind of mistake, such as `unknown-name`.
  public let code: String
  /// One sentence: what is wrong.
  public let message: String
  /// The name of the file the primary place is in.
  public let file: String
  /// The place, with the words under the caret line.
  public let primary: Label
  /// Other places that help to understand.
  public let secondary: [Label]
  /// What to do, as a sentence; `nil` where nothing better can be said.
  public let help: String?
  /// The ways to do it by changes of the text, the best first; empty where it takes thought.
  public let fixes: [[TextEdit]]

  /// Makes a diagnostic.
  ///
  /// - Parameters:
  ///   - severity: How serious it is.
  ///   - code: The stable short name.
  ///   - message: One sentence.
  ///   - file: The name of the file.
  ///   - span: The primary place.
  ///   - label: The words under the caret line.
  ///   - secondary: Other places.
  ///   - help: What to do.
  public init(
    _ severity: Severity = .error,
    _ code: String,
    _ message: String,
    file: String,
    at span: SourceSpan,
    label: String = "",
    secondary: [Label] = [],
    help: Advice? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.file = file
    self.primary = Label(span, label)
    self.secondary = secondary
    self.help = help?.text
    fixes = help?.fixes ?? []
  }
}
