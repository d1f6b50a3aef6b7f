import Foundation
import TestKit
import Testing

/// A study whose numbers overflow ends nothing but, at worst, itself.
@Suite("An extreme study")
struct ExtremeStudyTests {
  @Test func `does not keep the others of the call from being run`() throws {
    let scratch = try Scratch()
    try scratch.write("good.md", SampleStudies.small)
    // A year that is taken for a span: 2^2024 is above the largest number.
    try scratch.write(
      "bad.md",
      "```ampleur\ngrowth = uniform(1.5, 2)\nbase = 0 +- 1\ny = base - growth^2024\n```\n"
    )
    let outcome = try Shell.run("$ampleur run good.md bad.md good.md --csv", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.components(separatedBy: "\nrevenue,").count == 3)
    #expect(outcome.output.contains("\ny,"))
  }

  @Test func `with 64 inputs is analysed by efast in memory that grows with their number`() throws {
    // 65 sets of 16 curves, whose points took 2 x 64 columns each when none was given back: above
    // 1 GB of address space then, 0.2 GB now.
    let scratch = try Scratch()
    let inputs = (0..<64).map { "x\($0) = uniform(0, 1)" }
    let total = "y = " + (0..<64).map { "x\($0)" }.joined(separator: " + ")
    try scratch.write("s.md", "```ampleur\n\((inputs + [total]).joined(separator: "\n"))\n```\n")
    let line = "ulimit -v 1000000; $ampleur sensitivity s.md --of y --method efast --draws 65"
    let outcome = try Shell.run(line, in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("x63"))
  }
}
