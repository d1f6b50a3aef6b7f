import Foundation
import StudyLanguage
import StudySyntax
import Testing

/// What the messages advise, applied to the corpus of mistakes.
@Suite("The remedy of a message")
struct RemedyTests {
  /// A message of the corpus with the study that it came from.
  struct Case: CustomStringConvertible {
    let name: String
    let text: String
    let diagnostic: Diagnostic
    let outcome: StudyChecker.Outcome

    var description: String { "\(name): \(diagnostic.message)" }
  }

  /// All messages of the mistakes under `Golden/mistakes`.
  static func cases(of name: String) throws -> [Case] {
    let url = MistakeTests.folder.appendingPathComponent("\(name).md")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let outcome = try Checking.outcome(text, studies: MistakeTests.studies)
    return outcome.diagnostics.map {
      Case(name: name, text: text, diagnostic: $0, outcome: outcome)
    }
  }

  @Test("takes the message away and brings no other to its place", arguments: MistakeTests.names)
  func works(name: String) throws {
    for mistake in try Self.cases(of: name) {
      for fix in mistake.diagnostic.fixes { try Self.expect(fix, toMend: mistake) }
    }
  }

  @Test("that says what to write holds the change itself", arguments: MistakeTests.names)
  func carriesChange(name: String) throws {
    for mistake in try Self.cases(of: name) {
      guard let help = mistake.diagnostic.help else { continue }
      let promises = ["write `", "did you mean"].contains { help.contains($0) }
      #expect(!promises || !mistake.diagnostic.fixes.isEmpty, "\(mistake): \(help)")
    }
  }

  @Test("can be applied for most mistakes, and is left to thought for the others")
  func share() throws {
    let messages = try MistakeTests.names.flatMap { try Self.cases(of: $0) }
    let applicable = messages.filter { !$0.diagnostic.fixes.isEmpty }
    // 135 of 236 messages when the test was written, 67 in words alone, 34 without advice.
    #expect(applicable.count * 2 > messages.count)
  }

  /// Applies one way to follow the advice and compares the messages before and after.
  private static func expect(_ fix: [TextEdit], toMend mistake: Case) throws {
    let diagnostic = mistake.diagnostic
    var texts = MistakeTests.studies
    texts["study.md"] = mistake.text
    var lines: [String: Set<Int>] = [:]
    for (file, edits) in Dictionary(grouping: fix, by: { $0.file ?? diagnostic.file }) {
      let bytes = Array(try #require(texts[file]).utf8)
      let changed = TextEdit.apply(edits, to: bytes)
      texts[file] = String(decoding: changed, as: UTF8.self)
      lines[file] = try Self.lines(of: edits, in: SourceFile(name: file, bytes: changed))
    }
    let changed = texts.removeValue(forKey: "study.md")
    let text = try #require(changed)
    let after = try Checking.outcome(text, studies: texts)
    let same = { (other: Diagnostic) in
      other.code == diagnostic.code && other.message == diagnostic.message
    }
    let count = mistake.outcome.diagnostics.filter(same).count
    #expect(after.diagnostics.filter(same).count < count, "\(mistake) stays in\n\(text)")
    let known = Set(mistake.outcome.diagnostics.map(\.message))
    for other in after.diagnostics where !known.contains(other.message) {
      let file = try #require(after.files.first { $0.name == other.file })
      let line = file.line(at: other.primary.span.start)
      #expect(
        lines[other.file]?.contains(line) != true,
        "\(mistake) is followed by \(other.message) in\n\(text)"
      )
    }
  }

  /// The lines of the changed text that edits have touched.
  private static func lines(of edits: [TextEdit], in file: SourceFile) -> Set<Int> {
    var shift = 0
    var result: Set<Int> = []
    for edit in edits.sorted(by: { $0.span.start < $1.span.start }) {
      let start = edit.span.start + shift
      let end = start + edit.text.utf8.count
      result.formUnion(file.line(at: start)...file.line(at: max(start, end)))
      shift += edit.text.utf8.count - (edit.span.end - edit.span.start)
    }
    return result
  }
}
