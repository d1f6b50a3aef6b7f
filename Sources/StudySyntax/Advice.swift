/// What to do about a message: a sentence, and where they are known the changes of the text that
/// do it.
///
/// A sentence that says "write `...`" or "did you mean `...`" carries the change; an example says
/// "as in `...`". A test applies every change to a corpus of mistakes and holds that the message
/// then goes away.
public struct Advice: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The sentence, without a capital and a full stop.
  public let text: String
  /// The ways to follow it, the best first; the edits of one way are made together.
  public let fixes: [[TextEdit]]

  /// Advice in words alone, or with the changes that it means.
  ///
  /// - Parameters:
  ///   - text: The sentence.
  ///   - fixes: The ways to follow it, the best first; ways without an edit are left out.
  public init(_ text: String, fixes: [[TextEdit]] = []) {
    self.text = text
    self.fixes = fixes.filter { !$0.isEmpty }
  }

  /// Advice in words alone.
  public init(stringLiteral value: String) { self.init(value) }

  /// Puts another text in a place: "write `text`".
  ///
  /// - Parameters:
  ///   - text: What belongs there.
  ///   - span: The place.
  ///   - words: The sentence, where it is another one.
  public static func write(_ text: String, at span: SourceSpan, _ words: String? = nil) -> Advice {
    Advice(words ?? "write `\(text)`", fixes: [[TextEdit(span, text)]])
  }

  /// Puts a name in place of a misspelt one: "did you mean `name`?".
  ///
  /// - Parameters:
  ///   - name: The name that exists.
  ///   - span: Where the misspelt one stands.
  ///   - text: What belongs there, where it is more than the name.
  public static func meant(_ name: String, at span: SourceSpan, text: String? = nil) -> Advice {
    Advice("did you mean `\(name)`?", fixes: [[TextEdit(span, text ?? name)]])
  }

  /// Puts something between two bytes.
  ///
  /// - Parameters:
  ///   - text: What is missing.
  ///   - offset: The byte before which it belongs.
  ///   - words: The sentence.
  public static func insert(_ text: String, at offset: Int, _ words: String) -> Advice {
    Advice(words, fixes: [[TextEdit(SourceSpan(offset, offset), text)]])
  }

  /// Takes something away.
  ///
  /// - Parameters:
  ///   - span: What is too much.
  ///   - words: The sentence.
  public static func remove(_ span: SourceSpan, _ words: String) -> Advice {
    Advice(words, fixes: [[TextEdit(span, "")]])
  }

  /// Two sentences, or parts of one, with the ways of both.
  public static func + (left: Advice, right: Advice) -> Advice {
    Advice(left.text + right.text, fixes: left.fixes + right.fixes)
  }

  /// Advice with more words.
  public static func + (left: Advice, right: String) -> Advice {
    Advice(left.text + right, fixes: left.fixes)
  }

  /// The same changes with another sentence.
  public func saying(_ words: String) -> Advice { Advice(words, fixes: fixes) }
}
