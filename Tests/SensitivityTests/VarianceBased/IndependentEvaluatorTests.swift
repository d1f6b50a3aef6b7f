import Probability
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("Points and values of an evaluation")
struct IndependentEvaluatorTests {
  @Test func `is freed with the last set of points that an evaluation made of it`() throws {
    var builder = ModelBuilder()
    builder.output("y", builder.input("x", try Uniform(low: 0, high: 1)))
    let problem = try SensitivityProblem(model: try builder.build(), output: "y")
    let evaluator = IndependentEvaluator(problem, length: 1_024)
    var points: IndependentEvaluator.Points? = evaluator.makePoints()
    weak let cube = points?.cube.first
    weak let values = points?.values.first
    #expect(cube != nil && values != nil)
    points = nil
    #expect(cube == nil && values == nil)
  }
}
