import StudyLanguage
import Testing

/// What the checker knows of values inside the branches of `if`.
@Suite("A branch")
struct BranchTests {
  private let x = "x = normal(1, 1)\n"

  @Test(
    "that a condition keeps from negative numbers has no warning",
    arguments: [
      "if x < 0 then 0 else sqrt(x)", "if x >= 0 then sqrt(x) else 0",
      "if 0 < x then log(x) else 0", "if not (x < 0) then sqrt(x) else 0",
      "if x > 0 and x < 5 then log10(x) else 0", "if x < 0 or x > 5 then 0 else sqrt(x)",
      "if x > 1 then sqrt(x - 1) else sqrt(1 - x)", "if x < 0 then sqrt(-x) else sqrt(x)",
      "if x > 0 then 1 / x else 0", "if x > 0 then if x > 1 then 1 / (x - 1) else sqrt(x) else 0",
      "if x > 2 then 3 / (2 * x) else 1", "if x < 0 then 0 else sqrt(2 * x + 1)",
    ]
  )
  func narrowed(formula: String) throws {
    #expect(try Checking.codes(x + "y = \(formula)") == [])
  }

  @Test(
    "that a condition does not keep from negative numbers has one",
    arguments: [
      ("if x < 0 then sqrt(x) else 0", "outside-domain"),
      ("if x < -1 then 0 else sqrt(x)", "outside-domain"),
      ("if x > 0 or x < -1 then sqrt(x) else 0", "outside-domain"),
      ("if x > 0 and x < 5 then 0 else sqrt(x)", "outside-domain"),
      ("if x > 0 then sqrt(x - 1) else 0", "outside-domain"),
      ("(if x > 0 then sqrt(x) else 0) + sqrt(x)", "outside-domain"),
      ("(if x > 1 then sqrt(x - 1) else 0) + sqrt(x - 1)", "outside-domain"),
      ("if x > -1 then 1 / x else 0", "division-by-zero"),
      ("if z > 0 then sqrt(x) else 0", "outside-domain"),
    ]
  )
  func open(formula: String, code: String) throws {
    #expect(try Checking.codes(x + "z = normal(0, 1)\ny = \(formula)") == [code])
  }

  @Test("knows amounts in other units than the condition's")
  func units() throws {
    let codes = try Checking.codes(
      "x = normal(1, 1) MEUR\ny = if x < 0 EUR then 0 EUR else x / sqrt(x / 1 MEUR)"
    )
    #expect(codes == [])
  }

  @Test("leaves definitions that are first read inside it as they are")
  func elsewhere() throws {
    // `root` is computed in every draw, whatever the condition of `y` says.
    let codes = try Checking.codes("y = if x < 0 then 0 else root\nroot = sqrt(x)\n" + x)
    #expect(codes == ["outside-domain"])
  }

  @Test("over an index is narrowed cell by cell")
  func cells() throws {
    let index = "index s = { a, b }\nv[s] = { a: normal(1, 1), b: normal(2, 1) }\n"
    #expect(try Checking.codes(index + "y[s] = if v < 0 then 0 else sqrt(v)") == [])
    // Another cell, or all of them, may still be negative.
    let cells = try Checking.codes(index + "y[s] = if v < 0 then 0 else sqrt(v[a])")
    #expect(cells == ["outside-domain"])
    let sums = try Checking.codes(index + "y[s] = if v < 0 then 0 else sqrt(sum(v over s))")
    #expect(sums == ["outside-domain"])
  }
}
