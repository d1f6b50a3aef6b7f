/// Reads one unit from text.
///
/// Names are joined by `*` and `/`, with exponents, price years and parentheses, from left to right, as arithmetic reads: `EUR/ad*month` is `(EUR/ad)*month`.
struct UnitParser {
  private let system: UnitSystem
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var offset = 0
  private var depth = 0
  /// Whether the last name read was a multiplier, after which another name may follow at once.
  private var afterMultiplier = false

  private static let deepest = 32
  private static let largestExponent = 64

  init(_ text: String, system: UnitSystem) {
    self.system = system
    scalars = Array(text.unicodeScalars)
  }

  mutating func parse() throws(UnitError) -> Unit {
    skipSpaces()
    guard current != nil else { throw .empty }
    let unit = try product()
    guard current == nil else { throw unexpected("write * or / between two units") }
    return unit
  }

  // MARK: - Grammar

  private mutating func product() throws(UnitError) -> Unit {
    var result = try power()
    while true {
      skipSpaces()
      switch current {
      case "*", "\u{B7}", "\u{D7}":
        advance()
        result = result * (try power())
      case "/":
        advance()
        result = result / (try power())
      case let scalar? where afterMultiplier && Self.beginsName(scalar):
        result = result * (try power())
      case let scalar? where Self.beginsName(scalar):
        let start = offset
        let name = scanName()
        if let advice = system.refusals[name] {
          throw .refused(name: name, offset: start, advice: advice)
        }
        throw .unexpected(found: name, offset: start, expected: "write * or / between two units")
      default:
        return result
      }
    }
  }

  private mutating func power() throws(UnitError) -> Unit {
    skipSpaces()
    let base = try atom()
    skipSpaces()
    guard current == "^" else { return base }
    advance()
    afterMultiplier = false
    return base.raised(to: try exponent())
  }

  private mutating func atom() throws(UnitError) -> Unit {
    afterMultiplier = false
    guard let scalar = current else {
      throw .unexpected(found: "the end", offset: offset, expected: "write a unit after * or /")
    }
    if scalar == "(" {
      guard depth < Self.deepest else { throw .tooDeep(offset: offset) }
      depth += 1
      advance()
      let inside = try product()
      guard current == ")" else { throw unexpected("close the parenthesis with )") }
      advance()
      depth -= 1
      afterMultiplier = false
      return inside
    }
    if Self.isDigit(scalar) {
      let start = offset
      let text = scan { Self.isDigit($0) || $0 == "." || $0 == "," }
      guard text == "1" else { throw .number(text: text, offset: start) }
      return .one
    }
    return try named()
  }

  private mutating func named() throws(UnitError) -> Unit {
    let start = offset
    guard let scalar = current else { return .one }
    let isWord = Self.beginsName(scalar)
    let name = isWord ? scanName() : scanSign()
    guard let found = system.lookUp(name) else {
      if isWord, let sign = current, let advice = system.refusals[String(sign)] {
        throw .refused(
          name: name + String(sign),
          offset: start,
          advice: Self.prefixed(advice, by: system.prefix(for: name))
        )
      }
      if !isWord, system.refusals[name] == nil {
        throw .unexpected(found: name, offset: start, expected: "write the name of a unit")
      }
      throw system.unknown(name, offset: start)
    }
    let entry = system.entries[found.entry]
    let canonical = found.prefix.map { system.prefixes[$0].symbol + entry.name } ?? entry.name
    afterMultiplier = entry.kind == .multiplier
    skipSpaces()
    guard current == "(" else { return Unit(name: canonical) }
    guard entry.kind == .currency else {
      if afterMultiplier { return Unit(name: canonical) * (try atom()) }
      throw .priceYearOnOther(name: canonical, offset: offset)
    }
    return Unit(name: canonical, priceYear: try priceYear(of: canonical))
  }

  /// `write MEUR` for `write EUR` where `M` stands before the sign of a currency.
  private static func prefixed(_ advice: String, by prefix: String?) -> String {
    guard let prefix else { return advice }
    return advice.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let letters = word.prefix { $0.isLetter }
      let isCode = letters.count == 3 && letters.allSatisfy { $0.isASCII && $0.isUppercase }
      return isCode ? prefix + word : String(word)
    }.joined(separator: " ")
  }

  private mutating func priceYear(of currency: String) throws(UnitError) -> Int {
    advance()
    skipSpaces()
    let start = offset
    let text = scan { $0 != ")" && $0 != "/" && $0 != "*" }
    let digits = text.prefix { $0 != " " }
    guard
      current == ")", digits.utf8.count == 4, digits.unicodeScalars.allSatisfy(Self.isDigit),
      text.dropFirst(4).allSatisfy({ $0 == " " }), let year = Int(digits)
    else { throw .priceYear(currency: currency, text: text, offset: start) }
    advance()
    return year
  }

  private mutating func exponent() throws(UnitError) -> Rational {
    skipSpaces()
    let start = offset
    let inParentheses = current == "("
    if inParentheses { advance() }
    let text = scan {
      Self.isDigit($0) || $0 == "-" || $0 == "."
        || (inParentheses && ($0 == "/" || $0 == " " || $0 == "+"))
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      .map { part in Int(part.filter { $0 != " " }) }
    let isClosed = !inParentheses || current == ")"
    guard
      isClosed, parts.count <= 2, let top = parts[0], top.magnitude <= Self.largestExponent,
      let bottom = parts.count == 2 ? parts[1] : 1, bottom > 0, bottom <= Self.largestExponent,
      let value = Rational(top, over: bottom)
    else { throw .exponent(text: text, offset: start) }
    if inParentheses { advance() }
    return value
  }

  // MARK: - Characters

  private var current: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private mutating func advance() {
    guard let scalar = current else { return }
    offset += UTF8.width(scalar)
    position += 1
  }

  private mutating func skipSpaces() {
    while current == " " || current == "\t" || current == "\u{A0}" { advance() }
  }

  private mutating func scan(_ isPart: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, isPart(scalar) {
      text.append(scalar)
      advance()
    }
    return String(text)
  }

  private mutating func scanName() -> String {
    scan(Self.continuesName)
  }

  private mutating func scanSign() -> String {
    let sign = current.map(Self.shown) ?? ""
    advance()
    return sign
  }

  private func unexpected(_ expected: String) -> UnitError {
    .unexpected(
      found: current.map(Self.shown) ?? "the end",
      offset: offset,
      expected: expected
    )
  }

  /// A character as a message prints it: control characters by their number.
  private static func shown(_ scalar: Unicode.Scalar) -> String {
    scalar.properties.generalCategory == .control
      ? "U+" + String(scalar.value, radix: 16, uppercase: true) : String(scalar)
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar >= "0" && scalar <= "9"
  }

  static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? (scalar >= "a" && scalar <= "z") || (scalar >= "A" && scalar <= "Z") || scalar == "_"
      : scalar.properties.isXIDStart
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? beginsName(scalar) || isDigit(scalar)
      : scalar != "\u{B7}" && scalar.properties.isXIDContinue
  }
}
