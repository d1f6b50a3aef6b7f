import Sampling
import Testing

/// Whether the scramble is nested and uniform: each digit flips at random, independently for each
/// choice of the digits before it.
///
/// The first coordinate, unscrambled, takes every 32-bit number once, so that its points show the
/// whole scramble. "Flip" below is the exclusive-or of a bit before and after, for given bits above.
@Suite struct SobolScrambleTests {
  let points: SobolPoints

  init() throws {
    points = try SobolPoints(dimensionCount: 4, seed: 20_161_128)
  }

  // The bit-reversed scrambled word of a bit-reversed word.
  private func scrambled(_ reversedWord: UInt32, replicate: Int) -> UInt32 {
    let value = points.values(
      dimension: 0,
      replicate: replicate,
      start: pointNumber(reversedWord: reversedWord),
      count: 1
    )
    return reversed(word(value[0]))
  }

  @Test func `every elementary interval of a coordinate holds one point`() throws {
    let points = try SobolPoints(dimensionCount: 300, seed: 1)
    for dimension in [0, 1, 2, 50, 299] {
      for (start, count) in [(0, 1024), (1024, 1024), (96, 32), (1 << 20, 256)] {
        let values = points.values(
          dimension: dimension,
          replicate: 3,
          start: start,
          count: count
        )
        let cells = Set(values.map { Int($0 * Double(count)) })
        #expect(cells.count == count)
      }
    }
  }

  @Test func `the first two coordinates are a (0, m, 2)-net`() {
    for replicate in 0..<4 {
      let x = points.values(dimension: 0, replicate: replicate, count: 256)
      let y = points.values(dimension: 1, replicate: replicate, count: 256)
      for split in 0...8 {
        let columns = Double(1 << split)
        let rows = Double(256 >> split)
        let cells = Set(zip(x, y).map { Int($0 * columns) * 256 + Int($1 * rows) })
        #expect(cells.count == 256)
      }
    }
  }

  // All 2^15 patterns of the flips of four levels (1 + 2 + 4 + 8 nodes), four expected in each
  // cell. Bound of 5 standard deviations: false alarm 3e-7.
  @Test func `the flips of the first four levels are jointly uniform`() {
    // Eight words, one for each choice of the first three digits; the rest of the digits are 0.
    let numbers = (0..<8).map { pointNumber(reversedWord: $0) }
    let first = numbers.min() ?? 0
    let plain = numbers.map { $0 - first }
    var counts = [Int](repeating: 0, count: 1 << 15)
    for replicate in 0..<(1 << 17) {
      let values = points.values(dimension: 0, replicate: replicate, start: first, count: 8)
      var pattern = 0
      for (prefix, place) in plain.enumerated() {
        // The top four digits, the first one lowest.
        let digits = Int(values[place] * 16)
        for level in 0..<4 where prefix < 1 << level {
          let flip = digits >> (3 - level) & 1
          pattern |= flip << ((1 << level) - 1 + prefix)
        }
      }
      counts[pattern] += 1
    }
    #expect(abs(chiSquareDeviation(counts)) < 5)
  }

  // 620 pairs at 5.5 standard deviations: false alarm 3e-5.
  @Test func `the flips of two nodes of a level are independent`() {
    var generator = PhiloxGenerator(seed: 1, stream: 0)
    let replicates = 512
    var total = 0.0
    var pairs = 0
    for level in 1..<32 as Range<UInt32> {
      for trial in 0..<20 {
        let mask = (UInt32(1) << level) - 1
        let one = UInt32(truncatingIfNeeded: generator.next()) & (trial % 4 == 0 ? mask & 3 : mask)
        let bit = UInt32(truncatingIfNeeded: generator.next() % UInt64(level))
        let step = trial % 2 == 0 ? 1 << bit : UInt32(truncatingIfNeeded: generator.next()) & mask
        guard step != 0 else { continue }
        var heads = 0
        for replicate in 0..<replicates {
          let both =
            scrambled(one, replicate: replicate) ^ scrambled(one ^ step, replicate: replicate)
          heads += Int((both >> level) & 1)
        }
        let deviation = coinDeviation(heads: heads, of: replicates)
        #expect(abs(deviation) < 5.5)
        total += deviation * deviation
        pairs += 1
      }
    }
    // The mean of the squares is 1 with standard error sqrt(2 / pairs) = 0.057.
    #expect(abs(total / Double(pairs) - 1) < 5 * (2 / Double(pairs)).squareRoot())
  }

  // As above for the parity of the flips of four nodes, prefixes p, p + a, p + b, p + a + b.
  @Test func `the flips of four nodes of a level are independent`() {
    var generator = PhiloxGenerator(seed: 2, stream: 0)
    let replicates = 512
    var total = 0.0
    var groups = 0
    for level in 2..<32 as Range<UInt32> {
      for trial in 0..<10 {
        let mask = (UInt32(1) << level) - 1
        let one = UInt32(truncatingIfNeeded: generator.next()) & mask
        var a = UInt32(1) << UInt32(generator.next() % UInt64(level))
        var b = UInt32(1) << UInt32(generator.next() % UInt64(level))
        if trial % 2 == 1 {
          a = UInt32(truncatingIfNeeded: generator.next()) & mask
          b = UInt32(truncatingIfNeeded: generator.next()) & mask
        }
        guard a != 0 && b != 0 && a != b else { continue }
        var heads = 0
        for replicate in 0..<replicates {
          var parity: UInt32 = 0
          for prefix in [one, one ^ a, one ^ b, one ^ a ^ b] {
            parity ^= scrambled(prefix, replicate: replicate)
          }
          heads += Int((parity >> level) & 1)
        }
        let deviation = coinDeviation(heads: heads, of: replicates)
        #expect(abs(deviation) < 5.5)
        total += deviation * deviation
        groups += 1
      }
    }
    #expect(abs(total / Double(groups) - 1) < 5 * (2 / Double(groups)).squareRoot())
  }

  // Two points that part at digit r: the next three digits must be independent. 28 tests at 6
  // standard deviations of chi-square with 7 degrees of freedom: false alarm 3e-4.
  @Test func `digits after the parting of two points are independent`() {
    for parting in 0..<28 as Range<UInt32> {
      let one = (UInt32(0x9E37_79B9) &* (parting + 1)) & ((1 << parting) - 1)
      var counts = [Int](repeating: 0, count: 8)
      for replicate in 0..<2048 {
        let a = scrambled(one, replicate: replicate)
        let b = scrambled(one | 1 << parting, replicate: replicate)
        let mask = (UInt32(1) << parting) - 1
        #expect((a ^ b) & mask == 0 && (a ^ b) >> parting & 1 == 1)
        counts[Int((a ^ b) >> (parting + 1) & 7)] += 1
      }
      #expect(chiSquareDeviation(counts) < 6)
    }
  }

  // 16 tests with 63 degrees of freedom at 5.5 standard deviations: false alarm about 1e-4.
  @Test func `each point is uniform over the replicates`() {
    for number in 0..<16 {
      var counts = [Int](repeating: 0, count: 64)
      for replicate in 0..<2048 {
        let start = number * 1_234_567
        let value = points.values(dimension: 1, replicate: replicate, start: start, count: 1)
        counts[Int(value[0] * 64)] += 1
      }
      #expect(chiSquareDeviation(counts) < 5.5)
    }
  }

  // A point in two coordinates, replicates or seeds: 256 cells. False alarm below 1e-5.
  @Test func `coordinates, replicates and seeds are scrambled independently`() throws {
    let other = try SobolPoints(dimensionCount: 4, seed: points.seed.map { $0 ^ 1 } ?? 0)
    var dimensions = [Int](repeating: 0, count: 256)
    var replicates = dimensions
    var seeds = dimensions
    for replicate in 0..<8192 {
      let here = points.values(dimension: 0, replicate: replicate, start: 5, count: 1)[0]
      let row = Int(here * 16) * 16
      let next = points.values(dimension: 1, replicate: replicate, start: 5, count: 1)[0]
      dimensions[row + Int(next * 16)] += 1
      let later = points.values(dimension: 0, replicate: replicate + 1, start: 5, count: 1)[0]
      replicates[row + Int(later * 16)] += 1
      let elsewhere = other.values(dimension: 0, replicate: replicate, start: 5, count: 1)[0]
      seeds[row + Int(elsewhere * 16)] += 1
    }
    #expect(chiSquareDeviation(dimensions) < 5.5)
    #expect(chiSquareDeviation(replicates) < 5.5)
    #expect(chiSquareDeviation(seeds) < 5.5)
  }
}
