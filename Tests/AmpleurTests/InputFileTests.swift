import Foundation
import TestKit
import Testing

/// What the program says of a study that it cannot read or that holds mistakes.
@Suite("A study that cannot be used")
struct InputFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func expect(
    _ line: String,
    status: Int32,
    saying: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Shell.run(line, in: scratch)
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
    for words in saying {
      #expect(outcome.errors.contains(words), "\(outcome.errors)", sourceLocation: sourceLocation)
    }
  }

  @Test func `that does not exist is named`() throws {
    for verb in ["run", "check", "report -o out.md", "compare"] {
      try expect(
        "$ampleur \(verb) missing.md",
        status: 2,
        saying: "missing.md: there is no such file."
      )
    }
    #expect(scratch.files().isEmpty)
  }

  @Test func `that is a folder is refused`() throws {
    try scratch.write("inner/x.md", "x")
    try expect("$ampleur run inner", status: 2, saying: "inner: this is a folder")
  }

  @Test func `that is binary is refused`() throws {
    try scratch.write("s.md", bytes: [0x4D, 0x5A, 0x00, 0x01])
    try expect("$ampleur run s.md", status: 2, saying: "s.md: ", "binary (zero byte at offset 2)")
  }

  @Test func `in Latin-1 is refused with the line`() throws {
    let bytes = Array("one\ntwo\n\u{E9}t".unicodeScalars.map { UInt8($0.value & 0xFF) })
    try scratch.write("s.md", bytes: bytes + [0x0A])
    try expect("$ampleur check s.md", status: 2, saying: "s.md:3: a study is a UTF-8 text")
  }

  @Test func `of fifty megabytes is refused by its size`() throws {
    _ = try Shell.run("head -c 52428800 /dev/zero | tr '\\0' '(' > s.md", in: scratch)
    try expect("$ampleur run s.md", status: 2, saying: "at most 16 MiB", "50 MiB")
  }

  @Test func `with ten thousand nested parentheses gets one message`() throws {
    let text = "x = " + String(repeating: "(", count: 10_000) + "1"
    try scratch.write(
      "s.md",
      SampleStudies.model(text + String(repeating: ")", count: 10_000))
    )
    let outcome = try Shell.run("$ampleur run s.md", in: scratch)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasSuffix("1 error; nothing was computed.\n"))
    #expect(outcome.errors.contains("s.md:2:"))
    // The caret line shows a part of the long line only.
    #expect(outcome.errors.utf8.count < 2_000)
  }

  @Test func `with mistakes gets every message with its place`() throws {
    try scratch.write("s.md", SampleStudies.model("a = 1 ad\nb = 2 EUR\nc = a + b\nd = e"))
    try expect(
      "$ampleur run s.md",
      status: 1,
      saying: "s.md:4:",
      "s.md:5:",
      "^",
      "2 errors; nothing was computed."
    )
  }

  @Test(arguments: [
    ("", "No `ampleur` block was found"), ("\n", "No `ampleur` block was found"),
    ("# Prose alone\n\nAnd a sentence.\n", "No `ampleur` block was found"),
    ("```Ampleur\nx = 1\n```\n", "Line 1 opens a block with the word `Ampleur`."),
    ("# T\n\n```amplleur\nx = 1\n```\n", "Line 3 opens a block with the word `amplleur`."),
    ("```\nx = 1\n```\n", "Line 1 opens a block without a word."),
    ("```bash\nls\n```\n\n{{ x }}\n", "Line 1 opens a block with the word `bash`."),
    ("```ampleur\n# nothing yet\n```\n", "defines no quantity"),
  ])
  func `that has no model is refused with what was found`(text: String, reason: String) throws {
    try scratch.write("s.md", text)
    for verb in ["run", "run --json", "run --csv", "check", "report -o out.md", "compare"] {
      let outcome = try Shell.run("$ampleur \(verb) s.md", in: scratch)
      #expect(outcome.status == 1, "\(verb): \(outcome.output)")
      #expect(outcome.errors.contains(reason), "\(verb): \(outcome.errors)")
    }
  }

  @Test func `that prints a formula without a model is a study`() throws {
    try scratch.write("s.md", "Two and two are {{ 2 + 2 }}.\n")
    let outcome = try Shell.run("$ampleur check s.md", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `whose data set cannot be read is refused with the line`() throws {
    let package = """
      {"name": "mine", "title": "Mine", "resources": [{"name": "data", "path": "data.csv",
      "schema": {"fields": [{"name": "year", "type": "year"},
      {"name": "value", "type": "number", "unit": "report"}]}}]}
      """
    try scratch.write("data/sources.yaml", "references: []\n")
    try scratch.write("data/mine/datapackage.json", package)
    try scratch.write("s.md", SampleStudies.model("x = dataset(\"mine\").value"))
    let tables: [(String, [UInt8], String)] = [
      ("a ragged row", Array("year,value\n2018,1\n2019,2,3\n".utf8), "3"),
      ("Latin-1", Array("year,value\n2018,1\n2019,".utf8) + [0xE9, 0x0A], "3"),
      ("a word for a number", Array("year,value\n2018,many\n".utf8), "2"),
    ]
    for (name, bytes, line) in tables {
      try scratch.write("data/mine/data.csv", bytes: bytes)
      let outcome = try Shell.run("$ampleur run s.md --data data", in: scratch, data: nil)
      #expect(outcome.status == 1 || outcome.status == 2, "\(name)")
      #expect(outcome.errors.contains("data.csv"), "\(name): \(outcome.errors)")
      #expect(
        outcome.errors.contains(":\(line)") || outcome.errors.contains("line \(line)"),
        "\(name): \(outcome.errors)"
      )
    }
  }

  @Test func `whose data set begins with a byte order mark is read`() throws {
    try scratch.write("data/sources.yaml", "references: []\n")
    try scratch.write(
      "data/mine/datapackage.json",
      """
      {"name": "mine", "title": "Mine", "resources": [{"name": "data", "path": "data.csv",
      "schema": {"fields": [{"name": "year", "type": "year"},
      {"name": "value", "type": "number", "unit": "report"}]}}]}
      """
    )
    try scratch.write(
      "data/mine/data.csv",
      bytes: [0xEF, 0xBB, 0xBF] + Array("year,value\n2018,41\n".utf8)
    )
    try scratch.write("s.md", SampleStudies.model("x = dataset(\"mine\").value"))
    let outcome = try Shell.run("$ampleur run s.md --csv --data data", in: scratch, data: nil)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\nx,2018,report,41,"))
  }
}
