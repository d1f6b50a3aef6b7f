import CCommonMark

/// Finds the places in Markdown where values are printed: `{{ expression }}`, and the form
/// `<!--= expression -->value<!--/-->` that a notebook run writes.
///
/// The CommonMark parser decides what is text: every candidate is replaced by a token that means
/// nothing in Markdown, the whole is parsed, and the tokens that come out in text are places. Those
/// in code, in the address or the title of a link, in an attribute or in a comment are not. So the
/// written form gives the same places as the braces, and the reader of a study and the writer of a
/// notebook cannot differ.
struct ValueFinder {
  /// What a candidate looks like.
  enum Form: Equatable {
    /// Two opening braces; the closing ones are looked for when it is a place.
    case braces
    /// A value with its comments, and the expression in the first of them.
    case written(expression: Range<Int>, end: Int)
    /// The beginning of a written value without an end on its line.
    case unclosed
    /// The end of a written value without a beginning on its line.
    case unopened
  }

  /// Something that looks like a place.
  struct Candidate {
    /// The offset of its first byte.
    let start: Int
    let form: Form
  }

  /// The text with a token in place of each candidate; its lines are those of the source.
  private(set) var masked: [UInt8] = []
  private(set) var candidates: [Candidate] = []
  private(set) var isPlace: [Bool] = []

  private let bytes: [UInt8]
  private let end: Int
  /// Up to here no written value ends.
  private var withoutEnd = 0

  /// Looks for candidates.
  ///
  /// - Parameters:
  ///   - bytes: A text, of which the range is Markdown.
  ///   - range: Where to look.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    end = range.upperBound
    masked.reserveCapacity(range.count)
    var offset = range.lowerBound
    var lineStart = offset
    while offset < end {
      let byte = bytes[offset]
      switch byte {
      case 0x5C:
        // An escaped brace is a brace.
        masked.append(byte)
        offset += 1
        if offset < end, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
          masked.append(bytes[offset])
          offset += 1
        }
      case 0x0A, 0x0D:
        masked.append(byte)
        offset += 1
        lineStart = offset
      case 0x7B where starts("{{", at: offset):
        add(.braces, at: offset)
        offset += 2
      case 0x3C:
        offset = takeTag(at: offset, lineStart: lineStart)
      case 0xEE where starts("\u{E000}", at: offset) || starts("\u{E001}", at: offset):
        // The characters of tokens, should the text have them.
        masked += [0xEF, 0xBF, 0xBD]
        offset += 3
      default:
        masked.append(byte)
        offset += 1
      }
    }
    isPlace = [Bool](repeating: false, count: candidates.count)
  }

  private mutating func takeTag(at offset: Int, lineStart: Int) -> Int {
    var open = offset
    if starts(LineStart.tag, at: offset), LineStart.isOpen(after: bytes[lineStart..<offset]) {
      open += LineStart.tag.utf8CodeUnitCount
    }
    if starts("<!--=", at: open) {
      guard let (close, last) = endOfWritten(from: open + 5) else {
        add(.unclosed, at: open)
        return open + 5
      }
      add(.written(expression: open + 5..<close, end: last), at: offset)
      return last
    }
    if starts("<!--/-->", at: offset) {
      add(.unopened, at: offset)
      return offset + 8
    }
    masked.append(bytes[offset])
    return offset + 1
  }

  private mutating func add(_ form: Form, at offset: Int) {
    // The space keeps the token from being the address of a link.
    masked += [0xEE, 0x80, 0x80]
    masked += Array(String(candidates.count).utf8)
    masked += [0x20, 0xEE, 0x80, 0x81]
    candidates.append(Candidate(start: offset, form: form))
  }

  private func starts(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= end else { return false }
    for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  /// Where the expression and the value end that are written from here, on the same line.
  private mutating func endOfWritten(from start: Int) -> (close: Int, end: Int)? {
    // What was looked for in vain is not looked for again: a long line is read in one pass.
    guard start >= withoutEnd else { return nil }
    var close: Int?
    var offset = start
    while offset < end, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
      if let close {
        if starts("<!--/-->", at: offset) { return (close, offset + 8) }
        if starts("<!--=", at: offset) { return nil }
        offset += 1
      } else if starts("-->", at: offset) {
        close = offset
        offset += 3
      } else {
        offset += 1
      }
    }
    withoutEnd = offset
    return nil
  }

  // MARK: Places

  /// The candidates that begin in a span.
  ///
  /// - Parameter span: A span of the text.
  func candidates(in span: SourceSpan) -> Range<Int> {
    func first(_ offset: Int) -> Int {
      var low = 0
      var high = candidates.count
      while low < high {
        let middle = (low + high) / 2
        if candidates[middle].start < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = first(span.start)
    return start..<max(start, first(span.end))
  }

  /// Takes the tokens that the parser has put into text; they are places.
  ///
  /// - Parameter root: The parsed ``masked`` text.
  mutating func readPlaces(_ root: OpaquePointer) {
    guard !candidates.isEmpty, let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      let type = cmark_node_get_type(node)
      guard type == CMARK_NODE_TEXT || type == CMARK_NODE_HTML_BLOCK,
        let literal = cmark_node_get_literal(node)
      else { continue }
      let text = UnsafeBufferPointer(start: literal, count: Self.length(literal))
      text.withMemoryRebound(to: UInt8.self) {
        readTokens($0, isHTML: type == CMARK_NODE_HTML_BLOCK)
      }
    }
  }

  private static func length(_ text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }

  /// Marks the tokens of a text; in HTML, those outside tags and comments.
  private mutating func readTokens(_ text: UnsafeBufferPointer<UInt8>, isHTML: Bool) {
    var index = 0
    while index < text.count {
      if isHTML, text[index] == 0x3C {
        index = Self.endOfTag(text, at: index)
        continue
      }
      guard text[index] == 0xEE, index + 3 < text.count, text[index + 1] == 0x80,
        text[index + 2] == 0x80
      else {
        index += 1
        continue
      }
      index += 3
      var number = 0
      while index < text.count, (0x30...0x39).contains(text[index]), number < candidates.count {
        number = number * 10 + Int(text[index] - 0x30)
        index += 1
      }
      if number < candidates.count { isPlace[number] = true }
    }
  }

  private static func endOfTag(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    let isComment =
      start + 3 < text.count && text[start + 1] == 0x21 && text[start + 2] == 0x2D
      && text[start + 3] == 0x2D
    var index = start + (isComment ? 4 : 1)
    while index < text.count {
      if text[index] == 0x3E,
        !isComment || (text[index - 1] == 0x2D && text[index - 2] == 0x2D)
      {
        return index + 1
      }
      index += 1
    }
    return text.count
  }
}
