import Foundation
import TestKit
import Testing
import Workbench

/// The shape that other programs rely on (section 6 of the design) and the numbers in it.
@Suite("The JSON of a run")
struct RunJSONTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func object(_ lines: String) throws -> [String: Any] {
    let text = try scratch.model(lines).runJSON()
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  private func quantity(_ name: String, of object: [String: Any]) throws -> [String: Any] {
    let all = try #require(object["quantities"] as? [String: Any])
    return try #require(all[name] as? [String: Any])
  }

  static let levels: Set = ["0.05", "0.25", "0.5", "0.75", "0.95"]

  @Test func `has the documented fields`() throws {
    let object = try object(
      "x = 10 to 20 EUR\ncheck x overlaps 15 .. 30 EUR from scelles-2016\nassert x > 0 EUR"
    )
    #expect(object["study"] is String)
    #expect(object["version"] as? String == AmpleurVersion.current)
    #expect(object["seed"] as? Int == 1)
    #expect(object["draws"] as? Int == 1_024)
    #expect(object["drawsAsked"] as? Int == 1_024)
    #expect((object["engine"] as? String)?.isEmpty == false)
    let x = try quantity("x", of: object)
    #expect(x["unit"] as? String == "EUR")
    #expect(x["mean"] is Double)
    #expect(x["sd"] is Double)
    #expect(x["exact"] is Bool)
    #expect(x["cells"] == nil)
    let quantiles = try #require(x["quantiles"] as? [String: Double])
    #expect(Set(quantiles.keys) == Self.levels)
    let errors = try #require(x["standardErrors"] as? [String: Double])
    #expect(Set(errors.keys) == Self.levels.union(["mean", "sd"]))
    let check = try #require((object["checks"] as? [[String: Any]])?.first)
    #expect(check["name"] is String)
    #expect(check["holds"] as? Bool == true)
    #expect(Set((check["computed"] as? [String: Double] ?? [:]).keys) == ["low", "median", "high"])
    let published = try #require(check["published"] as? [String: Any])
    #expect(published["low"] as? Double == 15)
    #expect(published["high"] as? Double == 30)
    #expect(published["unit"] as? String == "EUR")
    #expect(published["sources"] as? [String] == ["scelles-2016"])
    let condition = try #require((object["assertions"] as? [[String: Any]])?.first)
    #expect(condition["holds"] as? Bool == true)
    #expect(condition["failedDraws"] as? Int == 0)
  }

  @Test func `has cells where a quantity is indexed`() throws {
    let object = try object(
      "index place = { here, there }\nindex size = { small, large }\n"
        + "x[place] = { here: 1 to 2, there: 3 } person\n"
        + "y[size] = { small: 1, large: 2 }\nz = x * y"
    )
    let x = try quantity("x", of: object)
    #expect(x["unit"] as? String == "person")
    #expect(x["indexes"] as? [String] == ["place"])
    #expect(x["mean"] == nil)
    let cells = try #require(x["cells"] as? [String: [String: Any]])
    #expect(Set(cells.keys) == ["here", "there"])
    #expect(cells["there"]?["mean"] as? Double == 3)
    #expect(cells["there"]?["sd"] as? Double == 0)
    #expect(cells["there"]?["exact"] as? Bool == true)
    let z = try quantity("z", of: object)
    let products = try #require(z["cells"] as? [String: [String: Any]])
    #expect(
      Set(products.keys) == ["here,small", "here,large", "there,small", "there,large"]
    )
    #expect(products["there,large"]?["mean"] as? Double == 6)
  }

  @Test func `holds exact numbers exactly`() throws {
    // 8424 x 110 x 12 = 11,119,680 and 8424 x 500 x 12 = 50,544,000, by hand.
    let object = try object(
      "lowest = 8424 ad * 110 EUR/ad/month * 12 month/year -> MEUR/year\n"
        + "highest = 8424 ad * 500 EUR/ad/month * 12 month/year -> MEUR/year"
    )
    for (name, value) in [("lowest", 11.11968), ("highest", 50.544)] {
      let numbers = try quantity(name, of: object)
      #expect(numbers["unit"] as? String == "MEUR/year")
      // One rounding for each of four operations.
      #expect(isClose(try #require(numbers["mean"] as? Double), value, relative: 1e-15))
      let quantiles = try #require(numbers["quantiles"] as? [String: Double])
      #expect(Set(quantiles.values).count == 1)
      #expect(numbers["sd"] as? Double == 0)
      #expect(
        (numbers["standardErrors"] as? [String: Double])?.values.allSatisfy { $0 == 0 } == true
      )
      #expect(numbers["exact"] as? Bool == true)
      #expect(numbers["undefinedDraws"] == nil)
    }
  }

  @Test func `gives a standard error above 0 for every drawn number, and 0 for exact means`() throws
  {
    let object = try object(
      "ads = count(8424) ad\nprice = 110 to 500 EUR/ad\nrevenue = ads * price\n"
        + "share = 178 of 163000\npart = revenue * share"
    )
    for name in ["revenue", "part"] {
      let numbers = try quantity(name, of: object)
      #expect(numbers["exact"] as? Bool == false)
      let errors = try #require(numbers["standardErrors"] as? [String: Double])
      // Products of independent inputs: mean and standard deviation follow from the inputs'.
      for (key, value) in errors {
        #expect(["mean", "sd"].contains(key) ? value == 0 : value > 0, "\(name) \(key)")
      }
    }
    let drawn = try quantity(
      "bill",
      of: try self.object(
        "price = 110 to 500 EUR\noption = 10 to 50 EUR\nbill = max(price, 4 * option)"
      )
    )
    let errors = try #require(drawn["standardErrors"] as? [String: Double])
    #expect(try #require(errors["mean"]) > 0)
    // An input's own distribution is known exactly.
    #expect(try quantity("ads", of: object)["exact"] as? Bool == true)
  }

  @Test func `counts undefined draws and writes null for what does not exist`() throws {
    let object = try object("x = normal(0, 1)\ny = log(x)")
    let y = try quantity("y", of: object)
    // Half the draws of a standard normal variable are negative; Sobol' points halve exactly.
    #expect(y["undefinedDraws"] as? Int == 512)
    #expect(y["mean"] is Double)
    let text = try scratch.model("x = student(1, 0, 1)").runJSON()
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    )
    // The mean of the Cauchy distribution does not exist.
    let x = try quantity("x", of: whole)
    #expect(x["mean"] is NSNull)
    #expect(x["sd"] is NSNull)
  }

  @Test func `is the same text in a second run`() throws {
    let lines = "x = 10 to 20 EUR\ny = x * x"
    #expect(try scratch.model(lines).runJSON() == scratch.model(lines).runJSON())
  }
}
