import Sampling
import Testing

/// The vector kernels against the plain ones; AVX-512 is compared on machines that have it.
@Suite struct InstructionSetTests {
  typealias Fill = (Int, Int, Int, UnsafeMutableBufferPointer<Double>, InstructionSet) -> Void

  private func expectSameBits(_ name: String, _ fill: Fill) {
    for (start, count) in [(0, 1024), (1, 1000), (63, 3), (100, 129), (511, 2), (7, 1)] {
      var results: [[UInt64]] = []
      for instructions in InstructionSet.available {
        var values = [Double](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { fill(2, 3, start, $0, instructions) }
        results.append(values.map(\.bitPattern))
      }
      #expect(results.allSatisfy { $0 == results[0] }, "\(name), \(count) from \(start)")
    }
  }

  @Test func `every instruction set gives the same bits`() throws {
    #expect(InstructionSet.available.contains(.baseline))
    let sobol = try SobolPoints(dimensionCount: 5, seed: 1)
    expectSameBits("scrambled Sobol'") {
      sobol.fill(
        dimension: $0,
        replicate: $1,
        start: $2,
        into: $3,
        instructions: $4
      )
    }
    let plain = try SobolPoints(unscrambledDimensionCount: 5)
    expectSameBits("Sobol'") {
      plain.fill(
        dimension: $0,
        replicate: $1,
        start: $2,
        into: $3,
        instructions: $4
      )
    }
    let pseudorandom = try PseudorandomPoints(dimensionCount: 5, seed: 1)
    expectSameBits("pseudorandom") {
      pseudorandom.fill(
        dimension: $0,
        replicate: $1,
        start: $2,
        into: $3,
        instructions: $4
      )
    }
    for count in [1030, 100_000, 1 << 24] {
      let latin = try LatinHypercube(dimensionCount: 5, pointCount: count, seed: 1)
      expectSameBits("Latin hypercube of \(count)") {
        latin.fill(
          dimension: $0,
          replicate: $1,
          start: $2,
          into: $3,
          instructions: $4
        )
      }
    }
  }
}
