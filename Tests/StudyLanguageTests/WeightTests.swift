import StudyLanguage
import StudySyntax
import TestKit
import Testing

/// Weights and shares that are not what they look like.
///
/// Whether they sum to 1 is seen by hand.
@Suite("A weight")
struct WeightTests {
  private func diagnostics(_ code: String) throws -> [Diagnostic] {
    try Checking.outcome("```ampleur\n\(code)\n```\n").diagnostics
  }

  @Test(arguments: [
    ("mixture({ 40%: 0, 50%: 10 to 20 })", "90%", "mixture({ 40: 0, 50: 10 to 20 })"),
    ("discrete({ 1: 70%, 2: 20%, 5: 20% })", "110%", "discrete({ 1: 70, 2: 20, 5: 20 })"),
    ("discrete({ 1: 33%, 2: 33%, 5: 33% })", "99%", "discrete({ 1: 33, 2: 33, 5: 33 })"),
  ])
  func `in percent that does not sum to 100% is refused, and works as the message says`(
    code: String,
    sum: String,
    remedy: String
  ) throws {
    let found = try diagnostics("x = \(code)")
    #expect(found.map(\.code) == ["weight-sum"])
    #expect(found.first?.severity == .error)
    #expect(found.first?.message.contains("sum to \(sum)") == true)
    #expect(try diagnostics("x = \(remedy)").isEmpty)
  }

  @Test func `of 1 in all passes without a word, and fractions of another sum with one`() throws {
    #expect(try diagnostics("x = mixture({ 10%: 0, 20%: 5, 70%: 10 to 20 })").isEmpty)
    #expect(try diagnostics("x = discrete({ 1: 0.1, 2: 0.2, 3: 0.7 })").isEmpty)
    #expect(try diagnostics("x = discrete({ 1: 2, 2: 1, 3: 1 })").isEmpty)
    let found = try diagnostics("x = mixture({ 0.4: 0, 0.5: 10 to 20 })")
    #expect(found.map(\.code) == ["weight-sum"])
    #expect(found.first?.severity == .warning)
  }

  @Test func `of dirichlet in percent is refused, and both remedies work`() throws {
    let index = "index i = { a, b, c }\n"
    let found = try diagnostics(index + "x = dirichlet({ a: 70%, b: 20%, c: 10% })")
    #expect(found.map(\.code) == ["dirichlet-percent"])
    let help = try #require(found.first?.help)
    for remedy in ["partition({ a: 70%, b: 20%, c: 10% })", "dirichlet({ a: 70, b: 20, c: 10 })"] {
      #expect(help.contains("`\(remedy)`"))
      #expect(try diagnostics(index + "x = \(remedy)").isEmpty)
    }
  }

  @Test func `of dirichlet that is 0 is refused with a remedy that works`() throws {
    let index = "index i = { a, b, c }\n"
    let found = try diagnostics(index + "x = dirichlet({ a: 7, b: 2, c: 0 })")
    #expect(found.map(\.code) == ["negative-weight"])
    #expect(found.first?.help?.contains("`c: 0.5`") == true)
    #expect(try diagnostics(index + "x = dirichlet({ a: 7, b: 2, c: 0.5 })").isEmpty)
  }

  @Test func `of a partition that sums to 99% is refused with a remedy that works`() throws {
    let index = "index i = { a, b, c }\n"
    let found = try diagnostics(index + "x = partition({ a: 33%, b: 33%, c: 33% })")
    #expect(found.map(\.code) == ["partition-sum"])
    #expect(found.first?.help?.contains("`partition(w / sum(w))`") == true)
    let study = try Checking.study(
      index + "w = { a: 33%, b: 33%, c: 33% }\nx = partition(w / sum(w))"
    )
    let share = try #require(try study.constants("x")["a"])
    #expect(abs(share - 1.0 / 3) < 1e-15)
  }

  @Test func `of a proportion that is negative is refused, in parentheses not`() throws {
    let found = try diagnostics("x = -1 of 10")
    #expect(found.map(\.code) == ["malformed-proportion"])
    #expect(found.first?.help?.contains("`-(1 of 10)`") == true)
    #expect(try diagnostics("x = -(1 of 10)").isEmpty)
    #expect(try diagnostics("x = 1 of 10").isEmpty)
  }
}
