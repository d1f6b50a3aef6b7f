import TextCore

/// A report before it is rendered: a title, a language and blocks.
public struct Document: Sendable, Hashable {
  /// The title; plain text, may be empty.
  public var title: String
  /// The language of the text.
  public var language: Language
  /// The blocks, in order.
  public var blocks: [Block]

  /// A document.
  ///
  /// - Parameters:
  ///   - title: Plain text; may be empty.
  ///   - language: The language of the text.
  ///   - blocks: The blocks, in order.
  public init(title: String, language: Language, blocks: [Block] = []) {
    self.title = title
    self.language = language
    self.blocks = blocks
  }

  /// The figures in reading order, with those inside lists and quotations.
  public var figures: [Figure] { Self.figures(in: blocks) }

  private static func figures(in blocks: [Block]) -> [Figure] {
    blocks.flatMap { block -> [Figure] in
      switch block {
      case .figure(let figure): [figure]
      case .list(_, let items): items.flatMap { figures(in: $0) }
      case .quote(let content), .admonition(_, let content): figures(in: content)
      default: []
      }
    }
  }
}
