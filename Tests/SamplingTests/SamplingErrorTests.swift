import Sampling
import Testing

@Suite struct SamplingErrorTests {
  @Test func `a dimension above the limit names the limit and the value`() throws {
    let error = #expect(throws: SamplingError.self) {
      try SobolPoints(dimensionCount: 8193, seed: 0)
    }
    #expect(
      error == .tooManyDimensions(pointSet: "Sobol' points", limit: 8192, requested: 8193)
    )
    #expect(error?.description == "Sobol' points have at most 8192 dimensions; got 8193")
    #expect(throws: SamplingError.self) { try HaltonPoints(dimensionCount: 513, seed: 0) }
  }

  @Test(arguments: [0, -1, Int.min])
  func `every engine needs a dimension`(count: Int) {
    #expect(throws: SamplingError.noDimensions(pointSet: "Sobol' points", requested: count)) {
      try SobolPoints(dimensionCount: count, seed: 0)
    }
    #expect(throws: SamplingError.self) { try SobolPoints(unscrambledDimensionCount: count) }
    #expect(throws: SamplingError.self) { try PseudorandomPoints(dimensionCount: count, seed: 0) }
    #expect(throws: SamplingError.self) { try HaltonPoints(dimensionCount: count, seed: 0) }
    #expect(throws: SamplingError.self) {
      try LatinHypercube(dimensionCount: count, pointCount: 4, seed: 0)
    }
  }

  @Test(arguments: [0, -5, LatinHypercube.pointLimit + 1])
  func `a hypercube needs points`(count: Int) {
    let error = #expect(throws: SamplingError.self) {
      try LatinHypercube(dimensionCount: 2, pointCount: count, seed: 0)
    }
    #expect(
      error?.description == "Latin hypercubes need 1 to 2147483648 points; got \(count)"
    )
  }
}
