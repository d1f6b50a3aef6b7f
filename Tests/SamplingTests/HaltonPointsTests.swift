import Sampling
import TestKit
import Testing

@Suite struct HaltonPointsTests {
  // Radical inverses in bases 2, 3, 5, 7 (Halton 1960). Half a unit of the last kept digit is
  // added: at most 7 x 2^-53.
  @Test func `the first points are the radical inverses`() throws {
    let points = try HaltonPoints(unscrambledDimensionCount: 4)
    #expect(points.bases == [2, 3, 5, 7])
    let expected: [[Double]] = [
      [0, 1.0 / 2, 1.0 / 4, 3.0 / 4, 1.0 / 8, 5.0 / 8],
      [0, 1.0 / 3, 2.0 / 3, 1.0 / 9, 4.0 / 9, 7.0 / 9],
      [0, 1.0 / 5, 2.0 / 5, 3.0 / 5, 4.0 / 5, 1.0 / 25],
      [0, 1.0 / 7, 2.0 / 7, 3.0 / 7, 4.0 / 7, 5.0 / 7],
    ]
    for (dimension, row) in expected.enumerated() {
      for (value, wanted) in zip(points.values(dimension: dimension, count: 6), row) {
        #expect(isClose(value, wanted, relative: 0, absolute: 1e-15))
      }
    }
  }

  // SciPy 1.17 `qmc.Halton(20, scramble=False)`, point 1,000, dimensions 1, 2, 10 and 20.
  @Test func `point 1,000 agrees with SciPy`() throws {
    let points = try HaltonPoints(unscrambledDimensionCount: 20)
    let expected = [
      (0, 0.0927734375), (1, 0.3475080018289895), (9, 0.4887449259912255),
      (19, 0.08728426899424717),
    ]
    for (dimension, wanted) in expected {
      let value = points.values(dimension: dimension, start: 1000, count: 1)[0]
      #expect(isClose(value, wanted, relative: 0, absolute: 1e-13))
    }
  }

  @Test func `p^k points hold one point in each of p^k intervals, scrambled or not`() throws {
    let scrambled = try HaltonPoints(dimensionCount: 512, seed: 3)
    let plain = try HaltonPoints(unscrambledDimensionCount: 512)
    #expect(plain.bases.last == 3671)
    for points in [scrambled, plain] {
      for (dimension, count) in [(0, 256), (1, 243), (3, 343), (511, 3671)] {
        let values = points.values(
          dimension: dimension,
          replicate: 2,
          start: 5 * count,
          count: count
        )
        #expect(Set(values.map { Int($0 * Double(count)) }).count == count)
      }
    }
  }

  // Chi-square with 119 degrees of freedom at 6 standard deviations: false alarm 1e-6.
  @Test func `all permutations of the digits are equally likely`() throws {
    let points = try HaltonPoints(dimensionCount: 3, seed: 8)
    var counts: [[Int]: Int] = [:]
    for replicate in 0..<6000 {
      let values = points.values(dimension: 2, replicate: replicate, count: 5)
      counts[values.map { Int($0 * 5) }, default: 0] += 1
    }
    #expect(counts.count == 120)
    #expect(chiSquareDeviation(Array(counts.values)) < 6)
  }
}
