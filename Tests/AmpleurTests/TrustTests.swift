import Foundation
import TestKit
import Testing

/// What a study may read: its own folder, and what the user names.
@Suite("A study")
struct TrustTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("outside/price.md", SampleStudies.model("price = 80 to 200 EUR/ad"))
    try scratch.write("outside/sources.yaml", "references: []\n")
    try scratch.write("outside/secret.yml", "---\ndb_password: hunter2\n{{ token: abc }}\n")
  }

  private func run(_ study: String, _ options: String = "") throws -> Outcome {
    try scratch.write("in/s.md", SampleStudies.model(study))
    return try Shell.run("cd in && $ampleur check s.md \(options)", in: scratch)
  }

  @Test func `that uses a file outside its folder is refused unless it is trusted`() throws {
    _ = try Shell.run(
      "mkdir in; ln -s ../outside in/link; ln -s ../outside/price.md in/p.md",
      in: scratch
    )
    let absolute = scratch.path + "/outside/price.md"
    for path in ["../outside/price.md", "link/price.md", "p.md", absolute] {
      let refused = try run("use \"\(path)\"\ny = 2 * price")
      #expect(refused.status == 1, "\(path): \(refused.errors)")
      #expect(refused.errors.contains("outside the folder of the study"), "\(refused.errors)")
      #expect(refused.errors.contains("--trust"))
      let trusted = try run("use \"\(path)\"\ny = 2 * price", "--trust")
      #expect(trusted.status == 0, "\(path): \(trusted.errors)")
      // What the user names by --data may be read.
      let named = try run("use \"\(path)\"\ny = 2 * price", "--data ../outside")
      #expect(named.status == 0, "\(path): \(named.errors)")
    }
  }

  @Test func `that uses a file below its folder reads it`() throws {
    try scratch.write("in/parts/a.md", SampleStudies.model("use \"../b.md\"\na = 2 * b"))
    try scratch.write("in/b.md", SampleStudies.model("b = 1 to 2"))
    let outcome = try run("use \"parts/a.md\"\ny = a + b")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `that uses what is no study is told so, and no line of it is printed`() throws {
    for options in ["", "--trust"] {
      for path in ["../outside/secret.yml", "../../../../../../../../etc/passwd", "empty.md"] {
        try scratch.write("in/empty.md", "# Prose\n\n{{ nothing }}\n")
        let outcome = try run("use \"\(path)\"\ny = 1", options)
        #expect(outcome.status == 1, "\(path): \(outcome.errors)")
        #expect(!outcome.errors.contains("hunter2") && !outcome.errors.contains("root:"))
        #expect(!outcome.errors.contains("abc") && !outcome.errors.contains("nothing }}"))
        if options == "--trust" || path == "empty.md" {
          #expect(outcome.errors.contains("defines nothing"), "\(outcome.errors)")
        }
      }
    }
  }

  @Test func `that uses a pipe, a device or a folder is refused and does not wait`() throws {
    _ = try Shell.run("mkdir in; mkfifo in/pipe", in: scratch)
    for path in ["pipe", "/dev/zero", "."] {
      let outcome = try run("use \"\(path)\"\ny = 1", "--trust")
      #expect(outcome.status == 1, "\(path): \(outcome.errors)")
      #expect(
        outcome.errors.contains("pipe or a device") || outcome.errors.contains("folder"),
        "\(path): \(outcome.errors)"
      )
    }
  }

  @Test func `of more than 16 MiB is not used`() throws {
    _ = try Shell.run(
      "mkdir in; head -c 17000000 /dev/zero | tr '\\0' ' ' > in/big.md",
      in: scratch
    )
    let outcome = try run("use \"big.md\"\ny = 1")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("at most 16 MiB"), "\(outcome.errors)")
  }

  @Test func `under two names is one study`() throws {
    _ = try Shell.run("mkdir in", in: scratch)
    try scratch.write("in/b.md", SampleStudies.model("b = 1 to 2"))
    _ = try Shell.run("cd in && ln -s b.md link.md && ln b.md hard.md", in: scratch)
    let twice = try run(
      "use \"b.md\"\nuse \"./b.md\"\nuse \"link.md\"\nuse \"hard.md\"\nuse \"../in/b.md\"\ny = b"
    )
    #expect(twice.status == 0, "\(twice.errors)")
    for path in ["s.md", "./s.md", "../in/s.md"] {
      let circle = try run("use \"\(path)\"\nuse \"./\(path)\"\ny = 1")
      #expect(circle.status == 1)
      #expect(circle.errors.contains("in a circle: s.md -> s.md"), "\(circle.errors)")
    }
  }

  @Test func `whose sources or data lead out of their folder is refused`() throws {
    try scratch.write("in/s.md", SampleStudies.model("x = 1 to 2\n  from mine"))
    _ = try Shell.run("ln -s ../outside/secret.yml in/sources.yaml", in: scratch)
    let sources = try Shell.run("$ampleur check in/s.md", in: scratch)
    #expect(sources.status == 2, "\(sources.errors)")
    #expect(sources.errors.contains("outside the folder of the study"), "\(sources.errors)")
    #expect(!sources.errors.contains("hunter2"))

    try scratch.write("data/sources.yaml", "references: []\n")
    try scratch.write(
      "data/mine/datapackage.json",
      """
      {"name": "mine", "title": "Mine", "resources": [{"name": "data", "path": "data.csv",
      "schema": {"fields": [{"name": "year", "type": "year"},
      {"name": "value", "type": "number", "unit": "report"}]}}]}
      """
    )
    try scratch.write("t.md", SampleStudies.model("x = dataset(\"mine\").value"))
    try scratch.write("outside/data.csv", "year,value\n2018,41\n")
    _ = try Shell.run("ln -s ../../outside/data.csv data/mine/data.csv", in: scratch)
    let data = try Shell.run("$ampleur run t.md --data data", in: scratch, data: nil)
    #expect(data.status != 0)
    #expect(data.errors.contains("leads out of the folder of data sets"), "\(data.errors)")
    let check = try Shell.run("$ampleur data check --data data", in: scratch, data: nil)
    #expect(check.output.contains("leads out of the folder of data sets"), "\(check.output)")
    let trusted = try Shell.run("$ampleur run t.md --data data --trust", in: scratch, data: nil)
    #expect(trusted.status == 0, "\(trusted.errors)")
  }
}
