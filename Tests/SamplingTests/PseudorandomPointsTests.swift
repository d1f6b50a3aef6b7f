import Sampling
import Testing

@Suite struct PseudorandomPointsTests {
  // The counter: low half of the block number; use 1 in the top byte over its high half;
  // dimension; replicate. Two values from each block.
  @Test(arguments: [0, 1, 2, 99, (1 << 40) + 7])
  func `values are the words of the block function`(number: Int) throws {
    let points = try PseudorandomPoints(dimensionCount: 12, seed: 0x1234_5678_9abc_def0)
    let block = UInt64(number / 2)
    let words = Philox4x32.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: block),
        UInt32(block >> 32) | 1 << 24,
        11,
        0xffff_ffff
      ),
      key: SIMD2(0x9abc_def0, 0x1234_5678)
    )
    let word =
      number % 2 == 0
      ? UInt64(words.y) << 32 | UInt64(words.x) : UInt64(words.w) << 32 | UInt64(words.z)
    let expected = (Double(word >> 12) + 0.5) * 0x1p-52
    let values = points.values(
      dimension: 11,
      replicate: 0xffff_ffff,
      start: number,
      count: 1
    )
    #expect(values == [expected])
  }

  // Successive values in one coordinate on a grid of 16 x 16. False alarm below 1e-6.
  @Test func `neighbouring points are independent`() throws {
    let points = try PseudorandomPoints(dimensionCount: 1, seed: 0)
    let values = points.values(dimension: 0, count: 100_000)
    for lag in [1, 2, 7] {
      var counts = [Int](repeating: 0, count: 256)
      for index in 0..<(values.count - lag) {
        counts[Int(values[index] * 16) * 16 + Int(values[index + lag] * 16)] += 1
      }
      #expect(abs(chiSquareDeviation(counts)) < 6)
    }
  }

  // Marsaglia's birthday spacings: with m birthdays in a year of n days the number of equal
  // spacings is about Poisson with mean m^3 / (4 n) = 16 (m = 1,024, n = 2^24). The sum over 64
  // years has mean 1,024 and standard deviation 32; 5 of them: false alarm 6e-7.
  @Test func `birthday spacings are those of chance`() throws {
    let points = try PseudorandomPoints(dimensionCount: 64, seed: 0)
    var equal = 0
    for dimension in 0..<64 {
      let days = points.values(dimension: dimension, count: 1024)
        .map { Int($0 * 16_777_216) }.sorted()
      let spacings = zip(days.dropFirst(), days).map { $0 - $1 }.sorted()
      equal += zip(spacings.dropFirst(), spacings).filter { $0 == $1 }.count
    }
    #expect(abs(Double(equal) - 1024) < 160)
  }

  @Test func `a dimension beyond the last one is a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let points = try PseudorandomPoints(dimensionCount: 2, seed: 0)
      _ = points.values(dimension: 2, count: 1)
    }
  }
}
