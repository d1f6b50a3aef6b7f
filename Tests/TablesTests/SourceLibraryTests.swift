import Foundation
import Tables
import Testing

@Suite("Libraries of sources")
struct SourceLibraryTests {
  private let text = """
    # a comment
    - id: scelles-2016
      type: report
      title: "Prox\u{E9}n\u{E9}tisme en ligne"
      publisher: Fondation Scelles
      issued: { date-parts: [[2016, 11]] }
      URL: https://example.org/a
      accessed: { date-parts: [[2026, 2, 1]] }
      note: "a: b"
    - id: garratt-ons
      type: post-weblog
      title: What is it worth?
      author:
        - literal: A. Garratt
        - { given: B., family: Other }
      publisher: A blog
      issued: 2014

    """

  @Test("entries are found by key and read when asked for")
  func items() throws {
    let library = try SourceLibrary(text, file: "sources.yaml")
    #expect(library.keys == ["scelles-2016", "garratt-ons"])
    let first = try library.item("scelles-2016")
    #expect(first.title == "Prox\u{E9}n\u{E9}tisme en ligne")
    #expect(first.issued == "2016-11")
    #expect(first.accessed == "2026-02-01")
    #expect(first.year == 2016)
    #expect(first.note == "a: b")
    #expect(try library.item("garratt-ons").authors == ["A. Garratt", "B. Other"])
  }

  @Test("a list under `references:` is the same library, with the lines of the file")
  func mapping() throws {
    let library = try SourceLibrary("references:\n" + text, file: "sources.yaml")
    #expect(library.keys == ["scelles-2016", "garratt-ons"])
    #expect(library.line(of: "garratt-ons") == 11)
    #expect(try library.item("garratt-ons").authors == ["A. Garratt", "B. Other"])
    let list = try SourceLibrary(text, file: "sources.yaml")
    for key in list.keys { #expect(try library.item(key) == list.item(key)) }
  }

  @Test("a key that a source had before leads to its key of now")
  func renamed() throws {
    let entry = "  custom: { former-keys: [lemonde-2018, \"monde\"] }\n"
    let library = try SourceLibrary(text + entry, file: "sources.yaml")
    for key in ["lemonde-2018", "monde"] {
      #expect(library.renamed(key) == "garratt-ons")
      #expect(!library.contains(key))
    }
    #expect(library.renamed("lemonde") == nil)
    let parsed = try SourceLibrary(
      "- { id: a, title: b, custom: { former-keys: [old] } }\n",
      file: "sources.yaml"
    )
    #expect(parsed.renamed("old") == "a")
  }

  @Test("citations are one line, in English and in French")
  func citations() throws {
    let library = try SourceLibrary(text, file: "sources.yaml")
    let first = try library.item("scelles-2016")
    #expect(
      first.citation(in: .en)
        == "Fondation Scelles (2016). Prox\u{E9}n\u{E9}tisme en ligne. https://example.org/a "
        + "(accessed 1 February 2026)"
    )
    #expect(
      first.citation(in: .fr)
        == "Fondation Scelles (2016). Prox\u{E9}n\u{E9}tisme en ligne. https://example.org/a "
        + "(consult\u{E9} le 1er f\u{E9}vrier 2026)"
    )
    #expect(
      try library.item("garratt-ons").citation(in: .en)
        == "A. Garratt, B. Other (2014). What is it worth? A blog."
    )
  }

  @Test("a source without a year says so")
  func undated() throws {
    let library = try SourceLibrary(
      "- id: a\n  title: T\n  publisher: P\n",
      file: "sources.yaml"
    )
    #expect(try library.item("a").citation(in: .en) == "P (n.d.). T.")
    #expect(try library.item("a").citation(in: .fr) == "P (s. d.). T.")
  }

  @Test("other layouts of the same list give the same entries")
  func layouts() throws {
    let indented = text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let layouts = [
      "references:\n" + indented + "\n",
      text.replacing(
        "- id: scelles-2016\n  type: report",
        with: "- type: report\n  id: scelles-2016"
      ),
      text.replacing("\n", with: "\r\n"),
    ]
    let expected = try SourceLibrary(text, file: "sources.yaml").items()
    for layout in layouts {
      #expect(try SourceLibrary(layout, file: "sources.yaml").items() == expected)
    }
  }

  @Test("an unknown key is answered with the nearest one")
  func unknownKey() throws {
    let library = try SourceLibrary(text, file: "sources.yaml")
    do {
      _ = try library.item("scelles-2017")
      Issue.record("an unknown key was accepted")
    } catch {
      #expect(
        error.description
          == "sources.yaml has no source 'scelles-2017'; did you mean 'scelles-2016'?"
      )
    }
    #expect(library.suggestion(for: "zzz") == nil)
  }

  @Test("faulty files are refused with the line")
  func faulty() throws {
    #expect(
      throws: SourceLibraryError.duplicateKey(file: "s.yaml", line: 3, key: "a")
    ) {
      try SourceLibrary("- id: a\n  title: x\n- id: a\n  title: y\n", file: "s.yaml")
    }
    let broken = try SourceLibrary("- id: a\n  title: \"x\n- id: b\n  title: y\n", file: "s.yaml")
    #expect(throws: SourceLibraryError.self) { try broken.item("a") }
    do {
      _ = try SourceLibrary("- title: x\n  id: a\n  type: [\n- id: b\n", file: "s.yaml")
      Issue.record("broken YAML was accepted")
    } catch {
      #expect(error.description.hasPrefix("s.yaml:4: "))
    }
    #expect(try broken.item("b").title == "y")
    #expect(throws: SourceLibraryError.self) { try SourceLibrary("title: x\n", file: "s.yaml") }
    #expect(throws: SourceLibraryError.self) { try SourceLibrary("- title: x\n", file: "s.yaml") }
    #expect(try SourceLibrary("", file: "s.yaml").keys.isEmpty)
  }
}
