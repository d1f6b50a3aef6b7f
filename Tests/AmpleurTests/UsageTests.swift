import Foundation
import TestKit
import Testing

/// Wrong usage and help.
@Suite("The command line")
struct UsageTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [
    "frobnicate", "runn s.md", "s.md", "help frobnicate", "run s.md --seed -1",
    "run", "run s.md --frobnicate", "run s.md --draws 0", "run s.md --draws many",
    "run s.md --draws 5000000000", "run s.md --draws=-3", "run s.md --threads 0",
    "run s.md --threads 2000", "run s.md --seed=-1", "run s.md --seed 1.5",
    "run s.md --json --csv", "run s.md --in-place --check", "report s.md",
    "report s.md -o out/", "report s.md -o out.md --lang de", "report s.md -o out.md --to odt",
    "compare s.md --of revenu", "compare s.md --of 'ads[x]'", "compare", "list colours", "new",
    "data frobnicate", "data show", "sensitivity s.md --group demand",
    "sensitivity s.md --group 'demand: adz'", "sensitivity s.md --above 3",
    "sensitivity s.md --method efast --group 'all: ads, price'",
    "sensitivity s.md --method budget --second-order",
  ])
  func `refuses wrong usage with status 64`(line: String) throws {
    try scratch.write("s.md", SampleStudies.small)
    let outcome = try Shell.run("$ampleur \(line)", in: scratch)
    #expect(outcome.status == 64, "\(line): \(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
    #expect(scratch.files() == ["s.md"])
  }

  @Test func `takes numbers with an exponent and negative ones`() throws {
    try scratch.write("s.md", SampleStudies.small)
    let run = try Shell.run("$ampleur run s.md --draws 1e3", in: scratch)
    #expect(run.status == 0, "\(run.errors)")
    let seed = try Shell.run("$ampleur run s.md --seed -1", in: scratch)
    #expect(seed.errors.contains("0 to 18446744073709551615; got -1"))
    // The revenue is positive, so that no value of its inputs gives a negative one.
    let target = try Shell.run(
      "$ampleur breakeven s.md --of revenue --by ads --at '-5' --draws 256",
      in: scratch
    )
    #expect(target.status == 0, "\(target.errors)")
  }

  @Test func `names the command that was meant`() throws {
    let near = try Shell.run("$ampleur runn s.md", in: scratch)
    #expect(near.errors == "There is no command runn. Did you mean `ampleur run`?\n")
    let study = try Shell.run("$ampleur s.md", in: scratch)
    #expect(study.errors.contains("`ampleur run s.md`"))
  }

  @Test func `suggests the name that was meant`() throws {
    try scratch.write("s.md", SampleStudies.small)
    let near = try Shell.run("$ampleur compare s.md --of revenu", in: scratch)
    #expect(near.errors == "The study has no quantity revenu. Did you mean revenue?\n")
    let far = try Shell.run("$ampleur compare s.md --of zzz", in: scratch)
    #expect(far.errors == "The study has no quantity zzz. It has: ads, price, revenue.\n")
  }

  @Test func `asks for a cell where a name is several numbers`() throws {
    try scratch.write(
      "s.md",
      SampleStudies.model(
        "index place = { here, there }\nx[place] = { here: 1 to 2, there: 3 to 4 } person\n"
          + "scenario \"all here\"\n  x[there] = 0 person"
      )
    )
    let outcome = try Shell.run("$ampleur compare s.md --draws 64 --of x", in: scratch)
    #expect(outcome.status == 64)
    #expect(
      outcome.errors == "x is several numbers; name one of its cells: x[here], x[there].\n"
    )
    let cell = try Shell.run("$ampleur compare s.md --draws 64 --of 'x[there]'", in: scratch)
    #expect(cell.status == 0, "\(cell.errors)")
    #expect(cell.output.contains("all here"))
  }

  @Test func `names its version`() throws {
    let outcome = try Shell.run("$ampleur --version", in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(/^ampleur \d+\.\d+\.\d+\n$/))
  }

  @Test(arguments: [
    "", "run", "report", "check", "compare", "data", "data list", "data show", "data check",
    "list", "new", "sensitivity", "breakeven", "explain",
    "design", "analyse",
  ])
  func `explains itself`(command: String) throws {
    let outcome = try Shell.run("$ampleur \(command) --help", in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let name = command.isEmpty ? "ampleur" : command.replacing(" ", with: "-")
    try expectGolden(outcome.output, "help/\(name).txt")
  }
}
