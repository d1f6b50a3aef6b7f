import Foundation
import TestKit
import Testing
import TextCore
import Workbench

/// What a woven report says, and what it never says.
@Suite("A report")
struct ReportTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func markdown(_ lines: String, draws: Int = 1_024) throws -> String {
    try scratch.model(lines, draws: draws).report(name: "r").markdown
  }

  // MARK: Golden

  @Test(arguments: [Language.en, .fr])
  func `of a small study reads as its golden file`(language: Language) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    let evaluation = try Evaluation(
      path: folder + "/Golden/small.md",
      dataFolder: Scratch.datasets,
      settings: RunSettings(draws: 4_096, threads: 1)
    )
    let report = try evaluation.report(language: language, name: "small")
    #expect(report.untranslatedPieces == 0)
    try expectGolden(report.markdown, "small-report.\(language.rawValue).txt")
  }

  // MARK: Requests

  @Test(arguments: [
    ("inputs", "| Input "), ("x", "| Quantity "), ("y, z", "| Quantity "),
    ("chart y", "figures/r-density-y.svg"), ("chart z", "figures/r-intervals-z.svg"),
    ("chart s", "figures/r-series-s.svg"), ("series s", "figures/r-series-s.svg"),
    ("tornado y", "figures/r-tornado-y.svg"), ("tornado z[a]", "figures/r-tornado-z-a-.svg"),
    ("scenarios y", "figures/r-scenarios-y.svg"), ("range y", "## All low, all high"),
    ("checks", "| Published "), ("sources", "`scelles-2016`: "),
    ("chart z[a]", "figures/r-density-z-a-.svg"),
  ])
  func `answers each request once`(request: String, sign: String) throws {
    let lines = """
      index place = { a, b }
      x = 1 to 2 EUR
        from scelles-2016
      z[place] = { a: x * 2, b: 3 to 5 EUR }
      y = x + z[b]
      s = dataset("pharos").reports
      check y overlaps 1 .. 9 EUR from mdn-vivastreet-2018
      scenario "more"
        x = 4 EUR
      """
    let report = try scratch.model(lines + "\nshow \(request)", draws: 256).report(name: "r")
    #expect(report.markdown.contains(sign))
    if sign.hasPrefix("figures/") {
      #expect(report.figures.filter { $0.path == sign }.count == 1)
      #expect(report.markdown.components(separatedBy: "](\(sign))").count == 2)
    }
    for figure in report.figures { _ = try ChartReader(figure.svg) }
    #expect(Set(report.figures.map(\.path)).count == report.figures.count)
  }

  @Test(arguments: [
    "sensitivity y by sobol", "breakeven x of y at 3 EUR", "budget y", "dependence y",
    "discovery y", "precision y", "information",
  ])
  func `never leaves a request without an answer`(request: String) throws {
    let lines = "x = 1 to 2 EUR\nz = 1 to 3\ny = x * z\nshow \(request)"
    // A request that this version cannot answer is refused by name, not passed over.
    do {
      let with = try scratch.model(lines, draws: 256).report(name: "r").markdown
      let without = try scratch.model(
        lines.replacing("\nshow \(request)", with: ""),
        draws: 256
      ).report(name: "r").markdown
      #expect(with.count > without.count)
    } catch let error as WorkbenchError {
      #expect(error.description.contains(String(request.prefix { $0 != " " })))
    }
  }

  @Test func `keeps the charts of cells apart whose names differ by an accent`() throws {
    let report = try scratch.model(
      "index place = { été, étà }\nx[place] = { été: 1 to 2, étà: 3 to 9 } EUR\n"
        + "show chart x[été]\nshow chart x[étà]",
      draws: 256
    ).report(name: "r")
    #expect(report.figures.filter { $0.path.contains("density") }.count == 2)
    #expect(report.figures.allSatisfy { $0.path.allSatisfy(\.isASCII) })
  }

  // MARK: Headline

  @Test(arguments: [
    // The front matter decides; else what is shown first; else the last formula; else the last.
    ("headline: a", "a = 1 EUR\nb = 2 EUR\nc = a + b\nshow c", "a: 1 euro"),
    ("", "a = 1 EUR\nb = 2 EUR\nc = a + b\nshow tornado b", "b: 2 euros"),
    ("", "a = 1 EUR\nc = a * 2\nb = 2 EUR", "c: 2 euros"),
    ("", "a = 1 EUR\nb = 2 EUR", "b: 2 euros"),
  ])
  func `leads with the headline`(matter: String, lines: String, sentence: String) throws {
    let evaluation = try scratch.evaluate(
      "---\ntitle: T\n\(matter)\n---\n\n```ampleur\n\(lines)\n```\n"
    )
    let text = try evaluation.report(name: "r").markdown
    #expect(text.contains("## Summary\n\n**\(sentence).**\n"), "\(text.prefix(200))")
  }

  // MARK: Certain and undefined numbers

  @Test func `without an uncertain input says exact`() throws {
    let text = try markdown("x = 2 EUR\ny = x * 3\nshow y\nshow tornado y\nshow chart y")
    #expect(text.contains("Nothing in this study is uncertain"))
    #expect(text.contains("| exact"))
    #expect(text.contains("exact arithmetic"))
    #expect(text.contains("y depends on no uncertain input."))
    #expect(!text.contains("90% interval)"))
    #expect(!text.contains("Sobol"))
  }

  @Test func `prints an undefined number in words and counts its draws`() throws {
    // The logarithm of a normal variable with mean 0 is undefined in half the draws.
    let evaluation = try scratch.evaluate(
      "```ampleur\nx = normal(0, 1)\ny = log(x)\nw = normal(-50, 1)\nz = log(w)\n"
        + "show y, z\nshow chart z\nshow tornado z\nshow inputs\n```\n\nAlso {{ z }}.\n"
    )
    for language in [Language.en, .fr] {
      let report = try evaluation.report(language: language, name: "r")
      let all = report.markdown + report.figures.map(\.svg).joined()
      #expect(!ProseReader.holds("nan", in: all))
      #expect(!ProseReader.holds("inf", in: all))
      #expect(all.contains(language == .fr ? "non défini" : "undefined"))
    }
    let text = try evaluation.report(name: "r").markdown
    #expect(text.contains("y is undefined in 512 of 1,024 draws"))
    #expect(text.contains("z is undefined in every draw") || text.contains("1,024 of 1,024 draws"))
    let terminal = evaluation.runText() + evaluation.runCSV()
    #expect(!ProseReader.holds("nan", in: terminal))
  }

  @Test func `prints a mean that does not exist in words`() throws {
    let text = try markdown("x = student(1, 0, 1)\ny = x * 2\nshow x, y")
    #expect(text.contains("| undefined"))
    #expect(text.contains("x has no mean, because its tail is so heavy"))
    #expect(text.contains("y has no mean, because the tail of “x” is so heavy"))
    #expect(!ProseReader.holds("nan", in: text))
  }

  @Test func `says which divisor or input leaves a result without a mean`() throws {
    let text = try markdown(
      "cost = 10 to 20 EUR\nwait = exponential(0.5)\nper = cost / wait\n"
        + "noise = student(1.5, 0, 1)\nboth = noise + uniform(0, 1)\nshow per\nshow both"
    )
    #expect(text.contains("per has no mean, because “wait”, by which it is divided, can be 0"))
    #expect(text.contains("both has no finite standard deviation, because the tail of “noise”"))
    #expect(text.contains("noise has no finite standard deviation, because its tail is so heavy"))
    #expect(text.contains("undefined"))
  }

  @Test func `names the copula of correlated inputs`() throws {
    let text = try markdown(
      "a = 10 to 20\nb = 10 to 20\ncorrelate a, b: 0.4 by student(4)\nc = a + b\nshow c"
    )
    #expect(text.contains("Student copula with 4 degrees of freedom"))
    #expect(text.contains("a, b: 0.4"))
  }

  @Test func `of missing years prints no number for them`() throws {
    // datasets/point-de-contact/data.csv has no total for 2016 to 2018.
    let report = try scratch.model(
      "s = dataset(\"point-de-contact\").reports\n  label \"Reports\"\nshow s\nshow inputs"
    ).report(name: "r")
    #expect(!ProseReader.holds("nan", in: report.markdown))
    for figure in report.figures {
      #expect(!ProseReader.holds("nan", in: figure.svg))
      _ = try ChartReader(figure.svg)
    }
  }

  // MARK: Sources

  @Test func `lists the sources and the checksum of its data`() throws {
    let text = try markdown("s = dataset(\"pharos\").reports\ny = s[2018] * 2")
    // The key of the row of 2009 in datasets/pharos/data.csv.
    #expect(text.contains("`nextinpact-2020`: "))
    let package = try String(
      contentsOfFile: Scratch.datasets + "/pharos/datapackage.json",
      encoding: .utf8
    )
    let hash = try #require(package.firstMatch(of: /sha256:([0-9a-f]{16})/)).output.1
    #expect(text.contains("data set `pharos`: SHA-256 `\(hash)`"))
  }

  @Test func `of a study that uses another names both files`() throws {
    try scratch.write(
      "shared.md",
      "```ampleur\nads = count(100) ad\n  label \"Paid ads\" | fr \"Annonces\"\n  from scelles-2016\n```\n"
    )
    let evaluation = try scratch.model("use \"shared.md\"\nrevenue = ads * 3 EUR/ad\nshow inputs")
    let text = try evaluation.report(name: "r").markdown
    #expect(text.contains("| Paid ads "))
    #expect(text.contains("- `s.md`: SHA-256 "))
    #expect(text.contains("- `shared.md`: SHA-256 "))
    #expect(text.contains("`scelles-2016`: "))
  }

  @Test func `marks assumptions`() throws {
    let text = try markdown(
      "a = 1 to 2 EUR\nb = 3 EUR\n  from scelles-2016\nc = a + b\nshow inputs"
    )
    #expect(text.contains("1 of 2 inputs is an assumption without a source: “a”."))
    #expect(text.contains("| *assumption* "))
  }
}
