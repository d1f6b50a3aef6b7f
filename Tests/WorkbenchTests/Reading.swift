import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a chart back: whether it is well-formed, its text, and the names of its elements.
final class ChartReader: NSObject, XMLParserDelegate {
  /// The text of all elements, a line each.
  private(set) var text = ""
  /// The names of all elements.
  private(set) var elements: Set<String> = []
  /// The names of all attributes.
  private(set) var attributes: Set<String> = []
  /// The values of all attributes that can hold a link.
  private(set) var links: [String] = []

  /// Parses a chart.
  ///
  /// - Throws: The parser's error for text that is not well-formed XML.
  init(_ svg: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    let isWellFormed = parser.parse()
    try #require(
      isWellFormed,
      "line \(parser.lineNumber): \(String(describing: parser.parserError))",
      sourceLocation: sourceLocation
    )
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes found: [String: String]
  ) {
    elements.insert(name)
    attributes.formUnion(found.keys)
    for (key, value) in found where key.hasSuffix("href") { links.append(value) }
    text += "\n"
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

/// The prose of a Markdown text: without code, comments, links' targets and sources' citations.
enum ProseReader {
  /// The words a reader sees as sentences.
  static func prose(of markdown: String) -> String {
    var text = markdown
    text.replace(/(?s)```.*?```/, with: "")
    text.replace(/(?s)<!--.*?-->/, with: "")
    text.replace(/``?[^`\n]*``?/, with: "")
    text.replace(/\]\([^)]*\)/, with: "]")
    return text
  }

  /// A text with ordinary spaces for those that do not break.
  static func plain(_ text: String) -> String {
    text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
  }

  /// Whether a text holds a word or a phrase, bounded by other characters than letters.
  static func holds(_ phrase: String, in text: String) -> Bool {
    var rest = text[...]
    while let range = rest.range(of: phrase, options: .caseInsensitive) {
      let before =
        range.lowerBound == text.startIndex
        ? nil : text[text.index(before: range.lowerBound)]
      let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
      if before?.isLetter != true, after?.isLetter != true { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
