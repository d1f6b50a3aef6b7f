/// Renders a document as GitHub-flavoured Markdown with the same bytes every time.
///
/// Text is escaped wherever Markdown or HTML would read it as markup. Tables are aligned in the
/// source. Lines end with a line feed and the text ends with one.
public struct MarkdownRenderer: Sendable {
  /// Where the title of a document goes.
  public enum TitleStyle: Sendable, Hashable {
    /// A heading of level 1.
    case heading
    /// YAML front matter with `title` and `lang`, for a converter.
    case frontMatter
    /// Nowhere.
    case none
  }

  /// Where the title goes.
  public var titleStyle: TitleStyle

  /// A renderer.
  ///
  /// - Parameter titleStyle: Where the title of a document goes.
  public init(titleStyle: TitleStyle = .heading) {
    self.titleStyle = titleStyle
  }

  /// The whole document as Markdown.
  ///
  /// - Parameter document: What to render.
  /// - Returns: The text; ends with one line feed.
  public func render(_ document: Document) -> String {
    var parts: [String] = []
    let title = MarkdownEscape.cleaned(document.title)
    switch titleStyle {
    case .heading where !title.isEmpty:
      parts.append(render([.heading(1, title)]))
    case .frontMatter:
      parts.append(
        "---\ntitle: \(quotedYAML(title))\nlang: \(document.language.rawValue)\n---\n"
      )
    default:
      break
    }
    let body = render(document.blocks)
    if !body.isEmpty { parts.append(body) }
    return parts.joined(separator: "\n")
  }

  /// Blocks as Markdown, without a title.
  ///
  /// - Parameter blocks: What to render.
  /// - Returns: The text; ends with one line feed, or is empty.
  public func render(_ blocks: [Block]) -> String {
    let lines = self.lines(blocks)
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// Inlines as one line of Markdown, as it stands inside a paragraph.
  ///
  /// - Parameter inlines: What to render.
  public func render(_ inlines: [Inline]) -> String {
    MarkdownInlines(inTable: false).render(inlines, lineStart: false)
  }

  // MARK: Private

  private func lines(_ blocks: [Block]) -> [String] {
    var out: [String] = []
    var previousIsList = false
    for block in blocks {
      let lines = self.lines(block)
      guard !lines.isEmpty else { continue }
      if !out.isEmpty { out.append("") }
      var isList = false
      if case .list = block { isList = true }
      // Two lists in a row would be read as one.
      if isList, previousIsList { out += ["<!-- -->", ""] }
      out += lines
      previousIsList = isList
    }
    return out
  }

  private func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let level, let content):
      return [heading(level, content)]
    case .paragraph(let content):
      let text = MarkdownInlines(inTable: false).render(content, lineStart: true)
      return text.isEmpty ? [] : split(text)
    case .markdown(let text):
      return trimmed(text)
    case .code(let code, let info):
      return fenced(code, info)
    case .table(let table):
      return MarkdownTable(table).lines()
    case .figure(let figure):
      return self.figure(figure)
    case .list(let ordered, let items):
      return list(ordered, items)
    case .quote(let content):
      return quoted(lines(content))
    case .admonition(let label, let content):
      return admonition(label, content)
    case .comment(let text):
      return ["<!-- \(MarkdownEscape.comment(text)) -->"]
    }
  }

  private func heading(_ level: Int, _ content: [Inline]) -> String {
    let marks = String(repeating: "#", count: min(max(level, 1), 6))
    let flat = content.map { $0 == .lineBreak ? .text(" ") : $0 }
    var text = MarkdownInlines(inTable: false).render(flat, lineStart: true)
    let slashes = text.dropLast().reversed().prefix { $0 == "\\" }.count
    if text.hasSuffix("#"), slashes % 2 == 0 { text = String(text.dropLast()) + "\\#" }
    return text.isEmpty ? marks : marks + " " + text
  }

  private func fenced(_ code: String, _ info: String) -> [String] {
    let lines = split(normalized(code))
    let fence = String(
      repeating: "`",
      count: max(3, MarkdownEscape.longestRun(of: "`", in: code) + 1)
    )
    let word = String(MarkdownEscape.cleaned(info).filter { $0 != "`" && $0 != "&" && $0 != "\\" })
    let body = lines.last == "" ? Array(lines.dropLast()) : lines
    return [fence + word] + body + [fence]
  }

  private func figure(_ figure: Figure) -> [String] {
    let alternative = MarkdownEscape.text(figure.alternativeText, lineStart: false)
    let path = MarkdownEscape.destination(figure.fileName) ?? ""
    let picture = "![\(alternative)](\(path))"
    guard !figure.caption.isEmpty else { return [picture] }
    let caption = MarkdownInlines(inTable: false).render(
      [.emphasis(figure.caption)],
      lineStart: true
    )
    return [picture, ""] + split(caption)
  }

  private func list(_ ordered: Bool, _ items: [[Block]]) -> [String] {
    let loose = items.contains { $0.count > 1 }
    var out: [String] = []
    for (index, item) in items.enumerated() {
      let mark = ordered ? "\(index + 1). " : "- "
      let indent = String(repeating: " ", count: mark.count)
      if loose, !out.isEmpty { out.append("") }
      let lines = self.lines(item)
      guard !lines.isEmpty else {
        out.append(String(mark.dropLast()))
        continue
      }
      for (number, line) in lines.enumerated() {
        out.append(number == 0 ? mark + line : line.isEmpty ? "" : indent + line)
      }
    }
    return out
  }

  private func admonition(_ label: String, _ content: [Block]) -> [String] {
    var blocks = content
    let opening: [Inline] = [.strong([.text(label)]), .text(" ")]
    if case .paragraph(let first)? = blocks.first {
      blocks[0] = .paragraph(opening + first)
    } else {
      blocks.insert(.paragraph(opening), at: 0)
    }
    return quoted(lines(blocks))
  }

  private func quoted(_ lines: [String]) -> [String] {
    lines.map { $0.isEmpty ? ">" : "> " + $0 }
  }

  private func normalized(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        out.append("\n")
      } else if !(scalar == "\n" && afterReturn) {
        out.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(out)
  }

  private func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func trimmed(_ text: String) -> [String] {
    var lines = split(normalized(text))[...]
    let isBlank: (String) -> Bool = { $0.allSatisfy { $0 == " " || $0 == "\t" } }
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    return Array(lines)
  }

  private func quotedYAML(_ text: String) -> String {
    var out = "\""
    for character in text {
      if character == "\"" || character == "\\" { out += "\\" }
      out.append(character)
    }
    return out + "\""
  }
}
