import Reporting
import Testing

/// Expected sources follow CommonMark 0.30 and the GFM specification 0.29; each was also read back
/// through cmark-gfm, where it gives one paragraph with the plain text.
@Suite struct MarkdownEscapingTests {
  let renderer = MarkdownRenderer()

  private func paragraph(_ text: String) -> String {
    String(renderer.render([.paragraph(text)]).dropLast())
  }

  @Test(arguments: [
    ("# not a heading", "\\# not a heading"), ("- not a list", "\\- not a list"),
    ("+ plus", "\\+ plus"), ("1. one", "1\\. one"), ("12) twelve", "12\\) twelve"),
    ("1.5 million", "1.5 million"), ("2016 was", "2016 was"), ("> quote", "\\> quote"),
    ("=== rule", "\\=== rule"), ("---", "\\---"), ("~~~", "\\~\\~\\~"), ("    code", "code"),
    ("*a* _b_", "\\*a\\* \\_b\\_"), ("price_top", "price_top"), ("`x`", "\\`x\\`"),
    ("[a](javascript:b)", "\\[a\\](javascript:b)"), ("a|b", "a\\|b"), ("a\\b", "a\\\\b"),
    ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"), ("p < 0.05", "p < 0.05"),
    ("<!-- x", "&lt;!-- x"), ("R&D", "R&D"), ("&lt;", "&amp;lt;"), ("&#60;", "&amp;#60;"),
    ("see https://a.b", "see https\\://a.b"), ("www.a.com", "www\\.a.com"),
    ("me@a.com", "me@<!-- -->a.com"), (":smile:", "\\:smile:"), ("at 10:30", "at 10:30"),
    ("{{ x }}", "{\\{ x }}"), ("$x$", "\\$x\\$"), ("a\nb\r\n\tc", "a b c"),
    ("a\u{202E}b\u{0}c", "abc"), ("look!", "look!"),
  ])
  func `text that looks like markup stays text`(text: String, source: String) {
    #expect(paragraph(text) == source)
  }

  @Test func `neighbouring texts form no markup across their border`() {
    let source = renderer.render([
      .paragraph([.text("&am"), .text("p; "), .text("!"), .link(["x"], destination: "a.md")])
    ])
    #expect(source == "&amp;amp; \\![x](a.md)\n")
    let unsafe = renderer.render([
      .paragraph([.text("{"), .link([.text("{ x }} &lt")], destination: "data:x"), .text(";")])
    ])
    #expect(unsafe == "{\\{ x }} &amp;lt;\n")
  }

  @Test(arguments: [
    "javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "",
  ])
  func `an unsafe link prints its content alone`(destination: String) {
    // A line break inside the scheme becomes a blank, so the text is not a scheme at all.
    let source = renderer.render([.paragraph([.link(["text"], destination: destination)])])
    #expect(source == "text\n" || source == "[text](java%20script:alert%281%29)\n")
    #expect(!source.lowercased().contains("(javascript:"))
  }

  @Test func `a safe link keeps its destination`() {
    let source = renderer.render([
      .paragraph([
        .link(["a]b"], destination: "https://x.y/a b(c)?d=1&amp;e"), .text(" "),
        .link(["c"], destination: "#part"),
      ])
    ])
    #expect(source == "[a\\]b](https://x.y/a%20b%28c%29?d=1&amp;amp;e) [c](#part)\n")
  }

  @Test func `code spans survive backticks and pipes`() {
    #expect(renderer.render([.paragraph([.code("a`b")])]) == "``a`b``\n")
    #expect(renderer.render([.paragraph([.code("`")])]) == "`` ` ``\n")
    let table = ReportTable(columns: [.init("h")], rows: [[[.code("a|b")]], [[.code("a\\|b")]]])
    let source = renderer.render([.table(table)])
    #expect(source.contains("`a\\|b`"))
    #expect(source.contains("<code>a&#92;&#124;b</code>"))
  }

  @Test func `emphasis falls back to tags where stars would not close`() {
    #expect(
      renderer.render([.paragraph([.text("x"), .strong(["(y)"]), .text("z")])])
        == "x<strong>(y)</strong>z\n"
    )
    #expect(
      renderer.render([.paragraph([.strong([" y "]), .emphasis(["z"])])]) == "**y** *z*\n"
    )
    #expect(
      renderer.render([.paragraph([.strong(["y"]), .emphasis(["z"])])])
        == "<strong>y</strong>*z*\n"
    )
  }

  @Test func `a comment cannot be closed from inside`() {
    let source = renderer.render([.comment("a --> <script>")])
    #expect(source == "<!-- a - -> <script> -->\n")
  }

  @Test func `cells keep to their row`() {
    let table = ReportTable(
      columns: [.init("Name | x"), .init("Value", alignment: .right)],
      rows: [[["a\nb"], [.text("1"), .lineBreak, .text("2")]], [["</td>"]]]
    )
    #expect(
      renderer.render([.table(table)]) == """
        | Name \\| x |  Value |
        | --------- | -----: |
        | a b       | 1<br>2 |
        | &lt;/td>  |        |

        """
    )
  }
}
