import Notebooks
import Testing

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
    let notebook = try Notebook(Self.source)
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
    let again = try Notebook(written)
    #expect(again.places.map(\.expression) == ["revenue"])
    #expect(again.places.map(\.value) == ["19.0 MEUR"])
    #expect(again.generatedLines == [12...18])
    #expect(again.isGenerated(line: 15) && !again.isGenerated(line: 19))
  }

  @Test func `a second run replaces what the first one wrote`() throws {
    let first = try Notebook(Self.source).writing(outputs: [11: "old"], values: ["1"])
    let second = try Notebook(first).writing(outputs: [11: "new\nlonger"], values: ["2"])
    let direct = try Notebook(Self.source).writing(outputs: [11: "new\nlonger"], values: ["2"])
    #expect(second == direct)
  }

  @Test func `an output that is not given is removed`() throws {
    let first = try Notebook(Self.source).writing(outputs: [11: "old"], values: ["1"])
    #expect(try Notebook(first).writing(outputs: [:]) != first)
    #expect(try Notebook(Notebook(first).writing(outputs: [:])).stripped == Self.source)
    #expect(try Notebook(Self.source).writing(outputs: [11: " \n"]) == Self.source)
  }

  @Test func `masked text keeps the line numbers of the file`() throws {
    let written = try Notebook(Self.source).writing(
      outputs: [11: "# Out\n\n{{ x }}"],
      values: ["1"]
    )
    let masked = try Notebook(written).masked
    let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
    #expect(lines(masked).count == lines(written).count)
    #expect(lines(masked)[5] == lines(Self.source)[5])
    #expect(lines(masked)[11...18].allSatisfy { $0.isEmpty })
    #expect(lines(masked)[20] == "Prose after it.")
  }

  @Test func `windows line endings are kept`() throws {
    let source = Self.source.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let written = try Notebook(source).writing(outputs: [11: "a\nb"], values: ["1"])
    let bytes = Array(written.utf8)
    for index in bytes.indices where bytes[index] == 0x0A { #expect(bytes[index - 1] == 0x0D) }
    #expect(try Notebook(written).stripped == source)
  }

  @Test func `a file without a last line ending stays so`() throws {
    let source = "```ampleur\nx = 1\n```"
    let written = try Notebook(source).writing(outputs: [3: "one"])
    #expect(written.hasSuffix("one\n\n<!-- /ampleur:output -->"))
    #expect(try Notebook(written).stripped == source)
    #expect(try Notebook(written).writing(outputs: [3: "one"]) == written)
  }

  @Test func `an output whose block is gone leaves its paragraphs apart`() throws {
    let text = "One.\n\n<!-- ampleur:output -->\nx\n<!-- /ampleur:output -->\nTwo.\n"
    #expect(try Notebook(text).stripped == "One.\n\nTwo.\n")
  }

  @Test func `an output at the very beginning is removed`() throws {
    let text = "<!-- ampleur:output -->\nx\n<!-- /ampleur:output -->\nTwo.\n"
    #expect(try Notebook(text).stripped == "Two.\n")
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
    #expect(throws: NotebookError.unclosedValue(line: 1)) { try Notebook("<!--= x -->1 \n") }
    #expect(throws: NotebookError.unclosedValue(line: 2)) { try Notebook("a\n<!--= x \n") }
    #expect(throws: NotebookError.unopenedValue(line: 1)) { try Notebook("x<!--/-->") }
    #expect(throws: NotebookError.nestedValue(line: 1)) {
      try Notebook("<!--= x -->1 <!--= y -->2<!--/--><!--/-->")
    }
    #expect(NotebookError.unclosedOutput(line: 3).description.hasPrefix("line 3:"))
  }

  @Test func `output needs the end of a fenced block and no marker in it`() throws {
    let notebook = try Notebook(Self.source)
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

  @Test(arguments: [
    "{{ a -- b }}", "{{ a - -b }}", "{{a-}}", "{{ revenue -> EUR/year }}", "{{ a --> b }}",
    "{{ price[{ a }] }}", "{{ m({ a: 1 }) }}", "{{ a &#45; b }}", "{{ x }}{{ y }}", "{{ \"`\" }}",
  ])
  func `expressions come back as they were`(source: String) throws {
    let notebook = try Notebook(source)
    let values = notebook.places.map { _ in "1" }
    #expect(!values.isEmpty)
    let written = try notebook.writing(outputs: [:], values: values)
    let again = try Notebook(written)
    #expect(again.stripped == source)
    #expect(again.places.map(\.expression) == notebook.places.map(\.expression))
    // An HTML comment holds no two hyphens before its end.
    for part in written.components(separatedBy: "<!--=").dropFirst() {
      let comment = part.components(separatedBy: "-->")[0]
      #expect(!comment.contains("--") && !comment.hasSuffix("-"))
    }
  }

  @Test func `braces in comments, code and alone are no places`() throws {
    let text = """
      <!-- {{ a }} --> ``{{ b }}`` {{ }} {{ open
      <!-- over
      {{ c }} lines --> `code that
      {{ d }} goes on` a ` lone backtick {{ e }}

          {{ f }}
      """
    #expect(try Notebook(text).places.map(\.expression) == ["e", "f"])
  }

  @Test func `a value with line breaks becomes one line`() throws {
    let written = try Notebook("{{ x }}").writing(outputs: [:], values: ["a\r\nb\n"])
    #expect(written == "<!--= x -->a b<!--/-->")
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
