import CCommonMark
import TextCore

/// Finds the blocks of a study with the CommonMark parser and reads each.
struct DocumentReader {
  let file: SourceFile
  var frontMatter = FrontMatter()
  var parts: [StudyDocument.Part] = []
  var diagnostics: [Diagnostic] = []
  /// The places of values in the prose of the file.
  private var finder = ValueFinder([], in: 0..<0)

  init(file: SourceFile) { self.file = file }

  /// The comment that opens a generated part of a notebook.
  static let outputStart = "<!-- ampleur:output -->"
  /// The comment that closes a generated part of a notebook.
  static let outputEnd = "<!-- /ampleur:output -->"

  mutating func read() {
    var bytes = file.bytes
    let bodyStart = readFrontMatter()
    blank(&bytes, lines: 1..<bodyStart)
    blankGenerated(&bytes, from: bodyStart)
    finder = ValueFinder(bytes, in: 0..<bytes.count)
    guard let root = Self.parse(finder.masked) else { return }
    defer { cmark_node_free(root) }
    finder.readPlaces(root)
    var node = cmark_node_first_child(root)
    while let current = node {
      read(current)
      node = cmark_node_next(current)
    }
  }

  private static func parse(_ bytes: [UInt8]) -> OpaquePointer? {
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
      }
    }
  }

  // MARK: Before the Markdown

  /// Reads the front matter and returns the first line after it.
  private mutating func readFrontMatter() -> Int {
    guard trimmed(1) == "---" else { return 1 }
    var line = 2
    while line <= file.lineCount, trimmed(line) != "---" { line += 1 }
    guard line <= file.lineCount else {
      let range = file.lineRange(1)
      report(
        "front-matter",
        "The front matter has no closing `---` line.",
        SourceSpan(range.lowerBound, range.upperBound),
        "opened here",
        .insert(
          "---\n",
          at: endOfKeys(),
          "end it with a line that holds nothing but ---"
        )
      )
      return 2
    }
    var reader = FrontMatterReader(file: file)
    reader.read(first: 2, last: line - 1)
    frontMatter = reader.result
    diagnostics += reader.diagnostics
    return line + 1
  }

  /// Where the lines of the form `key: value` below the first line end.
  private func endOfKeys() -> Int {
    var line = 2
    while line <= file.lineCount {
      let text = file.lineText(line)
      let key = text.prefix { $0.isLetter }
      guard !key.isEmpty, text.dropFirst(key.count).first == ":" else { break }
      line += 1
    }
    return line <= file.lineCount ? file.lineRange(line).lowerBound : file.bytes.count
  }

  private func trimmed(_ line: Int) -> String {
    guard line >= 1, line <= file.lineCount else { return "" }
    var text = Substring(file.lineText(line))
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }

  private func blank(_ bytes: inout [UInt8], lines: Range<Int>) {
    for line in lines where line <= file.lineCount {
      for offset in file.lineRange(line) { bytes[offset] = 0x20 }
    }
  }

  /// Blanks what a notebook run has written, so that it is not read as prose.
  private mutating func blankGenerated(_ bytes: inout [UInt8], from first: Int) {
    var start: Int?
    var fence: (mark: UInt8, length: Int)?
    for line in first..<max(first, file.lineCount + 1) {
      let range = file.lineRange(line)
      // Markers shown as code are left alone.
      if start == nil, isCode(bytes[range], &fence) { continue }
      guard range.count >= Self.outputStart.utf8.count, bytes[range.lowerBound] == 0x3C else {
        continue
      }
      let text = trimmed(line)
      if text == Self.outputStart, start == nil { start = line }
      if text == Self.outputEnd, let opened = start {
        blank(&bytes, lines: opened..<line + 1)
        start = nil
      }
    }
    if let start {
      let range = file.lineRange(start)
      report(
        "notebook-marker",
        "A generated part has no closing comment.",
        SourceSpan(range.lowerBound, range.upperBound),
        "opened here",
        "end it with `\(Self.outputEnd)`, or delete this line"
      )
    }
  }

  /// Whether a line is a fence or stands between two.
  private func isCode(_ line: ArraySlice<UInt8>, _ fence: inout (mark: UInt8, length: Int)?) -> Bool
  {
    let rest = line.drop { $0 == 0x20 }
    guard line.count - rest.count <= 3, let mark = rest.first, mark == 0x60 || mark == 0x7E else {
      return fence != nil
    }
    let info = rest.drop { $0 == mark }
    let length = rest.count - info.count
    if let open = fence {
      let isBlank = info.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if mark == open.mark, length >= open.length, isBlank { fence = nil }
      return true
    }
    guard length >= 3, mark == 0x7E || !info.contains(0x60) else { return false }
    fence = (mark, length)
    return true
  }

  // MARK: Blocks

  private mutating func read(_ node: OpaquePointer) {
    let first = Int(cmark_node_get_start_line(node))
    guard first >= 1, first <= file.lineCount else { return }
    let type = cmark_node_get_type(node)
    let last = lastLine(of: node, type, first: first)
    if type == CMARK_NODE_CODE_BLOCK, let info = cmark_node_get_fence_info(node) {
      let words = String(cString: info).split(separator: " ")
      if words.first == "ampleur" {
        readModel(first: first, last: last)
        return
      }
    }
    if type == CMARK_NODE_HTML_BLOCK, readTranslation(first: first, last: last) { return }
    if type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE { warnAboutNestedModel(node) }
    let span = SourceSpan(file.lineRange(first).lowerBound, file.lineRange(last).upperBound)
    let level = type == CMARK_NODE_HEADING ? Int(cmark_node_get_heading_level(node)) : nil
    parts.append(
      .prose(Prose(span: span, headingLevel: level, values: inlineValues(finder, in: span)))
    )
  }

  /// The last line of a block.
  ///
  /// For an HTML block that ends on a line of its own kind, such as a comment, cmark-gfm 0.29
  /// reports the line before; the block then goes on to the last line with text before the next.
  private func lastLine(of node: OpaquePointer, _ type: cmark_node_type, first: Int) -> Int {
    let reported = min(Int(cmark_node_get_end_line(node)), file.lineCount)
    guard type == CMARK_NODE_HTML_BLOCK else { return max(first, reported) }
    let next = cmark_node_next(node).map { Int(cmark_node_get_start_line($0)) }
    var last = max(first, (next ?? file.lineCount + 1) - 1)
    while last > first, trimmed(last).isEmpty { last -= 1 }
    return last
  }

  private mutating func readModel(first: Int, last: Int) {
    let opening = file.lineText(first)
    let fence = opening.prefix { $0 == "`" || $0 == "~" }
    let range = file.lineRange(first)
    guard !fence.isEmpty else {
      report(
        "indented-fence",
        "A model block begins at the start of its line.",
        SourceSpan(range.lowerBound, range.upperBound),
        "indented",
        unindented(first...last)
      )
      return
    }
    let closing = trimmed(last)
    let closed =
      last > first && closing.count >= fence.count
      && closing.allSatisfy { $0 == fence.first }
    if !closed {
      report(
        "unclosed-block",
        "A model block has no closing fence.",
        SourceSpan(range.lowerBound, range.upperBound),
        "opened here",
        .insert(
          "\n\(fence)\n",
          at: file.lineRange(last).upperBound,
          "end it with a line that holds nothing but \(fence)"
        )
      )
    }
    let start = file.lineRange(min(first + 1, file.lineCount)).lowerBound
    let end = closed ? file.lineRange(last).lowerBound : file.lineRange(last).upperBound
    var parser = Parser(file: file, range: start..<max(start, end))
    let statements = parser.statements()
    diagnostics += parser.diagnostics
    parts.append(.model(ModelBlock(firstLine: first, lastLine: last, statements: statements)))
  }

  /// The lines of a block moved to the left by what its first one is indented.
  private func unindented(_ lines: ClosedRange<Int>) -> Advice {
    let width = file.lineText(lines.lowerBound).prefix { $0 == " " }.count
    let edits = lines.compactMap { line -> TextEdit? in
      let own = min(width, file.lineText(line).prefix { $0 == " " }.count)
      let start = file.lineRange(line).lowerBound
      return own > 0 ? TextEdit(SourceSpan(start, start + own), "") : nil
    }
    return Advice("remove the spaces before it", fixes: [edits])
  }

  private mutating func warnAboutNestedModel(_ node: OpaquePointer) {
    guard let iterator = cmark_iter_new(node) else { return }
    defer { cmark_iter_free(iterator) }
    while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      guard let current = cmark_iter_get_node(iterator),
        cmark_node_get_type(current) == CMARK_NODE_CODE_BLOCK,
        let info = cmark_node_get_fence_info(current),
        String(cString: info).split(separator: " ").first == "ampleur"
      else { continue }
      let range = file.lineRange(max(1, Int(cmark_node_get_start_line(current))))
      report(
        "indented-fence",
        "A model block inside a list or a quote is not read.",
        SourceSpan(range.lowerBound, range.upperBound),
        "inside another block",
        "move it to the start of the line, outside the list or quote"
      )
    }
  }

  private mutating func readTranslation(first: Int, last: Int) -> Bool {
    let start = file.lineRange(first).lowerBound
    let end = file.lineRange(last).upperBound
    let text = file.text(SourceSpan(start, end))
    for language in Language.allCases {
      let opening = "<!-- \(language.rawValue):"
      guard text.hasPrefix(opening), let close = text.range(of: "-->") else { continue }
      var inner = start + opening.utf8.count
      var stop = start + text[..<close.lowerBound].utf8.count
      let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
      while inner < stop, space.contains(file.bytes[inner]) { inner += 1 }
      while stop > inner, space.contains(file.bytes[stop - 1]) { stop -= 1 }
      let span = SourceSpan(inner, stop)
      let body = file.text(span)
      let level = body.prefix { $0 == "#" }.count
      var finder = ValueFinder(file.bytes, in: span.start..<span.end)
      if !finder.candidates.isEmpty, let root = Self.parse(finder.masked) {
        finder.readPlaces(root)
        cmark_node_free(root)
      }
      parts.append(
        .translation(
          language: language,
          Prose(
            span: span,
            headingLevel: (1...6).contains(level) ? level : nil,
            values: inlineValues(finder, in: span)
          )
        )
      )
      return true
    }
    return false
  }

  // MARK: Values in prose

  private mutating func inlineValues(
    _ finder: ValueFinder,
    in span: SourceSpan
  ) -> [InlineValue] {
    var values: [InlineValue] = []
    var offset = span.start
    for index in finder.candidates(in: span) where finder.isPlace[index] {
      guard diagnostics.count < Parser.maximumErrors else { break }
      let candidate = finder.candidates[index]
      guard candidate.start >= offset else { continue }
      switch candidate.form {
      case .braces:
        guard let close = closingBraces(from: candidate.start + 2, end: span.end) else {
          report(
            "unclosed-value",
            "A printed value has no closing braces.",
            SourceSpan(candidate.start, candidate.start + 2),
            "opened here",
            "end it with `}}`"
          )
          return values
        }
        offset = close + 2
        append(
          &values,
          candidate.start + 2..<close,
          whole: SourceSpan(candidate.start, offset)
        )
      case .written(let expression, let end):
        offset = end
        append(&values, expression, whole: SourceSpan(candidate.start, end))
      case .unclosed:
        report(
          "notebook-marker",
          "A printed value has no closing `<!--/-->` on its line.",
          SourceSpan(candidate.start, candidate.start + 5),
          "opened here",
          "write the value as `{{ ... }}` again; the next run fills it in"
        )
      case .unopened:
        report(
          "notebook-marker",
          "A printed value is closed here and opened nowhere on this line.",
          SourceSpan(candidate.start, candidate.start + 8),
          "closes nothing",
          "write the value as `{{ ... }}` again; the next run fills it in"
        )
      }
    }
    return values
  }

  /// The closing braces of a value; the last two where more than two stand together, since an index
  /// such as `price[{ a }]` may end right before them.
  private func closingBraces(from start: Int, end: Int) -> Int? {
    let bytes = file.bytes
    var offset = start
    while offset + 1 < end {
      if bytes[offset] == 0x7D, bytes[offset + 1] == 0x7D {
        while offset + 2 < end, bytes[offset + 2] == 0x7D { offset += 1 }
        return offset
      }
      offset += 1
    }
    return nil
  }

  private mutating func append(
    _ values: inout [InlineValue],
    _ range: Range<Int>,
    whole: SourceSpan
  ) {
    var parser = Parser(file: file, range: range)
    let value = parser.expression()
    var style: Identifier?
    if parser.accept("|") { style = parser.identifier("a word such as `median` or `interval`") }
    if parser.token.kind != .end, parser.diagnostics.isEmpty {
      parser.report(
        "unexpected-token",
        "Expected `}}` after the value; found \(parser.describe(parser.token)).",
        parser.token.span,
        label: "not expected here"
      )
    }
    diagnostics += parser.diagnostics
    guard parser.diagnostics.isEmpty else { return }
    var text = Substring(file.text(SourceSpan(range.lowerBound, range.upperBound)))
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    values.append(InlineValue(value: value, text: String(text), style: style, span: whole))
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    _ span: SourceSpan,
    _ label: String,
    _ help: Advice?
  ) {
    diagnostics.append(
      Diagnostic(.error, code, message, file: file.name, at: span, label: label, help: help)
    )
  }
}
