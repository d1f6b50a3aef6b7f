extension Parser {
  /// Words that end a formula, so that they are never read as units.
  static let reservedWords: Set<String> = [
    "to", "of", "over", "and", "or", "not", "then", "else", "if", "from", "overlaps", "contains",
    "within", "by", "at", "about", "as", "note", "label", "checked", "each",
  ]
  /// The deepest formula, which is also the longest chain of operators, that is followed.
  static let maximumDepth = 1000

  // MARK: Levels, loosest first

  /// The formula of a definition, which may end in `each`.
  mutating func definedFormula() -> Expression {
    let value = expression()
    skipNewlines { $0 == .name("each") }
    let end = token.span
    guard acceptName("each") else { return value }
    return Expression(.each(value), value.span.union(end))
  }

  mutating func expression() -> Expression {
    guard enter() else { return tooDeep() }
    defer { nesting -= 1 }
    if isName("if") { return conditional() }
    return disjunction()
  }

  private mutating func conditional() -> Expression {
    let start = token.span
    advance()
    let condition = expression()
    guard acceptWord("then", in: "an `if`") else { return Expression(.invalid, start) }
    let first = expression()
    guard acceptWord("else", in: "an `if`") else { return Expression(.invalid, start) }
    let second = expression()
    return Expression(.conditional(condition, first, second), start.union(second.span))
  }

  private mutating func acceptWord(_ word: String, in what: String) -> Bool {
    skipNewlines { $0 == .name(word) }
    if acceptName(word) { return true }
    if token.kind != .invalid {
      report(
        "unexpected-token",
        "Expected `\(word)` in \(what); found \(describe(token)).",
        token.span,
        label: "expected `\(word)`",
        help: isMark("=")
          ? .write("==", at: token.span, "`==` compares; `=` defines")
          : "an `if` reads `if condition then a else b`"
      )
    }
    return false
  }

  private mutating func disjunction() -> Expression {
    chain({ $0.conjunction() }) { kind in kind == .name("or") ? .or : nil }
  }

  private mutating func conjunction() -> Expression {
    chain({ $0.negation() }) { kind in kind == .name("and") ? .and : nil }
  }

  private mutating func negation() -> Expression {
    guard isName("not") else { return comparison() }
    guard enter() else { return tooDeep() }
    defer { nesting -= 1 }
    let start = token.span
    advance()
    let operand = negation()
    return Expression(.prefix(.not, operand), start.union(operand.span))
  }

  private static let comparisons: [String: InfixOperator] = [
    "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "==": .equal,
    "!=": .notEqual,
  ]

  private mutating func comparison() -> Expression {
    let first = conversion()
    guard case .mark(let mark) = token.kind, let infix = Self.comparisons[mark] else {
      return first
    }
    advance()
    let second = conversion()
    let result = Expression(.infix(infix, first, second), first.span.union(second.span))
    if case .mark(let next) = token.kind, Self.comparisons[next] != nil {
      let middle = file.text(second.span)
      report(
        "chained-comparison",
        "Comparisons cannot be chained.",
        token.span,
        label: "a second comparison",
        help: .insert(
          "and \(middle) ",
          at: token.span.start,
          "write `\(file.text(first.span)) \(mark) \(middle) and \(middle) \(next) ...`"
        )
      )
      advance()
      _ = conversion()
      return Expression(.invalid, result.span)
    }
    return result
  }

  private mutating func conversion() -> Expression {
    var value = spread()
    var count = 0
    while true {
      skipNewlines { $0 == .mark("->") }
      guard isMark("->") else { return value }
      count += 1
      guard count <= Self.maximumNesting else { return tooLong(value, "conversions") }
      let arrow = token.span
      lexer.moveBack(to: arrow.end)
      while lexer.offset < file.bytes.count, file.bytes[lexer.offset] == 0x20 {
        lexer.moveBack(to: lexer.offset + 1)
      }
      let (text, span) = lexer.rawUnit()
      advance()
      guard !text.isEmpty else {
        report(
          "unexpected-token",
          "Expected a unit after `->`; found \(describe(token)).",
          token.span,
          label: "expected a unit such as `MEUR/year`"
        )
        return Expression(.invalid, value.span)
      }
      value = Expression(.conversion(value, UnitText(text, span)), value.span.union(span))
    }
  }

  private mutating func spread() -> Expression {
    let low = sum()
    if isName("to") {
      advance()
      let high = sum()
      return Expression(.interval(low, high), low.span.union(high.span))
    }
    if isMark("+-") {
      advance()
      let deviation = sum()
      return Expression(.plusMinus(low, deviation), low.span.union(deviation.span))
    }
    return low
  }

  private mutating func sum() -> Expression {
    chain({ $0.product() }) { kind in
      kind == .mark("+") ? .add : kind == .mark("-") ? .subtract : nil
    }
  }

  private mutating func product() -> Expression {
    chain({ $0.signed() }) { kind in
      kind == .mark("*") ? .multiply : kind == .mark("/") ? .divide : nil
    }
  }

  /// A left-associative chain; an indented line that begins with the operator continues it.
  private mutating func chain(
    _ operand: (inout Parser) -> Expression,
    _ infix: (Token.Kind) -> InfixOperator?
  ) -> Expression {
    var result = operand(&self)
    while true {
      skipNewlines { infix($0) != nil }
      guard let found = infix(token.kind) else { return result }
      guard result.depth <= Self.maximumDepth else {
        report(
          "too-deep",
          "A formula chains more than \(Self.maximumDepth) operators.",
          token.span,
          label: "too long",
          help: "give parts of it names, or use an index and `sum`"
        )
        giveUp()
        return Expression(.invalid, result.span)
      }
      advance()
      if case .newline(let indent) = token.kind, indent > 0 { advance() }
      let next = operand(&self)
      result = Expression(.infix(found, result, next), result.span.union(next.span))
    }
  }

  /// Skips a line end when the next line is indented and goes on with what is asked for.
  private mutating func skipNewlines(if continues: (Token.Kind) -> Bool) {
    guard case .newline(let indent) = token.kind, indent > 0 else { return }
    var copy = lexer
    if continues(copy.next().kind) { advance() }
  }

  private mutating func signed() -> Expression {
    guard isMark("-") || isMark("+") || isName("about") else { return power() }
    guard enter() else { return tooDeep() }
    defer { nesting -= 1 }
    let start = token.span
    if acceptName("about") {
      let value = signed()
      return Expression(.about(value), start.union(value.span))
    }
    let minus = isMark("-")
    advance()
    let value = signed()
    guard minus else { return value }
    return Expression(.prefix(.minus, value), start.union(value.span))
  }

  private mutating func power() -> Expression {
    let base = proportion()
    guard isMark("^") else { return base }
    guard enter() else { return tooDeep() }
    defer { nesting -= 1 }
    advance()
    let exponent = signed()
    return Expression(.infix(.power, base, exponent), base.span.union(exponent.span))
  }

  private mutating func proportion() -> Expression {
    let count = postfix()
    guard isName("of"), noProportions == 0 else { return count }
    advance()
    let total = postfix()
    return Expression(.proportion(count, total), count.span.union(total.span))
  }

  // MARK: Postfix and primary

  mutating func postfix() -> Expression {
    var value = primary()
    var count = 0
    while true {
      count += 1
      guard count <= Self.maximumNesting else { return tooLong(value, "square brackets or dots") }
      if isMark("["), !token.spaceBefore {
        guard let items = subscripts() else { return Expression(.invalid, value.span) }
        value = Expression(.subscripting(value, items), span(from: value.span))
      } else if isMark("."), !token.spaceBefore {
        advance()
        guard let name = identifier("the name of a column after the dot") else {
          return Expression(.invalid, value.span)
        }
        value = Expression(.member(value, name), value.span.union(name.span))
      } else {
        return withUnit(value)
      }
    }
  }

  private mutating func withUnit(_ value: Expression) -> Expression {
    switch value.kind {
    case .number, .map, .list, .call, .hole, .quantity: break
    default:
      guard isParenthesised(value) else { return value }
    }
    switch token.kind {
    case .name(let word) where !Self.reservedWords.contains(word): break
    case .number(1, false): break
    default: return value
    }
    guard token.spaceBefore else { return value }
    let start = token.span.start
    lexer.moveBack(to: start)
    let (text, span) = lexer.rawUnit()
    guard !text.isEmpty else {
      advance()
      return value
    }
    advance()
    return Expression(.quantity(value, UnitText(text, span)), value.span.union(span))
  }

  private func isParenthesised(_ value: Expression) -> Bool {
    value.span.start < value.span.end && file.bytes[value.span.start] == 0x28
  }

  mutating func subscripts() -> [Subscript]? {
    lexer.depth += 1
    advance()
    var result: [Subscript] = []
    var last = token.span
    while !isMark("]") {
      guard let label = labelText() else { return nil }
      last = label.span
      if accept(":") {
        guard let second = labelText() else { return nil }
        last = second.span
        result.append(Subscript(Identifier(label.text, label.span), second.text, second.span))
      } else {
        result.append(Subscript(nil, label.text, label.span))
      }
      if !accept(",") { break }
    }
    lexer.depth = max(0, lexer.depth - 1)
    guard expect("]", "after the label", help: labelHelp(from: last.start)) else { return nil }
    if result.isEmpty {
      report(
        "unexpected-token",
        "Expected a label between the square brackets.",
        token.span,
        label: "before this"
      )
      return nil
    }
    return result
  }

  private mutating func labelText() -> (text: String, span: SourceSpan)? {
    switch token.kind {
    case .name(let name):
      let result = (name, token.span)
      advance()
      return result
    case .number(_, false):
      let result = (file.text(token.span), token.span)
      advance()
      return result
    case .text(let text):
      let result = (text, token.span)
      advance()
      return result
    case .invalid: return nil
    default:
      report(
        "unexpected-token",
        "Expected a label; found \(describe(token)).",
        token.span,
        label: "expected a label of an index"
      )
      return nil
    }
  }

  private mutating func primary() -> Expression {
    let start = token.span
    switch token.kind {
    case .number(let value, let percent):
      advance()
      return Expression(.number(value, percent: percent), start)
    case .text(let text):
      advance()
      return Expression(.text(text), start)
    case .mark("?"):
      advance()
      return Expression(.hole, start)
    case .mark("("): return parenthesised(start)
    case .mark("{"): return map(start)
    case .mark("["): return list(start)
    case .name(let name):
      if Self.reservedWords.contains(name) { break }
      if let literal = Self.nonNumbers[name.lowercased()] {
        report(
          literal.code,
          literal.message,
          start,
          label: "not a number of this language",
          help: "leave the value out, or put `?` to be told which unit is wanted"
        )
        advance()
        return Expression(.invalid, start)
      }
      advance()
      if isMark("("), !token.spaceBefore { return call(Identifier(name, start)) }
      return Expression(.name(name), start)
    case .invalid:
      advance()
      return Expression(.invalid, start)
    default: break
    }
    report(
      "unexpected-token",
      "Expected a value; found \(describe(token)).",
      start,
      label: "expected a value",
      help: valueHelp(start)
    )
    if !isAtLineEnd { advance() }
    return Expression(.invalid, start)
  }

  private func valueHelp(_ span: SourceSpan) -> Advice? {
    switch token.kind {
    case .mark("/") where span.start > 0 && file.bytes[span.start - 1] == 0x2F:
      return .write(
        "#",
        at: SourceSpan(span.start - 1, span.end),
        "a comment begins with `#`"
      )
    case .name(let word) where Self.reservedWords.contains(word):
      return "`\(word)` is a word of the language, not a name"
    case .newline, .end:
      return "a formula goes on in the next line where that line is indented"
    default: return nil
    }
  }

  private static let nonNumbers: [String: (code: String, message: String)] = [
    "nan": ("nan-literal", "A study cannot hold NaN."),
    "inf": ("infinite-literal", "A study cannot hold an infinite number."),
    "infinity": ("infinite-literal", "A study cannot hold an infinite number."),
  ]

  private mutating func parenthesised(_ start: SourceSpan) -> Expression {
    lexer.depth += 1
    advance()
    let inner = expression()
    closeBracket()
    if case .invalid = inner.kind { _ = accept(")"); return Expression(.invalid, start) }
    let end = token.span
    guard expect(")", "to close the parenthesis", opening: start) else {
      return Expression(.invalid, start)
    }
    return Expression(inner.kind, start.union(end))
  }

  private mutating func closeBracket() { lexer.depth = max(0, lexer.depth - 1) }

  private mutating func list(_ start: SourceSpan) -> Expression {
    lexer.depth += 1
    advance()
    var items: [Expression] = []
    while !isMark("]"), token.kind != .end {
      items.append(expression())
      if !accept(",") { break }
    }
    closeBracket()
    let end = token.span
    guard expect("]", "to close the list", opening: start) else {
      return Expression(.invalid, start)
    }
    return Expression(.list(items), start.union(end))
  }

  private mutating func map(_ start: SourceSpan) -> Expression {
    lexer.depth += 1
    advance()
    var entries: [MapEntry] = []
    while !isMark("}"), token.kind != .end {
      guard let entry = mapEntry() else {
        closeBracket()
        return Expression(.invalid, start)
      }
      entries.append(entry)
      if !accept(",") { break }
    }
    closeBracket()
    let end = token.span
    guard expect("}", "to close the braces", opening: start) else {
      return Expression(.invalid, start)
    }
    return Expression(.map(entries), start.union(end))
  }

  private mutating func mapEntry() -> MapEntry? {
    let start = token.span
    let minus = accept("-")
    let key: MapEntry.Key
    switch token.kind {
    case .name(let name) where !minus: key = .label(name)
    case .text(let text) where !minus: key = .label(text)
    case .number(let value, _): key = .number(minus ? -value : value)
    case .invalid: return nil
    default:
      report(
        "unexpected-token",
        "Expected a label or a number; found \(describe(token)).",
        token.span,
        label: "expected a label"
      )
      return nil
    }
    let keySpan = start.union(token.span)
    advance()
    guard accept(":") else { return MapEntry(key, keySpan, nil) }
    return MapEntry(key, keySpan, expression())
  }

  private mutating func call(_ name: Identifier) -> Expression {
    lexer.depth += 1
    let opening = token.span
    advance()
    var arguments: [Argument] = []
    var over: [Identifier] = []
    while !isMark(")"), token.kind != .end {
      var label: Identifier?
      if case .name(let word) = token.kind, labelFollows() {
        label = Identifier(word, token.span)
        advance()
        advance()
      }
      arguments.append(Argument(label, expression()))
      if acceptName("over") {
        while let index = identifier("the name of an index after `over`") {
          over.append(index)
          if !accept(",") { break }
        }
        break
      }
      if !accept(",") { break }
    }
    closeBracket()
    let end = token.span
    guard expect(")", "to close `\(name.name)(`", opening: opening) else {
      return Expression(.invalid, name.span)
    }
    return Expression(.call(name, arguments, over: over), name.span.union(end))
  }

  private func labelFollows() -> Bool {
    var copy = lexer
    return copy.next().kind == .mark(":")
  }

  // MARK: Depth

  private mutating func enter() -> Bool {
    nesting += 1
    return nesting <= Self.maximumNesting
  }

  private mutating func tooDeep() -> Expression {
    nesting -= 1
    let span = token.span
    report(
      "too-deep",
      "This formula is nested deeper than \(Self.maximumNesting) levels.",
      span,
      label: "too deep",
      help: "give parts of the formula names"
    )
    giveUp()
    return Expression(.invalid, span)
  }

  private mutating func tooLong(_ value: Expression, _ what: String) -> Expression {
    report(
      "too-deep",
      "More than \(Self.maximumNesting) \(what) follow one another.",
      token.span,
      label: "too many",
      help: "give parts of the formula names"
    )
    giveUp()
    return Expression(.invalid, value.span)
  }
}
