import StudySyntax
import Testing

@Suite("A rendered diagnostic")
struct DiagnosticTests {
  @Test("puts its carets under the place, with tabs and wide characters before it")
  func carets() throws {
    let file = try SourceFile(name: "a.md", text: "\tpr\u{E9}x = zz\nrest")
    let start = file.bytes.count - 7
    let diagnostic = Diagnostic(
      .error,
      "unknown-name",
      "There is no quantity `zz`.",
      file: "a.md",
      at: SourceSpan(start, start + 2),
      label: "unknown name",
      secondary: [.init(SourceSpan(1, 6), "here")],
      help: "define it"
    )
    #expect(
      DiagnosticRenderer(files: [file]).render(diagnostic) == """
        error[unknown-name]: There is no quantity `zz`.
          --> a.md:1:9
             |
           1 | \tpr\u{E9}x = zz
             | \t       ^^ unknown name
          --> a.md:1:2
             |
           1 | \tpr\u{E9}x = zz
             | \t---- here
          help: define it

        """
    )
  }

  @Test("shows a window of a huge line")
  func window() throws {
    let text = String(repeating: "a", count: 5_000) + "!" + String(repeating: "b", count: 5_000)
    let file = try SourceFile(name: "a.md", text: text)
    let rendered = DiagnosticRenderer(files: [file]).render(
      Diagnostic(.error, "x", "X.", file: "a.md", at: SourceSpan(5_000, 5_001))
    )
    let lines = rendered.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count < 140 })
    #expect(lines.contains { $0.contains("!") })
    let caret = try #require(lines.last)
    let source = lines[lines.count - 2]
    #expect(
      source.firstIndex(of: "!").map { source.distance(from: source.startIndex, to: $0) }
        == caret.firstIndex(of: "^").map { caret.distance(from: caret.startIndex, to: $0) }
    )
  }

  @Test("of a place over several lines underlines the first, and of the end of the file its last")
  func ends() throws {
    let file = try SourceFile(name: "a.md", text: "one\ntwo\n")
    let renderer = DiagnosticRenderer(files: [file])
    #expect(
      renderer.render(Diagnostic(.error, "x", "X.", file: "a.md", at: SourceSpan(1, 6)))
        .contains("   1 | one\n     |  ^^\n")
    )
    #expect(
      renderer.render(Diagnostic(.error, "x", "X.", file: "a.md", at: SourceSpan(8, 8)))
        .contains("a.md:3:1")
    )
    #expect(
      renderer.render(Diagnostic(.error, "x", "X.", file: "other.md", at: SourceSpan(0, 0)))
        .contains("--> other.md")
    )
  }

  @Test("counts what is above the limit")
  func limit() throws {
    let file = try SourceFile(name: "a.md", text: "one")
    let all = (0..<60).map { _ in Diagnostic(.error, "x", "X.", file: "a.md", at: SourceSpan(0, 1))
    }
    #expect(DiagnosticRenderer(files: [file]).render(all).hasSuffix("\n(and 10 more)\n"))
    #expect(DiagnosticRenderer(files: [file]).render([]).isEmpty)
  }
}
