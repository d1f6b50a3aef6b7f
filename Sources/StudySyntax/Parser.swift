import TextCore

/// Reads the statements of a model block.
///
/// It never stops at the first error: a line that cannot be read is reported and skipped.
struct Parser {
  let file: SourceFile
  var lexer: Lexer
  var token: Token
  var diagnostics: [Diagnostic] = []
  var nesting = 0
  /// While above 0, `of` is not read as a proportion (`within 5% of 62%`).
  var noProportions = 0
  /// Where the last error of this statement was reported; the ones it causes are not.
  private var lastError = -1
  /// Whether a statement of this block has been read.
  private var hasStatement = false
  /// The words that begin a statement, besides the names that are defined.
  static let statementWords: Set<String> = [
    "index", "unit", "scenario", "check", "assert", "correlate", "show", "use", "decision",
  ]
  /// The words that begin a clause.
  static let clauseWords: Set<String> = ["from", "as", "checked", "label", "note"]
  /// The deepest nesting of brackets and operators that is followed.
  static let maximumNesting = 128
  /// The number of mistakes in one block after which the rest is not read.
  static let maximumErrors = 1000

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
  ///
  /// - Parameter opening: The bracket that the mark closes.
  @discardableResult
  mutating func expect(
    _ mark: String,
    _ what: String,
    help: Advice? = nil,
    opening: SourceSpan? = nil
  ) -> Bool {
    if accept(mark) { return true }
    if token.kind != .invalid {
      let close =
        opening != nil && isAtLineEnd
        ? Advice.insert(mark, at: trimmedEnd(), "close it with `\(mark)`") : nil
      report(
        "unexpected-token",
        "Expected `\(mark)` \(what); found \(describe(token)).",
        token.span,
        label: "expected `\(mark)`",
        help: help ?? close,
        secondary: opening.map { [.init(SourceSpan($0.start, $0.start + 1), "opened here")] } ?? []
      )
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
        "unexpected-token",
        "Expected \(what); found \(describe(token)).",
        token.span,
        label: "expected \(what)"
      )
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
        "unexpected-token",
        "Expected \(what) between double quotes; found \(describe(token)).",
        token.span,
        label: "expected a text"
      )
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
    _ code: String,
    _ message: String,
    _ span: SourceSpan,
    label: String = "",
    help: Advice? = nil,
    secondary: [Diagnostic.Label] = []
  ) {
    // A second complaint about the same place, or about what a stray mark left behind, helps nobody.
    guard span.start > lastError else { return }
    lastError = span.start
    diagnostics.append(
      Diagnostic(
        .error,
        code,
        message,
        file: file.name,
        at: span,
        label: label,
        secondary: secondary,
        help: help
      )
    )
  }

  // MARK: Recovery

  /// Leaves the rest of a statement unread after a report; nothing more is said about it.
  mutating func giveUp() {
    skipStatement()
    lastError = Int.max
  }

  /// Moves to the next line that is not indented.
  mutating func skipStatement() {
    lexer.depth = 0
    let known = diagnostics.count
    // What stands in the part that is skipped is not read, and not complained about.
    defer { diagnostics.removeLast(diagnostics.count - known) }
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
    let known = diagnostics.count
    while !isAtLineEnd { advance() }
    diagnostics.removeLast(diagnostics.count - known)
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
      guard diagnostics.count < Self.maximumErrors else {
        report(
          "too-many-errors",
          "There are more than \(Self.maximumErrors) mistakes in this block;"
            + " the rest of it is not read.",
          token.span,
          label: "reading stops here"
        )
        return result
      }
      let before = diagnostics.count
      nesting = 0
      lexer.depth = 0
      lastError = -1
      if let statement = statement() {
        let hasRest = !isAtLineEnd
        if hasRest && diagnostics.count == before {
          report(
            "unexpected-token",
            "Expected the end of the statement; found \(describe(token)).",
            token.span,
            label: "not expected here",
            help: trailingHelp(of: statement)
          )
        }
        if let whole = hasRest ? Self.unread(statement) : statement { result.append(whole) }
        hasStatement = true
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
      "unexpected-clause",
      "This indented line belongs to no statement.",
      token.span.start >= span.start ? token.span : span,
      label: "indented",
      help: """
        statements begin at the start of the line; clauses are `from`, `as of`, `checked`, \
        `label`, `note`
        """
    )
    skipStatement()
  }

  /// What is left of a statement whose end could not be read: its name, so that its uses are known.
  private static func unread(_ statement: Statement) -> Statement? {
    guard case .definition(let name, let indexes, let value) = statement.kind else { return nil }
    return Statement(
      .definition(name: name, indexes: indexes, value: Expression(.invalid, value.span)),
      statement.span,
      statement.clauses
    )
  }

  private mutating func statement() -> Statement? {
    guard case .name(let word) = token.kind else {
      if token.kind != .invalid {
        report(
          "unexpected-token",
          "A statement begins with a name; found \(describe(token)).",
          token.span,
          label: "expected a name or a keyword"
        )
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

  func lookAhead() -> Token {
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
  func trimmedEnd() -> Int {
    var end = min(token.span.start, file.bytes.count)
    while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(file.bytes[end - 1]) { end -= 1 }
    return end
  }

  private mutating func definition(_ start: SourceSpan) -> Statement? {
    guard let name = identifier("a name") else { return nil }
    if Self.reservedWords.contains(name.name), isMark("=") || isMark("[") {
      report(
        "reserved-name",
        "`\(name.name)` is a word of the language and cannot name a quantity.",
        name.span,
        label: "reserved",
        help: "choose another name"
      )
      return nil
    }
    var indexes: [Identifier] = []
    if accept("[") {
      lexer.depth += 1
      while let index = identifier("the name of an index") {
        indexes.append(index)
        if !accept(",") { break }
      }
      lexer.depth = max(0, lexer.depth - 1)
      guard expect("]", "after the indexes of `\(name.name)`") else {
        return Statement(
          .definition(name: name, indexes: [], value: Expression(.invalid, start)),
          start,
          []
        )
      }
    }
    guard isMark("=") else { return withoutEquals(name) }
    advance()
    let value = definedFormula()
    let line = span(from: start)
    return Statement(
      .definition(name: name, indexes: indexes, value: value),
      line,
      clauses()
    )
  }

  /// A line that begins with a name and goes on with something other than `=`.
  private mutating func withoutEquals(_ name: Identifier) -> Statement? {
    let start = name.span.start
    if Self.clauseWords.contains(name.name) {
      report(
        "misplaced-clause",
        "`\(name.name)` begins a clause, and no statement stands above it.",
        name.span,
        label: "a clause",
        help: Advice(
          "clauses stand, indented, below the definition they speak of",
          fixes: hasStatement ? [[TextEdit(SourceSpan(start, start), "  ")]] : []
        )
      )
      return nil
    }
    let keyword = NearestName.nearest(to: name.name, in: Self.statementWords)
    var help = keyword.map { Advice.meant($0, at: name.span) }
    if Self.statementWords.contains(name.name) {
      help = nil
    } else if keyword == nil {
      help = definitionHelp(name)
    }
    report(
      "unexpected-token",
      "Expected `=` after `\(name.name)`; found \(describe(token)).",
      token.span,
      label: "expected `=`",
      help: help
    )
    guard keyword == nil, !Self.reservedWords.contains(name.name) else { return nil }
    return Statement(
      .definition(name: name, indexes: [], value: Expression(.invalid, name.span)),
      name.span,
      []
    )
  }

  /// What a line that only lacks its `=` should be.
  private func definitionHelp(_ name: Identifier) -> Advice? {
    let example = "a definition reads `\(name.name) = value`"
    switch token.kind {
    case .number, .mark("("), .mark("{"):
      return .insert("= ", at: token.span.start, example)
    default: return isAtLineEnd ? Advice(example) : nil
    }
  }
}
