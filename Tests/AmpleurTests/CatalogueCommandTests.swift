import Foundation
import TestKit
import Testing

/// `data`, `list`, `new`, `check` and `compare`.
@Suite("The smaller commands")
struct CatalogueCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func object(_ line: String) throws -> Any {
    let outcome = try Shell.run(line, in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
  }

  @Test func `data check finds the shipped data in order`() throws {
    let outcome = try Shell.run("$ampleur data check", in: scratch)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("types, units, sources and checksums are in order."))
  }

  @Test func `data check names what is wrong`() throws {
    let outcome = try Shell.run(
      "cp -rL $AMPLEUR_DATA data; echo '2099,1' >> data/pharos/data.csv;"
        + " $ampleur data check --data data",
      in: scratch
    )
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("pharos"))
    #expect(outcome.output.contains("finding(s) in"))
  }

  @Test func `data list names every folder`() throws {
    let outcome = try Shell.run("$ampleur data list", in: scratch)
    let folders = try FileManager.default.contentsOfDirectory(atPath: Scratch.datasets).filter {
      FileManager.default.fileExists(atPath: "\(Scratch.datasets)/\($0)/datapackage.json")
    }.sorted()
    let names = outcome.output.split(separator: "\n").map { $0.prefix { $0 != " " } }.map(
      String.init
    )
    #expect(names == folders)
    let listed = try object("$ampleur data list --json") as? [[String: Any]]
    #expect(listed?.compactMap { $0["name"] as? String } == folders)
  }

  @Test func `data show prints a table with its sources`() throws {
    let outcome = try Shell.run("$ampleur data show pharos", in: scratch)
    #expect(outcome.status == 0)
    // datasets/pharos/data.csv holds 163,000 reports for 2018.
    #expect(outcome.output.contains("| 2018 "))
    #expect(outcome.output.contains("163,000"))
    #expect(outcome.output.contains("## Sources"))
    let csv = try Shell.run("$ampleur data show pharos --csv", in: scratch)
    #expect(csv.output.contains("\n2018,163000,"))
    let json = try object("$ampleur data show pharos/categories --json") as? [String: Any]
    #expect((json?["rows"] as? [Any])?.isEmpty == false)
  }

  @Test func `data show of an unknown name suggests another`() throws {
    let outcome = try Shell.run("$ampleur data show pharo", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("pharos"))
    let table = try Shell.run("$ampleur data show pharos/none", in: scratch)
    #expect(table.status == 2)
    #expect(table.errors.contains("none"))
  }

  @Test func `data of a folder that does not exist is refused`() throws {
    let outcome = try Shell.run("$ampleur data list --data nowhere", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors == "nowhere: there is no such folder of data sets.\n")
  }

  @Test(arguments: [("distributions", "lognormal"), ("units", "EUR"), ("methods", "tornado")])
  func `list shows a catalogue`(kind: String, name: String) throws {
    let english = try Shell.run("$ampleur list \(kind)", in: scratch)
    #expect(english.status == 0)
    #expect(english.output.contains("| What it is "))
    #expect(english.output.contains("`\(name)"))
    let french = try Shell.run("$ampleur list \(kind) --lang fr", in: scratch)
    #expect(french.output.contains("| Ce que c'est "))
    let rows = try object("$ampleur list \(kind) --json") as? [[String: String]]
    #expect(rows?.isEmpty == false)
    #expect(
      rows?.allSatisfy { $0["name"]?.isEmpty == false && $0["summary"]?.isEmpty == false } == true
    )
  }

  @Test(arguments: ["en", "fr"])
  func `new writes a study that runs`(language: String) throws {
    let made = try Shell.run(
      "$ampleur new mine --lang \(language) --title 'A \"quoted\" title'",
      in: scratch
    )
    #expect(made.status == 0)
    #expect(made.errors.hasPrefix("mine.md: written."))
    let report = try Shell.run("$ampleur report mine.md -o out.md --draws 1000", in: scratch)
    #expect(report.status == 0, "\(report.errors)")
    #expect(!report.errors.contains("piece(s)"))
    let text = try scratch.read("out.md")
    #expect(text.hasPrefix("# A \"quoted\" title\n"))
    #expect(text.contains(language == "fr" ? "## En bref" : "## Summary"))
  }

  @Test func `new leaves an existing file alone`() throws {
    try scratch.write("mine.md", "mine\n")
    let outcome = try Shell.run("$ampleur new mine", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors == "mine.md: a file of this name exists; nothing was written.\n")
    #expect(try scratch.read("mine.md") == "mine\n")
  }

  @Test func `check tells units and assumptions without drawing`() throws {
    try scratch.write("s.md", SampleStudies.small)
    let outcome = try Shell.run("$ampleur check s.md", in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("3 quantities, 2 inputs, 1 scenario, 1 check, 2 sources."))
    #expect(outcome.output.contains("price: EUR/ad/month (assumption: no source)"))
    let json = try object("$ampleur check s.md --json") as? [String: Any]
    #expect(json?["valid"] as? Bool == true)
    #expect((json?["quantities"] as? [Any])?.count == 3)
  }

  @Test func `compare shows scenarios on common random numbers`() throws {
    try scratch.write("s.md", SampleStudies.small)
    let outcome = try Shell.run("$ampleur compare s.md --of revenue", in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("half the ads"))
    let json = try object("$ampleur compare s.md --json") as? [String: Any]
    #expect(json?["output"] as? String == "revenue")
    let scenarios = json?["scenarios"] as? [[String: Any]]
    #expect(scenarios?.count == 1)
    #expect(scenarios?.first?["probabilityOfIncrease"] is Double)
  }
}
