import Foundation
import TestKit
import Testing
import Workbench

/// Comparisons with published figures at their borders.
@Suite("A check")
struct CheckResultTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [
    // x is certain and equals 2, so its interval is 2 .. 2.
    ("x overlaps 2 .. 3", true), ("x overlaps 1 .. 2", true), ("x overlaps 2.0001 .. 3", false),
    ("x overlaps 1 .. 1.9999", false), ("x contains 2", true), ("x contains 2 .. 2", true),
    ("x contains 2 .. 2.0001", false), ("x within 5% of 2", true),
    // 2 is exactly 25 % above 1.6 and 20 % below 2.5.
    ("x within 25% of 1.6", true), ("x within 24.9% of 1.6", false), ("x within 20% of 2.5", true),
    ("x within 19.9% of 2.5", false), ("x within 0% of 2", true),
  ])
  func `of a certain number holds up to the border`(check: String, holds: Bool) throws {
    let evaluation = try scratch.model("x = 2\ncheck \(check) from scelles-2016")
    #expect(evaluation.results.checks.map(\.holds) == [holds])
    #expect(evaluation.results.allHold == holds)
  }

  @Test func `compares the whole interval of an uncertain number`() throws {
    // The 5 % and 95 % quantiles of the uniform distribution on 0 .. 1 are 0.05 and 0.95.
    let evaluation = try scratch.model(
      """
      x = uniform(0, 1)
      check x overlaps 0.95 .. 2 from scelles-2016
      check x overlaps 0.951 .. 2 from scelles-2016
      check x contains 0.05 .. 0.95 from scelles-2016
      check x contains 0.04 .. 0.95 from scelles-2016
      check x within 1% of 0.5 from scelles-2016
      """
    )
    #expect(evaluation.results.checks.map(\.holds) == [true, false, true, false, true])
  }

  @Test func `of an undefined number never holds`() throws {
    let evaluation = try scratch.model(
      """
      x = normal(-50, 1)
      y = log(x)
      check y overlaps -1e300 .. 1e300 from scelles-2016
      check y contains 0 from scelles-2016
      check y within 99% of 1 from scelles-2016
      """
    )
    #expect(evaluation.results.checks.map(\.holds) == [false, false, false])
  }

  @Test func `is told in both languages`() throws {
    let evaluation = try scratch.model(
      "x = 2 person\ncheck x within 5% of 2.05 person from mdn-vivastreet-2018\n"
        + "check x contains 3 .. 4 person from mdn-vivastreet-2018\nshow checks"
    )
    let english = try evaluation.report(language: .en, name: "r").markdown
    #expect(english.contains("within 5% of 2.05 persons"))
    #expect(english.contains("contains 3 to 4 persons"))
    #expect(english.contains("| holds "))
    #expect(english.contains("| **does not hold** "))
    #expect(english.contains("1 of 2 comparisons with published figures does not hold"))
    let french = ProseReader.plain(try evaluation.report(language: .fr, name: "r").markdown)
    #expect(french.contains("à 5 % près de 2,05"))
    #expect(french.contains("contient 3 à 4"))
    #expect(french.contains("| vérifié "))
    #expect(french.contains("| **non vérifié** "))
  }

  @Test func `that asserts counts the draws in which it fails`() throws {
    let evaluation = try scratch.model("x = normal(0, 1)\nassert x > 0\nassert x < 100")
    // Sobol' points halve exactly at the median.
    #expect(evaluation.results.assertions.map(\.failedDraws) == [512, 0])
    #expect(!evaluation.results.allHold)
    #expect(try evaluation.report(name: "r").markdown.contains("fails in 512 of 1,024 draws"))
    #expect(
      ProseReader.plain(try evaluation.report(language: .fr, name: "r").markdown)
        .contains("non vérifiée dans 512 tirages sur 1 024")
    )
  }
}
