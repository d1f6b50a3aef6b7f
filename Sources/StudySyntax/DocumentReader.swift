import CCommonMark

/// Finds the blocks of a study with the CommonMark parser and reads each.
struct DocumentReader {
  let file: SourceFile
  var frontMatter = FrontMatter()
  var parts: [StudyDocument.Part] = []
  var diagnostics: [Diagnostic] = []

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
    let root = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
      }
    }
    guard let root else { return }
    defer { cmark_node_free(root) }
    var node = cmark_node_first_child(root)
    while let current = node {
      read(current)
      node = cmark_node_next(current)
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
        "end it with a line that holds nothing but ---"
      )
      return 2
    }
    var reader = FrontMatterReader(file: file)
    reader.read(first: 2, last: line - 1)
    frontMatter = reader.result
    diagnostics += reader.diagnostics
    return line + 1
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
    for line in first..<max(first, file.lineCount + 1) {
      let range = file.lineRange(line)
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
    let hasValues = type != CMARK_NODE_CODE_BLOCK
    parts.append(
      .prose(
        Prose(
          span: span,
          headingLevel: level,
          values: hasValues ? inlineValues(in: span) : []
        )
      )
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
        "remove the spaces before it"
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
        "end it with a line that holds nothing but \(fence)"
      )
    }
    let start = file.lineRange(min(first + 1, file.lineCount)).lowerBound
    let end = closed ? file.lineRange(last).lowerBound : file.lineRange(last).upperBound
    var parser = Parser(file: file, range: start..<max(start, end))
    let statements = parser.statements()
    diagnostics += parser.diagnostics
    parts.append(.model(ModelBlock(firstLine: first, lastLine: last, statements: statements)))
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
    for language in ["fr", "en"] {
      let opening = "<!-- \(language):"
      guard text.hasPrefix(opening), let close = text.range(of: "-->") else { continue }
      var inner = start + opening.utf8.count
      var stop = start + text[..<close.lowerBound].utf8.count
      let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
      while inner < stop, space.contains(file.bytes[inner]) { inner += 1 }
      while stop > inner, space.contains(file.bytes[stop - 1]) { stop -= 1 }
      let span = SourceSpan(inner, stop)
      let body = file.text(span)
      let level = body.prefix { $0 == "#" }.count
      parts.append(
        .translation(
          language: language,
          Prose(
            span: span,
            headingLevel: (1...6).contains(level) ? level : nil,
            values: inlineValues(in: span)
          )
        )
      )
      return true
    }
    return false
  }

  // MARK: Values in prose

  private mutating func inlineValues(in span: SourceSpan) -> [InlineValue] {
    var values: [InlineValue] = []
    var offset = span.start
    let bytes = file.bytes
    // What was looked for in vain is not looked for again: a long text is read in one pass.
    var hasComments = true
    var lastRuns: [Int: Int]?
    func starts(_ text: StaticString, at offset: Int) -> Bool {
      let count = text.utf8CodeUnitCount
      guard offset + count <= span.end else { return false }
      for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { return false }
      return true
    }
    func find(_ text: StaticString, from offset: Int) -> Int? {
      var place = offset
      while place < span.end {
        if starts(text, at: place) { return place }
        place += 1
      }
      return nil
    }
    while offset < span.end, diagnostics.count < Parser.maximumErrors {
      if bytes[offset] == 0x5C {
        offset += 2
      } else if bytes[offset] == 0x60 {
        let runs = lastRuns ?? lastRunsOfBackticks(in: span)
        lastRuns = runs
        offset = endOfCode(at: offset, end: span.end, lastRuns: runs)
      } else if starts("{{", at: offset) {
        guard let close = find("}}", from: offset + 2) else {
          report(
            "unclosed-value",
            "A printed value has no closing braces.",
            SourceSpan(offset, offset + 2),
            "opened here",
            "end it with `}}`"
          )
          return values
        }
        append(&values, offset + 2..<close, whole: SourceSpan(offset, close + 2))
        offset = close + 2
      } else if hasComments, starts("<!--=", at: offset) {
        guard let close = find("-->", from: offset) else {
          hasComments = false
          continue
        }
        guard let end = find("<!--/-->", from: close) else {
          report(
            "notebook-marker",
            "A printed value has no closing `<!--/-->`.",
            SourceSpan(offset, close + 3),
            "opened here",
            nil
          )
          return values
        }
        append(&values, offset + 5..<close, whole: SourceSpan(offset, end + 8))
        offset = end + 8
      } else {
        offset += 1
      }
    }
    return values
  }

  /// Where the last run of each number of backticks begins.
  private func lastRunsOfBackticks(in span: SourceSpan) -> [Int: Int] {
    var result: [Int: Int] = [:]
    var run = 0
    for offset in span.start...span.end {
      if offset < span.end, file.bytes[offset] == 0x60 {
        run += 1
      } else if run > 0 {
        result[run] = offset - run
        run = 0
      }
    }
    return result
  }

  private func endOfCode(at start: Int, end: Int, lastRuns: [Int: Int]) -> Int {
    var width = 0
    while start + width < end, file.bytes[start + width] == 0x60 { width += 1 }
    guard let last = lastRuns[width], last > start else { return start + width }
    var offset = start + width
    while offset < end {
      var run = 0
      while offset + run < end, file.bytes[offset + run] == 0x60 { run += 1 }
      if run == width { return offset + run }
      offset += max(1, run)
    }
    return start + width
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
    _ help: String?
  ) {
    diagnostics.append(
      Diagnostic(.error, code, message, file: file.name, at: span, label: label, help: help)
    )
  }
}
