import Foundation
import TestKit
import Testing

@testable import Workbench

@Suite("A study with correlated inputs")
struct DependentRequestTests {
  private let scratch = try? Scratch()

  private let lines = """
    a = normal(0, 1)
      from scelles-2016
    b = normal(0, 1)
      from scelles-2016
    c = normal(0, 1)
    y = a + b + c
    correlate a, b: 0.8
    """

  private func rows(_ question: AnalysisQuestion) throws -> [[String: Any]] {
    let evaluation = try #require(scratch).model(lines, draws: 4_096)
    let answer = try evaluation.inquiry.analyse(question, of: "y")
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    return try #require((object as? [String: Any])?["indices"] as? [[String: Any]])
  }

  // V(a + b) = 2 + 2 r with r = 2 sin(0.8 pi / 6) = 0.813473 and V(c) = 1: 3.626946 of 4.626946.
  private let share = 3.626946 / 4.626946

  @Test func `is split by groups that hold the correlated inputs together`() throws {
    let groups = [try InputGroup("both: a, b")]
    let found = try rows(
      .sensitivity(method: "sobol", addsDummy: false, groups: groups, secondOrder: false)
    )
    let both = try #require(found.first { $0["input"] as? String == "both" })
    for key in ["first", "total"] {
      let value = try #require((both[key] as? [String: Double])?["value"])
      // Measured within 0.002 at 4,096 base points.
      #expect(abs(value - share) < 0.01)
    }
  }

  @Test func `is split by source where one source has both`() throws {
    let found = try rows(.sensitivity(method: "by-source", addsDummy: false))
    let both = try #require(found.first { $0["input"] as? String == "scelles-2016" })
    let value = try #require((both["first"] as? [String: Double])?["value"])
    #expect(abs(value - share) < 0.01)
  }

  @Test(arguments: ["sobol", "efast", "morris"])
  func `is refused by methods for independent inputs, with the pair`(method: String) throws {
    let error = #expect(throws: WorkbenchError.self) {
      _ = try rows(.sensitivity(method: method, addsDummy: false))
    }
    let text = try #require(error?.description)
    #expect(text.contains("correlates a and b"))
    #expect(text.contains("--method shapley"))
    #expect(text.contains("--group") == (method == "sobol"))
  }

  @Test func `that asks for such a method does not pass its check`() throws {
    let error = #expect(throws: WorkbenchError.self) {
      _ = try #require(scratch).model(lines + "\nshow sensitivity y by sobol")
    }
    let text = try #require(error?.description)
    #expect(text.contains("unfit-method") && text.contains("shapley"))
  }
}
