import StudySyntax
import Testing

@Suite("A statement")
struct StatementTests {
  @Test("declares an index by labels or by years")
  func index() throws {
    for (code, expected) in [
      ("index i = { base, top }", ["base", "top"]),
      ("index i = {\n  base,\n  top\n}", ["base", "top"]),
      ("index year = 2014 .. 2016", ["2014", "2015", "2016"]),
      ("index year = { 2014, 2018 }", ["2014", "2018"]),
    ] {
      guard case .index(_, let labels) = try Reading.statement(code).kind else {
        Issue.record("not an index: \(code)")
        continue
      }
      #expect(labels.map(\.name) == expected)
    }
  }

  @Test("takes clauses below it, in two languages")
  func clauses() throws {
    let statement = try Reading.statement(
      """
      ads = 1 ad
        label "Paid ads" | fr "Annonces"
        from scelles-2016 "p. 3"
        # a comment

        as of 2016-11
        checked 2024-02-29
        note "By hand"
      """
    )
    #expect(
      statement.clauses.map(\.kind) == [
        .label("Paid ads", language: nil), .label("Annonces", language: .fr),
        .from(key: "scelles-2016", place: "p. 3"), .asOf("2016-11"), .checked("2024-02-29"),
        .note("By hand", language: nil),
      ]
    )
  }

  @Test(
    "refuses dates that no calendar has",
    arguments: [
      "2016-13", "2016-00", "2023-02-29", "2016-1", "16", "2016-11-31", "2016/11", "1900-02-29",
    ]
  )
  func dates(date: String) throws {
    let document = try Reading.document("```ampleur\nads = 1 ad\n  as of \(date)\n```\n")
    #expect(document.diagnostics.map(\.code) == ["malformed-date"])
  }

  @Test("of a scenario holds its changes with their own clauses")
  func scenario() throws {
    let statement = try Reading.statement(
      """
      scenario "withdrawn" from "other"
        note "Closed"
        price[top] = 220 EUR/ad
          from scelles-2016
        ads = 3 ad
      """
    )
    guard case .scenario(let name, _, let base, let overrides) = statement.kind else {
      Issue.record("not a scenario")
      return
    }
    #expect(name == "withdrawn")
    #expect(base?.name == "other")
    #expect(overrides.map(\.name.name) == ["price", "ads"])
    #expect(overrides.map(\.cells.count) == [1, 0])
    #expect(overrides.map(\.clauses.count) == [1, 0])
    #expect(statement.clauses.count == 1)
  }

  @Test("of a check holds its relation, its range and its source")
  func check() throws {
    for (code, high) in [
      ("check a overlaps 1 .. 2 EUR from scelles-2016", true), ("check a contains 3 EUR", false),
      ("check a[top] within 5% of 62%", false), ("check (a + b) overlaps 1 .. 2", true),
    ] {
      guard case .check(let check) = try Reading.statement(code).kind else {
        Issue.record("not a check: \(code)")
        continue
      }
      #expect((check.high != nil) == high)
    }
  }

  @Test("of a correlation holds one number or rows")
  func correlate() throws {
    guard
      case .correlate(let names, let matrix, let none, _) = try Reading.statement(
        "correlate a, b[top]: [[1, 0.2], [0.2, 1]]"
      ).kind,
      case .correlate(_, _, let copula, _) = try Reading.statement(
        "correlate a, b: 0.4 by student(4)"
      ).kind
    else {
      Issue.record("not a correlation")
      return
    }
    #expect(names.count == 2)
    #expect(matrix.map(\.count) == [2, 2])
    #expect(none == nil)
    guard case .call(let name, let arguments, _) = try #require(copula).kind else {
      Issue.record("not a copula with its degrees of freedom")
      return
    }
    #expect(name.name == "student" && arguments.count == 1)
  }

  @Test("asks for tables and charts")
  func show() throws {
    for (code, word, names, by) in [
      ("show inputs", nil, 1, 0), ("show revenue", nil, 1, 0), ("show a, b", nil, 2, 0),
      ("show tornado revenue", "tornado", 1, 0),
      ("show sensitivity x by sobol", "sensitivity", 1, 1),
      ("show sensitivity x by by-source", "sensitivity", 1, 1),
      ("show breakeven a of b at 20 MEUR", "breakeven", 2, 0),
      ("show breakeven a and c of b at 20 MEUR", "breakeven", 3, 0),
      ("show breakeven b at 20 MEUR/year by a and c[top]", "breakeven", 1, 2),
      ("show breakeven b by a, c at 20 MEUR", "breakeven", 1, 2), ("show price[top]", nil, 1, 0),
    ] as [(String, String?, Int, Int)] {
      guard case .show(let show) = try Reading.statement(code).kind else {
        Issue.record("no request: \(code)")
        continue
      }
      #expect(show.word?.name == word)
      #expect(show.names.count == names)
      #expect(show.by.count == by)
    }
  }

  @Test("may give a keyword's name to a quantity where no keyword can stand")
  func keywordNames() throws {
    for name in ["index", "unit", "show2", "check", "median"] {
      guard case .definition(let found, _, _) = try Reading.statement("\(name) = 3").kind else {
        Issue.record("\(name) is no name")
        continue
      }
      #expect(found.name == name)
    }
  }

  @Test("after a mistake is still read, and every mistake is told")
  func recovery() throws {
    let document = try Reading.document(
      """
      ```ampleur
      a = 1 +
      b = 2
      c 3
      d = "open
      e = 5 ad ad
      f = $6
      g = 7
      ```
      """
    )
    #expect(
      document.diagnostics.map { document.file.line(at: $0.primary.span.start) } == [
        2, 4, 5, 6, 7,
      ]
    )
    #expect(document.statements.count == 7)
  }

  @Test("among thousands of broken ones ends the reading of its block")
  func manyErrors() throws {
    let document = try Reading.document(
      "```ampleur\n" + String(repeating: "a b\n", count: 5_000) + "```\n"
    )
    #expect(document.diagnostics.count == 1_001)
    #expect(document.diagnostics.last?.code == "too-many-errors")
  }
}
