import CVectorKernels

/// A stream of random words from the Philox4x32-10 block function.
///
/// Every seed has 2^64 streams of 2^64 words each. A word depends on the seed, the stream and the
/// position alone, so that parallel work takes one stream for each task and any position is reached
/// in constant time. Seed 0 is a seed like any other. Below position 2^57 no word is shared with a
/// point set of the same seed.
///
/// For coordinates of points prefer `PseudorandomPoints`, which fills blocks by vector instructions.
///
/// Reference: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as
/// easy as 1, 2, 3, Proceedings of SC11, doi:10.1145/2063384.2063405.
public struct PhiloxGenerator: RandomNumberGenerator, Sendable {
  /// The seed: the key of the block function.
  public let seed: UInt64
  /// The stream: the high half of the counter.
  public let stream: UInt64

  /// The position of the next word.
  @usableFromInline var nextPosition: UInt64
  /// The second word of the current block, where the position is odd.
  @usableFromInline var pending: UInt64

  /// Makes a generator.
  ///
  /// - Parameters:
  ///   - seed: Any number.
  ///   - stream: Any number; different streams are independent.
  ///   - position: The number of words to pass over.
  @inlinable
  public init(seed: UInt64, stream: UInt64, position: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
    nextPosition = position
    pending = 0
    jump(to: position)
  }

  /// The number of words before the next one.
  @inlinable
  public var position: UInt64 { nextPosition }

  /// Moves to a position, forward or back.
  ///
  /// - Parameter position: The number of words before the next one.
  @inlinable
  public mutating func jump(to position: UInt64) {
    nextPosition = position
    if position & 1 == 1 { pending = block(position >> 1).1 }
  }

  /// The next word.
  ///
  /// - Returns: 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    defer { nextPosition &+= 1 }
    guard nextPosition & 1 == 0 else { return pending }
    let words = block(nextPosition >> 1)
    pending = words.1
    return words.0
  }

  /// The two words of a block.
  @inlinable
  func block(_ number: UInt64) -> (UInt64, UInt64) {
    let words = ampleur_philox4x32(
      ampleur_philox4x32_words(
        w0: UInt32(truncatingIfNeeded: number),
        w1: UInt32(truncatingIfNeeded: number >> 32),
        w2: UInt32(truncatingIfNeeded: stream),
        w3: UInt32(truncatingIfNeeded: stream >> 32)
      ),
      UInt32(truncatingIfNeeded: seed),
      UInt32(truncatingIfNeeded: seed >> 32)
    )
    return (
      UInt64(words.w1) << 32 | UInt64(words.w0), UInt64(words.w3) << 32 | UInt64(words.w2)
    )
  }
}
