import Sensitivity
import TestKit
import Testing
import TextCore
import Uncertainty

@testable import Workbench

/// Sentences of a report that a reader takes as statements: whose figure, which way, and why.
@Suite("A sentence of a report")
struct ReportSentenceTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func report(
    _ lines: String,
    language: Language = .en,
    draws: Int = 4_096
  ) throws -> String {
    try scratch.evaluate("```ampleur\n" + lines + "\n```\n", draws: draws)
      .report(language: language, name: "r").markdown
  }

  private func answer(_ lines: String, _ question: AnalysisQuestion, of name: String) throws
    -> AnalysisAnswer
  {
    try scratch.model(lines, draws: 4_096).inquiry.analyse(question, of: name)
  }

  // MARK: What would change the conclusion

  private let closure = """
    a = 1 to 3 EUR
      from scelles-2016
    x = a * 2
      label "Gross" | fr "Brut"
    y = a - 1 EUR
      label "Net"
    check x overlaps 3 .. 5 EUR from scelles-2016
    show y
    """

  @Test func `on what would change the conclusion names quantity, figure and source`() throws {
    // The median of `1 to 3` is sqrt 3, so that 2a = 3.46 falls to 3 at 1.5 and rises to 5 at 2.5.
    let text = try report(closure)
    #expect(text.contains("at 1.50 EUR or less"))
    #expect(
      text.contains(
        "the central estimate of “Gross” would fall to 3 EUR, the lower end of the published range"
          + " (Fondation Scelles, 2016)."
      )
    )
    #expect(text.contains("would rise to 5 EUR, the upper end of the published range"))
    #expect(!text.contains("bring it"))
  }

  @Test func `on what would change the conclusion is as clear in French`() throws {
    let text = try report(closure, language: .fr)
    #expect(
      text.contains(
        "l'estimation centrale de «\u{202F}Brut\u{202F}» descendrait à 3\u{202F}€, le bas de la"
          + " fourchette publiée (Fondation Scelles, 2016)."
      ),
      "\(text)"
    )
  }

  // MARK: Tornado

  @Test func `on what drives the result names a rare input that outweighs the others`() throws {
    // The fine: 2 % of cases, 2.24 MEUR at its median; 98 % of the variance of the total.
    let text = try report(
      """
      due = bernoulli(2%)
      size = 1 MEUR to 5 MEUR
      other = 10 kEUR to 30 kEUR
      total = due * size + other
      show total
      show tornado total
      """
    )
    #expect(text.contains("The input that moves it most is “due”, in rare cases only: 2.0%"))
    #expect(text.contains("**due**: moves the result in rare cases only"))
    #expect(text.contains("while the other inputs are at their medians"))
    #expect(text.contains("“size”"))
  }

  @Test func `on a root of a normal input does not call it certain`() throws {
    let text = try report("u = sqrt(normal(1, 1))\nshow tornado u")
    #expect(!text.contains("depends on no uncertain input"))
    #expect(text.contains("the result is undefined at its 5% value"))
  }

  @Test func `on an input undefined at one end does not pass it over`() throws {
    let text = try report("x = 0 to 10\nz = 1 to 1.1\nu = log(x) + z\nshow u\nshow tornado u")
    #expect(text.contains("**x**: the result is undefined at its 5% value; at its 95% value it is"))
    #expect(text.contains("Of the inputs at whose ends it is defined"))
  }

  @Test func `on two centres says which is which`() throws {
    // Medians of the inputs: sqrt(1 * 100) + 0.5; the median of the draws of the sum is larger.
    let text = try report("x = 1 to 100\nz = 1 to 100\ny = x + z\nshow y\nshow tornado y")
    #expect(text.contains("With every input at its median the result is 20, the line in the chart"))
  }

  @Test func `on a bar to one side shows an input whose ends agree`() throws {
    let text = try report("x = normal(0, 1)\nz = 1 to 2\ny = x * x + z\nshow tornado y")
    // x^2 + 1.414 at both ends of x: 1.645^2 + 1.414 = 4.12.
    #expect(text.contains("| x "))
    #expect(text.contains("4.12"))
  }

  // MARK: One draw

  @Test func `on cells that are one draw says so in report and check`() throws {
    let lines = """
      index s = { x, y, z, w }
      p[s] = 10 to 30 EUR
      q[s] = { x: 1 to 2, y: 1 to 2, z: 1 to 2, w: 1 to 2 }
      t = sum(p * q over s)
      """
    let text = try report(lines)
    #expect(text.contains("The 4 cells of “p” are one draw, not independent ones"))
    #expect(!text.contains("cells of “q”"))
    let french = try report(lines, language: .fr)
    #expect(french.contains("Les 4 cases de «\u{202F}p\u{202F}» sont un seul tirage"))
    let loaded = try LoadedStudy(
      path: scratch.write("c.md", "```ampleur\n\(lines)\n```\n"),
      dataFolder: Scratch.datasets
    )
    #expect(loaded.checkText().contains("its 4 cells are one draw"))
  }

  // MARK: Analyses

  @Test func `on a break-even at a jump says that it jumps`() throws {
    let answer = try answer(
      """
      price = 1 to 4 EUR/ad
      step = if price > 2 EUR/ad then 100 EUR else 50 EUR
      """,
      .breakEven(input: "price", target: 75),
      of: "step"
    )
    #expect(
      answer.text.contains(
        "The median of step jumps from 50 EUR to 100 EUR when “price” passes 2.00"
      )
    )
    #expect(!answer.text.contains("reaches"))
    #expect(answer.figures.allSatisfy { !$0.svg.contains("90% interval") })
  }

  @Test func `on a break-even of a discrete input names both neighbours`() throws {
    let answer = try answer(
      "n = poisson(3)\ny = 10 EUR * n",
      .breakEven(input: "n", target: 25),
      of: "y"
    )
    #expect(answer.text.contains("goes from 20 EUR to 30 EUR when “n” goes from 2 to 3,"))
  }

  @Test func `on a break-even refuses an input that does not matter`() throws {
    let lines = "a = 1 to 2 EUR\nb = 1 to 2 EUR\ny = a * 2\nz = y + b"
    #expect {
      try answer(lines, .breakEven(input: "b", target: 3), of: "y")
    } throws: {
      "\($0)".contains("y does not depend on b") && "\($0)".contains("It depends on: a.")
    }
    let still = try answer(
      "a = 1 to 2 EUR\nb = 1 to 2 EUR\ny = a + max(b, -1 EUR) * 0",
      .breakEven(input: "b", target: 3),
      of: "y"
    )
    #expect(still.text.contains("whatever the value of “b”: this input does not move it."))
  }

  @Test func `on a budget shows what it compares`() throws {
    // Sum of two uniforms: standard deviation 0.408 by both, 95 % interval +-0.8 against +-0.776.
    let answer = try answer("a = uniform(0, 1)\nb = uniform(0, 1)\ny = a + b", .budget, of: "y")
    #expect(answer.text.contains("by linear propagation and"))
    #expect(answer.text.contains("they differ, and the draws are to be trusted."))
  }

  @Test func `on elasticities claims no replicates`() throws {
    let answer = try answer(
      "a = 1 to 2\nb = 1 to 2\ny = a * b",
      .sensitivity(method: "elasticities"),
      of: "y"
    )
    #expect(!answer.text.contains("replicates"))
    #expect(!answer.text.contains("95% interval"))
    #expect(answer.text.contains("1 evaluation of the model."))
  }

  @Test func `on shares puts what is below 0 last`() {
    let rows = [("small", 0.01), ("noise", -0.02), ("large", 0.5)].map {
      IndexTable.Row(name: $0.0, values: [IndexEstimate(exactly: $0.1)])
    }
    let table = IndexTable(
      columns: [.init(key: "index", english: "Index", french: "Indice")],
      rows: rows,
      evaluations: 1,
      undefinedRuns: 0
    )
    #expect(table.sortedRows.map(\.name) == ["large", "small", "noise"])
  }
}
