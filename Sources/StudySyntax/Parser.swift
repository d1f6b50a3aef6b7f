/// Reads the statements of a model block. It never stops at the first error: a line that cannot be
/// read is reported and skipped.
struct Parser {
  let file: SourceFile
  var lexer: Lexer
  var token: Token
  var diagnostics: [Diagnostic] = []
  var nesting = 0
  /// While above 0, `of` is not read as a proportion (`within 5% of 62%`).
  var noProportions = 0
  /// The deepest nesting of brackets and operators that is followed.
  static let maximumNesting = 128

  init(file: SourceFile, range: Range<Int>) {
    self.file = file
    lexer = Lexer(file: file, range: range)
    token = lexer.next()
    if case .newline = token.kind { token = lexer.next() }
    diagnostics += lexer.takeDiagnostics()
  }

  // MARK: Moving

  mutating func advance() {
    token = lexer.next()
    diagnostics += lexer.takeDiagnostics()
  }

  func isMark(_ text: String) -> Bool { token.kind == .mark(text) }

  func isName(_ text: String) -> Bool { token.kind == .name(text) }

  mutating func accept(_ mark: String) -> Bool {
    guard isMark(mark) else { return false }
    advance()
    return true
  }

  mutating func acceptName(_ name: String) -> Bool {
    guard isName(name) else { return false }
    advance()
    return true
  }

  /// Takes a mark that must stand here, or reports what came instead.
  @discardableResult
  mutating func expect(_ mark: String, _ what: String, help: String? = nil) -> Bool {
    if accept(mark) { return true }
    if token.kind != .invalid {
      report(
        "unexpected-token", "Expected `\(mark)` \(what); found \(describe(token)).", token.span,
        label: "expected `\(mark)`", help: help)
    }
    return false
  }

  mutating func identifier(_ what: String) -> Identifier? {
    if case .name(let name) = token.kind {
      let result = Identifier(name, token.span)
      advance()
      return result
    }
    if token.kind != .invalid {
      report(
        "unexpected-token", "Expected \(what); found \(describe(token)).", token.span,
        label: "expected \(what)")
    }
    return nil
  }

  mutating func text(_ what: String) -> (text: String, span: SourceSpan)? {
    if case .text(let text) = token.kind {
      let result = (text, token.span)
      advance()
      return result
    }
    if token.kind != .invalid {
      report(
        "unexpected-token", "Expected \(what) between double quotes; found \(describe(token)).",
        token.span, label: "expected a text")
    }
    return nil
  }

  var isAtLineEnd: Bool {
    switch token.kind {
    case .newline, .end: true
    default: false
    }
  }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .name(let name): "`\(name)`"
    case .number: "the number `\(file.text(token.span))`"
    case .text: "the text `\(file.text(token.span))`"
    case .mark(let mark): "`\(mark)`"
    case .newline, .end: "the end of the line"
    case .invalid: "something unreadable"
    }
  }

  mutating func report(
    _ code: String, _ message: String, _ span: SourceSpan, label: String = "", help: String? = nil,
    secondary: [Diagnostic.Label] = []
  ) {
    diagnostics.append(
      Diagnostic(
        .error, code, message, file: file.name, at: span, label: label, secondary: secondary,
        help: help))
  }

  // MARK: Recovery

  /// Moves to the next line that is not indented.
  mutating func skipStatement() {
    lexer.depth = 0
    while true {
      switch token.kind {
      case .end: return
      case .newline(let indent) where indent == 0: return
      default: advance()
      }
    }
  }

  /// Moves to the end of this line.
  mutating func skipLine() {
    lexer.depth = 0
    while !isAtLineEnd { advance() }
  }

  // MARK: Statements

  /// All statements of the block.
  mutating func statements() -> [Statement] {
    var result: [Statement] = []
    while token.kind != .end {
      if case .newline = token.kind {
        advance()
        continue
      }
      let before = diagnostics.count
      nesting = 0
      lexer.depth = 0
      if let statement = statement() {
        result.append(statement)
        if !isAtLineEnd && diagnostics.count == before {
          report(
            "unexpected-token",
            "Expected the end of the statement; found \(describe(token)).", token.span,
            label: "not expected here", help: trailingHelp())
        }
      }
      if !isAtLineEnd { skipStatement() } else { skipIndentedRest() }
    }
    return result
  }

  /// A clause below a statement that takes none, or rubbish, is reported once.
  private mutating func skipIndentedRest() {
    guard case .newline(let indent) = token.kind, indent > 0 else { return }
    let span = token.span
    advance()
    report(
      "unexpected-clause", "This indented line belongs to no statement.",
      token.span.start >= span.start ? token.span : span, label: "indented",
      help: "statements begin at the start of the line; clauses are `from`, `as of`, `checked`,"
        + " `label`, `note`")
    skipStatement()
  }

  private func trailingHelp() -> String? {
    switch token.kind {
    case .name: "an operator is missing, or a unit is written with spaces"
    case .number: "an operator is missing before the number"
    case .text: nil
    default: nil
    }
  }

  private mutating func statement() -> Statement? {
    guard case .name(let word) = token.kind else {
      if token.kind != .invalid {
        report(
          "unexpected-token", "A statement begins with a name; found \(describe(token)).",
          token.span, label: "expected a name or a keyword")
      }
      return nil
    }
    let start = token.span
    switch word {
    case "index" where nextIsName(): return indexStatement(start)
    case "unit" where nextIsName(): return unitStatement(start)
    case "scenario" where nextIsText(): return scenarioStatement(start)
    case "decision" where nextIsText(): return decisionStatement(start)
    case "check" where nextIsName() || nextIsOpenParenthesis(): return checkStatement(start)
    case "assert": return assertStatement(start)
    case "correlate": return correlateStatement(start)
    case "show": return showStatement(start)
    case "use" where nextIsText(): return useStatement(start)
    default: return definition(start)
    }
  }

  private func lookAhead() -> Token {
    var copy = lexer
    return copy.next()
  }

  private func nextIsName() -> Bool {
    if case .name = lookAhead().kind { return true }
    return false
  }

  private func nextIsText() -> Bool {
    let kind = lookAhead().kind
    if case .text = kind { return true }
    return kind == .invalid
  }

  private func nextIsOpenParenthesis() -> Bool { lookAhead().kind == .mark("(") }

  func span(from start: SourceSpan) -> SourceSpan {
    SourceSpan(start.start, max(start.end, trimmedEnd()))
  }

  /// The end of the text before the current token.
  private func trimmedEnd() -> Int {
    var end = min(token.span.start, file.bytes.count)
    while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(file.bytes[end - 1]) { end -= 1 }
    return end
  }

  private mutating func definition(_ start: SourceSpan) -> Statement? {
    guard let name = identifier("a name") else { return nil }
    var indexes: [Identifier] = []
    if accept("[") {
      lexer.depth += 1
      while let index = identifier("the name of an index") {
        indexes.append(index)
        if !accept(",") { break }
      }
      lexer.depth = max(0, lexer.depth - 1)
      guard expect("]", "after the indexes of `\(name.name)`") else { return nil }
    }
    guard isMark("=") else {
      report(
        "unexpected-token", "Expected `=` after `\(name.name)`; found \(describe(token)).",
        token.span, label: "expected `=`", help: Self.keywordHelp(name.name))
      return nil
    }
    advance()
    let value = expression()
    let line = span(from: start)
    return Statement(
      .definition(name: name, indexes: indexes, value: value), line, clauses())
  }

  private static func keywordHelp(_ name: String) -> String? {
    let keywords = [
      "index", "unit", "scenario", "check", "assert", "correlate", "show", "use", "decision",
    ]
    return Suggestion.nearest(to: name, in: keywords).map { "did you mean `\($0)`?" }
  }
}
