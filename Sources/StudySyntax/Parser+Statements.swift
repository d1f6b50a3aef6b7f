import TextCore

extension Parser {
  // MARK: index, unit

  mutating func indexStatement(_ start: SourceSpan) -> Statement? {
    advance()
    guard let name = identifier("the name of the index"), expect("=", "after the index name")
    else { return nil }
    var labels: [Identifier] = []
    if case .number = token.kind {
      guard let range = yearRange() else { return nil }
      labels = range
    } else {
      let opening = token.span
      if isMark("{") { lexer.depth += 1 }
      guard expect("{", "before the labels of the index") else { return nil }
      while !isMark("}") {
        switch token.kind {
        case .name(let label): labels.append(Identifier(label, token.span))
        case .number: labels.append(Identifier(file.text(token.span), token.span))
        case .text(let label): labels.append(Identifier(label, token.span))
        case .invalid: return nil
        default:
          report(
            "unexpected-token",
            "Expected a label; found \(describe(token)).",
            token.span,
            label: "expected a label"
          )
          return nil
        }
        advance()
        if !accept(",") { break }
      }
      lexer.depth = max(0, lexer.depth - 1)
      guard expect("}", "after the labels of the index", opening: opening) else { return nil }
    }
    let line = span(from: start)
    return Statement(.index(name: name, labels: labels), line, clauses())
  }

  private mutating func yearRange() -> [Identifier]? {
    let first = token
    advance()
    guard expect("..", "between the first and the last label") else { return nil }
    let last = token
    guard case .number(let low, false) = first.kind, case .number(let high, false) = last.kind,
      abs(low) < 1e6, abs(high) < 1e6, let low = Int(exactly: low), let high = Int(exactly: high)
    else {
      report(
        "malformed-index",
        "A range of labels goes between two whole numbers.",
        last.span,
        label: "expected a whole number"
      )
      return nil
    }
    advance()
    let span = first.span.union(last.span)
    guard low <= high, high - low < 10_000 else {
      report(
        "malformed-index",
        "A range of labels goes upwards and has at most 10000 labels; this one goes from"
          + " \(low) to \(high).",
        span,
        label: "not a range",
        help: low > high && low - high < 10_000
          ? .write("\(Int(high)) .. \(Int(low))", at: span) : nil
      )
      return nil
    }
    return (low...high).map { Identifier(String($0), span) }
  }

  mutating func unitStatement(_ start: SourceSpan) -> Statement? {
    advance()
    guard let name = identifier("the name of the unit") else { return nil }
    var plural: Identifier?
    var definition: UnitText?
    if accept(",") {
      plural = identifier("the plural of the unit")
    }
    if isMark("=") {
      advance()
      let offset = token.span.start
      let line = file.line(at: offset)
      let lineEnd = file.lineRange(line).upperBound
      var text = file.text(SourceSpan(offset, lineEnd))
      if let comment = text.firstIndex(of: "#") { text = String(text[..<comment]) }
      while let last = text.last, last.isWhitespace { text.removeLast() }
      definition = UnitText(text, SourceSpan(offset, offset + text.utf8.count))
      skipLine()
    }
    let line = span(from: start)
    return Statement(.unit(name: name, plural: plural, definition: definition), line, clauses())
  }

  // MARK: scenario, decision, use

  mutating func scenarioStatement(_ start: SourceSpan) -> Statement? {
    advance()
    guard let (name, nameSpan) = text("the name of the scenario") else { return nil }
    var base: Identifier?
    if acceptName("from") {
      if let (text, span) = text("the name of another scenario") { base = Identifier(text, span) }
    }
    let line = span(from: start)
    var overrides: [Override] = []
    var clauses: [Clause] = []
    if !isAtLineEnd {
      report(
        "unexpected-token",
        "Expected the end of the line after the scenario's name; found \(describe(token)).",
        token.span,
        label: "not expected here",
        help: "each change stands on its own indented line below"
      )
      skipLine()
    }
    while case .newline(let indent) = token.kind, indent > 0 {
      advance()
      if let clause = clauseStart() {
        clauses += clause
        continue
      }
      let before = diagnostics.count
      if let override = override(indent: indent) {
        overrides.append(isAtLineEnd ? override : override.unread)
        if !isAtLineEnd && diagnostics.count == before {
          report(
            "unexpected-token",
            "Expected the end of the line; found \(describe(token)).",
            token.span,
            label: "not expected here",
            help: trailingHelp()
          )
        }
      }
      if !isAtLineEnd { skipLine() }
    }
    return Statement(
      .scenario(name: name, nameSpan: nameSpan, base: base, overrides: overrides),
      line,
      clauses
    )
  }

  private mutating func override(indent: Int) -> Override? {
    guard let name = identifier("the name of an input to change") else { return nil }
    var cells: [Subscript] = []
    if isMark("[") {
      guard let items = subscripts() else { return nil }
      cells = items
    }
    guard expect("=", "after `\(name.name)`", help: "a change reads `name = new value`") else {
      return nil
    }
    let value = definedFormula()
    return Override(
      name: name,
      cells: cells,
      value: value,
      clauses: self.clauses(deeperThan: indent)
    )
  }

  mutating func decisionStatement(_ start: SourceSpan) -> Statement? {
    advance()
    guard let (name, span) = text("the name of the action"), expect("=", "after the action's name")
    else { return nil }
    let value = expression()
    let line = self.span(from: start)
    return Statement(.decision(name: name, nameSpan: span, value: value), line, clauses())
  }

  mutating func useStatement(_ start: SourceSpan) -> Statement? {
    advance()
    guard let (path, span) = text("the path of another study") else { return nil }
    return Statement(.use(path: path, span: span), self.span(from: start), clauses())
  }

  // MARK: check, assert, correlate

  mutating func checkStatement(_ start: SourceSpan) -> Statement? {
    advance()
    let value = expression()
    let relation: Check.Relation
    if acceptName("overlaps") {
      relation = .overlaps
    } else if acceptName("contains") {
      relation = .contains
    } else if acceptName("within") {
      noProportions += 1
      let share = expression()
      noProportions -= 1
      if !acceptName("of"), token.kind != .invalid {
        report(
          "unexpected-token",
          "Expected `of` after the share; found \(describe(token)).",
          token.span,
          label: "expected `of`",
          help: "the figure follows `of`, as in `check x within 5% of 62%`"
        )
        return nil
      }
      relation = .within(share)
    } else {
      if token.kind != .invalid {
        report(
          "unexpected-token",
          "Expected `overlaps`, `contains` or `within ... of`; found \(describe(token)).",
          token.span,
          label: "expected a relation",
          help: relationHelp()
        )
      }
      return nil
    }
    let low = expression()
    let high = accept("..") ? expression() : nil
    var inline: [Clause] = []
    while isName("from") || isName("note") || isName("as") || isName("checked") || isName("label") {
      guard let more = clauseStart() else { break }
      inline += more
    }
    let line = span(from: start)
    return Statement(
      .check(Check(value: value, relation: relation, low: low, high: high)),
      line,
      inline + clauses()
    )
  }

  /// What a check that lacks its relation should be.
  private func relationHelp() -> Advice {
    guard case .number = token.kind else {
      return "a check reads `check revenue overlaps 11 .. 21 MEUR/year from KEY`"
    }
    return .insert(
      "overlaps ",
      at: token.span.start,
      "write `overlaps` before the published figure, or `contains`"
    )
  }

  mutating func assertStatement(_ start: SourceSpan) -> Statement? {
    advance()
    let condition = expression()
    let line = span(from: start)
    return Statement(.assertion(condition), line, clauses())
  }

  mutating func correlateStatement(_ start: SourceSpan) -> Statement? {
    advance()
    var names: [Expression] = []
    repeat { names.append(postfix()) } while accept(",")
    let colon: Advice =
      if case .number = token.kind {
        .insert(":", at: trimmedEnd(), "write `:` before the number, as in `correlate a, b: 0.4`")
      } else {
        "a correlation reads `correlate ads, price: 0.4`"
      }
    guard expect(":", "after the names", help: colon) else { return nil }
    var matrix: [[Expression]] = []
    let valueSpan = token.span
    let value = expression()
    if case .list(let rows) = value.kind {
      for row in rows {
        if case .list(let cells) = row.kind { matrix.append(cells) } else { matrix.append([row]) }
      }
    } else {
      matrix = [[value]]
    }
    let copula = acceptName("by") ? copula() : nil
    let line = span(from: start)
    return Statement(
      .correlate(
        names: names,
        matrix: matrix,
        copula: copula,
        span: valueSpan.union(value.span)
      ),
      line,
      clauses()
    )
  }

  /// The copula after `by`.
  private mutating func copula() -> Expression {
    guard isAtLineEnd else { return postfix() }
    let place = trimmedEnd()
    report(
      "unexpected-token",
      "Expected a copula after `by`; found the end of the line.",
      SourceSpan(place, place),
      label: "expected `gaussian` or `student(4)`",
      help: Advice(
        "write `by gaussian` or `by student(4)`",
        fixes: [" gaussian", " student(4)"].map { [TextEdit(SourceSpan(place, place), $0)] }
      )
    )
    return Expression(.invalid, token.span)
  }

  // MARK: show

  mutating func showStatement(_ start: SourceSpan) -> Statement? {
    advance()
    guard case .name(let name) = token.kind else {
      if token.kind != .invalid {
        report(
          "unexpected-token",
          "Expected what to show; found \(describe(token)).",
          token.span,
          label: "expected a name or a word",
          help: """
            as in `show revenue`, `show inputs`, `show tornado revenue`, `show checks` or \
            `show sources`
            """
        )
      }
      return nil
    }
    let first = token.span
    var word: Identifier?
    if case .name(let next) = lookAhead().kind, !Self.wordsAfterNames.contains(next) {
      word = Identifier(name, first)
      advance()
    }
    var names: [Expression] = []
    var joining: Identifier?
    var goesOn = true
    while goesOn {
      names.append(postfix())
      goesOn = accept(",")
      guard !goesOn, case .name(let text) = token.kind, text == "of" || text == "and" else {
        continue
      }
      joining = joining ?? Identifier(text, token.span)
      advance()
      goesOn = true
    }
    var by: [Expression] = []
    var target: Expression?
    while true {
      if target == nil, acceptName("at") {
        target = expression()
      } else if by.isEmpty, acceptName("by") {
        by = inputsOrMethod()
      } else {
        break
      }
    }
    let line = span(from: start)
    let show = Show(
      word: word,
      firstSpan: first,
      names: names,
      joining: joining,
      by: by,
      target: target
    )
    return Statement(.show(show), line, clauses())
  }

  /// The words that can follow the names of a request.
  private static let wordsAfterNames: Set = ["by", "at", "of", "and"]

  /// What stands after `by`: `ads and price[top]`, or the word of a method, which may have hyphens.
  private mutating func inputsOrMethod() -> [Expression] {
    if case .name = token.kind {
      let start = token.span.start
      lexer.moveBack(to: start)
      let (word, span) = lexer.rawWord()
      if word.contains("-") {
        advance()
        return [Expression(.name(word), span)]
      }
      lexer.moveBack(to: start)
      advance()
    }
    var result: [Expression] = []
    repeat { result.append(postfix()) } while accept(",") || acceptName("and")
    return result
  }
}
