import ModelKit
import TestKit
import Testing
import Uncertainty

@testable import Sensitivity

@Suite("The curves of eFAST")
struct FourierCurvesTests {
  private func design(threads: Int = 1) throws -> FourierAmplitudeDesign {
    try FourierAmplitudeDesign(
      try SensitivityProblem(
        model: ReferenceFunctions.ishigami(),
        output: "y",
        addsDummy: true,
        threads: threads
      ),
      pointsPerCurve: 65,
      replicates: 8,
      seed: 5
    )
  }

  /// The design's own points are the source; the order of the operations is the same, so that nothing
  /// but the way of computing quantiles may differ: 1e-12.
  @Test("give the model's outputs at the points of the design", arguments: [1, 3])
  func outputs(threads: Int) throws {
    let design = try design(threads: threads)
    let outputs = try design.outputs()
    #expect(outputs.count == design.curveCount)
    for factor in 0...design.problem.factors.count {
      for replicate in [0, 3, 7] {
        let cube = design.cube(factor: factor, replicate: replicate)
        let expected = try design.problem.evaluate(cube: cube)
        let found = outputs[factor * design.replicates + replicate]
        for (value, wanted) in zip(found, expected) {
          #expect(isClose(value, wanted, relative: 1e-12, absolute: 1e-12))
        }
      }
    }
  }

  /// One quantile for each point and replicate instead of one for each point of each curve.
  @Test("of a replicate pass the same places, so that inputs are drawn once for all of them")
  func places() throws {
    let design = try design()
    for coordinate in design.coordinates {
      let first = Set(design.cube(factor: 0, replicate: 2)[coordinate])
      #expect(first.count <= design.pointsPerCurve)
      for factor in 1...design.problem.factors.count {
        let other = Set(design.cube(factor: factor, replicate: 2)[coordinate])
        #expect(other.isSubset(of: Set(design.places(replicate: 2)[coordinate])))
      }
      #expect(first != Set(design.cube(factor: 0, replicate: 3)[coordinate]))
    }
  }
}
