import CVectorKernels

/// The Philox4x32-10 block function: a counter of 128 bits and a key of 64 bits in, 128 random bits
/// out.
///
/// A keyed bijection of the counters, in ten rounds of two 32-bit multiplications. Its authors
/// report that it passes SmallCrush, Crush and BigCrush of TestU01 from seven rounds on.
///
/// Reference: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as
/// easy as 1, 2, 3, Proceedings of SC11, doi:10.1145/2063384.2063405.
public enum Philox4x32 {
  /// The random words of one counter.
  ///
  /// - Parameters:
  ///   - counter: Four words, the lowest first.
  ///   - key: Two words, the lowest first.
  /// - Returns: Four words, the lowest first.
  @inlinable
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    let words = ampleur_philox4x32(
      ampleur_philox4x32_words(w0: counter.x, w1: counter.y, w2: counter.z, w3: counter.w),
      key.x,
      key.y
    )
    return SIMD4(words.w0, words.w1, words.w2, words.w3)
  }
}
