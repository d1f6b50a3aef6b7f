/// A place in the prose where the value of an expression stands or will stand.
public struct InlinePlace: Hashable, Sendable {
  /// The expression as the author wrote it, without blanks around it.
  public let expression: String
  /// The line in the notebook, counted from 1.
  public let line: Int
  /// The column of the first character of the expression, counted from 1 in UTF-8 bytes.
  public let column: Int
  /// The value that is written in; nil while the place is still `{{ expression }}`.
  public let value: String?
}
