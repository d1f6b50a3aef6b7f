import Sampling
import Testing

/// A point set under test with its name.
struct Engine: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let points: any PointSet
  // Whether replicates differ.
  let isRandom: Bool

  static func all() throws -> [Engine] {
    [
      Engine("scrambled Sobol'", try SobolPoints(dimensionCount: 7, seed: 0)),
      Engine("Sobol'", try SobolPoints(unscrambledDimensionCount: 7), isRandom: false),
      Engine("pseudorandom", try PseudorandomPoints(dimensionCount: 7, seed: 0)),
      Engine(
        "Latin hypercube, network",
        try LatinHypercube(dimensionCount: 7, pointCount: 2600, seed: 0)
      ),
      Engine(
        "scrambled Halton",
        try HaltonPoints(dimensionCount: 7, seed: 0)
      ),
      Engine("Halton", try HaltonPoints(unscrambledDimensionCount: 7), isRandom: false),
      Engine("shifted lattice", ShiftedLattice(dimensionCount: 7)),
    ]
  }

  init(_ name: String, _ points: any PointSet, isRandom: Bool = true) {
    testDescription = name
    self.points = points
    self.isRandom = isRandom
  }
}

/// A point set as a stranger would write it: a Weyl sequence with a shift for each replicate.
struct ShiftedLattice: PointSet {
  let dimensionCount: Int

  func fill(
    dimension: Int,
    replicate: Int,
    start: Int,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    let step = [2.0, 3, 5, 13, 7, 17, 11][dimension].squareRoot()
    let shift = Double(replicate + 1) * 0.618
    for index in values.indices {
      let value = Double(start + index) * step + shift
      values[index] = min(max(value - value.rounded(.down), 0x1p-53), 1 - 0x1p-53)
    }
  }
}

/// What every point set keeps, whoever wrote it.
@Suite struct PointSetLawTests {
  @Test(arguments: try Engine.all())
  func `values lie strictly between 0 and 1`(engine: Engine) {
    for dimension in 0..<engine.points.dimensionCount {
      let values = engine.points.values(dimension: dimension, replicate: 1, count: 2600)
      #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    }
  }

  @Test(arguments: try Engine.all())
  func `any split of a range gives the same bits`(engine: Engine) {
    for (dimension, replicate) in [(0, 0), (6, 3)] {
      let whole = engine.points.values(
        dimension: dimension,
        replicate: replicate,
        start: 37,
        count: 2500
      )
      for length in [1, 2, 3, 31, 64, 65, 127, 512, 1000, 2499] {
        var parts: [Double] = []
        while parts.count < whole.count {
          parts += engine.points.values(
            dimension: dimension,
            replicate: replicate,
            start: 37 + parts.count,
            count: min(length, whole.count - parts.count)
          )
        }
        #expect(parts == whole, "blocks of \(length)")
      }
    }
  }

  @Test(arguments: try Engine.all())
  func `what was asked for before does not matter`(engine: Engine) {
    let fresh = engine.points.values(dimension: 3, replicate: 2, start: 100, count: 50)
    _ = engine.points.values(dimension: 4, replicate: 9, start: 7, count: 500)
    #expect(engine.points.values(dimension: 3, replicate: 2, start: 100, count: 50) == fresh)
  }

  @Test(arguments: try Engine.all())
  func `an empty range is allowed`(engine: Engine) {
    #expect(engine.points.values(dimension: 0, start: 5, count: 0).isEmpty)
  }

  @Test(arguments: try Engine.all())
  func `replicates differ where the points are random`(engine: Engine) {
    let first = engine.points.values(dimension: 1, replicate: 0, count: 100)
    let second = engine.points.values(dimension: 1, replicate: 1, count: 100)
    let equal = zip(first, second).filter { $0 == $1 }.count
    #expect(engine.isRandom ? equal < 3 : equal == 100)
  }

  @Test(arguments: try Engine.all())
  func `coordinates differ`(engine: Engine) {
    let first = engine.points.values(dimension: 1, start: 1, count: 100)
    let second = engine.points.values(dimension: 2, start: 1, count: 100)
    #expect(zip(first, second).filter { $0 == $1 }.count < 30)
  }

  // Twenty cells, one-sided: low-discrepancy points are more even than chance. 49 tests at 6
  // standard deviations of chi-square with 19 degrees of freedom: false alarm 1e-3 in the worst
  // case.
  @Test(arguments: try Engine.all())
  func `each coordinate is uniform`(engine: Engine) {
    for dimension in 0..<engine.points.dimensionCount {
      var counts = [Int](repeating: 0, count: 20)
      for replicate in 0..<4 {
        let values = engine.points.values(
          dimension: dimension,
          replicate: replicate,
          count: 2600
        )
        for value in values { counts[Int(value * 20)] += 1 }
      }
      #expect(chiSquareDeviation(counts) < 6)
    }
  }

  @Test(arguments: try Engine.all())
  func `each pair of coordinates covers the square`(engine: Engine) {
    for dimension in 0..<6 {
      var counts = [Int](repeating: 0, count: 36)
      for replicate in 0..<4 {
        let x = engine.points.values(dimension: dimension, replicate: replicate, count: 2600)
        let y = engine.points.values(dimension: dimension + 1, replicate: replicate, count: 2600)
        for (a, b) in zip(x, y) { counts[Int(a * 6) * 6 + Int(b * 6)] += 1 }
      }
      #expect(chiSquareDeviation(counts) < 6)
    }
  }
}
