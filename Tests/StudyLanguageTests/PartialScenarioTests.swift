import StudyLanguage
import TestKit
import Testing
import Uncertainty

@Suite("A scenario with only some of its changes")
struct PartialScenarioTests {
  private let lines = """
    index place = { here, there }
    price[place] = { here: 2, there: 3 } EUR
    ads = 10
    revenue = ads * sum(price over place)
    other = 1 to 2 EUR
    scenario "first"
      price[here] = 5 EUR
      ads = 20
    scenario "second" from "first"
      other = 3 EUR
      price[here] = 7 EUR
      price[there] = 4 EUR
    scenario "whole" from "first"
      price = { here: 1, there: 1 } EUR
    scenario "whole and a cell" from "whole"
      price[there] = 100 EUR
    """

  private func constant(_ model: Model, _ output: String) throws -> Double {
    let place = try #require(model.outputIndex(named: output))
    return try #require(model.outputs[place].constantValue)
  }

  @Test func `names each quantity or cell once, the cells of a quantity together`() throws {
    let study = try Checking.study(lines)
    let second = study.scenarios[1]
    #expect(second.changes.map(\.name) == ["price[here]", "price[there]", "ads", "other"])
    #expect(second.changes[0].text == "price[here] = 7 EUR")
    #expect(second.texts.count == 3)
    #expect(
      second.changes(reaching: "revenue").map(\.name)
        == second.changes.map(\.name).filter {
          $0 != "other"
        }
    )
    #expect(study.scenarios[2].changes.map(\.name) == ["price", "ads"])
  }

  @Test func `has the values of the changes that are made and the baseline's else`() throws {
    let scenario = try Checking.study(lines).scenarios[1]
    // 10 x (2 + 3), then with 7 for 2, with 20 for 10, and with all.
    for (made, expected) in [
      ([], 50.0), (["price[here]"], 100), (["ads"], 100), (["price[here]", "ads"], 200),
      (["price[here]", "price[there]", "ads", "other"], 220),
    ] {
      let model = try scenario.model(with: Set(made))
      #expect(try constant(model, "revenue") == expected, "\(made)")
    }
  }

  @Test func `holds a cell that a later scenario replaces against the whole`() throws {
    let study = try Checking.study(lines)
    #expect(try constant(study.scenarios[2].model, "revenue") == 40)
    #expect(try constant(study.scenarios[3].model, "revenue") == 20 * 101)
    #expect(study.scenarios[3].changes.map(\.name) == ["price", "ads"])
  }

  @Test func `draws an input from the same coordinates whichever changes are made`() throws {
    let scenario = try Checking.study(
      """
      a = 1
      b = 2
      y = a + b
      scenario "both"
        a = 1 to 2
        b = uniform(3, 4)
      """
    ).scenarios[0]
    let both = try Checking.values(scenario.model, "b")
    #expect(try Checking.values(scenario.model(with: ["b"]), "b") == both)
    #expect(try Checking.values(scenario.model(with: ["a", "b"]), "b") == both)
  }

  @Test func `may turn a formula round, and says when a change needs another`() throws {
    let study = try Checking.study(
      """
      a = 1 to 2
      b = a + 1
      y = a * b
      scenario "turned round"
        b = 5
        a = b * 2
      """
    )
    let scenario = study.scenarios[0]
    #expect(try constant(scenario.model, "y") == 50)
    let error = #expect(throws: PartialScenarioError.self) {
      try scenario.model(with: ["a"])
    }
    #expect(error?.changes == ["a"])
    #expect(error?.description.contains("depends on itself") == true)
  }
}
