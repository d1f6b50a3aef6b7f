import Foundation
import StudyLanguage
import StudySyntax
import TestKit
import Testing

/// One tiny study a mistake: `Golden/mistakes/NAME.md`, with the messages in `NAME.txt`.
@Suite("A mistake in a study")
struct MistakeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden/mistakes")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
  }()

  /// Studies that the mistakes use.
  static let studies = [
    "loop.md": "```ampleur\nuse \"study.md\"\n```\n",
    "study.md": "```ampleur\nuse \"loop.md\"\n```\n",
    "shared.md": "```ampleur\nprice = 110 EUR/ad\n```\n",
    "faulty.md": "```ampleur\nprice = 110 EURO/ad\n```\n",
  ]

  @Test("is explained as its golden file says", arguments: names)
  func message(name: String) throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).md"))
    let rendered = try Self.render(String(decoding: data, as: UTF8.self))
    try expectGolden(rendered, "mistakes/\(name).txt")
  }

  /// Mistakes too long to be kept as files.
  static let longStudies: [(name: String, code: String)] = [
    (
      "nesting-too-deep",
      "x = " + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
    ),
    ("minus-too-deep", "x = " + String(repeating: "-", count: 10_000) + "1"),
    ("power-too-deep", "x = 2" + String(repeating: " ^ 2", count: 10_000)),
    ("formula-too-long", "x = 1" + String(repeating: " + 1", count: 100_000)),
    ("call-too-deep", "x = " + String(repeating: "abs(", count: 10_000)),
    ("map-too-deep", "x = " + String(repeating: "{ a: ", count: 10_000)),
    ("list-too-deep", "x = " + String(repeating: "[", count: 10_000)),
    ("if-too-deep", "x = " + String(repeating: "if true then 1 else ", count: 10_000) + "1"),
    ("not-too-deep", "x = " + String(repeating: "not ", count: 10_000) + "true"),
  ]

  @Test("of great length is answered in one message", arguments: longStudies.map(\.name))
  func longStudy(name: String) throws {
    let code = try #require(Self.longStudies.first { $0.name == name }).code
    let rendered = try Self.render("```ampleur\n\(code)\ny = unknown_name\n```\n")
    try expectGolden(rendered, "long/\(name).txt")
  }

  @Test("never leaves a study without a message", arguments: names)
  func outcome(name: String) throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).md"))
    let outcome = try Checking.outcome(
      String(decoding: data, as: UTF8.self),
      studies: Self.studies
    )
    #expect(!outcome.diagnostics.isEmpty)
    #expect(
      (outcome.study == nil) == outcome.diagnostics.contains { $0.severity == .error }
    )
    for diagnostic in outcome.diagnostics {
      #expect(!diagnostic.primary.text.isEmpty, "\(diagnostic.code) has no words at its place")
      #expect(outcome.files.contains { $0.name == diagnostic.file })
    }
  }

  private static func render(_ text: String) throws -> String {
    let outcome = try Checking.outcome(text, studies: studies)
    return DiagnosticRenderer(files: outcome.files).render(outcome.diagnostics)
  }
}
