import StudyLanguage
import TestKit
import Testing

/// Quantities over indexes: cells, sums, broadcasting, years, data.
@Suite("A quantity over an index")
struct IndexTests {
  static let tiers = """
    index position = { base, boosted, top }
    price[position] = { top: 500, base: 110, boosted: 220 } EUR/ad

    """

  @Test("takes its map in any order")
  func order() throws {
    let study = try Checking.study(Self.tiers)
    let price = try #require(study.quantity(named: "price"))
    #expect(price.cells.map(\.labels) == [["base"], ["boosted"], ["top"]])
    #expect(price.cells.map(\.output) == ["price[base]", "price[boosted]", "price[top]"])
    #expect(price.cells.map(\.constant) == [110, 220, 500])
    #expect(price.unit.description == "EUR/ad")
  }

  @Test("finds its index from the labels alone")
  func inferred() throws {
    let study = try Checking.study("index i = { a, b }\nx = { b: 2, a: 1 }")
    #expect(try study.constants("x") == ["a": 1, "b": 2])
  }

  @Test(
    "is reduced by sum, mean, max, min and product",
    arguments: [
      ("sum(price over position)", 830.0), ("mean(price over position)", 830.0 / 3),
      ("max(price over position)", 500), ("min(price over position)", 110),
      ("sum(price)", 830), ("max(price, 300 EUR/ad)[top]", 500),
      ("max(price, 300 EUR/ad)[base]", 300), ("price[boosted]", 220),
      ("price[position: top]", 500),
    ]
  )
  func reduction(code: String, value: Double) throws {
    let study = try Checking.study(Self.tiers + "x = \(code)")
    #expect(try study.constant("x") == value)
    #expect(study.quantity(named: "x")?.unit.description == "EUR/ad")
  }

  @Test("has the power of its unit as a product")
  func product() throws {
    let study = try Checking.study(Self.tiers + "x = product(price over position)")
    #expect(try study.constant("x") == 110 * 220 * 500)
    #expect(study.quantity(named: "x")?.unit.description == "EUR^3/ad^3")
  }

  @Test("is broadcast by name over another, whatever the order of writing")
  func broadcast() throws {
    let study = try Checking.study(
      Self.tiers + """
        index country = { fr, be }
        ads[country] = { fr: 100, be: 10 } ad
        bill[country, position] = ads * price
        turned[position, country] = price * ads
        total = sum(bill over country, position)
        perCountry = sum(bill over position)
        one = bill[be, top]
        slice = bill[fr]
        """
    )
    #expect(try study.constant("total") == 110 * 830)
    #expect(try study.constants("perCountry") == ["fr": 83_000, "be": 8_300])
    #expect(try study.constant("one") == 5_000)
    #expect(try study.constants("slice") == ["base": 11_000, "boosted": 22_000, "top": 50_000])
    #expect(try study.constants("bill")["fr,top"] == 50_000)
    #expect(try study.constants("turned")["top,fr"] == 50_000)
    let bill = try #require(study.quantity(named: "bill"))
    #expect(bill.cells[1].output == "bill[fr,boosted]")
  }

  @Test("may be given by a map of maps")
  func nested() throws {
    let study = try Checking.study(
      """
      index country = { fr, be }
      index position = { base, top }
      x[country, position] = { fr: { base: 1, top: 2 }, be: { base: 3, top: 4 } } ad
      """
    )
    #expect(
      try study.constants("x") == ["fr,base": 1, "fr,top": 2, "be,base": 3, "be,top": 4]
    )
  }

  @Test("repeats one number over all its cells")
  func constant() throws {
    let study = try Checking.study("index year = 2014 .. 2018\nx[year] = 3 ad")
    #expect(try study.constants("x").count == 5)
    #expect(try study.constants("x")["2016"] == 3)
  }

  @Test("of a distribution is one draw for all cells, of a map of them one for each")
  func draws() throws {
    let study = try Checking.study(
      """
      index i = { a, b }
      same[i] = normal(0, 1)
      own[i] = { a: normal(0, 1), b: normal(0, 1) }
      gap = same[a] - same[b]
      """
    )
    #expect(study.model.inputs.map(\.name) == ["same", "own[a]", "own[b]"])
    let gap = try Checking.values(study.model, "gap")
    #expect(gap.allSatisfy { $0 == 0 })
  }

  @Test("whose shares are certain must sum to 1")
  func partition() throws {
    let study = try Checking.study(
      """
      index place = { online, street, indoor }
      share[place] = partition({ online: 62%, street: 30%, indoor: 8% })
      persons[place] = 37000 person * share
      """
    )
    #expect(try study.constants("persons")["online"] == 22_940)
    #expect(study.quantity(named: "share")?.isPartition == true)
  }

  @Test("whose shares are uncertain must sum to 1 in every draw, or an assertion fails")
  func uncertainPartition() throws {
    let good = try Checking.study(
      """
      index place = { online, other }
      online = 55% to 68%
      share[place] = partition({ online: online, other: 1 - online })
      """
    )
    #expect(try Checking.samples(good.model).assertions.allSatisfy { $0.holds })
    let bad = try Checking.study(
      """
      index place = { online, other }
      share[place] = partition({ online: 60% +- 2%, other: 40% +- 2% })
      """
    )
    let failed = try #require(try Checking.samples(bad.model).assertions.first)
    #expect(!failed.holds && failed.failedDraws > 4_000)
    #expect(bad.assertions.map(\.name) == ["the shares of share sum to 1"])
  }

  @Test("over more cells than can be held is refused, however many")
  func tooManyCells() throws {
    let code = (1...5).map { "index i\($0) = 1 .. 10000\n" }.joined()
    #expect(try Checking.codes(code + "x[i1, i2] = 3") == ["index-mismatch"])
    #expect(try Checking.codes(code + "x[i1, i2, i3, i4, i5] = 3") == ["index-mismatch"])
    #expect(
      try Checking.codes(code + "a[i1] = 1\nb[i2] = 2\nc = a * b") == ["index-mismatch"]
    )
  }

  // MARK: Data

  @Test("comes from a data set with its labels, unit and sources")
  func data() throws {
    let study = try Checking.study(
      """
      reports = dataset("pharos").reports
      procuring = dataset("pharos").procuring
      x = reports[2018]
      share = procuring[2018] / reports[2018]
      """
    )
    let reports = try #require(study.quantity(named: "reports"))
    #expect(reports.role == .data)
    #expect(reports.indexes.map(\.name) == ["year"])
    #expect(reports.unit.description == "report")
    #expect(reports.metadata.sources.map(\.key) == ["oclctic-2019"])
    #expect(try study.constant("x") == 163_000)
    #expect(try study.constant("share") == 178.0 / 163_000)
    // Years without a number are no cells.
    #expect(try study.constants("procuring").keys.sorted() == ["2016", "2017", "2018"])
    #expect(study.datasets == ["pharos"])
    #expect(study.sources.contains("oclctic-2019"))
  }

  @Test("narrows a longer series to the years of its index")
  func narrowed() throws {
    let study = try Checking.study(
      "index year = 2016 .. 2018\nreports[year] = dataset(\"pharos\").reports"
    )
    #expect(
      try study.constants("reports") == ["2016": 171_000, "2017": 154_000, "2018": 163_000]
    )
  }
}
