/// Cuts the text of a model block into tokens, one at a time.
///
/// The parser may move the lexer back to an offset and scan a raw word or a unit instead, which is
/// how source keys (`scelles-2016`), dates and units are read.
struct Lexer {
  private let file: SourceFile
  private let end: Int
  private(set) var offset: Int
  /// Open brackets: line ends inside them are white space.
  var depth = 0
  private(set) var diagnostics: [Diagnostic] = []

  init(file: SourceFile, range: Range<Int>) {
    self.file = file
    offset = range.lowerBound
    end = range.upperBound
  }

  mutating func moveBack(to offset: Int) { self.offset = offset }

  mutating func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics = [] }
    return diagnostics
  }

  private func peek(_ ahead: Int = 0) -> UInt8 {
    offset + ahead < end ? file.bytes[offset + ahead] : 0
  }

  // MARK: Tokens

  mutating func next() -> Token {
    let start = offset
    var sawNewline = false
    var newlineAt = offset
    var lineStart = offset
    while offset < end {
      switch peek() {
      case 0x20, 0x09, 0x0D: offset += 1
      case 0xC2 where peek(1) == 0xA0: offset += 2
      case 0xE2 where peek(1) == 0x80 && peek(2) == 0xAF: offset += 3
      case 0x23: skipComment()
      case 0x0A:
        if !sawNewline { newlineAt = offset }
        sawNewline = true
        offset += 1
        lineStart = offset
      default:
        if sawNewline && (depth == 0 || (offset == lineStart && startsStatement())) {
          depth = 0
          return Token(
            kind: .newline(indent: offset - lineStart),
            span: SourceSpan(newlineAt, newlineAt),
            spaceBefore: true
          )
        }
        return token(spaceBefore: offset > start)
      }
    }
    if sawNewline && depth == 0 && offset == end && newlineAt < end {
      return Token(kind: .end, span: SourceSpan(newlineAt, newlineAt), spaceBefore: true)
    }
    return Token(kind: .end, span: SourceSpan(end, end), spaceBefore: true)
  }

  /// Whether the line at the current offset can only be a new statement, so that a bracket that was
  /// left open above does not swallow it.
  private func startsStatement() -> Bool {
    var copy = self
    guard Self.isNameStart(copy.peek()) else { return false }
    let start = copy.offset
    copy.skipName()
    let word = copy.file.text(SourceSpan(start, copy.offset))
    copy.skipBlanks()
    if Parser.statementWords.contains(word) {
      return Self.isNameStart(copy.peek()) || copy.peek() == 0x22
    }
    if copy.peek() == 0x5B {
      while copy.offset < end, copy.peek() != 0x5D, copy.peek() != 0x0A { copy.offset += 1 }
      copy.offset += 1
      copy.skipBlanks()
    }
    return copy.peek() == 0x3D && copy.peek(1) != 0x3D
  }

  private mutating func skipBlanks() {
    while peek() == 0x20 || peek() == 0x09 { offset += 1 }
  }

  private mutating func skipComment() {
    while offset < end, peek() != 0x0A { offset += 1 }
  }

  private mutating func token(spaceBefore: Bool) -> Token {
    let start = offset
    let byte = peek()
    let kind: Token.Kind
    if Self.isDigit(byte) || (byte == 0x2E && Self.isDigit(peek(1))) {
      kind = number()
    } else if Self.isNameStart(byte) {
      kind = name()
    } else if byte == 0x22 {
      kind = string()
    } else {
      kind = mark()
    }
    return Token(kind: kind, span: SourceSpan(start, offset), spaceBefore: spaceBefore)
  }

  // MARK: Numbers

  private mutating func number() -> Token.Kind {
    let start = offset
    var text = ""
    func isPart(_ byte: UInt8) -> Bool { Self.isDigit(byte) || byte == 0x5F }
    while isPart(peek()) { text.append(take()) }
    if peek() == 0x2E, peek(1) != 0x2E, Self.isDigit(peek(1)) || !Self.isNameStart(peek(1)) {
      text.append(take())
      while isPart(peek()) { text.append(take()) }
    }
    if peek() == 0x65 || peek() == 0x45 {
      let sign = peek(1) == 0x2B || peek(1) == 0x2D
      if Self.isDigit(peek(sign ? 2 : 1)) {
        text.append(take())
        if sign { text.append(take()) }
        while Self.isDigit(peek()) { text.append(take()) }
      }
    }
    if letterWidth(at: offset) > 0 { return gluedNumber(text, start) }
    guard let value = Double(text.filter { $0 != "_" }) else {
      report("malformed-number", "This is not a number.", start, label: "cannot be read")
      return .invalid
    }
    guard value.isFinite else {
      report(
        "infinite-literal",
        "A study cannot hold an infinite number.",
        start,
        label: "larger than a double can hold",
        help: "numbers go up to about 1.7e308"
      )
      return .invalid
    }
    var ahead = 0
    while peek(ahead) == 0x20 { ahead += 1 }
    if peek(ahead) == 0x25 {
      offset += ahead + 1
      return .number(value: value / 100, percent: true)
    }
    return .number(value: value, percent: false)
  }

  /// A number with letters right behind it, such as `5M` or `12visit`.
  private mutating func gluedNumber(_ digits: String, _ start: Int) -> Token.Kind {
    let suffixStart = offset
    while Self.isDigit(peek()) || letterWidth(at: offset) > 0 {
      offset += max(1, letterWidth(at: offset))
    }
    let suffix = file.text(SourceSpan(suffixStart, offset))
    let span = SourceSpan(start, offset)
    // A sign of money behind the letters is part of the mistake, and no second one.
    if let sign = LexerAdvice.sign(at: offset, in: file) { offset += sign.utf8.count }
    report(
      "malformed-number",
      "A number is followed directly by letters.",
      start,
      label: "`\(suffix)` belongs to no number",
      help: LexerAdvice.glued(digits, suffix, at: span, in: file)
    )
    return .invalid
  }

  /// The bytes of the letter or underscore at an offset; 0 where there is none.
  private func letterWidth(at offset: Int) -> Int {
    guard offset < end else { return 0 }
    let byte = file.bytes[offset]
    guard byte >= 0x80 else { return Self.isNameStart(byte) ? 1 : 0 }
    let width = Self.width(of: byte)
    let text = file.text(SourceSpan(offset, min(offset + width, end)))
    guard let scalar = text.unicodeScalars.first,
      scalar.properties.isAlphabetic || scalar.properties.isXIDContinue,
      scalar.value != 0xB7
    else { return 0 }
    return width
  }

  /// The number of bytes of the character that begins with a byte.
  private static func width(of byte: UInt8) -> Int {
    byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  private mutating func take() -> Character {
    defer { offset += 1 }
    return Character(UnicodeScalar(peek()))
  }

  // MARK: Names, texts, marks

  private mutating func name() -> Token.Kind {
    let start = offset
    while Self.isDigit(peek()) || letterWidth(at: offset) > 0 {
      offset += max(1, letterWidth(at: offset))
    }
    return offset > start ? .name(file.text(SourceSpan(start, offset))) : strangeCharacter()
  }

  /// A character that no token begins with; the sign that was meant is named where it is known.
  private mutating func strangeCharacter() -> Token.Kind {
    let start = offset
    offset = min(offset + Self.width(of: peek()), end)
    if file.bytes[start] == 0x26, peek() == 0x26 { offset += 1 }
    let text = file.text(SourceSpan(start, offset))
    report(
      "unexpected-character",
      "The character `\(text)` has no meaning here.",
      start,
      label: "not part of the study language",
      help: LexerAdvice.strange(text, at: SourceSpan(start, offset), in: file)
        ?? (start > 0 && Self.isNamePart(file.bytes[start - 1])
          ? "names are made of letters, digits and underscores" : nil)
    )
    return .invalid
  }

  private mutating func string() -> Token.Kind {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    while offset < end, peek() != 0x22, peek() != 0x0A {
      if peek() == 0x5C, peek(1) == 0x22 || peek(1) == 0x5C { offset += 1 }
      text.append(peek())
      offset += 1
    }
    guard peek() == 0x22, offset < end else {
      var last = offset
      while last > start + 1, [0x20, 0x09, 0x0D].contains(file.bytes[last - 1]) { last -= 1 }
      report(
        "unterminated-text",
        "A text has no closing quote on its line.",
        start,
        label: "opened here",
        help: .insert("\"", at: last, "end the text with `\"` on the same line")
      )
      return .invalid
    }
    offset += 1
    return .text(String(decoding: text, as: UTF8.self))
  }

  private mutating func mark() -> Token.Kind {
    let two = String(decoding: file.bytes[offset..<min(offset + 2, end)], as: UTF8.self)
    if ["->", "..", "+-", "<=", ">=", "==", "!="].contains(two) {
      offset += 2
      return .mark(two)
    }
    let one = Character(UnicodeScalar(peek()))
    if "+-*/^()[]{},:=<>?|.".contains(one) {
      offset += 1
      return .mark(String(one))
    }
    return strangeCharacter()
  }

  // MARK: Raw words

  /// Reads a word up to white space, a comma, a bar or a quote: a source key, a date.
  mutating func rawWord() -> (text: String, span: SourceSpan) {
    while peek() == 0x20 || peek() == 0x09 { offset += 1 }
    let start = offset
    while offset < end, !" \t\r\n,|\"#()".utf8.contains(peek()) { offset += 1 }
    let span = SourceSpan(start, offset)
    return (file.text(span), span)
  }

  /// Where the unit after a multiplier and a blank begins; `nil` where none does.
  private func nextUnit() -> Int? {
    var copy = self
    while copy.peek() == 0x20 || (copy.peek() == 0xC2 && copy.peek(1) == 0xA0) {
      copy.offset += copy.peek() == 0x20 ? 1 : 2
    }
    let start = copy.offset
    guard start > offset, Self.isNameStart(copy.peek()) else { return nil }
    copy.skipUnitName()
    let word = copy.file.text(SourceSpan(start, copy.offset))
    return Parser.reservedWords.contains(word) ? nil : start
  }

  /// Reads a unit: factors joined by `/` or `*` without white space, such as `EUR(2014)/ad/month`;
  /// after `thousand`, `million` and `billion` a blank stands for `*`.
  ///
  /// The lexer must stand at its first character. An empty text means that no unit stands here.
  mutating func rawUnit() -> (text: String, span: SourceSpan) {
    let start = offset
    var expectsFactor = true
    if peek() == 0x31, peek(1) == 0x2F, Self.isNameStart(peek(2)) {
      offset += 2
    }
    while offset < end {
      if expectsFactor {
        guard Self.isNameStart(peek()) || peek() == 0x25 else { break }
        let word = offset
        if peek() == 0x25 { offset += 1 } else { skipUnitName() }
        expectsFactor = false
        if UnitWords.multipliers.contains(file.text(SourceSpan(word, offset))),
          let next = nextUnit()
        {
          offset = next
          expectsFactor = true
        } else {
          skipYearAndPower()
        }
      } else if peek() == 0x2F || peek() == 0x2A || (peek() == 0xC2 && peek(1) == 0xB7) {
        let width = peek() == 0xC2 ? 2 : 1
        guard Self.isNameStart(peek(width)) || peek(width) == 0x25 else { break }
        offset += width
        expectsFactor = true
      } else {
        break
      }
    }
    let span = SourceSpan(start, offset)
    return (file.text(span), span)
  }

  private mutating func skipName() {
    while Self.isNamePart(peek()), !(peek() == 0xC2 && peek(1) == 0xB7) { offset += 1 }
  }

  /// Skips a name of a unit, or what people write for one, such as `M` and a sign of money; spaces
  /// that do not break a line end it.
  private mutating func skipUnitName() {
    while Self.isNamePart(peek()) || peek() == 0x24 {
      if peek() == 0xC2, peek(1) == 0xB7 || peek(1) == 0xA0 { return }
      if peek() == 0xE2, peek(1) == 0x80, peek(2) == 0xAF { return }
      offset += 1
    }
  }

  private mutating func skipYearAndPower() {
    if peek() == 0x28, Self.isDigit(peek(1)) {
      var ahead = 1
      while Self.isDigit(peek(ahead)) { ahead += 1 }
      if peek(ahead) == 0x29 { offset += ahead + 1 }
    }
    if peek() == 0x5E {
      var ahead = peek(1) == 0x2D ? 2 : 1
      if Self.isDigit(peek(ahead)) {
        while Self.isDigit(peek(ahead)) { ahead += 1 }
        offset += ahead
      }
    }
  }

  // MARK: Character classes

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isNameStart(_ byte: UInt8) -> Bool {
    (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F || byte >= 0x80
  }

  static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  private mutating func report(
    _ code: String,
    _ message: String,
    _ start: Int,
    label: String,
    help: Advice? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .error,
        code,
        message,
        file: file.name,
        at: SourceSpan(start, offset),
        label: label,
        help: help
      )
    )
  }
}
