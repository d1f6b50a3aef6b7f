/// A piece of a study's text and what stands in its place.
public struct TextEdit: Hashable, Sendable {
  /// The file; `nil` for the file of the diagnostic.
  public let file: String?
  /// The bytes that are replaced; an empty span marks a place to insert at.
  public let span: SourceSpan
  /// The new text; empty to remove.
  public let text: String

  /// Makes an edit.
  ///
  /// - Parameters:
  ///   - span: The bytes that are replaced.
  ///   - text: The new text.
  ///   - file: The file; `nil` for the file of the diagnostic.
  public init(_ span: SourceSpan, _ text: String, file: String? = nil) {
    self.file = file
    self.span = span
    self.text = text
  }

  /// A text with some edits made.
  ///
  /// - Parameters:
  ///   - edits: Edits of this text that do not overlap, in any order.
  ///   - bytes: The text in UTF-8.
  public static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    let backwards = edits.enumerated().sorted {
      ($0.element.span.start, $0.offset) > ($1.element.span.start, $1.offset)
    }
    for (_, edit) in backwards {
      let end = min(edit.span.end, result.count)
      result.replaceSubrange(min(edit.span.start, end)..<end, with: Array(edit.text.utf8))
    }
    return result
  }
}
