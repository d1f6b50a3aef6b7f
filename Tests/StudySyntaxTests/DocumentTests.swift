import StudySyntax
import Testing

@Suite("A study document")
struct DocumentTests {
  @Test("has its front matter, prose and blocks in order")
  func parts() throws {
    let document = try Reading.document(
      """
      ---
      title: { en: Ads, fr: Annonces }
      lang: fr
      seed: 18446744073709551615
      draws: 100_000
      authors: [A, B]
      date: 2024-02-01
      headline: x
      ---

      # Title

      Prose.

      ```ampleur
      x = 1
      ```

      ```python
      y = {{ z }}
      ```
      """
    )
    #expect(document.diagnostics.isEmpty)
    #expect(document.frontMatter.title.text(in: .fr) == "Annonces")
    #expect(document.frontMatter.title.text(in: .en) == "Ads")
    #expect(document.frontMatter.language == .fr)
    #expect(document.frontMatter.seed == UInt64.max)
    #expect(document.frontMatter.draws == 100_000)
    #expect(document.frontMatter.authors == ["A", "B"])
    #expect(document.frontMatter.date == "2024-02-01")
    #expect(document.frontMatter.headline == "x")
    #expect(document.frontMatter.headlineSpan.map { document.file.text($0) } == "x")
    let kinds = document.parts.map { part in
      switch part {
      case .prose(let prose): prose.headingLevel.map { "heading \($0)" } ?? "prose"
      case .model(let block): "model \(block.firstLine)-\(block.lastLine)"
      case .translation(let language, _): language.rawValue
      }
    }
    #expect(kinds == ["heading 1", "prose", "model 15-17", "prose"])
    #expect(document.inlineValues.isEmpty)
  }

  @Test("is the same with CRLF and a byte order mark")
  func carriageReturns() throws {
    let text = "---\ntitle: Ads\nseed: 3\n---\n\n# A\n\n```ampleur\nx = 1\n  note \"n\"\n```\n"
    let plain = try Reading.document(text)
    let other = try Reading.document("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    #expect(other.diagnostics.isEmpty)
    #expect(other.frontMatter.title.text(in: .en) == "Ads")
    #expect(other.frontMatter.seed == plain.frontMatter.seed)
    #expect(other.parts.count == plain.parts.count)
    #expect(
      other.statements.first?.clauses.map(\.kind) == plain.statements.first?.clauses.map(\.kind)
    )
  }

  @Test("prints values in prose, and leaves code alone")
  func values() throws {
    let document = try Reading.document(
      "A {{ ads * 2 | median }} b {{x}}, `{{ no }}`, ``{{ ` no }}``, \\{{ no }}, c {{ y }}.\n"
    )
    #expect(document.diagnostics.isEmpty)
    #expect(document.inlineValues.map(\.text) == ["ads * 2 | median", "x", "y"])
    #expect(document.inlineValues.map { $0.style?.name } == ["median", nil, nil])
    #expect(document.inlineValues.map { document.file.text($0.span) }[1] == "{{x}}")
  }

  @Test("reads a value that a notebook has printed")
  func printed() throws {
    let document = try Reading.document("A <!--= ads | low -->8,424<!--/--> b.\n")
    #expect(document.diagnostics.isEmpty)
    #expect(document.inlineValues.map(\.text) == ["ads | low"])
    let span = try #require(document.inlineValues.first?.span)
    #expect(document.file.text(span) == "<!--= ads | low -->8,424<!--/-->")
    let open = try Reading.document("A <!--= ads -->8,424 b.\n")
    #expect(open.diagnostics.map(\.code) == ["notebook-marker"])
  }

  /// What is text is decided by CommonMark 0.30: indented code (4.4), link reference definitions
  /// (4.7), code spans (6.1), link titles (6.3) and raw HTML (6.6) are not.
  @Test("takes braces for a value only where Markdown has text")
  func placesOfValues() throws {
    let document = try Reading.document(
      """
      {{ a }} begins, **{{ b }}**, [{{ c }}](/u "{{ no }}"), <i title="{{ no }}">{{ d }}</i>

          {{ no }}

      - {{ e }}

              {{ no }}

      > ```text
      > {{ no }}
      > ```

      [r]: /u "{{ no }}"

      <div>
      {{ f }} <!-- {{ no }} -->
      </div>

      <!-- {{ no }} -->

      | {{ g }} | ![{{ h }}](/i.png) |

      """
    )
    #expect(document.diagnostics.isEmpty)
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    #expect(document.inlineValues.map(\.text) == names)
    #expect(document.valuesToWrite.map(\.text) == names)
  }

  @Test("reads a written value with the tag that keeps its line a paragraph")
  func lineStart() throws {
    let document = try Reading.document("- <wbr><!--= x -->1<!--/--> and\n<!--= y -->2<!--/-->\n")
    #expect(document.diagnostics.isEmpty)
    #expect(
      document.inlineValues.map { document.file.text($0.span) }
        == ["<wbr><!--= x -->1<!--/-->", "<!--= y -->2<!--/-->"]
    )
  }

  @Test("names a written value that lacks a comment or holds another")
  func brokenValues() throws {
    for text in [
      "A <!--= x -->1\n", "A <!--= x\n", "A 1<!--/-->\n", "A <!--= x -->1\n<!--/-->\n",
      "A <!--= x -->1 <!--= y -->2<!--/--> 3<!--/-->\n",
    ] {
      let document = try Reading.document(text)
      #expect(Set(document.diagnostics.map(\.code)) == ["notebook-marker"], "\(text)")
    }
    // Shown as code it is no value.
    let shown = try Reading.document("`<!--= x -->1` and `<!--/-->`\n\n    <!--= y -->\n")
    #expect(shown.diagnostics.isEmpty)
  }

  @Test("leaves markers of a notebook alone where they are shown as code")
  func shownMarkers() throws {
    let document = try Reading.document("```text\n<!-- ampleur:output -->\n```\n\n{{ x }}\n")
    #expect(document.diagnostics.isEmpty)
    #expect(document.inlineValues.map(\.text) == ["x"])
  }

  /// A quadratic search would take minutes here; the test has no clock, but would not end in time.
  @Test("reads many broken values in one pass")
  func manyBrokenValues() throws {
    for text in ["<!--=", "<!--= x -->", "{{", "<wbr><!--=", "<!--/-->", "{{ x }} "] {
      let document = try Reading.document(String(repeating: text, count: 100_000) + "\n")
      #expect(document.parts.count == 1)
    }
  }

  @Test("leaves out what a notebook run has written")
  func generated() throws {
    let document = try Reading.document(
      "A.\n\n<!-- ampleur:output -->\n\nB {{ no }}.\n\n<!-- /ampleur:output -->\n\nC.\n"
    )
    #expect(document.diagnostics.isEmpty)
    #expect(document.inlineValues.isEmpty)
    let prose = document.parts.compactMap { part -> String? in
      if case .prose(let prose) = part { document.file.text(prose.span) } else { nil }
    }
    #expect(prose == ["A.", "C."])
    let open = try Reading.document("A.\n\n<!-- ampleur:output -->\n\nB.\n")
    #expect(open.diagnostics.map(\.code) == ["notebook-marker"])
  }

  @Test("takes comments with a language as translations of the part before")
  func translations() throws {
    let document = try Reading.document(
      "# Title\n\n<!-- fr:\n# Titre {{ x }}\n-->\n\n<!-- a comment -->\n"
    )
    guard document.parts.count == 3, case .translation(.fr, let prose) = document.parts[1] else {
      Issue.record("no translation")
      return
    }
    #expect(prose.headingLevel == 1)
    #expect(document.file.text(prose.span) == "# Titre {{ x }}")
    #expect(document.inlineValues.map(\.text) == ["x"])
  }

  @Test("may fence its blocks with tildes or more backticks")
  func fences() throws {
    let document = try Reading.document(
      "~~~ampleur\nx = 1\n~~~\n\n````ampleur title\ny = 2\n````\n\n```\nz = 3\n```\n"
    )
    #expect(document.diagnostics.isEmpty)
    #expect(document.statements.count == 2)
  }

  @Test("tells of a block that is not closed, indented, or inside a list")
  func misplacedFences() throws {
    for (text, code) in [
      ("```ampleur\nx = 1\n", "unclosed-block"),
      ("  ```ampleur\n  x = 1\n  ```\n", "indented-fence"),
      ("- a\n\n  ```ampleur\n  x = 1\n  ```\n", "indented-fence"),
      ("> ```ampleur\n> x = 1\n> ```\n", "indented-fence"),
    ] {
      let document = try Reading.document(text)
      #expect(document.diagnostics.map(\.code) == [code])
    }
  }

  @Test(
    "with strange front matter is answered",
    arguments: [
      "[", "- a\n- b", "a: [1, 2", "\t", "seed: -1", "seed: 1.5", "lang: [en]", "? a\n: b", "&a *a",
      "title: *b", "draws: 0", "date: 2024-13-01", "title: { de: x }", "author: { a: b }",
    ]
  )
  func frontMatter(yaml: String) throws {
    let document = try Reading.document("---\n\(yaml)\n---\n\n```ampleur\nx = 1\n```\n")
    #expect(document.statements.count == 1)
    for diagnostic in document.diagnostics { #expect(diagnostic.code == "front-matter") }
  }

  @Test(
    "with front matter nested beyond reason is refused, not followed",
    arguments: [
      String(repeating: "- ", count: 20_000) + "a", String(repeating: "[", count: 20_000),
      "title: " + String(repeating: "{a: ", count: 10_000),
    ]
  )
  func deepFrontMatter(yaml: String) throws {
    let document = try Reading.document("---\n\(yaml)\n---\n\nText.\n")
    #expect(document.diagnostics.map(\.code) == ["front-matter"])
  }
}
