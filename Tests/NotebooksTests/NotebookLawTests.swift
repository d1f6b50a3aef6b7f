import Notebooks
import Testing

/// Laws over many notebooks put together at random from lines that matter to the reader.
@Suite struct NotebookLawTests {
  private static let lines = [
    "", "", "Prose.", "Value {{ x }} here", "{{ z }} begins", "- {{ z }} in a list",
    "    {{ indented }}", "Written <!--= y -->2<!--/--> here", "`{{ code }}`",
    "```ampleur", "x = 1", "```", "```", "~~~", "~~~", "> quote", "- item", "  ```", "  ",
    "<!-- ampleur:output -->", "<!-- /ampleur:output -->", "<!-- other -->", "---", "a ` b",
  ]

  /// A linear congruential generator: the tests need a stream, not good numbers.
  private struct Stream {
    var state: UInt64
    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  private static func notebooks() -> [String] {
    var stream = Stream(state: 2016)
    var texts: [String] = []
    while texts.count < 400 {
      let ending = ["\n", "\n", "\r\n", "\r"][stream.next(4)]
      let count = 1 + stream.next(14)
      var text = ""
      for _ in 0..<count { text += lines[stream.next(lines.count)] + ending }
      if stream.next(3) == 0 { text = String(text.dropLast()) }
      if (try? Notebook(reading: text)) != nil { texts.append(text) }
    }
    return texts
  }

  /// Lines after which output may be written.
  private static func ends(of notebook: Notebook) -> [Int] {
    (1...20).filter { line in (try? notebook.writing(outputs: [line: "x"])) != nil }
  }

  @Test func `writing twice is writing once, and stripping takes back what was written`() throws {
    for text in Self.notebooks() {
      let notebook = try Notebook(reading: text)
      let stripped = notebook.stripped
      let values = notebook.places.map { "v\($0.line)" }
      #expect(try Notebook(reading: stripped).stripped == stripped)

      // Outputs after every fence that closes a block, in the source's own lines.
      let source = try Notebook(reading: stripped)
      let closing = Self.closingFences(stripped)
      let outputs = Dictionary(uniqueKeysWithValues: closing.map { ($0, "# Out \($0)\n\n- a") })
      #expect(Set(closing).isSubset(of: Self.ends(of: source)))
      let written = try source.writing(outputs: outputs, values: values)
      let again = try Notebook(reading: written)
      #expect(again.stripped == stripped, "\(text.debugDescription)")
      #expect(again.generatedLines.count == closing.count)

      // The same outputs given by the line numbers of the written file change no byte.
      let moved = Self.moved(outputs, in: again, closing: closing)
      #expect(try again.writing(outputs: moved, values: values) == written)
      #expect(again.places.map(\.expression) == source.places.map(\.expression))
      #expect(
        again.masked.utf8.filter { $0 == 0x0A || $0 == 0x0D }.count
          == written.utf8.filter { $0 == 0x0A || $0 == 0x0D }.count
      )
    }
  }

  /// Lines that close a fenced block of a text without outputs, by the rules of CommonMark.
  private static func closingFences(_ text: String) -> [Int] {
    var found: [Int] = []
    var open: Character?
    var isFrontMatter = false
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let hasFrontMatter = lines.first == "---" && lines.dropFirst().contains("---")
    for (index, line) in lines.enumerated() {
      if hasFrontMatter, index == 0 { isFrontMatter = true; continue }
      if isFrontMatter {
        if line == "---" { isFrontMatter = false }
        continue
      }
      let trimmed = line.drop { $0 == " " }
      guard let first = trimmed.first, first == "`" || first == "~" else { continue }
      guard trimmed.prefix(3).allSatisfy({ $0 == first }), trimmed.count >= 3 else { continue }
      if let fence = open {
        if fence == first, trimmed.count == 3 {
          found.append(index + 1)
          open = nil
        }
      } else {
        open = first
      }
    }
    return found
  }

  private static func moved(
    _ outputs: [Int: String],
    in notebook: Notebook,
    closing: [Int]
  ) -> [Int: String] {
    var moved: [Int: String] = [:]
    for (line, range) in zip(closing, notebook.generatedLines) {
      moved[range.lowerBound - 1] = outputs[line]
    }
    return moved
  }
}
