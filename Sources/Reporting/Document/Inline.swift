/// A run of text inside a paragraph, a heading, a cell or a caption.
///
/// Strings are plain text: a renderer escapes whatever its format would read as markup.
public indirect enum Inline: Sendable, Hashable {
  /// Plain text. Line breaks and runs of blanks print as one space.
  case text(String)
  /// Text of strong importance.
  case strong([Inline])
  /// Stressed text.
  case emphasis([Inline])
  /// Program text, printed as it is.
  case code(String)
  /// A link. A destination that is not `http`, `https`, `mailto`, relative or a fragment is left
  /// out, and the content prints alone.
  case link([Inline], destination: String)
  /// A forced line break.
  case lineBreak
}

extension Inline: ExpressibleByStringLiteral {
  /// Plain text.
  public init(stringLiteral value: String) {
    self = .text(value)
  }
}

extension Inline {
  /// The text without any markup, for alternative texts and plain output.
  public var plainText: String {
    switch self {
    case .text(let text), .code(let text): text
    case .strong(let content), .emphasis(let content): content.map(\.plainText).joined()
    case .link(let content, _): content.map(\.plainText).joined()
    case .lineBreak: " "
    }
  }
}
