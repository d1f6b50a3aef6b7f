/// Escapes plain text for GitHub-flavoured Markdown.
///
/// Text comes from users, so nothing in it may act: no HTML, link, emphasis, heading, automatic
/// link, reference, emoji or notebook place.
enum MarkdownEscape {
  /// Plain text as the source of a run of text.
  ///
  /// - Parameters:
  ///   - text: Plain text; blanks and line breaks become single spaces.
  ///   - lineStart: Whether the text opens a line, where more characters are markup.
  static func text(_ text: String, lineStart: Bool) -> String {
    let scalars = Array(cleaned(text).unicodeScalars)
    var out = ""
    var index = 0
    if lineStart {
      while index < scalars.count, scalars[index] == " " { index += 1 }
      (out, index) = lineOpening(scalars, from: index)
    }
    while index < scalars.count {
      let scalar = scalars[index]
      let previous = index > 0 ? scalars[index - 1] : nil
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "\\", "`", "*", "[", "]", "~", "|", "$":
        out += "\\"
        out.unicodeScalars.append(scalar)
      case "_":
        out += isWord(previous) && isWord(next) ? "_" : "\\_"
      case "<":
        out += opensTag(next) ? "&lt;" : "<"
      case "&":
        out += opensEntity(scalars, at: index) ? "&amp;" : "&"
      case "{":
        out += previous == "{" ? "\\{" : "{"
      case "!":
        out += next == nil ? "\\!" : "!"
      case ":":
        out += opensColon(scalars, at: index) ? "\\:" : ":"
      case ".":
        out += followsWWW(scalars, at: index) ? "\\." : "."
      case "@":
        out += isWord(previous) && isWord(next) ? "@<!-- -->" : "@"
      default:
        out.unicodeScalars.append(scalar)
      }
      index += 1
    }
    return out
  }

  /// Text without control characters and direction overrides, with single spaces.
  static func cleaned(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var blank = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0x2028, 0x2029:
        if !blank { out.append(" ") }
        blank = true
        continue
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        continue
      default:
        out.append(scalar)
        blank = false
      }
    }
    return String(out)
  }

  /// Program text as a code span.
  ///
  /// - Parameters:
  ///   - code: The text; line breaks become spaces.
  ///   - inTable: Whether pipes would end a cell.
  static func code(_ code: String, inTable: Bool) -> String {
    let text = cleaned(code)
    guard !text.isEmpty, text != " " else { return "" }
    if inTable, text.contains("|") {
      if text.contains("\\") || text.contains("`") {
        return "<code>" + html(text) + "</code>"
      }
      return "`"
        + text.split(separator: "|", omittingEmptySubsequences: false)
        .joined(separator: "\\|") + "`"
    }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let padded =
      text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" "))
    return fence + (padded ? " " + text + " " : text) + fence
  }

  /// A safe link destination, or nil where the scheme is not allowed.
  static func destination(_ text: String) -> String? {
    let trimmed = cleaned(text).split(separator: " ", omittingEmptySubsequences: true)
      .joined(separator: "%20")
    guard !trimmed.isEmpty else { return nil }
    if let colon = trimmed.firstIndex(of: ":") {
      let scheme = trimmed[..<colon]
      if !scheme.contains(where: { "/?#".contains($0) }) {
        guard ["http", "https", "mailto"].contains(scheme.lowercased()) else { return nil }
      }
    }
    let scalars = Array(trimmed.unicodeScalars)
    var out = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "<", ">", "(", ")", "\"", "\\", "|", "`", "[", "]", "{", "}", "*", "'":
        out += "%" + hexadecimal(scalar.value)
      case "&":
        out += opensEntity(scalars, at: index) ? "&amp;" : "&"
      default:
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// Text for an HTML comment: `--` and a closing `>` cannot end it early.
  static func comment(_ text: String) -> String {
    var out = ""
    for character in cleaned(text) {
      if character == "-", out.hasSuffix("-") { out += " " }
      out.append(character)
    }
    if out.hasPrefix(">") || out.hasPrefix("->") { out = " " + out }
    return out
  }

  /// The longest run of one character.
  static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for candidate in text {
      run = candidate == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// Whether a character counts as punctuation for emphasis.
  static func isPunctuation(_ character: Character) -> Bool {
    character.isPunctuation || character.isSymbol
  }

  // MARK: Private

  /// Escapes what is markup only at the start of a line; returns the text and where to go on.
  private static func lineOpening(
    _ scalars: [Unicode.Scalar],
    from start: Int
  ) -> (String, Int) {
    guard start < scalars.count else { return ("", start) }
    switch scalars[start] {
    case "#", "-", "+", "=", ">":
      return ("\\" + String(Character(scalars[start])), start + 1)
    case ":" where start + 1 < scalars.count && scalars[start + 1] == "-":
      return ("\\:", start + 1)
    case "0"..."9":
      var end = start
      var digits = ""
      while end < scalars.count, ("0"..."9").contains(scalars[end]) {
        digits.unicodeScalars.append(scalars[end])
        end += 1
      }
      guard end < scalars.count, scalars[end] == "." || scalars[end] == ")" else {
        return (digits, end)
      }
      guard end + 1 == scalars.count || scalars[end + 1] == " " else { return (digits, end) }
      return (digits + "\\" + String(Character(scalars[end])), end + 1)
    default:
      return ("", start)
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static func opensTag(_ next: Unicode.Scalar?) -> Bool {
    guard let next else { return true }
    return next.properties.isAlphabetic || next == "/" || next == "!" || next == "?"
  }

  private static func opensEntity(_ scalars: [Unicode.Scalar], at start: Int) -> Bool {
    guard start + 1 < scalars.count else { return false }
    for index in (start + 1)..<scalars.count {
      let scalar = scalars[index]
      if scalar == ";" { return index > start + 1 }
      guard scalar.isASCII, isWord(scalar) || scalar == "#" else { return false }
    }
    return false
  }

  private static func opensColon(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let rest = scalars[(index + 1)...]
    if rest.starts(with: ["/", "/"]) { return true }
    // An emoji name runs to a second colon.
    for (offset, scalar) in rest.enumerated() {
      if scalar == ":" { return offset > 0 }
      guard scalar.isASCII, isWord(scalar) || scalar == "_" || scalar == "+" || scalar == "-" else {
        return false
      }
    }
    return false
  }

  private static func followsWWW(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index >= 3 else { return false }
    return scalars[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
  }

  private static func html(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9", "A"..."Z", "a"..."z", " ": out.unicodeScalars.append(scalar)
      case _ where !scalar.isASCII: out.unicodeScalars.append(scalar)
      // The comment keeps addresses from becoming links.
      case "@", ":", ".": out += "&#\(scalar.value);<!-- -->"
      default: out += "&#\(scalar.value);"
      }
    }
    return out
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return text.count < 2 ? "0" + text : text
  }
}
