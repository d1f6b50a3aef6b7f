import Probability
import StudyLanguage
import StudySyntax
import TestKit
import Testing
import Uncertainty

/// What a whole study becomes: draws, dependence, scenarios, checks, decisions, other files.
@Suite("A study")
struct StudyTests {
  // MARK: Draws

  @Test("draws a name once in each world")
  func oneDraw() throws {
    // E[x^2] = 1 for a standard normal x; two independent draws would give 0.
    let study = try Checking.study("x = normal(0, 1)\ny = x * x\nz = x - x\nw = x ^ 2 - y")
    #expect(isClose(try Checking.summary(study.model, "y").mean, 1, relative: 5e-3))
    #expect(try Checking.values(study.model, "z").allSatisfy { $0 == 0 })
    #expect(try Checking.values(study.model, "w").allSatisfy { $0 == 0 })
  }

  @Test("may define its names in any order and any number")
  func longChain() throws {
    let count = 5_000
    var code = ""
    for i in 0..<count { code += "x\(i) = x\(i + 1) + 1\n" }
    let study = try Checking.study(code + "x\(count) = 0")
    #expect(try study.constant("x0") == Double(count))
  }

  @Test("computes conditions and functions")
  func functions() throws {
    let study = try Checking.study(
      """
      a = if 2 > 1 and not (1 == 2) then 10 else 20
      b = floor(2.7) + round(2.5) + abs(-3)
      c = exp(0) + log(1) + log10(1000) + sqrt(9) + sin(0) + cos(0) + tan(0)
      d = min(3, 1, 2) + max(3, 1, 2)
      e = pi
      """
    )
    #expect(try study.constant("a") == 10)
    #expect(try [7.0, 8.0].contains(study.constant("b")))
    #expect(try study.constant("c") == 1 + 0 + 3 + 3 + 0 + 1 + 0)
    #expect(try study.constant("d") == 4)
    #expect(try study.constant("e") == Double.pi)
  }

  // MARK: Dependence

  @Test("correlates two inputs by rank")
  func correlate() throws {
    let study = try Checking.study(
      """
      ads = 7000 to 9000 ad
      price = 110 to 500 EUR/ad
      correlate ads, price: 0.4
      """
    )
    #expect(study.correlations.count == 1)
    let samples = try Checking.samples(study.model, draws: 32_768)
    let a = samples.values(of: try #require(samples.outputIndex(named: "ads")))
    let b = samples.values(of: try #require(samples.outputIndex(named: "price")))
    // The standard error of Spearman's rho at n = 32,768 is about 0.005; 0.02 is four of them.
    #expect(abs(Self.spearman(a, b) - 0.4) < 0.02)
  }

  @Test("correlates by a Student copula, in scenarios with the baseline's numbers")
  func student() throws {
    let study = try Checking.study(
      """
      ads = 7000 to 9000 ad
      price = 110 to 500 EUR/ad
      other = 1 to 2
      correlate ads, price: 0.4 by student(df: 4)
      revenue = ads * price * other
      scenario "dear"
        price = 130 to 500 EUR/ad
      scenario "more"
        other = uniform(1, 2) * uniform(1, 2)
      """
    )
    let copula = Copula.student(degreesOfFreedom: 4)
    #expect(study.correlations.map(\.copula) == [copula])
    #expect(study.correlations.map(\.coefficient) == [0.4])
    #expect(study.model.copulas == [copula])
    let base = try Checking.samples(study.model, draws: 1_024)
    for scenario in study.scenarios {
      #expect(scenario.model.copulas == [copula])
      let samples = try Checking.samples(scenario.model, draws: 1_024)
      let index = try #require(samples.outputIndex(named: "ads"))
      #expect(samples.values(of: index) == base.values(of: index))
      guard scenario.name == "more" else { continue }
      // The price hangs on the mixing variable, which keeps its coordinate.
      let price = try #require(samples.outputIndex(named: "price"))
      #expect(samples.values(of: price) == base.values(of: price))
    }
    let plain = try Checking.study("a = 1 to 2\nb = 1 to 2\ncorrelate a, b: 0.1 by gaussian")
    #expect(plain.correlations.map(\.copula) == [.gaussian])
  }

  @Test("correlates several inputs by a matrix, and cells by their label")
  func matrix() throws {
    let study = try Checking.study(
      """
      index i = { u, v }
      x[i] = { u: normal(0, 1), v: normal(0, 1) }
      y = 10 to 20
      correlate x[u], x[v], y: [[1, 0.8, -0.5], [0.8, 1, -0.2], [-0.5, -0.2, 1]]
      """
    )
    let samples = try Checking.samples(study.model, draws: 32_768)
    func values(_ name: String) throws -> [Double] {
      samples.values(of: try #require(samples.outputIndex(named: name)))
    }
    #expect(abs(Self.spearman(try values("x[u]"), try values("x[v]")) - 0.8) < 0.02)
    #expect(abs(Self.spearman(try values("x[u]"), try values("y")) + 0.5) < 0.02)
    #expect(study.correlations.map(\.coefficient) == [0.8, -0.5, -0.2])
  }

  @Test(
    "offers a matrix that can hold in place of one that cannot",
    arguments: [
      "[[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]",
      "[[1, -0.7, -0.7], [-0.7, 1, -0.7], [-0.7, -0.7, 1]]",
      "[[1, 1, 0], [1, 1, 1], [0, 1, 1]]",
    ]
  )
  func repair(matrix: String) throws {
    let inputs = "a = normal(0, 1)\nb = normal(0, 1)\nc = 1 to 2\n"
    let outcome = try Checking.outcome(
      "```ampleur\n\(inputs)correlate a, b, c: \(matrix)\n```\n"
    )
    let help = try #require(outcome.diagnostics.first?.help)
    let offered = try #require(help.split(separator: "`").last { $0.hasPrefix("[[") })
    let study = try Checking.study("\(inputs)correlate a, b, c: \(offered)")
    #expect(study.correlations.count == 3)
  }

  private static func spearman(_ a: [Double], _ b: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: values.count)
      let order = values.indices.sorted { values[$0] < values[$1] }
      for (rank, index) in order.enumerated() { result[index] = Double(rank) }
      return result
    }
    let (x, y) = (ranks(a), ranks(b))
    let n = Double(x.count)
    let squares = zip(x, y).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return 1 - 6 * squares / (n * (n * n - 1))
  }

  // MARK: Scenarios

  static let base = """
    index position = { base, boosted, top }
    ads = count(8424) ad
    price[position] = { base: 110, boosted: 220, top: 500 } EUR/ad/month
    mix[position] = dirichlet({ base: 7, boosted: 2, top: 1 })
    bill = sum(price * mix over position)
    revenue = ads * bill * 12 month/year -> MEUR/year

    """

  @Test("has scenarios that differ by exactly 0 where they change nothing")
  func emptyScenario() throws {
    let study = try Checking.study(Self.base + "scenario \"nothing\"")
    let scenario = try #require(study.scenarios.first)
    let before = try Checking.values(study.model, "revenue")
    let after = try Checking.values(scenario.model, "revenue")
    #expect(zip(before, after).allSatisfy { $0 - $1 == 0 })
    #expect(scenario.changed.isEmpty)
  }

  @Test("has scenarios on common random numbers, for cells and for whole quantities")
  func scenarioCells() throws {
    let study = try Checking.study(
      Self.base + """
        scenario "top withdrawn"
          price[top] = 220 EUR/ad/month
          note "The dearest position closes"
        scenario "and fewer ads" from "top withdrawn"
          ads = 0.5 * 8424 ad
        """
    )
    let first = try #require(study.scenarios.first)
    let second = try #require(study.scenarios.last)
    #expect(second.base == "top withdrawn")
    #expect(second.changed == ["price", "ads"])
    #expect(first.texts == ["price[top] = 220 EUR/ad/month"])
    let mix = try Checking.values(study.model, "mix[top]")
    #expect(try Checking.values(first.model, "mix[top]") == mix)
    #expect(try Checking.values(second.model, "mix[top]") == mix)
    let bill = try Checking.values(study.model, "bill")
    let lower = try Checking.values(first.model, "bill")
    for (draw, share) in mix.enumerated() {
      // 280 EUR less for the share of the top position; 1e-12 for the rounding of the sums.
      #expect(isClose(bill[draw] - lower[draw], 280 * share, relative: 1e-9, absolute: 1e-10))
    }
  }

  @Test("reads a scenario's value in the baseline's unit")
  func scenarioUnits() throws {
    let study = try Checking.study(
      "cost = 2 MEUR\ntwice = cost * 2\nscenario \"cheap\"\n  cost = 500 kEUR"
    )
    let scenario = try #require(study.scenarios.first)
    let samples = try Checking.samples(scenario.model)
    let index = try #require(samples.outputIndex(named: "twice"))
    #expect(samples.summary(of: index, probabilities: []).mean == 1)
  }

  // MARK: Checks, assertions, decisions, requests

  @Test("reads checks into the unit of the quantity")
  func checks() throws {
    let study = try Checking.study(
      Self.base + """
        check revenue overlaps 11 .. 21 MEUR/year from lemonde-2018 "p. 2"
        check revenue contains 12000 kEUR/year
        check mix[top] within 5% of 10%
        """
    )
    #expect(study.checks.map(\.relation) == [.overlaps, .contains, .within(0.05)])
    #expect(study.checks.map(\.low) == [11, 12, 0.1])
    #expect(study.checks.map(\.high) == [21, 12, 0.1])
    #expect(study.checks[0].text == "revenue overlaps 11 .. 21 MEUR/year")
    #expect(study.checks[0].metadata.sources.first?.place == "p. 2")
    #expect(study.checks[2].output == "mix[top]")
  }

  @Test("asserts in every draw")
  func assertions() throws {
    let study = try Checking.study("x = uniform(0, 1)\nassert x >= 0\nassert x < 0.5")
    let results = try Checking.samples(study.model).assertions
    #expect(study.assertions.map(\.text) == ["x >= 0", "x < 0.5"])
    #expect(results.map(\.holds) == [true, false])
    #expect(abs((results.last?.failedDraws ?? 0) - 2_048) < 50)
  }

  @Test("keeps two assertions of one text apart")
  func sameAssertion() throws {
    let study = try Checking.study("x = 1 to 2\nassert normal(0, 1) < x\nassert normal(0, 1) < x")
    #expect(study.assertions.count == 2)
  }

  @Test("reads decisions, requests and inline values")
  func rest() throws {
    let study = try Checking.whole(
      """
      ```ampleur
      ads = count(8424) ad
      price = 110 to 500 EUR/ad
      revenue = ads * price
      decision "keep" = revenue
      decision "close" = 0 EUR
      show revenue
      show tornado revenue
      show breakeven ads of revenue at 1 MEUR
      ```

      In all {{ revenue }}, or {{ revenue / ads | median }}; not `{{ code }}`.
      """
    )
    #expect(study.decisions.map(\.name) == ["keep", "close"])
    #expect(study.requests.map(\.form.word) == ["value", "tornado", "breakeven"])
    #expect(study.requests.last?.target == 1_000_000)
    let values = study.document.inlineValues
    #expect(values.map(\.text) == ["revenue", "revenue / ads | median"])
    #expect(study.quantity(for: values[0])?.name == "revenue")
    #expect(study.quantity(for: values[1])?.unit.description == "EUR/ad")
    #expect(study.headline?.name == "revenue")
  }

  @Test("keeps what its clauses say")
  func metadata() throws {
    let study = try Checking.study(
      """
      ads = count(8424) ad
        label "Paid ads" | fr "Annonces payantes"
        from scelles-2016 "counted on the day"
        as of 2016-11
        checked 2024-02-01
        note "By hand"
      """
    )
    let metadata = try #require(study.quantity(named: "ads")?.metadata)
    #expect(metadata.label.text(in: .fr) == "Annonces payantes")
    #expect(metadata.label.text(in: .en) == "Paid ads")
    #expect(metadata.sources.map(\.key) == ["scelles-2016"])
    #expect(metadata.sources.map(\.place) == ["counted on the day"])
    #expect(metadata.asOf == "2016-11")
    #expect(metadata.checked == "2024-02-01")
    #expect(metadata.notes.map(\.text) == ["By hand"])
    #expect(study.quantity(named: "ads")?.isAssumption == false)
    let bare = try Checking.study("x = 1 to 2")
    #expect(bare.quantity(named: "x")?.isAssumption == true)
  }

  // MARK: Other files, built-ins

  @Test("uses the definitions of another file, once, without its requests")
  func use() throws {
    let shared = "```ampleur\nprice = 110 EUR/ad\nshow price\n```\n"
    let study = try Checking.whole(
      "```ampleur\nuse \"a.md\"\nuse \"b.md\"\nx = 3 ad * price\n```\n",
      studies: ["a.md": shared, "b.md": "```ampleur\nuse \"a.md\"\n```\n"]
    )
    #expect(try study.constant("x") == 330)
    #expect(study.requests.isEmpty)
    #expect(study.files.map(\.name) == ["study.md", "a.md", "b.md"])
    #expect(study.quantity(named: "price")?.file == "a.md")
  }

  @Test("calls a function that an outsider registers")
  func builtIn() throws {
    let study = try Checking.study(
      "index i = { a, b }\nn[i] = { a: 2, b: 4 } ad\nx = twice(n)\ny = x[b]",
      builtIns: [Twice()]
    )
    let input = try #require(study.model.inputs.last)
    #expect(input.name == "x[b]")
    #expect(study.quantity(named: "y")?.unit.description == "ad")
    let refused = try Checking.outcome(
      "```ampleur\nx = twice(-1)\n```\n",
      builtIns: [Twice()]
    )
    #expect(refused.diagnostics.map(\.message) == ["Twice needs a positive number."])
  }

  @Test("of prose alone is a study")
  func prose() throws {
    let study = try Checking.whole("# Title\n\nSome prose.\n")
    #expect(study.quantities.isEmpty)
    let empty = try Checking.whole("")
    #expect(empty.headline == nil)
  }
}

/// A toy built-in: a normal distribution about twice its argument.
private struct Twice: BuiltIn {
  let name = "twice"
  let summary = "about twice a number"
  let example = "twice(3)"

  func call(_ arguments: [BuiltInArgument]) throws(BuiltInError) -> BuiltInResult {
    guard let first = arguments.first, first.values.allSatisfy({ $0 > 0 }) else {
      throw BuiltInError("Twice needs a positive number")
    }
    do throws(DistributionError) {
      var distributions: [any Distribution] = []
      for value in first.values {
        distributions.append(try Normal(mean: 2 * value, standardDeviation: 1))
      }
      return BuiltInResult(unit: first.unit, index: first.index, distributions: distributions)
    } catch {
      throw BuiltInError(error.description)
    }
  }
}
