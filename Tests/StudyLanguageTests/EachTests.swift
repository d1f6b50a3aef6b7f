import StudyLanguage
import StudySyntax
import TestKit
import Testing

@Suite("A definition that ends in each")
struct EachTests {
  private let sites = "index site = { a, b, c, d }\n"

  @Test func `draws every cell apart, as a map of the same formula does`() throws {
    let study = try Checking.study(
      sites + "ads[site] = count(100) ad each\ntotal = sum(ads over site)"
    )
    #expect(study.model.inputs.map(\.name) == ["ads[a]", "ads[b]", "ads[c]", "ads[d]"])
    #expect(study.quantity(named: "ads")?.sharesDraw == false)
    let map = try Checking.study(
      sites + "ads[site] = { a: count(100), b: count(100), c: count(100), d: count(100) } ad\n"
        + "total = sum(ads over site)"
    )
    #expect(try Checking.values(study.model, "total") == Checking.values(map.model, "total"))
  }

  @Test func `without it says that its cells have one draw`() throws {
    let study = try Checking.study(
      sites + "ads[site] = count(100) ad\nb[site] = ads * 2\nm[site] = "
        + "dirichlet({ a: 1, b: 1, c: 1, d: 1 })"
    )
    #expect(study.quantity(named: "ads")?.sharesDraw == true)
    #expect(study.quantity(named: "b")?.sharesDraw == false)
    #expect(study.quantity(named: "m")?.sharesDraw == false)
    // One draw: the sum of the four is 4 times a count, sd 4 x 10 and not 2 x 10 (Gamma(100.5)).
  }

  @Test func `may vary over its index by other quantities, and be a part of a scenario`() throws {
    let study = try Checking.study(
      sites + """
        base[site] = { a: 1, b: 2, c: 3, d: 4 } EUR
        price[site] = base * (0.9 to 1.1) each
        scenario "higher"
          price = base * (1.8 to 2.2) each
        """
    )
    #expect(study.model.inputs.count == 4)
    let before = try Checking.values(study.model, "price[c]")
    let after = try Checking.values(study.scenarios[0].model, "price[c]")
    // Twice the law on the same draws; the rounding of two logarithms.
    for (x, y) in zip(before, after) { #expect(abs(y / x - 2) < 1e-12) }
  }

  @Test(arguments: [
    "x = count(100) ad each", "x[site] = { a: 1 to 2, b: 1 to 2, c: 1 to 2, d: 1 to 2 } each",
    "x[site] = 1 to 2\nscenario \"s\"\n  x[a] = 2 to 3 each",
  ])
  func `is refused where there is nothing to draw apart`(code: String) throws {
    #expect(try Checking.codes(sites + code) == ["misplaced-each"])
  }

  @Test func `is no unit`() throws {
    let study = try Checking.study(sites + "x[site] = normal(5, 1) each")
    #expect(study.quantity(named: "x")?.unit.isOne == true)
  }
}
