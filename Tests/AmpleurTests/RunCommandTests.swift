import Foundation
import TestKit
import Testing

/// `run`, on the terminal, as data, and in place.
@Suite("A run")
struct RunCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("s.md", SampleStudies.small)
  }

  @Test func `prints a table and the line that reproduces it`() throws {
    let outcome = try Shell.run("$ampleur run s.md", in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("# A small study"))
    #expect(outcome.output.contains("| Annual revenue "))
    #expect(
      outcome.output.contains(/ampleur [0-9.]+, seed 7, 2048 draws, randomised quasi-Monte Carlo/)
    )
  }

  @Test func `gives status 1 and the whole result when a check fails`() throws {
    try scratch.write("f.md", SampleStudies.failing)
    let outcome = try Shell.run("$ampleur run f.md", in: scratch)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("**does not hold**"))
  }

  @Test func `of several studies goes on after a bad one and ends with the worst status`() throws {
    try scratch.write("f.md", SampleStudies.failing)
    let outcome = try Shell.run("$ampleur run missing.md f.md s.md --csv", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("\nads,"))
    #expect(outcome.output.contains("\nrevenue,"))
  }

  @Test func `keeps results apart from messages`() throws {
    let csv = try Shell.run("$ampleur run s.md --csv", in: scratch)
    #expect(csv.output.hasPrefix("quantity,cell,unit,mean,sd,q0.05,"))
    #expect(csv.errors.hasPrefix("ampleur "))
    let json = try Shell.run("$ampleur run s.md --json", in: scratch)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect(object is [String: Any])
    #expect(json.errors.isEmpty)
  }

  @Test func `of several studies as JSON gives one list`() throws {
    try scratch.write("f.md", SampleStudies.failing)
    try scratch.write("bad.md", SampleStudies.model("x = y"))
    for verb in ["run", "check"] {
      let outcome = try Shell.run("$ampleur \(verb) --json s.md bad.md none.md f.md", in: scratch)
      #expect(outcome.status == 2)
      let list = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      let items = try #require(list as? [[String: Any]])
      #expect(items.map { $0["study"] as? String } == ["s.md", "bad.md", "none.md", "f.md"])
      #expect(items.map { $0["status"] as? Int } == [nil, 1, 2, nil])
      #expect((items[2]["error"] as? String)?.contains("there is no such file") == true)
    }
  }

  @Test func `in place keeps a byte order mark`() throws {
    try scratch.write("s.md", "\u{FEFF}" + SampleStudies.small)
    let first = try Shell.run("$ampleur run --in-place s.md", in: scratch)
    #expect(first.status == 0, "\(first.errors)")
    let bytes = FileManager.default.contents(atPath: scratch.path + "/s.md") ?? Data()
    #expect(Array(bytes.prefix(6)) == [0xEF, 0xBB, 0xBF, 0x2D, 0x2D, 0x2D])
    let check = try Shell.run("$ampleur run --check s.md", in: scratch)
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func `in place leaves braces in code and link definitions alone`() throws {
    let prose =
      "{{ revenue }} is *it*, see [r].\n\n    {{ revenue }}\n\n[r]: /u \"{{ revenue }}\"\n\n"
    try scratch.write(
      "s.md",
      SampleStudies.small.replacing("The revenue is {{ revenue }}.\n", with: prose)
    )
    let first = try Shell.run("$ampleur run --in-place s.md", in: scratch)
    #expect(first.status == 0, "\(first.errors)")
    let text = try scratch.read("s.md")
    #expect(text.contains("\n<wbr><!--= revenue -->"))
    #expect(text.contains("\n    {{ revenue }}\n\n[r]: /u \"{{ revenue }}\"\n"))
    let check = try Shell.run("$ampleur run --check s.md", in: scratch)
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func `in place twice changes no byte the second time`() throws {
    let before = try Shell.run("$ampleur run --check s.md", in: scratch)
    #expect(before.status == 1)
    #expect(before.output.contains("+++ s.md (computed)"))
    let first = try Shell.run("$ampleur run --in-place s.md", in: scratch)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors == "s.md: 4 file(s) written.\n")
    let text = try scratch.read("s.md")
    let names = scratch.files()
    #expect(names.count == 4)
    let second = try Shell.run("$ampleur run --in-place s.md", in: scratch)
    #expect(second.errors == "s.md: up to date.\n")
    #expect(try scratch.read("s.md") == text)
    #expect(scratch.files() == names)
    let check = try Shell.run("$ampleur run --check s.md", in: scratch)
    #expect(check.status == 0)
    #expect(check.output.isEmpty)
    #expect(check.errors == "s.md: up to date.\n")
  }

  @Test func `that checks shows what differs after an edit`() throws {
    _ = try Shell.run("$ampleur run --in-place s.md", in: scratch)
    let text = try scratch.read("s.md")
    try scratch.write("s.md", text.replacing("count(8424)", with: "count(9000)"))
    let outcome = try Shell.run("$ampleur run --check s.md", in: scratch)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n-| Annual revenue "))
    #expect(outcome.output.contains("\n+| Annual revenue "))
    #expect(outcome.errors.contains("figures/s-density-revenue.svg: the figure differs."))
    #expect(outcome.errors.contains("`ampleur run --in-place s.md`"))
    #expect(try scratch.read("s.md").contains("count(9000)"))
  }

  @Test func `that checks notices a figure that was touched`() throws {
    _ = try Shell.run("$ampleur run --in-place s.md", in: scratch)
    try scratch.write("figures/s-density-revenue.svg", "<svg/>")
    let outcome = try Shell.run("$ampleur run --check s.md", in: scratch)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("figures/s-density-revenue.svg: the figure differs."))
  }

  @Test func `in place of a faulty study writes nothing`() throws {
    let text = SampleStudies.model("x = y\nshow x")
    try scratch.write("s.md", text)
    let outcome = try Shell.run("$ampleur run --in-place s.md", in: scratch)
    #expect(outcome.status == 1)
    #expect(try scratch.read("s.md") == text)
    #expect(scratch.files() == ["s.md"])
  }

  /// A run of the same study keeps no draws, and needs a small part of that memory.
  @Test func `of more draws to keep than there is memory for is refused`() throws {
    let outcome = try Shell.run(
      "ulimit -v 4000000; $ampleur run --in-place s.md --draws 4294967296",
      in: scratch
    )
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("memory"))
  }
}
