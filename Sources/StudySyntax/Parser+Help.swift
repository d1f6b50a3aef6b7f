import TextCore

extension Parser {
  /// What to do about something that stands where a statement should end.
  func trailingHelp() -> Advice? {
    let before = trimmedEnd()
    let followsDigit = before > 0 && Lexer.isDigit(file.bytes[before - 1])
    switch token.kind {
    case .name("per"): return slashes()
    case .name where plural() != nil: return plural()
    case .name: return "an operator is missing, or a unit is written with spaces"
    case .number:
      if followsDigit, let digits = TypedDigits.advice(around: token.span.start, in: file.bytes) {
        return digits
      }
      return "an operator is missing before the number"
    case .mark("="): return .write("==", at: token.span, "`==` compares; `=` defines")
    case .mark(",") where followsDigit:
      return TypedDigits.advice(around: token.span.start, in: file.bytes)
    case .mark(")"), .mark("]"), .mark("}"):
      return .remove(token.span, "nothing is open that this could close: leave it out")
    default: return nil
    }
  }

  /// Advice on what follows a whole statement.
  func trailingHelp(of statement: Statement) -> Advice? {
    guard case .show(let show) = statement.kind, show.target == nil, case .name = token.kind else {
      return trailingHelp()
    }
    return "a request reads `show revenue`, `show revenue, price` or `show tornado revenue`"
  }

  /// `million EUR` for `millions EUR`.
  private func plural() -> Advice? {
    let end = trimmedEnd()
    for word in UnitWords.multipliers.sorted() where end > word.utf8.count {
      let start = end - word.utf8.count - 1
      if file.text(SourceSpan(start, end)) == word + "s" {
        return .write(word, at: SourceSpan(start, end))
      }
    }
    return nil
  }

  /// `EUR/ad/month` for `EUR per ad per month`.
  private func slashes() -> Advice? {
    var copy = self
    var unit = ""
    var end = token.span.end
    while copy.acceptName("per"), case .name(let name) = copy.token.kind,
      !Self.reservedWords.contains(name)
    {
      unit += "/\(name)"
      end = copy.token.span.end
      copy.advance()
    }
    guard !unit.isEmpty else { return nil }
    let place = SourceSpan(trimmedEnd(), end)
    return .write(unit, at: place, "a unit is written with slashes: write `\(unit)`")
  }

  /// What to do about a name that no clause begins with.
  func clauseHelp() -> Advice? {
    guard case .name(let name) = token.kind else { return Self.clauseList }
    if case .mark("=") = lookAhead().kind {
      let line = file.lineRange(file.line(at: token.span.start)).lowerBound
      return .remove(
        SourceSpan(line, token.span.start),
        "a definition begins at the start of the line"
      )
    }
    guard let near = NearestName.nearest(to: name, in: Self.clauseWords.sorted()) else {
      return Self.clauseList
    }
    guard near == "as" else { return .meant(near, at: token.span) }
    let hasOf = lookAhead().kind == .name("of")
    return .meant("as of", at: token.span, text: hasOf ? "as" : "as of")
  }

  private static let clauseList: Advice =
    "clauses are `from`, `as of`, `checked`, `label`, `note`"

  /// Quotes for a label that is not one word, such as `2018-03`.
  ///
  /// - Parameter start: Where the label begins; the current token does not belong to a label.
  func labelHelp(from start: Int) -> Advice? {
    let end = file.lineRange(file.line(at: start)).upperBound
    let rest = file.text(SourceSpan(start, max(start, end)))
    guard let close = rest.firstIndex(where: { "],".contains($0) }), rest[close] == "]" else {
      return nil
    }
    let label = rest[..<close]
    let isText = label.allSatisfy { $0.isLetter || $0.isNumber || "_-./ ".contains($0) }
    guard isText, !label.contains(" - "), label.last != " " else { return nil }
    return .write(
      "\"\(label)\"",
      at: SourceSpan(start, start + label.utf8.count),
      "a label that is not one word stands between quotes: write `\"\(label)\"`"
    )
  }

  /// The other spelling of a date with the day first.
  func dateHelp(_ date: String, at span: SourceSpan) -> Advice? {
    let parts = date.split(whereSeparator: { "/.-".contains($0) }).map(String.init)
    guard parts.count == 3, let year = parts.last, year.count == 4 else { return nil }
    let padded = parts.prefix(2).map { $0.count == 1 ? "0\($0)" : $0 }
    let text = "\(year)-\(padded[1])-\(padded[0])"
    return Self.isDate(text) ? .write(text, at: span) : nil
  }
}
