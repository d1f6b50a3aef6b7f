import Sampling
import Testing

// Known answers: file kat_vectors of Random123 1.14 (Salmon and others 2011).
@Suite struct PhiloxTests {
  @Test func `Philox4x32-10 gives the published words`() {
    #expect(
      Philox4x32.block(counter: .zero, key: .zero)
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
    )
    #expect(
      Philox4x32.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    )
    #expect(
      Philox4x32.block(
        counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        key: SIMD2(0xa409_3822, 0x299f_31d0)
      )
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    )
  }

  @Test func `Philox4x64-10 gives the published words`() {
    #expect(
      Philox4x64.block(counter: .zero, key: .zero)
        == SIMD4(
          0x1655_4d9e_ca36_314c,
          0xdb20_fe9d_672d_0fdc,
          0xd7e7_72ce_e186_176b,
          0x7e68_b68a_ec7b_a23b
        )
    )
  }

  @Test func `the first words of seed 0 and stream 0 are those of the zero block`() {
    var generator = PhiloxGenerator(seed: 0, stream: 0)
    #expect(generator.next() == 0xe169_c58d_6627_e8d5)
    #expect(generator.next() == 0x9b00_dbd8_bc57_ac4c)
    #expect(generator.position == 2)
  }

  @Test func `seed and stream are the key and the high words of the counter`() {
    var generator = PhiloxGenerator(
      seed: 0x299f_31d0_a409_3822,
      stream: 0x0370_7344_1319_8a2e,
      position: 0x85a3_08d3_243f_6a88 &* 2
    )
    let words = Philox4x32.block(
      counter: SIMD4(0x243f_6a88, 0x05a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: SIMD2(0xa409_3822, 0x299f_31d0)
    )
    #expect(generator.next() == UInt64(words.y) << 32 | UInt64(words.x))
    #expect(generator.next() == UInt64(words.w) << 32 | UInt64(words.z))
  }

  @Test(arguments: [0, 1, 2, 3, 6, 7, 100, 101] as [UInt64])
  func `a jump reaches the words of a walk`(position: UInt64) {
    var walked = PhiloxGenerator(seed: 5, stream: 9)
    for _ in 0..<position { _ = walked.next() }
    var jumped = PhiloxGenerator(seed: 5, stream: 9, position: 50)
    jumped.jump(to: position)
    for _ in 0..<5 { #expect(walked.next() == jumped.next()) }
    #expect(walked.position == position + 5)
  }

  @Test func `positions wrap at the end of the period`() {
    var generator = PhiloxGenerator(seed: 1, stream: 1, position: .max)
    _ = generator.next()
    #expect(generator.position == 0)
    var first = PhiloxGenerator(seed: 1, stream: 1)
    #expect(generator.next() == first.next())
  }

  @Test func `no word is seen twice over seeds, streams and positions`() {
    var seen: Set<UInt64> = []
    for seed in 0..<8 as Range<UInt64> {
      for stream in 0..<8 as Range<UInt64> {
        var generator = PhiloxGenerator(seed: seed, stream: stream)
        for _ in 0..<64 { seen.insert(generator.next()) }
      }
    }
    // 4,096 words of 64 bits: a collision has probability 4.5e-13.
    #expect(seen.count == 4096)
  }

  // 256 tests at 5.5 standard deviations: false alarm 1e-5.
  @Test func `each bit agrees with the same bit of a neighbouring key half of the time`() {
    let count = 4096
    for bit in 0..<64 as Range<UInt64> {
      var keys = 0
      var streams = 0
      var positions = 0
      var own = 0
      var base = PhiloxGenerator(seed: 17, stream: 3)
      var other = PhiloxGenerator(seed: 17 ^ (1 << bit), stream: 3)
      var third = PhiloxGenerator(seed: 17, stream: 3 ^ (1 << bit))
      var last: UInt64 = 0
      for _ in 0..<count {
        let word = base.next()
        keys += (word ^ other.next()).nonzeroBitCount & 1
        streams += Int((word ^ third.next()) >> bit & 1)
        positions += Int((word ^ last) >> bit & 1)
        own += Int(word >> bit & 1)
        last = word
      }
      for heads in [keys, streams, positions, own] {
        #expect(abs(coinDeviation(heads: heads, of: count)) < 5.5)
      }
    }
  }
}
