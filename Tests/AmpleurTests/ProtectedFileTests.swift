import Foundation
import TestKit
import Testing

/// No output takes the place of what it is made from.
@Suite("An output that would replace")
struct ProtectedFileTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("n.md", SampleStudies.small)
    try scratch.write("u.md", "```ampleur\nuse \"n.md\"\ntwice = 2 * revenue\nshow twice\n```\n")
  }

  private func expectRefused(
    _ line: String,
    of file: String = "n.md",
    data: String? = Scratch.datasets,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try scratch.read(file)
    let outcome = try Shell.run("$ampleur \(line)", in: scratch, data: data)
    #expect(outcome.status == 64, "\(line): \(outcome.errors)", sourceLocation: sourceLocation)
    #expect(
      outcome.errors.contains("this would replace"),
      "\(line): \(outcome.errors)",
      sourceLocation: sourceLocation
    )
    #expect(try scratch.read(file) == before, "\(line)", sourceLocation: sourceLocation)
  }

  @Test func `the study is refused under each of its names`() throws {
    _ = try Shell.run("ln -s n.md l.md; ln n.md h.md; ln -s . here; mkdir x", in: scratch)
    for name in ["n.md", "./n.md", "l.md", "h.md", "here/n.md", "x/../n.md"] {
      try expectRefused("report n.md -o \(name)")
    }
    for line in [
      "sensitivity n.md --draws 256 --figure n.md",
      "breakeven n.md --draws 256 --at 10 --by price --figure l.md",
      "design n.md --method morris --runs 100 -o n.md",
    ] {
      try expectRefused(line)
    }
  }

  @Test func `a study that is used is refused`() throws {
    try expectRefused("report u.md -o n.md")
    try expectRefused("sensitivity u.md --draws 256 --of twice --figure n.md")
  }

  @Test func `the study by a figure is refused`() throws {
    _ = try Shell.run("mkdir figures; ln -s ../n.md figures/out-density-revenue.svg", in: scratch)
    try expectRefused("report n.md -o out.md")
    _ = try Shell.run("cd figures && mv out-density-revenue.svg n-density-revenue.svg", in: scratch)
    try expectRefused("run --in-place n.md")
  }

  @Test func `a list of sources or a data set is refused`() throws {
    try scratch.write("sources.yaml", "- id: mine\n  type: webpage\n  title: Mine\n")
    _ = try Shell.run(
      "cp -r \(Scratch.datasets) own; ln own/pharos/*.csv .; ls > names",
      in: scratch
    )
    let data = scratch.path + "/own"
    let chart = "sensitivity n.md --draws 256 --figure"
    try expectRefused("\(chart) sources.yaml", of: "sources.yaml")
    for name in ["own/sources.yaml", "own/pharos/datapackage.json"] {
      try expectRefused("\(chart) \(name)", of: name, data: data)
    }
    // A second name of a file is the file.
    for name in try scratch.read("names").split(separator: "\n") where name.hasSuffix(".csv") {
      try expectRefused("\(chart) \(name)", of: String(name), data: data)
    }
  }

  @Test func `a design or its results is refused`() throws {
    _ = try Shell.run(
      "$ampleur design n.md --method samples --runs 512 -o d.csv",
      in: scratch
    )
    _ = try Shell.run(
      "awk -F, 'NR == 1 { print $1 \",run,y\" } NR > 1 { print $1 \",\" NR - 1 \",\" NR % 7 }' d.csv"
        + " > r.csv",
      in: scratch
    )
    for name in ["d.csv", "d.csv.json", "r.csv", "n.md"] {
      let before = try scratch.read(name)
      let outcome = try Shell.run(
        "$ampleur analyse n.md d.csv r.csv --method rank --figure \(name)",
        in: scratch
      )
      #expect(outcome.status != 0, "\(name): \(outcome.errors)")
      #expect(try scratch.read(name) == before, "\(name)")
    }
  }

  @Test func `nothing is written as before`() throws {
    let outcome = try Shell.run(
      "$ampleur report n.md -o r.md && $ampleur report n.md -o r.md && $ampleur report u.md -o q.md",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
