import TextCore

extension Parser {
  /// The indented lines below a statement.
  mutating func clauses(deeperThan base: Int = 0) -> [Clause] {
    var result: [Clause] = []
    while case .newline(let indent) = token.kind, indent > base {
      let saved = (lexer, token, diagnostics.count)
      let before = diagnostics.count
      advance()
      guard let more = clauseStart() else {
        if base > 0 {
          (lexer, token) = (saved.0, saved.1)
          diagnostics.removeLast(diagnostics.count - saved.2)
          return result
        }
        reportUnknownClause()
        skipLine()
        continue
      }
      result += more
      if !isAtLineEnd {
        if token.kind != .invalid, diagnostics.count == before {
          report(
            "unexpected-token",
            "Expected the end of the clause; found \(describe(token)).",
            token.span,
            label: "not expected here",
            help: trailingHelp()
          )
        }
        skipLine()
      }
    }
    return result
  }

  private mutating func reportUnknownClause() {
    guard token.kind != .invalid else { return }
    report(
      "unknown-clause",
      "Expected a clause; found \(describe(token)).",
      token.span,
      label: "not a clause",
      help: clauseHelp()
    )
  }

  private func peekAfter() -> Token {
    var copy = lexer
    return copy.next()
  }

  /// A clause line at the current token; `nil` when none begins here.
  mutating func clauseStart() -> [Clause]? {
    guard case .name(let word) = token.kind else { return nil }
    let start = token.span
    if case .mark("=") = peekAfter().kind { return nil }
    if case .mark("[") = peekAfter().kind { return nil }
    switch word {
    case "from": return [fromClause(start)]
    case "as": return dateClause(start, word: "as of").map { [$0] } ?? []
    case "checked": return dateClause(start, word: "checked").map { [$0] } ?? []
    case "label", "note": return textClauses(start, word: word)
    default: return nil
    }
  }

  private mutating func fromClause(_ start: SourceSpan) -> Clause {
    lexer.moveBack(to: start.end)
    let (key, keySpan) = lexer.rawWord()
    advance()
    if key.isEmpty {
      report(
        "malformed-clause",
        "Expected the key of a source after `from`; found \(describe(token)).",
        token.span,
        label: "expected a key such as `scelles-2016`"
      )
    }
    var place: String?
    if case .text(let text) = token.kind {
      place = text
      advance()
    }
    return Clause(.from(key: key, place: place), keySpan.end > keySpan.start ? keySpan : start)
  }

  private mutating func dateClause(_ start: SourceSpan, word: String) -> Clause? {
    advance()
    if word == "as of" {
      guard isName("of") else {
        report(
          "malformed-clause",
          "Expected `of` after `as`; found \(describe(token)).",
          token.span,
          label: "expected `of`",
          help: .insert("of ", at: token.span.start, "write `of`, as in `as of 2016-11`")
        )
        return nil
      }
      lexer.moveBack(to: token.span.end)
    } else {
      lexer.moveBack(to: start.end)
    }
    let (date, span) = lexer.rawWord()
    advance()
    guard Self.isDate(date) else {
      report(
        "malformed-date",
        "A date is written 2016, 2016-11 or 2016-11-30; found `\(date)`.",
        date.isEmpty ? start : span,
        label: "not a date",
        help: dateHelp(date, at: span)
      )
      return nil
    }
    return Clause(word == "as of" ? .asOf(date) : .checked(date), span)
  }

  /// Whether a text is a year, a month or a day of the calendar, `2016`, `2016-11`, `2016-11-30`.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4,
      parts.dropFirst().allSatisfy({ $0.count == 2 }),
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return false }
    let numbers = parts.compactMap { Int($0) }
    guard numbers[0] >= 1 else { return false }
    if numbers.count > 1, !(1...12).contains(numbers[1]) { return false }
    if numbers.count > 2 {
      let leap = numbers[0] % 4 == 0 && (numbers[0] % 100 != 0 || numbers[0] % 400 == 0)
      let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][numbers[1] - 1]
      return (1...days).contains(numbers[2])
    }
    return true
  }

  private mutating func textClauses(_ start: SourceSpan, word: String) -> [Clause] {
    advance()
    var result: [Clause] = []
    var language: Language?
    repeat {
      if !result.isEmpty || language != nil || isName("fr") || isName("en") {
        guard case .name(let name) = token.kind, let code = Language(rawValue: name) else {
          report(
            "malformed-clause",
            "Expected `fr` or `en`; found \(describe(token)).",
            token.span,
            label: "expected a language",
            help: "the languages are `fr` and `en`, as in `label \"Ads\" | fr \"Annonces\"`"
          )
          return result
        }
        language = code
        advance()
      }
      guard let (text, span) = text("the \(word)") else { return result }
      result.append(
        Clause(
          word == "label" ? .label(text, language: language) : .note(text, language: language),
          span
        )
      )
    } while accept("|")
    return result
  }
}
