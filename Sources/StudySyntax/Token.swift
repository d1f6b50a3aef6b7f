/// A word, number, text or mark of the study language.
public struct Token: Hashable, Sendable {
  /// What a token is.
  public enum Kind: Hashable, Sendable {
    /// A name or a keyword.
    case name(String)
    /// A number; `percent` when a percent sign follows, and then `value` is already divided.
    case number(value: Double, percent: Bool)
    /// A text between double quotes, with its escapes resolved.
    case text(String)
    /// A mark or operator, such as `+`, `->`, `..`.
    case mark(String)
    /// The end of a line, with the indentation of the next line that is not blank.
    case newline(indent: Int)
    /// The end of the block.
    case end
    /// Something that is no token; a diagnostic was made.
    case invalid
  }

  /// What the token is.
  public let kind: Kind
  /// Where it stands.
  public let span: SourceSpan
  /// Whether white space stands before it.
  public let spaceBefore: Bool
}
