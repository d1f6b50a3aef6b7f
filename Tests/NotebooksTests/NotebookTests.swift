import Notebooks
import StudySyntax
import Testing

extension Notebook {
  /// A notebook with the places that the reader of studies finds.
  init(reading text: String) throws {
    let document = StudyDocument(try SourceFile(name: "n.md", text: text))
    try self.init(text, values: document.valuesToWrite.map { $0.span.start..<$0.span.end })
  }
}

@Suite struct NotebookTests {
  static let source = """
    ---
    title: Prices
    note: "{{ not a place }}"
    ---

    The section earned {{ revenue }} a year, see `{{ code }}` and \\{{ escaped }}.

    ```ampleur
    price = 110 EUR
    show inputs
    ```

    Prose after it.

    ```text
    <!-- ampleur:output -->
    {{ shown as code }}
    ```

    """

  @Test func `output is written after its block and values into the prose`() throws {
    let notebook = try Notebook(reading: Self.source)
    #expect(notebook.places.map(\.expression) == ["revenue"])
    #expect(notebook.places.map(\.line) == [6])
    #expect(notebook.places.map(\.column) == [23])
    let written = try notebook.writing(outputs: [11: "\n| a |\n|---|\n\n"], values: ["19.0 MEUR"])
    #expect(
      written == """
        ---
        title: Prices
        note: "{{ not a place }}"
        ---

        The section earned <!--= revenue -->19.0 MEUR<!--/--> a year, see `{{ code }}` and \
        \\{{ escaped }}.

        ```ampleur
        price = 110 EUR
        show inputs
        ```

        <!-- ampleur:output -->

        | a |
        |---|

        <!-- /ampleur:output -->

        Prose after it.

        ```text
        <!-- ampleur:output -->
        {{ shown as code }}
        ```

        """
    )
    let again = try Notebook(reading: written)
    #expect(again.places.map(\.expression) == ["revenue"])
    #expect(again.places.map(\.value) == ["19.0 MEUR"])
    #expect(again.generatedLines == [12...18])
    #expect(again.isGenerated(line: 15) && !again.isGenerated(line: 19))
  }

  @Test func `a second run replaces what the first one wrote`() throws {
    let first = try Notebook(reading: Self.source).writing(outputs: [11: "old"], values: ["1"])
    let second = try Notebook(reading: first).writing(outputs: [11: "new\nlonger"], values: ["2"])
    let direct = try Notebook(reading: Self.source).writing(
      outputs: [11: "new\nlonger"],
      values: ["2"]
    )
    #expect(second == direct)
  }

  @Test func `an output that is not given is removed`() throws {
    let first = try Notebook(reading: Self.source).writing(outputs: [11: "old"], values: ["1"])
    #expect(try Notebook(reading: first).writing(outputs: [:]) != first)
    #expect(
      try Notebook(reading: Notebook(reading: first).writing(outputs: [:])).stripped == Self.source
    )
    #expect(try Notebook(reading: Self.source).writing(outputs: [11: " \n"]) == Self.source)
  }

  @Test func `masked text keeps the line numbers of the file`() throws {
    let written = try Notebook(reading: Self.source).writing(
      outputs: [11: "# Out\n\n{{ x }}"],
      values: ["1"]
    )
    let masked = try Notebook(reading: written).masked
    let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
    #expect(lines(masked).count == lines(written).count)
    #expect(lines(masked)[5] == lines(Self.source)[5])
    #expect(lines(masked)[11...18].allSatisfy { $0.isEmpty })
    #expect(lines(masked)[20] == "Prose after it.")
  }

  @Test func `windows line endings are kept`() throws {
    let source = Self.source.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let written = try Notebook(reading: source).writing(outputs: [11: "a\nb"], values: ["1"])
    let bytes = Array(written.utf8)
    for index in bytes.indices where bytes[index] == 0x0A { #expect(bytes[index - 1] == 0x0D) }
    #expect(try Notebook(reading: written).stripped == source)
  }

  @Test func `a file without a last line ending stays so`() throws {
    let source = "```ampleur\nx = 1\n```"
    let written = try Notebook(reading: source).writing(outputs: [3: "one"])
    #expect(written.hasSuffix("one\n\n<!-- /ampleur:output -->"))
    #expect(try Notebook(reading: written).stripped == source)
    #expect(try Notebook(reading: written).writing(outputs: [3: "one"]) == written)
  }

  @Test func `an output whose block is gone leaves its paragraphs apart`() throws {
    let text = "One.\n\n<!-- ampleur:output -->\nx\n<!-- /ampleur:output -->\nTwo.\n"
    #expect(try Notebook(reading: text).stripped == "One.\n\nTwo.\n")
  }

  @Test func `an output at the very beginning is removed`() throws {
    let text = "<!-- ampleur:output -->\nx\n<!-- /ampleur:output -->\nTwo.\n"
    #expect(try Notebook(reading: text).stripped == "Two.\n")
    #expect(try Notebook("").stripped == "")
  }

  @Test func `markers out of place name their line`() {
    #expect(throws: NotebookError.unclosedOutput(line: 3)) {
      try Notebook("a\n\n<!-- ampleur:output -->\nx\n")
    }
    #expect(throws: NotebookError.unopenedOutput(line: 2)) {
      try Notebook("a\n<!-- /ampleur:output -->\n")
    }
    #expect(throws: NotebookError.nestedOutput(line: 3, opened: 2)) {
      try Notebook("a\n<!-- ampleur:output -->\n<!-- ampleur:output -->\n")
    }
    #expect(NotebookError.unclosedOutput(line: 3).description.hasPrefix("line 3:"))
  }

  @Test func `output needs the end of a fenced block and no marker in it`() throws {
    let notebook = try Notebook(reading: Self.source)
    for line in [0, 6, 99] {
      #expect(throws: NotebookError.noSuchLine(line: line, lineCount: 18)) {
        try notebook.writing(outputs: [line: "x"])
      }
    }
    #expect(throws: NotebookError.markerInContent(line: 11)) {
      try notebook.writing(outputs: [11: "a\n<!-- /ampleur:output -->\nb"])
    }
    #expect(throws: NotebookError.markerInContent(line: 6)) {
      try notebook.writing(outputs: [:], values: ["<!--/-->"])
    }
    #expect(throws: NotebookError.wrongValueCount(expected: 1, actual: 0)) {
      try notebook.writing(outputs: [:], values: [])
    }
  }

  @Test func `a range without a value names its line`() {
    for range in [0..<3, 4..<9, 90..<95] {
      #expect(throws: NotebookError.self) { try Notebook("a\n{{ x }}\n", values: [range]) }
    }
    #expect(throws: NotebookError.noValue(line: 2)) {
      try Notebook("a\n{{ x }}\n", values: [2..<9, 2..<9])
    }
  }

  @Test(arguments: [
    "A {{ a -- b }}", "A {{ a - -b }}", "A {{a-}}", "A {{ revenue -> EUR/year }}",
    "A {{ a --> b }}", "A {{ price[{ a }] }}", "A {{ m({ a: 1 }) }}", "A {{ a &#45; b }}",
    "A {{ \"`\" }}",
  ])
  func `expressions come back as they were`(source: String) throws {
    let notebook = try Notebook(source, values: [2..<source.utf8.count])
    let written = try notebook.writing(outputs: [:], values: ["1"])
    let again = try Notebook(written, values: [2..<written.utf8.count])
    #expect(again.stripped == source)
    #expect(again.places.map(\.expression) == notebook.places.map(\.expression))
    // An HTML comment holds no two hyphens before its end.
    for part in written.components(separatedBy: "<!--=").dropFirst() {
      let comment = part.components(separatedBy: "-->")[0]
      #expect(!comment.contains("--") && !comment.hasSuffix("-"))
    }
  }

  @Test func `two values side by side keep apart`() throws {
    let written = try Notebook(reading: "A {{ x }}{{ y }}.").writing(
      outputs: [:],
      values: ["1", "2"]
    )
    #expect(written == "A <!--= x -->1<!--/--><!--= y -->2<!--/-->.")
    #expect(try Notebook(reading: written).stripped == "A {{ x }}{{ y }}.")
  }

  @Test func `a value with text that only code shows is no place`() throws {
    let text = """
      A <!-- {{ a }} --> ``{{ b }}`` and {{ c }}
      A <!-- over
      {{ d }} lines --> `code that
      {{ e }} goes on` a ` lone backtick {{ f }}

          {{ g }}

      [r]: /u "{{ h }}"

      - item

            {{ i }}

        <a title="{{ j }}">{{ k }}</a>
      """
    let notebook = try Notebook(reading: text)
    #expect(notebook.places.map(\.expression) == ["c", "f", "k"])
    let written = try notebook.writing(outputs: [:], values: ["1", "2", "3"])
    let again = try Notebook(reading: written)
    #expect(again.places.map(\.expression) == ["c", "f", "k"])
    #expect(try again.writing(outputs: [:], values: ["1", "2", "3"]) == written)
    #expect(again.stripped == text)
  }

  /// A line that begins with a comment is a block of HTML by CommonMark 0.30, section 4.6, kind 2,
  /// and shows `**` as it is; one that begins with another tag and more text is a paragraph.
  @Test(arguments: [
    "{{ x }} is **strong**.", "- {{ x }} is **strong**.", "> {{ x }} is **strong**.",
    "1. {{ x }} is **strong**.", "Text\n{{ x }} is **strong**.", "> - {{ x }} is **strong**.",
    "{{ x }} and {{ x }}: **strong**.", "  {{ x }} is **strong**.",
  ])
  func `a line that begins with a value keeps its Markdown`(source: String) throws {
    let notebook = try Notebook(reading: source)
    let values = notebook.places.map { _ in "17 *million*" }
    let written = try notebook.writing(outputs: [:], values: values)
    #expect(written.contains("<wbr><!--= x -->17 *million*<!--/-->"))
    #expect(written.components(separatedBy: "<wbr>").count == 2)
    let page = CommonMark.html(written)
    #expect(page.contains("<strong>strong</strong>"), "\(page)")
    #expect(page.contains("<em>million</em>"), "\(page)")
    let again = try Notebook(reading: written)
    #expect(try again.writing(outputs: [:], values: values) == written)
    #expect(again.stripped == source)
  }

  @Test func `a line written by an earlier version is written anew`() throws {
    let old = "<!--= x -->17<!--/--> is **strong**.\n"
    let written = try Notebook(reading: old).writing(outputs: [:], values: ["18"])
    #expect(written == "<wbr><!--= x -->18<!--/--> is **strong**.\n")
  }

  @Test func `a tag of the author before a value stays`() throws {
    for source in ["<wbr>{{ x }} a", "a<wbr>{{ x }} b"] {
      let written = try Notebook(reading: source).writing(outputs: [:], values: ["1"])
      let again = try Notebook(reading: written)
      #expect(again.places.count == 1)
      #expect(try again.writing(outputs: [:], values: ["1"]) == written)
    }
  }

  @Test func `a value with line breaks becomes one line`() throws {
    let written = try Notebook("A {{ x }}", values: [2..<9])
      .writing(outputs: [:], values: ["a\r\nb\n"])
    #expect(written == "A <!--= x -->a b<!--/-->")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(self)
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
