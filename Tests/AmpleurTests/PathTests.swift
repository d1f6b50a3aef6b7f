import Foundation
import TestKit
import Testing

/// Paths that libraries have stumbled over.
@Suite("A path")
struct PathTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Foundation's functions on paths trap on a path of one character.
  @Test func `of one character is read and written`() throws {
    try scratch.write("s", SampleStudies.small)
    try scratch.write("k", "```ampleur\nuse \"s\"\ny = 2 * revenue\n```\n")
    for line in [
      "check s", "run s", "run k", "report s -o r", "run --in-place s", "sensitivity s --figure f",
      "design s --method morris --runs 100 -o d", "analyse s d e", "report s -o q --to html",
    ] {
      let outcome = try Shell.run("$ampleur \(line)", in: scratch, data: nil)
      #expect(outcome.status <= 2, "\(line): \(outcome.errors)")
      #expect(!outcome.errors.contains("Fatal error"), "\(line)")
    }
    for name in ["r", "f", "d"] { #expect(scratch.has(name)) }
  }

  @Test func `below a folder whose name is not UTF-8 is read`() throws {
    try scratch.write("s.md", SampleStudies.model("x = 1 to 3"))
    let outcome = try Shell.run(
      "d=$(printf 'd\\351'); mkdir \"$d\" && cp s.md \"$d\" && cd \"$d\" && $ampleur run s.md"
        + " && $ampleur report s.md -o r.md && test -s r.md",
      in: scratch,
      data: nil
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `with few files to open ends in a sentence`() throws {
    try scratch.write("s.md", SampleStudies.model("x = 1 to 3"))
    let outcome = try Shell.run("(ulimit -n 4; exec $ampleur run s.md)", in: scratch)
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("`ulimit -n`"))
  }

  @Test func `that begins with a hyphen or looks like an address is a path`() throws {
    try scratch.write("s.md", SampleStudies.model("x = 1 to 3\nshow chart x"))
    let outcome = try Shell.run(
      "$ampleur report s.md --output=-x.md && $ampleur report s.md -o https:r.md && ls",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(scratch.has("-x.md"))
    #expect(scratch.has("https:r.md"))
  }

  @Test func `printed as part of a command can be pasted`() throws {
    let outcome = try Shell.run("$ampleur new \"l'étude (1)\"", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let command = outcome.errors.split(separator: "`").dropFirst().first ?? ""
    #expect(command.hasPrefix("ampleur run "))
    let again = try Shell.run("$\(command)", in: scratch)
    #expect(again.status == 0, "\(command): \(again.errors)")
  }

  @Test func `of the standard output gets no folder for figures`() throws {
    try scratch.write("s.md", SampleStudies.small)
    let outcome = try Shell.run("$ampleur report s.md -o /dev/stdout > out", in: scratch)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("figures go beside it"))
    #expect(!FileManager.default.fileExists(atPath: "/dev/figures"))
  }

  @Test func `of help on a full disk gives status 2`() throws {
    for line in ["--help", "--version", "help run", "run --help"] {
      let outcome = try Shell.run("$ampleur \(line) > /dev/full", in: scratch)
      #expect(outcome.status == 2, "\(line)")
      #expect(outcome.errors.contains("cannot be written to standard output"))
    }
  }
}
