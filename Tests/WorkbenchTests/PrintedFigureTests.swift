import TestKit
import Testing
import TextCore

@testable import Workbench

/// What tables, sentences and charts print where digits by the width of the interval go wrong.
///
/// Right values: the quantiles of the distributions in closed form, named
/// at each study; printed to the digits that docs/decisions/0010-printed-figures.md asks for.
@Suite("Printed figures")
struct PrintedFigureTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func study(_ lines: String, prose: String = "", draws: Int = 16_384) throws -> Evaluation
  {
    try scratch.evaluate("```ampleur\n\(lines)\n```\n\n\(prose)\n", draws: draws)
  }

  private func report(
    _ lines: String,
    prose: String = "",
    language: Language = .en,
    draws: Int = 16_384
  ) throws -> String {
    try study(lines, prose: prose, draws: draws).report(language: language, name: "r").markdown
  }

  /// The cells of the first row of a table that begins with a text.
  private func row(_ name: String, in text: String) throws -> [String] {
    let line = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("| \(name) ") },
      "no row \(name) in \(text)"
    )
    return line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed() }
      .map { String($0) }
  }

  // MARK: Wide intervals

  // 120 / Beta(1/2, 50.5): 26,570, between 3,200 and 3,067,000 (scipy 1.11, beta.ppf). The draws
  // give the median to 2 %, the upper end to 15 % (numerical error at 16,384 draws).
  @Test(arguments: [Language.en, .fr])
  func `of a wide interval have a centre that lies in it`(language: Language) throws {
    let text = try report(
      "seen = 120 person\nshare = 0 of 50\ntotal = seen / share",
      prose: "Total {{ total }}, low {{ total | low }}, high {{ total | high }}.",
      language: language
    )
    #expect(!text.contains("central estimate 0") && !text.contains("estimation centrale 0"))
    let blank = language == .fr ? "\u{202F}" : ","
    // "26,..." or "27,..." in the table, the summary and the prose.
    #expect(text.ranges(of: "26\(blank)").count + text.ranges(of: "27\(blank)").count >= 3)
    #expect(text.contains("3\(blank)200"))
    let cells = try row("total", in: text)
    #expect(cells[2] != "0")
  }

  @Test(arguments: [
    // definition, centre in table and prose; closed form: the geometric middle of the ends
    ("x = 0.01% to 10%", "0.32"), ("x = 0.001 to 1000", "1.0"), ("x = 0.02 to 20", "0.63"),
    ("x = 0.3 to 200", "7.7"), ("x = 1 EUR to 1e6 EUR", "1,000"),
  ])
  func `of an input over decades have digits of their own`(lines: String, centre: String) throws {
    let evaluation = try study(lines + "\nshow x", prose: "It is {{ x }}; {{ x | low }}.")
    let report = try evaluation.report(name: "r").markdown
    #expect(try row("x", in: evaluation.runText())[2].hasPrefix(centre))
    #expect(report.contains("central estimate \(centre)"), "\(report.prefix(300))")
    #expect(report.contains("It is \(centre)"))
  }

  @Test func `have parts that are not 0 unless they are`() throws {
    // 5 % quantile of `5 to 500`: 5.
    let text = try report("x = 5 to 500\nshow x", prose: "Low {{ x | low }}, high {{ x | high }}.")
    #expect(text.contains("Low 5.0, high 500."), "\(text)")
  }

  // MARK: No width, means

  @Test func `of an interval without width are the value`() throws {
    let evaluation = try study(
      """
      price = min(2.4 EUR, 3 EUR to 5 EUR)
      p4 = mixture({ 98%: 2.5 EUR, 2%: 10 EUR to 20 EUR })
      w = min(0.35, 0.5 to 0.9)
      share = min(15.7%, 20% to 40%)
      third = 0 * normal(0, 1) + 1 / 3
      check price contains 2.4 EUR
      """
    )
    let text = evaluation.runText()
    #expect(try row("price", in: text)[2...3] == ["2.4", "2.4 to 2.4"])
    #expect(try row("p4", in: text)[2...3] == ["2.5", "2.5 to 2.5"])
    #expect(try row("w", in: text)[2...3] == ["0.35", "0.35 to 0.35"])
    #expect(try row("share", in: text)[2...3] == ["15.7", "15.7 to 15.7"])
    #expect(try row("third", in: text)[2...3] == ["0.3333", "0.3333 to 0.3333"])
    #expect(text.contains("2.4 (2.4 to 2.4 EUR)"))
    // Mean 2.5 * 0.98 + 0.02 * 14.5 = 2.74, standard deviation 1.7: two digits.
    #expect(try row("p4", in: text)[4] == "2.7")
  }

  @Test func `of a mean have its own error beside them, and no digits beyond it`() throws {
    // Mean 0.04 * 404,000 (lognormal with 5 % and 95 % at 100,000 and 1,000,000) = 16,160.
    let evaluation = try study(
      """
      stake = 100000 to 1000000 EUR
      caught = uniform(0, 1)
      fine = if caught < 4% then stake else 0 EUR
      """,
      prose: "Mean {{ fine | mean }}."
    )
    let cells = try row("fine", in: evaluation.runText())
    #expect(cells[4] == "16,000")
    #expect(cells[5].contains("mean \u{B1}"))
    #expect(try evaluation.report(name: "r").markdown.contains("Mean 16,000 euros."))
    // The input is exact, and says so of all its figures.
    #expect(try row("stake", in: evaluation.runText())[5] == "exact")
  }

  // MARK: Stated figures

  @Test(arguments: [
    // definition, printed; the figure of the study, not the median of its distribution
    ("x = count(8424) ad", "8,424"), ("x = about 11000 ad", "11,000"), ("x = 12 of 148", "8.1"),
    ("x = 1234567.5 EUR", "1,234,567.5"), ("x = 540 MEUR", "540"), ("x = count(3) ad", "3"),
  ])
  func `of a stated input are the figure of the study`(lines: String, printed: String) throws {
    let evaluation = try study(lines + "\nshow x", prose: "Given {{ x }}; {{ x | value }}.")
    #expect(try row("x", in: evaluation.runText())[2] == printed)
    let report = try evaluation.report(name: "r").markdown
    #expect(report.ranges(of: printed).count >= 4, "\(report)")
  }

  @Test func `of a stated input keep the interval and the median`() throws {
    // Gamma(8424.5): 5 %, 50 %, 95 % at 8,274; 8,424.2; 8,576.
    let text = try report(
      "ads = count(8424) ad\nother = ads\nhalf = ads / 2\nshow ads, other, half",
      prose: "{{ ads }}; {{ ads | median }}; {{ ads | low }}."
    )
    #expect(text.contains("8,424 ads (90% interval: 8,300 to 8,600); 8,420 ads; 8,270 ads."))
    #expect(try row("other", in: text)[2] == "8,424")
    // A formula has no stated figure.
    #expect(try row("half", in: text)[2] == "4,212")
  }

  @Test func `of a stated figure outside the interval are the median`() throws {
    // Beta(1/2, 50.5): the median is 0.45 %, the stated figure 0.
    let text = try report("x = 0 of 50\nshow x", prose: "It is {{ x }}.")
    #expect(text.contains("It is 0.45% (90% interval: 0.0039 to 3.8)."), "\(text)")
  }

  /// The text of the first chart of a report.
  private func chart(_ lines: String) throws -> String {
    let report = try study(lines).report(name: "r")
    let figure = try #require(report.figures.first { !$0.svg.contains("kind-density") })
    return ProseReader.plain(try ChartReader(figure.svg).text)
  }

  @Test func `of a count stand in the chart of intervals as the study states them`() throws {
    // Gamma(8424.5) and Gamma(163000.5): medians 8,424.2 and 163,000.2; by the digits of their
    // intervals they would be 8,420 and 163,000.
    let text = try chart(
      "index site = { a, b }\nn[site] = { a: count(8424), b: count(1234) }\nshow chart n"
    )
    #expect(text.contains("8,424 (8,2") && text.contains("1,234 (1,1"), "\(text)")
  }

  @Test func `of a count stand in charts and tables of scenarios as each states them`() throws {
    let lines = """
      ads = count(8424) ad
      price = 10 to 30 EUR/ad
      other = ads
      revenue = ads * price
      show scenarios ads
      scenario "price"
        price = 20 EUR/ad
      scenario "more"
        ads = count(9137) ad
      scenario "computed"
        ads = 2 * count(1234) ad
      """
    // The first scenario leaves the count alone, the second states another, the third computes: the
    // median 2,468.3 has the digits of its interval, 2,352 to 2,584 (scipy 1.11, gamma.ppf).
    let text = try chart(lines)
    #expect(text.ranges(of: "8,424 (8,2").count == 2, "\(text)")
    #expect(text.contains("9,137 (8,9") && text.contains("2,470 (2,3"), "\(text)")
    let report = try self.report(lines)
    #expect(try row("price", in: report)[2] == "8,424")
    #expect(try row("more", in: report)[2] == "9,137")
    #expect(try row("computed", in: report)[2] == "2,470")
    // Another name for a count that a scenario changes has no figure of its own there.
    let other = try self.report(lines.replacing("scenarios ads", with: "scenarios other"))
    #expect(try row("price", in: other)[2] == "8,424")
    #expect(try row("more", in: other)[2] == "9,140")
  }

  // MARK: Given as

  @Test(arguments: [
    "2 * (10 EUR to 30 EUR)", "5 EUR + (10 EUR to 30 EUR)", "min(2.4 EUR, 3 EUR to 5 EUR)",
    "(100 ad to 200 ad) * (10 EUR/ad to 30 EUR/ad)", "bernoulli(2%) * (1 MEUR to 5 MEUR)",
  ])
  func `beside a formula are given as the formula`(formula: String) throws {
    let text = try report("x = \(formula)\nshow inputs")
    let cells = try row("x", in: text)
    #expect(cells[3] == "`\(formula)`")
  }

  @Test func `beside a plain input are given as it was stated`() throws {
    let text = try report(
      """
      index site = { a, b }
      x = 10 to 30 EUR
      n[site] = { a: count(5) ad, b: 2 * (3 ad to 4 ad) }
      c = 7713 EUR(2014)
      d = 87700 EUR(2010)/year -> EUR(2014)/year
      show inputs
      """
    )
    #expect(try row("x", in: text)[3] == "90% interval 10 to 30, lognormal shape")
    #expect(try row("n, a", in: text)[3] == "count of 5 (Jeffreys posterior)")
    #expect(try row("n, b", in: text)[3].hasPrefix("`{ a: count(5) ad"))
    #expect(try row("c", in: text)[3] == "exact number")
    #expect(try row("d", in: text)[3] == "`87700 EUR(2010)/year -> EUR(2014)/year`")
  }

  // MARK: Scenarios

  @Test func `of certain contributions have at most seven digits`() throws {
    let text = try report(
      """
      a = 100 EUR
      b = 7.4
      y = a * b
      show scenarios y
      scenario "two"
        a = 123 EUR / 0.9
        b = 8
      """
    )
    #expect(text.wholeMatch(of: /(?s).*\+\d+\.\d{5,}.*/) == nil, "\(text)")
  }
}
