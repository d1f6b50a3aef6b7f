import CVectorKernels

/// The Philox4x64-10 block function: a counter of 256 bits and a key of 128 bits in, 256 random bits
/// out.
///
/// For keys and counters that do not fit `Philox4x32`, which is the one the point sets use.
///
/// Reference: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as
/// easy as 1, 2, 3, Proceedings of SC11, doi:10.1145/2063384.2063405.
public enum Philox4x64 {
  /// The random words of one counter.
  ///
  /// - Parameters:
  ///   - counter: Four words, the lowest first.
  ///   - key: Two words, the lowest first.
  /// - Returns: Four words, the lowest first.
  @inlinable
  public static func block(counter: SIMD4<UInt64>, key: SIMD2<UInt64>) -> SIMD4<UInt64> {
    let words = ampleur_philox4x64(
      ampleur_philox4x64_words(w0: counter.x, w1: counter.y, w2: counter.z, w3: counter.w),
      key.x,
      key.y
    )
    return SIMD4(words.w0, words.w1, words.w2, words.w3)
  }
}
