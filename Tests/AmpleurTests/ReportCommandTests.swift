import Foundation
import TestKit
import Testing

/// The same study gives the same bytes, in each language.
@Suite("A report")
struct ReportCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("s.md", SampleStudies.small)
  }

  /// All files of a folder in one text.
  private func bytes(of folder: String) throws -> [String: String] {
    var result: [String: String] = [:]
    for name in scratch.files() where name.hasPrefix(folder + "/") {
      result[String(name.dropFirst(folder.count + 1))] = try scratch.read(name)
    }
    return result
  }

  @Test func `has the same bytes with 1, 2 and 8 threads and in a second run`() throws {
    for (folder, threads) in [("one", 1), ("two", 2), ("eight", 8), ("again", 8)] {
      let outcome = try Shell.run(
        "$ampleur report s.md -o \(folder)/out.md --draws 20000 --threads \(threads)",
        in: scratch
      )
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    let first = try bytes(of: "one")
    #expect(
      first.keys.sorted() == [
        "figures/out-density-revenue.svg", "figures/out-scenarios-revenue.svg",
        "figures/out-tornado-revenue.svg", "out.md",
      ]
    )
    for folder in ["two", "eight", "again"] { #expect(try bytes(of: folder) == first) }
  }

  @Test func `changes with the seed`() throws {
    for seed in [0, 1] {
      let outcome = try Shell.run(
        "$ampleur run s.md --json --seed \(seed) > \(seed).json",
        in: scratch
      )
      #expect(outcome.status == 0)
    }
    #expect(try scratch.read("0.json") != scratch.read("1.json"))
    #expect(try scratch.read("0.json").contains("\"seed\" : 0"))
  }

  @Test func `is woven in French`() throws {
    let outcome = try Shell.run("$ampleur report s.md -o out.md --lang fr", in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "out.md: written, with 3 figure(s).\n")
    let text = try scratch.read("out.md")
    #expect(text.hasPrefix("# Une petite étude\n"))
    #expect(text.contains("Le chiffre d'affaires est de "))
    #expect(!text.contains("The revenue is"))
  }

  @Test func `says which pieces are not translated`() throws {
    try scratch.write("s.md", "Only English.\n\n" + SampleStudies.failing)
    let outcome = try Shell.run("$ampleur report s.md -o out.md --lang fr", in: scratch)
    #expect(outcome.errors.contains("1 piece(s) of prose have no fr text"))
  }

  @Test func `of a study whose check fails is written with status 1`() throws {
    try scratch.write("s.md", SampleStudies.failing)
    let outcome = try Shell.run("$ampleur report s.md -o out.md", in: scratch)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("A check or a condition does not hold"))
    #expect(try scratch.read("out.md").contains("**does not hold**"))
  }

  @Test func `is not converted where pandoc is missing`() throws {
    // An empty folder is the whole path, so that no program is found.
    let outcome = try Shell.run(
      "PATH=$PWD/none $ampleur report s.md -o out.md --to html",
      in: scratch
    )
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("needs the program pandoc (Debian package pandoc)"))
    #expect(scratch.has("out.md"))
  }
}
