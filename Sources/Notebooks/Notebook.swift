/// A study file with its results written in place, as text.
///
/// Output parts stand after a fenced block between `<!-- ampleur:output -->` and
/// `<!-- /ampleur:output -->`, each alone on its line; markers shown inside fenced code are left
/// alone. Values in prose, `{{ expression }}`, become `<!--= expression -->value<!--/-->`, with
/// `<wbr>` before it where the value begins its line. Where values stand is not decided here but
/// told by the reader of the study. Everything else keeps its bytes, line endings included.
public struct Notebook: Sendable {
  /// The text as it is in the file.
  public let text: String
  /// The lines, counted from 1, that belong to output parts, with the blank lines
  /// between a part and its fenced block.
  public let generatedLines: [ClosedRange<Int>]
  /// The places for values in the prose, in order.
  public let places: [InlinePlace]

  private let lines: [SourceLine]
  /// A piece of a line.
  private enum Piece {
    /// Text that stays as it is.
    case text([UInt8])
    /// A place: the bytes of the expression.
    case place(source: [UInt8])
  }
  /// The pieces of each line that has places.
  private let pieces: [Int: [Piece]]

  /// Reads a notebook.
  ///
  /// - Parameters:
  ///   - text: The whole file.
  ///   - values: The places of values in order, each on one line, as ranges of UTF-8 bytes.
  /// - Throws: `NotebookError` with the line of a marker that is unclosed, unopened or nested, or of
  ///   a range that holds no value.
  public init(_ text: String, values: [Range<Int>] = []) throws(NotebookError) {
    self.text = text
    lines = SourceLine.lines(of: text)
    generatedLines = try Self.outputs(lines)
    (places, pieces) = try Self.places(lines, values)
  }

  /// The output parts.
  private static func outputs(
    _ lines: [SourceLine]
  ) throws(NotebookError) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    var fences = FenceTracker()
    var opened: Int?
    let body = Self.frontMatterLength(lines)
    for index in lines.indices.dropFirst(body) {
      let line = lines[index]
      if let start = opened {
        if line.trimmed == Marker.close {
          ranges.append(Self.withBlanks(lines, from: start, body: body)...(index + 1))
          opened = nil
        } else if line.trimmed == Marker.open {
          throw .nestedOutput(line: index + 1, opened: start + 1)
        }
        continue
      }
      if fences.isCode(line) { continue }
      if line.trimmed == Marker.open {
        opened = index
      } else if line.trimmed == Marker.close {
        throw .unopenedOutput(line: index + 1)
      }
    }
    if let opened { throw .unclosedOutput(line: opened + 1) }
    return ranges
  }

  /// The places, and the pieces of their lines.
  private static func places(
    _ lines: [SourceLine],
    _ values: [Range<Int>]
  ) throws(NotebookError) -> ([InlinePlace], [Int: [Piece]]) {
    var places: [InlinePlace] = []
    var pieces: [Int: [Piece]] = [:]
    var index = 0
    var start = 0
    /// Up to where the bytes of the line are in its pieces.
    var taken = 0
    func rest() -> Piece { .text(Array(lines[index].content[taken...])) }
    for value in values {
      while index < lines.count,
        start + lines[index].content.count + lines[index].ending.count <= value.lowerBound
      {
        if pieces[index] != nil { pieces[index]?.append(rest()) }
        start += lines[index].content.count + lines[index].ending.count
        index += 1
        taken = 0
      }
      let own = value.lowerBound - start..<value.upperBound - start
      guard index < lines.count, own.lowerBound >= taken,
        own.upperBound <= lines[index].content.count,
        let parts = WrittenValue.parts(lines[index].content[own])
      else { throw .noValue(line: min(index + 1, lines.count)) }
      pieces[index, default: []] += [
        .text(Array(lines[index].content[taken..<own.lowerBound])), .place(source: parts.source),
      ]
      taken = own.upperBound
      let blanks = parts.source.prefix { $0 == 0x20 || $0 == 0x09 }.count
      places.append(
        InlinePlace(
          expression: SourceLine(content: Array(parts.source.dropFirst(blanks)), ending: [])
            .trimmed,
          line: index + 1,
          column: own.lowerBound + parts.offset + blanks + 1,
          value: parts.value.map { String(decoding: $0, as: UTF8.self) }
        )
      )
    }
    if index < lines.count, pieces[index] != nil { pieces[index]?.append(rest()) }
    return (places, pieces)
  }

  // MARK: Without outputs

  /// The source alone: no output parts, and braces again where values were written in.
  ///
  /// Line numbers differ from the file's; see `masked`.
  public var stripped: String {
    SourceLine.text(sourceLines().map(\.line))
  }

  /// The source with the line numbers of the file: lines of output parts are empty, and braces
  /// stand again where values were written in.
  public var masked: String {
    var out: [SourceLine] = []
    for index in lines.indices {
      let content = isGenerated(index) ? [] : unfilled(index)
      out.append(SourceLine(content: content, ending: lines[index].ending))
    }
    return SourceLine.text(out)
  }

  /// Whether a line, counted from 1, belongs to an output part.
  public func isGenerated(line: Int) -> Bool {
    isGenerated(line - 1)
  }

  // MARK: With outputs

  /// The notebook with outputs and values written in place.
  ///
  /// Every output part that the notebook has is replaced or, where none is given, removed. One
  /// empty line stands before a part, and one on each side of its Markdown. Doing it twice changes
  /// no byte.
  ///
  /// - Parameters:
  ///   - outputs: Markdown by the number of the line it follows: the closing line of a fenced
  ///     block, counted from 1 in this notebook's text. Blank Markdown leaves no part.
  ///   - values: One value for each of `places`, in order, as Markdown without line breaks; nil
  ///     leaves the values as they are.
  /// - Returns: The new text.
  /// - Throws: `NotebookError` when a line does not end a fenced block, when content has a marker
  ///   in it, or when the number of values is not that of the places.
  public func writing(
    outputs: [Int: String],
    values: [String]? = nil
  ) throws(NotebookError) -> String {
    for line in outputs.keys.sorted() {
      guard line >= 1, line <= lines.count, !isGenerated(line - 1), lines[line - 1].endsFence else {
        throw .noSuchLine(line: line, lineCount: lines.count)
      }
    }
    if let values {
      guard values.count == places.count else {
        throw .wrongValueCount(expected: places.count, actual: values.count)
      }
    }
    let newline = lines.first { !$0.ending.isEmpty }?.ending ?? [0x0A]
    var remaining = values.map { $0[...] }
    var out: [SourceLine] = []
    for (line, index) in sourceLines() {
      var line = line
      // A line at the end of the file may lack its ending in the source, not in the file.
      line.content = try filled(index, values: &remaining)
      let ending = line.ending
      guard let markdown = outputs[index + 1] else {
        out.append(line)
        continue
      }
      let body = Self.trimmed(SourceLine.lines(of: markdown))
      guard !body.isEmpty else {
        out.append(line)
        continue
      }
      guard !body.contains(where: { $0.trimmed == Marker.open || $0.trimmed == Marker.close })
      else { throw .markerInContent(line: index + 1) }
      let end = ending.isEmpty ? newline : ending
      let empty = SourceLine(content: [], ending: end)
      line.ending = end
      out += [line, empty, SourceLine(content: Array(Marker.open.utf8), ending: end), empty]
      out += body.map { SourceLine(content: $0.content, ending: end) }
      out += [empty, SourceLine(content: Array(Marker.close.utf8), ending: ending)]
    }
    return SourceLine.text(out)
  }

  // MARK: Private

  private func isGenerated(_ index: Int) -> Bool {
    var low = 0
    var high = generatedLines.count
    while low < high {
      let middle = (low + high) / 2
      let range = generatedLines[middle]
      if range.contains(index + 1) { return true }
      if range.upperBound < index + 1 { low = middle + 1 } else { high = middle }
    }
    return false
  }

  /// The lines outside output parts, with their index in the file.
  ///
  /// Where a part closes a file
  /// that has no last line ending, the line before it has none either.
  private func sourceLines() -> [(line: SourceLine, index: Int)] {
    var out: [(line: SourceLine, index: Int)] = []
    for index in lines.indices {
      if isGenerated(index) {
        if index == lines.count - 1, lines[index].ending.isEmpty, !out.isEmpty {
          out[out.count - 1].line.ending = []
        }
      } else {
        out.append((SourceLine(content: unfilled(index), ending: lines[index].ending), index))
      }
    }
    return out
  }

  /// A line with braces in place of written-in values.
  private func unfilled(_ index: Int) -> [UInt8] {
    guard let pieces = pieces[index] else { return lines[index].content }
    return pieces.flatMap { piece -> [UInt8] in
      switch piece {
      case .text(let bytes): bytes
      case .place(let source): [0x7B, 0x7B] + source + [0x7D, 0x7D]
      }
    }
  }

  /// A line with values written in.
  private func filled(
    _ index: Int,
    values: inout ArraySlice<String>?
  ) throws(NotebookError) -> [UInt8] {
    guard let pieces = pieces[index], values != nil else { return lines[index].content }
    var out: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let bytes):
        out += bytes
      case .place(let source):
        let value = values?.popFirst() ?? ""
        guard !value.contains("<!--") else { throw .markerInContent(line: index + 1) }
        out += WrittenValue.bytes(source, value: value, after: out[...])
      }
    }
    return out
  }

  /// The number of lines of YAML front matter, fences included.
  private static func frontMatterLength(_ lines: [SourceLine]) -> Int {
    guard lines.first?.trimmed == "---" else { return 0 }
    let end = lines.dropFirst().firstIndex { $0.trimmed == "---" || $0.trimmed == "..." }
    return end.map { $0 + 1 } ?? 0
  }

  /// The number of the first line of an output part: the blank lines before it belong to it where
  /// they part it from its fenced block.
  private static func withBlanks(_ lines: [SourceLine], from start: Int, body: Int) -> Int {
    var first = start
    while first > body, lines[first - 1].isBlank { first -= 1 }
    guard first > body, lines[first - 1].endsFence else { return start + 1 }
    return first + 1
  }

  private static func trimmed(_ lines: [SourceLine]) -> [SourceLine] {
    var lines = lines[...]
    while let first = lines.first, first.isBlank { lines.removeFirst() }
    while let last = lines.last, last.isBlank { lines.removeLast() }
    return Array(lines)
  }
}
