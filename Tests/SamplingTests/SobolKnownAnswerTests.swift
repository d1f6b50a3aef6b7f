import Sampling
import Testing

/// Values of SciPy 1.17 (`qmc.Sobol(scramble=False, bits=32)`), which reads new-joe-kuo-6.21201.
@Suite struct SobolKnownAnswerTests {
  private static func words(_ points: SobolPoints, _ dimension: Int, _ count: Int) -> [UInt32] {
    points.values(dimension: dimension, count: count).map(word)
  }

  @Test func `the first eight points in five dimensions are those of Joe and Kuo`() throws {
    let points = try SobolPoints(unscrambledDimensionCount: 5)
    let expected: [[Double]] = [
      [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125],
      [0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625],
      [0, 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375],
      [0, 0.5, 0.25, 0.75, 0.875, 0.375, 0.625, 0.125],
      [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125],
    ]
    for (dimension, row) in expected.enumerated() {
      #expect(points.values(dimension: dimension, count: 8) == row.map { $0 + 0x1p-33 })
    }
  }

  @Test(arguments: [
    (
      1000,
      [
        0, 0.5, 0.75, 0.25, 0.125, 0.625, 0.875, 0.375, 0.9375, 0.4375, 0.1875, 0.6875, 0.8125,
        0.3125, 0.0625, 0.5625,
      ]
    ),
    (
      8192,
      [
        0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125, 0.9375, 0.4375, 0.1875, 0.6875, 0.5625,
        0.0625, 0.3125, 0.8125,
      ]
    ),
  ])
  func `a late dimension begins as published`(dimension: Int, expected: [Double]) throws {
    let points = try SobolPoints(unscrambledDimensionCount: dimension)
    #expect(
      points.values(dimension: dimension - 1, count: 16) == expected.map { $0 + 0x1p-33 }
    )
  }

  @Test func `point 1023 has the published words`() throws {
    let points = try SobolPoints(unscrambledDimensionCount: 6)
    let words = (0..<6).map { word(points.values(dimension: $0, start: 1023, count: 1)[0]) }
    #expect(
      words == [4_194_304, 3_233_808_384, 2_629_828_608, 624_951_296, 801_112_064, 1_883_242_496]
    )
  }

  @Test func `the checksum of 1,024 points in 100 dimensions is the published one`() throws {
    #expect(  // FIPS 180-4, the message "abc"
      sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    let points = try SobolPoints(unscrambledDimensionCount: 100)
    let columns = (0..<100).map { Self.words(points, $0, 1024) }
    var bytes: [UInt8] = []
    for row in 0..<1024 {
      for column in columns {
        for shift in stride(from: 0, through: 24, by: 8) as StrideThrough<UInt32> {
          bytes.append(UInt8(truncatingIfNeeded: column[row] >> shift))
        }
      }
    }
    #expect(
      sha256(bytes) == "768ac9b4e1197e14c049ae0442f368364c297c6c57ae76b3724bdd3528a91b88"
    )
  }

  // Points are sums of direction numbers, so these are all there is to get right. The expected
  // number is the same polynomial of the table `_sv` of SciPy 1.17.1.
  @Test func `the direction numbers of all 8,192 dimensions are those of SciPy`() throws {
    #expect(SobolPoints.dimensionLimit == 8192)
    let points = try SobolPoints(unscrambledDimensionCount: 8192)
    var checksum: UInt64 = 0
    for dimension in 0..<8192 {
      var direction: UInt32 = 0
      for bit in 0..<32 {
        // The Gray code of 2^bit has the bits `bit` and `bit - 1`.
        direction ^= word(points.values(dimension: dimension, start: 1 << bit, count: 1)[0])
        checksum = checksum &* 6_364_136_223_846_793_005 &+ UInt64(direction)
      }
    }
    #expect(checksum == 0x5d5f_d9f1_d774_46c6)
  }

  @Test func `points without scrambling are the same in all replicates`() throws {
    let points = try SobolPoints(unscrambledDimensionCount: 3)
    #expect(points.seed == nil)
    #expect(
      points.values(dimension: 2, replicate: 0, count: 64)
        == points.values(dimension: 2, replicate: 7, count: 64)
    )
  }

  @Test func `the last point of the sequence can be had`() throws {
    let points = try SobolPoints(unscrambledDimensionCount: 1)
    // The Gray code of 2^32 - 1 is 2^31, mirrored at the point: the last digit alone.
    #expect(
      points.values(dimension: 0, start: SobolPoints.pointLimit - 1, count: 1) == [1.5 * 0x1p-32]
    )
  }
}
