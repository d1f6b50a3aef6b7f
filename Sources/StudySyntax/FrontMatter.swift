import TextCore
import Yams

/// What stands between the `---` lines at the top of a study.
public struct FrontMatter: Sendable {
  /// The title.
  public var title = StatedText()
  /// The language of the prose; `nil` when not said.
  public var language: Language?
  /// The seed of the draws; `nil` when not said.
  public var seed: UInt64?
  /// The number of draws asked for; `nil` when not said.
  public var draws: Int?
  /// The authors in the order given.
  public var authors: [String] = []
  /// The date as written, ISO 8601; `nil` when not said.
  public var date: String?
  /// The name of the quantity of the summary sentence; `nil` when not said.
  public var headline: String?
  /// Where the name after `headline:` stands; `nil` when there is none.
  public var headlineSpan: SourceSpan?
  /// A sentence about the study.
  public var description = StatedText()

  /// The most draws that a run can make.
  public static let mostDraws: UInt64 = 1 << 32

  static let keys = [
    "title", "lang", "seed", "draws", "author", "authors", "date", "headline", "description",
  ]
}

/// Reads the front matter of a file and reports what it cannot use.
struct FrontMatterReader {
  let file: SourceFile
  var diagnostics: [Diagnostic] = []
  var result = FrontMatter()

  init(file: SourceFile) { self.file = file }

  /// Reads the YAML between two lines (exclusive, from 1).
  mutating func read(first: Int, last: Int) {
    guard first <= last else { return }
    let start = file.lineRange(first).lowerBound
    let end = file.lineRange(last).upperBound
    let text = file.text(SourceSpan(start, end))
    guard text.utf8.count <= Self.maximumSize, !Self.nestsDeeply(text) else {
      report(
        "front-matter",
        "The front matter holds more than keys and their values.",
        SourceSpan(file.lineRange(first).lowerBound, file.lineRange(first).upperBound),
        "too long, or nested too deep",
        "each line reads `key: value`; the prose stands below the closing ---"
      )
      return
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      let line = Self.line(of: error).map { min(first + $0 - 1, last) } ?? first
      let range = file.lineRange(line)
      report(
        "front-matter",
        "The front matter is not valid YAML.",
        SourceSpan(range.lowerBound, range.upperBound),
        "cannot be read",
        Advice(
          "each line reads `key: value`; put texts with a colon between quotes",
          fixes: quoted(line)
        )
      )
      return
    }
    guard let node else { return }
    guard case .mapping(let mapping) = node else {
      report(
        "front-matter",
        "The front matter is not a list of `key: value` lines.",
        SourceSpan(start, end),
        "not keys and values",
        nil
      )
      return
    }
    for (key, value) in mapping { take(key, value, first: first) }
  }

  /// The largest front matter that is read, in bytes.
  private static let maximumSize = 65_536

  /// Whether a line is indented, or opens collections, beyond anything that keys and values need.
  private static func nestsDeeply(_ text: String) -> Bool {
    let openers: Set<UInt8> = [0x20, 0x2D, 0x3A, 0x3F]
    return text.utf8.split(separator: 0x0A).contains { line in
      line.prefix { openers.contains($0) }.count > 64
        || line.filter { $0 == 0x5B || $0 == 0x7B }.count > 64
    }
  }

  /// The text after the first colon of a line between quotes, where it holds another colon.
  private func quoted(_ line: Int) -> [[TextEdit]] {
    let text = file.lineText(line)
    guard let colon = text.firstIndex(of: ":") else { return [] }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    guard value.contains(": "), let first = value.first, !"\"'[{|>".contains(first),
      !value.contains("\"")
    else { return [] }
    let range = file.lineRange(line)
    let place = SourceSpan(range.upperBound - value.utf8.count, range.upperBound)
    return [[TextEdit(place, "\"\(value)\"")]]
  }

  private static func line(of error: any Error) -> Int? {
    switch error as? YamlError {
    case .scanner(_, _, let mark, _)?, .parser(_, _, let mark, _)?, .composer(_, _, let mark, _)?:
      mark.line
    default: nil
    }
  }

  private mutating func take(_ keyNode: Node, _ value: Node, first: Int) {
    guard let key = keyNode.string else { return }
    let span = span(of: keyNode, first: first)
    switch key {
    case "title": result.title = texts(key, value, first)
    case "description": result.description = texts(key, value, first)
    case "lang":
      if let language = value.string.flatMap(Language.init(rawValue:)) {
        result.language = language
      } else {
        report(
          "front-matter",
          "`lang` is `en` or `fr`.",
          self.span(of: value, first: first),
          "neither of them",
          nil
        )
      }
    case "seed":
      if let text = value.string, let seed = UInt64(text) {
        result.seed = seed
      } else {
        report(
          "front-matter",
          "`seed` is a whole number from 0 to 18446744073709551615.",
          self.span(of: value, first: first),
          "not such a number",
          nil
        )
      }
    case "draws":
      if let text = value.string, let draws = WholeNumber(text)?.value,
        draws >= 1, draws <= FrontMatter.mostDraws
      {
        result.draws = Int(draws)
      } else {
        report(
          "front-matter",
          "`draws` is a whole number from 1 to \(FrontMatter.mostDraws).",
          self.span(of: value, first: first),
          "not such a number",
          nil
        )
      }
    case "author", "authors":
      result.authors = value.sequence.map { $0.compactMap(\.string) } ?? [value.string ?? ""]
    case "date":
      if let text = value.string, Parser.isDate(text) {
        result.date = text
      } else {
        report(
          "front-matter",
          "`date` is written 2016, 2016-11 or 2016-11-30.",
          self.span(of: value, first: first),
          "not a date",
          nil
        )
      }
    case "headline":
      result.headline = value.string
      result.headlineSpan = self.span(of: value, first: first)
    default:
      let near = NearestName.nearest(to: key, in: FrontMatter.keys)
      report(
        "front-matter",
        "The front matter has an unknown key `\(key)`.",
        span,
        "unknown key",
        near.map { Advice.meant($0, at: span) }
          ?? "the keys are \(FrontMatter.keys.map { "`\($0)`" }.joined(separator: ", "))"
      )
    }
  }

  private mutating func texts(_ key: String, _ value: Node, _ first: Int) -> StatedText {
    var result = StatedText()
    if let text = value.string {
      result[nil] = text
      return result
    }
    for (language, text) in value.mapping ?? [:] {
      if let code = language.string.flatMap(Language.init(rawValue:)), let text = text.string {
        result[code] = text
      } else {
        report(
          "front-matter",
          "`\(key)` is a text, or one text each for `en` and `fr`.",
          span(of: language, first: first),
          "not `en` or `fr`",
          nil
        )
      }
    }
    return result
  }

  private func span(of node: Node, first: Int) -> SourceSpan {
    guard let mark = node.mark else {
      let range = file.lineRange(first)
      return SourceSpan(range.lowerBound, range.upperBound)
    }
    let line = min(first + mark.line - 1, file.lineCount)
    let range = file.lineRange(line)
    let start = min(range.lowerBound + mark.column - 1, range.upperBound)
    let text = node.string ?? ""
    return SourceSpan(start, min(start + max(1, text.utf8.count), range.upperBound))
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    _ span: SourceSpan,
    _ label: String,
    _ help: Advice?
  ) {
    diagnostics.append(
      Diagnostic(.error, code, message, file: file.name, at: span, label: label, help: help)
    )
  }
}
