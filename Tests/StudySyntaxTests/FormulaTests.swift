import StudySyntax
import Testing

@Suite("A formula")
struct FormulaTests {
  @Test(
    "binds as arithmetic reads",
    arguments: [
      ("1 + 2 * 3", "(1.0 + (2.0 * 3.0))"), ("(1 + 2) * 3", "((1.0 + 2.0) * 3.0)"),
      ("7 - 2 - 1", "((7.0 - 2.0) - 1.0)"), ("2 ^ 3 ^ 2", "(2.0 ^ (3.0 ^ 2.0))"),
      ("-2 ^ 2", "(- (2.0 ^ 2.0))"), ("2 ^ -1", "(2.0 ^ (- 1.0))"),
      ("a < b and not c > d or e == f", "(((a < b) and (not (c > d))) or (e == f))"),
      ("if a > 1 then b else c + 1", "(if (a > 1.0) b (c + 1.0))"),
      ("110 to 500 EUR/ad", "(110.0 to [500.0 EUR/ad])"),
      ("(110 to 500) EUR/ad", "[(110.0 to 500.0) EUR/ad]"),
      ("120 +- 15", "(120.0 +- 15.0)"), ("178 of 163_000", "(178.0 of 163000.0)"),
      ("about 13000 person", "(about [13000.0 person])"), ("62%", "0.62%"), ("62 %", "0.62%"),
      ("count(100) ad each", "([count(100.0) ad] each)"),
      ("b * (0.9 to 1.1) each", "((b * (0.9 to 1.1)) each)"),
      ("8424 ad * 12 month/year -> MEUR/year", "(([8424.0 ad] * [12.0 month/year]) -> MEUR/year)"),
      ("a -> EUR(2014) -> USD(2014)", "((a -> EUR(2014)) -> USD(2014))"),
      ("3 1/month", "[3.0 1/month]"), ("3 EUR(2014)/ad^2", "[3.0 EUR(2014)/ad^2]"),
      ("?", "?"), ("? EUR/ad", "[? EUR/ad]"),
      ("sum(a * b over i, j)", "sum((a * b) over i, j)"),
      ("lognormal(mean: 1, sd: 2)", "lognormal(mean: 1.0, sd: 2.0)"),
      ("price[top]", "price[top]"), ("price[position: top, 2018]", "price[position: top, 2018]"),
      ("dataset(\"pharos\").reports", "dataset(\"pharos\").reports"),
      ("{ base: 1, top: 2 } EUR", "[{1.0, 2.0} EUR]"), ("[1, 2]", "[1.0, 2.0]"),
      ("1e3 + 1.5e-2 + .5 + 5.", "(((1000.0 + 0.015) + 0.5) + 5.0)"),
      ("a * b # a comment", "(a * b)"), ("\"a \\\" b\"", "\"a \" b\""),
      ("a\u{A0}+\u{202F}b", "(a + b)"), ("d\u{E9}bit * 2", "(d\u{E9}bit * 2.0)"),
    ]
  )
  func shape(code: String, shape: String) throws {
    #expect(try Reading.shape(code) == shape)
  }

  @Test(
    "goes on in the next line inside brackets, after an operator, and before one when indented",
    arguments: [
      "(1 +\n2)", "(\n  1 + 2\n)", "1 +\n  2", "1\n  + 2", "1\n\n  # a comment\n  + 2",
      "1 +\r\n  2",
    ]
  )
  func continued(code: String) throws {
    let shape = try Reading.shape(code)
    #expect(shape == "(1.0 + 2.0)")
  }

  @Test("with an open bracket does not swallow the next statement")
  func openBracket() throws {
    for code in ["x = (1 + 2\ny = 3", "x = f({ a: 1,\n  b: 2\ny = 3", "x = (1\nshow x\ny = 3"] {
      let document = try Reading.document("```ampleur\n\(code)\n```\n")
      #expect(document.diagnostics.count == 1)
      let names = document.statements.compactMap { statement -> String? in
        if case .definition(let name, _, _) = statement.kind { name.name } else { nil }
      }
      #expect(names == ["x", "y"])
    }
  }

  @Test("has the span of its text, whatever the bytes before it")
  func spans() throws {
    let document = try Reading.document(
      "\u{FEFF}Caf\u{E9}\r\n\r\n```ampleur\r\n\tx =\td\u{E9}bit + 12 ad\r\n```\r\n"
    )
    guard case .definition(let name, _, let value) = try #require(document.statements.first).kind
    else {
      Issue.record("not a definition")
      return
    }
    let file = document.file
    #expect(file.text(name.span) == "x")
    #expect(file.position(at: name.span.start) == (4, 2))
    #expect(file.text(value.span) == "d\u{E9}bit + 12 ad")
    #expect(file.position(at: value.span.start) == (4, 6))
    guard case .infix(_, _, let right) = value.kind else { return }
    #expect(file.text(right.span) == "12 ad")
    #expect(file.position(at: right.span.start) == (4, 14))
    #expect(file.position(at: right.span.end) == (4, 19))
  }

  @Test("that is deep but allowed is read on a small stack, and a deeper one refused")
  func depth() throws {
    let allowed = String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100)
    #expect(try Reading.shape(allowed) == "1.0")
    let chain = "1" + String(repeating: " + 1", count: 900)
    #expect(try Reading.shape(chain).hasSuffix("1.0)"))
    let refused = try Reading.document(
      "```ampleur\nx = " + String(repeating: "(", count: 10_000) + "\ny = 1\n```\n"
    )
    #expect(refused.diagnostics.map(\.code) == ["too-deep"])
    #expect(refused.statements.count == 2)
  }
}
