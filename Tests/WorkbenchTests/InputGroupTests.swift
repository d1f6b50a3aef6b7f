import Foundation
import TestKit
import Testing
import Workbench

/// Groups of inputs and the interaction of pairs, as the command line asks for them.
@Suite("A group of inputs")
struct InputGroupTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// x and z are uniform from 0 to 2.
  ///
  /// Mean 1, variance 1/3. Var(x z) = 1/3 + 1/3 + 1/9 = 7/9, of
  /// which 1/9 is interaction. w adds a variance of 7/9 from two cells.
  private let lines = """
    index place = { here, there }
    x = uniform(0, 2)
    z = uniform(0, 2)
    w[place] = { here: normal(0, 0.6), there: normal(0, 0.64644671) }
    idle = uniform(0, 1)
    mix[place] = dirichlet({ here: 2, there: 3 })
    total = x * z + sum(w over place)
    shares = total + mix[here]
    half = total / 2
    sure = 3
    scaled = total * sure
    """

  private func fields(
    _ groups: [String],
    method: String = "sobol",
    secondOrder: Bool = false,
    of name: String = "total"
  ) throws -> [String: Any] {
    let answer = try scratch.model(lines, draws: 8_192).inquiry.analyse(
      .sensitivity(
        method: method,
        groups: try groups.map { try InputGroup($0) },
        secondOrder: secondOrder
      ),
      of: name
    )
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    return try #require(object as? [String: Any])
  }

  private func value(_ fields: [String: Any], _ name: String, _ key: String) throws -> Double {
    let rows = try #require(fields["indices"] as? [[String: Any]])
    let row = try #require(rows.first { $0["input"] as? String == name })
    return try #require((row[key] as? [String: Double])?["value"])
  }

  @Test(arguments: ["sobol", "polynomial-chaos", "kucherenko"])
  func `has the share of all its inputs`(method: String) throws {
    let fields = try fields(["product: x, z", "noise: w"], method: method)
    // Half the variance each, without interaction between the two, by the variances above.
    for name in ["product", "noise"] {
      #expect(abs(try value(fields, name, "first") - 0.5) < 0.02)
      #expect(abs(try value(fields, name, "total") - 0.5) < 0.02)
    }
    let groups = try #require(fields["groups"] as? [[String: Any]])
    #expect(groups.last?["inputs"] as? [String] == ["w[here]", "w[there]"])
  }

  @Test(arguments: ["sobol", "polynomial-chaos"])
  func `with second order gives the interaction of each pair`(method: String) throws {
    let fields = try fields(["noise: w"], method: method, secondOrder: true)
    let pairs = try #require(fields["pairs"] as? [[String: Any]])
    #expect(pairs.count == 3)
    let pair = try #require(pairs.first { Set($0["inputs"] as? [String] ?? []) == ["x", "z"] })
    let index = try #require((pair["index"] as? [String: Double])?["value"])
    // (1/9) / (14/9) = 1/14, by the variances above.
    #expect(abs(index - 1.0 / 14) < 0.01)
  }

  @Test func `prints what it holds, and the pairs`() throws {
    let answer = try scratch.model(lines, draws: 1_024).inquiry.analyse(
      .sensitivity(method: "sobol", groups: [try InputGroup("noise: w")], secondOrder: true),
      of: "total"
    )
    #expect(answer.text.contains("- **noise**: w, here; w, there"))
    #expect(answer.text.contains("| Pair "))
    #expect(answer.text.contains("only their interaction explains"))
  }

  @Test(arguments: [
    ("noise", "a name, a colon and inputs"), (": x", "a name before the colon"),
    ("noise:", "The group noise is empty"), ("noise: x,", "a comma with no input beside it"),
  ])
  func `is read with its name and a colon`(text: String, message: String) {
    let error = #expect(throws: WorkbenchError.self) { try InputGroup(text) }
    #expect(error?.description.contains(message) == true)
    #expect(error?.exitStatus == 64)
  }

  @Test func `keeps the commas of a cell together`() throws {
    #expect(try InputGroup(" a : x , w[here,there],z").members == ["x", "w[here,there]", "z"])
    #expect(try InputGroup(" a : x ").name == "a")
  }

  @Test(arguments: [
    (["g: xx"], "Did you mean x?"), (["g: half"], "is computed"),
    (["g: idle"], "total does not depend on idle. total depends on: x, z, w[here], w[there]."),
    (["g: sure"], "sure is certain"), (["g: x, x"], "names x twice"),
    (["g: w, w[here]"], "names w[here] twice"), (["a: x", "b: x"], "is in the groups a and b"),
    (["a: x", "a: z"], "two groups a"), (["x: z"], "does not hold x"),
    (["w: w[here]"], "does not hold w[there]"), (["dummy: x"], "choose another"),
  ])
  func `is refused with the reason`(groups: [String], message: String) {
    let error = #expect(throws: WorkbenchError.self) { try fields(groups) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `holds a whole partition, not a share of one`() throws {
    let groups = try fields(["g: mix, x"], of: "shares")["groups"] as? [[String: Any]]
    #expect(groups?.first?["inputs"] as? [String] == ["mix", "x"])
    let error = #expect(throws: WorkbenchError.self) { try fields(["g: mix[here]"], of: "shares") }
    #expect(error?.description.contains("name mix") == true)
  }

  @Test func `is not taken by every method, and the message names those that do`() {
    let group = #expect(throws: WorkbenchError.self) { try fields(["g: x"], method: "efast") }
    #expect(group?.description.contains("sobol, polynomial-chaos, morris, dgsm") == true)
    let pairs = #expect(throws: WorkbenchError.self) {
      try fields([], method: "shapley", secondOrder: true)
    }
    #expect(pairs?.description.contains("sobol and polynomial-chaos") == true)
  }
}
