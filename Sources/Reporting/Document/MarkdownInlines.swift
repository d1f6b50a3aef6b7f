/// Renders runs of inlines as Markdown.
struct MarkdownInlines {
  /// Whether the run stands in a table cell, where a line break would end the row.
  let inTable: Bool

  /// A run of inlines.
  ///
  /// - Parameters:
  ///   - inlines: What to render.
  ///   - lineStart: Whether the run opens a line.
  func render(_ inlines: [Inline], lineStart: Bool) -> String {
    var out = ""
    append(merged(inlines, inside: []), to: &out, lineStart: lineStart, inside: [])
    while out.hasSuffix(" ") || out.hasSuffix("\n") || out.hasSuffix("\\\n") { out.removeLast() }
    while out.hasPrefix(" ") { out.removeFirst() }
    // An escaped backslash may end the text, a lone one may not.
    if trailingBackslashes(out) % 2 == 1 { out.removeLast() }
    return out
  }

  private enum Mark: Hashable { case strong, emphasis, link }

  private func append(
    _ inlines: [Inline],
    to out: inout String,
    lineStart: Bool,
    inside: Set<Mark>
  ) {
    for (index, inline) in inlines.enumerated() {
      let atStart = out.isEmpty ? lineStart : out.hasSuffix("\n")
      let next = index + 1 < inlines.count ? inlines[index + 1] : nil
      switch inline {
      case .text(let text):
        var escaped = MarkdownEscape.text(text, lineStart: atStart)
        if atStart || out.hasSuffix(" ") {
          escaped = String(escaped.drop { $0 == " " })
        }
        // Only a link or an image turns a closing exclamation mark into markup.
        if escaped.hasSuffix("\\!"), !isLink(next) { escaped = escaped.dropLast(2) + "!" }
        out += escaped
      case .code(let text):
        out += MarkdownEscape.code(text, inTable: inTable)
      case .lineBreak:
        while out.hasSuffix(" ") { out.removeLast() }
        if !out.isEmpty { out += inTable ? "<br>" : "\\\n" }
      case .strong(let content):
        delimit(content, .strong, "**", "strong", next, &out, inside)
      case .emphasis(let content):
        delimit(content, .emphasis, "*", "em", next, &out, inside)
      case .link(let content, let destination):
        var inner = ""
        let within = inside.union([.link])
        append(merged(content, inside: within), to: &inner, lineStart: false, inside: within)
        guard !inner.isEmpty, let target = MarkdownEscape.destination(destination) else { continue }
        out += "[\(inner)](\(target))"
      }
    }
  }

  private func delimit(
    _ content: [Inline],
    _ mark: Mark,
    _ delimiter: String,
    _ tag: String,
    _ next: Inline?,
    _ out: inout String,
    _ inside: Set<Mark>
  ) {
    var inner = ""
    let within = inside.union([mark])
    append(merged(content, inside: within), to: &inner, lineStart: false, inside: within)
    let trailing = inner.hasSuffix(" ")
    while inner.hasSuffix(" ") { inner.removeLast() }
    while inner.hasPrefix(" ") {
      inner.removeFirst()
      if !out.hasSuffix(" ") { out += " " }
    }
    guard let first = inner.first, let last = inner.last else { return }
    let before = out.last ?? " "
    let after = trailing ? " " : firstCharacter(of: next)
    let opens = !first.isWhitespace && (!MarkdownEscape.isPunctuation(first) || isBoundary(before))
    let closes = !last.isWhitespace && (!MarkdownEscape.isPunctuation(last) || isBoundary(after))
    let alone = before != "*" && after != "*" && first != "*" && last != "*"
    if opens, closes, alone, !inner.contains("\n") {
      out += delimiter + inner + delimiter
    } else {
      out += "<\(tag)>\(inner)</\(tag)>"
    }
    if trailing { out += " " }
  }

  /// The first character that the next inline puts into the source.
  private func firstCharacter(of inline: Inline?) -> Character {
    switch inline {
    case nil, .lineBreak: " "
    case .text(let text): MarkdownEscape.cleaned(text).first ?? " "
    case .code: "`"
    case .link: "["
    case .strong, .emphasis: "*"
    }
  }

  private func isBoundary(_ character: Character) -> Bool {
    character.isWhitespace || MarkdownEscape.isPunctuation(character)
  }

  private func isLink(_ inline: Inline?) -> Bool {
    if case .link = inline { return true }
    return false
  }

  private func trailingBackslashes(_ text: String) -> Int {
    text.reversed().prefix { $0 == "\\" }.count
  }

  /// Neighbouring texts as one, so that no markup arises across their border.
  ///
  /// What would be printed without its mark is opened first.
  private func merged(_ inlines: [Inline], inside: Set<Mark>) -> [Inline] {
    var out: [Inline] = []
    for inline in inlines.flatMap({ opened($0, inside: inside) }) {
      if case .text(let text) = inline, case .text(let previous)? = out.last {
        out[out.count - 1] = .text(previous + text)
      } else {
        out.append(inline)
      }
    }
    return out
  }

  /// The content of a mark that is already open around it or of a link that goes nowhere safe.
  private func opened(_ inline: Inline, inside: Set<Mark>) -> [Inline] {
    switch inline {
    case .strong(let content) where inside.contains(.strong),
      .emphasis(let content) where inside.contains(.emphasis):
      return content.flatMap { opened($0, inside: inside) }
    case .link(let content, let destination)
    where inside.contains(.link) || MarkdownEscape.destination(destination) == nil:
      return content.flatMap { opened($0, inside: inside) }
    default:
      return [inline]
    }
  }
}
