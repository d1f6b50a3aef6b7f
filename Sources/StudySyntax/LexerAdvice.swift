/// What to write in place of characters that the study language does not have.
enum LexerAdvice {
  /// Advice for a character that no token begins with, where it is known what was meant.
  ///
  /// - Parameters:
  ///   - text: The character.
  ///   - span: Where it stands.
  ///   - file: The text.
  static func strange(_ text: String, at span: SourceSpan, in file: SourceFile) -> Advice? {
    if let sign = signs[text] { return .write(sign, at: span) }
    if let code = currencies[text] { return money(code, sign: text, at: span, in: file) }
    switch text {
    case "'", "\u{2019}":
      if let digits = TypedDigits.advice(around: span.start, in: file.bytes) { return digits }
      return quotes(span, in: file, closing: ["'", "\u{2019}"])
    case "\u{2018}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}":
      return quotes(span, in: file, closing: ["\u{2019}", "\u{201D}", "\u{201C}", "\u{BB}", "\""])
    case "\u{2013}", "\u{2014}": return dash(span, in: file)
    case "%": return "a percent sign follows a number: `62%`"
    case ";": return .remove(span, "one statement a line; leave the semicolon out")
    case "!": return .write("not ", at: span, "write `not`; for unequal there is `!=`")
    case "~": return .write("about ", at: span, "write `about`, as in `about 13000`")
    default: return nil
    }
  }

  /// Signs of which the language has another spelling.
  private static let signs = [
    "&": "and", "&&": "and", "\u{B1}": "+-", "\u{D7}": "*", "\u{F7}": "/", "\u{B7}": "*",
    "\u{2192}": "->", "\u{2212}": "-", "\u{2026}": "..", "\u{2264}": "<=", "\u{2265}": ">=",
    "\u{2260}": "!=",
  ]

  // MARK: Money

  private static let currencies = [
    "\u{20AC}": "EUR", "\u{A3}": "GBP", "\u{A5}": "JPY", "$": "USD",
  ]
  /// What letters before a sign of money mean, `M` in `540 M$`.
  private static let prefixes = [
    "k": "k", "K": "k", "M": "M", "Mio": "M", "bn": "bn", "Md": "bn", "Mds": "bn",
  ]

  /// Advice for a sign of money: the code stands after the number.
  private static func money(
    _ code: String,
    sign: String,
    at span: SourceSpan,
    in file: SourceFile
  ) -> Advice {
    let others = sign == "$" ? ", or CAD, AUD or another code for the dollar meant" : ""
    var start = span.end
    while start < file.bytes.count, file.bytes[start] == 0x20 { start += 1 }
    var end = start
    while end < file.bytes.count, Lexer.isDigit(file.bytes[end]) || isInside(end, file) {
      end += 1
    }
    guard end == start else {
      let number = file.text(SourceSpan(start, end))
      return Advice(
        "write the currency after the number: `\(number) \(code)`\(others)",
        fixes: [
          [
            TextEdit(SourceSpan(span.start, start), ""),
            TextEdit(SourceSpan(end, end), " \(code)"),
          ]
        ]
      )
    }
    let glued = span.start > 0 && Lexer.isDigit(file.bytes[span.start - 1])
    return .write(
      glued ? " \(code)" : code,
      at: span,
      "write `\(code)`, as in `110 \(code)`\(others)"
    )
  }

  /// Whether a point, a comma or an underscore stands between two digits.
  private static func isInside(_ place: Int, _ file: SourceFile) -> Bool {
    [0x2E, 0x2C, 0x5F].contains(file.bytes[place]) && place + 1 < file.bytes.count
      && Lexer.isDigit(file.bytes[place + 1])
  }

  /// The sign of money at a place; `nil` where there is none.
  static func sign(at place: Int, in file: SourceFile) -> String? {
    let rest = file.bytes[min(place, file.bytes.count)...].prefix(3)
    return currencies.keys.first { rest.starts(with: $0.utf8) }
  }

  // MARK: Letters at a number

  /// Advice for a number with letters right behind it, such as `5M` or `12visit`.
  ///
  /// - Parameters:
  ///   - digits: The number.
  ///   - suffix: The letters.
  ///   - span: The number with its letters.
  ///   - file: The text.
  static func glued(
    _ digits: String,
    _ suffix: String,
    at span: SourceSpan,
    in file: SourceFile
  ) -> Advice {
    if let sign = sign(at: span.end, in: file), let code = currencies[sign],
      let prefix = prefixes[suffix]
    {
      let whole = SourceSpan(span.start, span.end + sign.utf8.count)
      return .write("\(digits) \(prefix)\(code)", at: whole)
    }
    let factors = ["k": "e3", "K": "e3", "m": "e6", "M": "e6", "bn": "e9", "Md": "e9"]
    guard let factor = factors[suffix], !digits.contains("e"), !digits.contains("E") else {
      return .insert(
        " ",
        at: span.end - suffix.utf8.count,
        "put a space between the number and its unit: `\(digits) \(suffix)`"
      )
    }
    let number = "\(digits)\(factor)"
    var next = span.end
    while next < file.bytes.count, file.bytes[next] == 0x20 { next += 1 }
    let hasUnit = next < file.bytes.count && Lexer.isNameStart(file.bytes[next])
    guard !hasUnit, let prefix = prefixes[suffix] else { return .write(number, at: span) }
    let money = "\(digits) \(prefix)EUR"
    return Advice(
      "write `\(number)`, or `\(money)` for money",
      fixes: [[TextEdit(span, number)], [TextEdit(span, money)]]
    )
  }

  // MARK: Quotes and dashes

  /// Advice for a text between other quotes than straight double ones.
  private static func quotes(
    _ span: SourceSpan,
    in file: SourceFile,
    closing: [String]
  ) -> Advice {
    let line = file.lineRange(file.line(at: span.start))
    let after = file.text(SourceSpan(span.end, max(span.end, line.upperBound)))
    let words = "texts stand between straight double quotes"
    guard let last = after.firstIndex(where: { closing.contains(String($0)) }) else {
      return Advice(words)
    }
    let place = span.end + after[..<last].utf8.count
    let end = place + String(after[last]).utf8.count
    return Advice(
      words,
      fixes: [
        [
          TextEdit(SourceSpan(span.start, afterBlanks(span.end, file)), "\""),
          TextEdit(SourceSpan(beforeBlanks(place, file), end), "\""),
        ]
      ]
    )
  }

  /// The next byte that is no blank, also none that does not break a line.
  private static func afterBlanks(_ place: Int, _ file: SourceFile) -> Int {
    var place = place
    while place < file.bytes.count {
      let rest = file.bytes[place...].prefix(3)
      if rest.first == 0x20 {
        place += 1
      } else if rest.starts(with: [0xC2, 0xA0]) {
        place += 2
      } else if rest.starts(with: [0xE2, 0x80, 0xAF]) {
        place += 3
      } else {
        break
      }
    }
    return place
  }

  private static func beforeBlanks(_ place: Int, _ file: SourceFile) -> Int {
    for width in [1, 2, 3] where place >= width {
      let start = place - width
      if afterBlanks(start, file) == place { return beforeBlanks(start, file) }
    }
    return place
  }

  /// Advice for a dash, which between numbers means an interval and elsewhere a minus.
  private static func dash(_ span: SourceSpan, in file: SourceFile) -> Advice {
    let start = beforeBlanks(span.start, file)
    let end = afterBlanks(span.end, file)
    let isBetween =
      start > 0 && end < file.bytes.count && Lexer.isDigit(file.bytes[start - 1])
      && Lexer.isDigit(file.bytes[end])
    guard isBetween else { return .write("-", at: span) }
    return Advice(
      "write `to` for an interval, or `-` to subtract",
      fixes: [[TextEdit(SourceSpan(start, end), " to ")]]
    )
  }
}
