#if canImport(Glibc)
  import Glibc
#endif

/// The draws of one quantity, replicate after replicate, in memory of its own.
///
/// Written once by the simulation, then only read.
final class SampleColumn: @unchecked Sendable {
  let count: Int
  let base: UnsafeMutablePointer<Double>

  /// The size from which memory is asked for in large pages, which spares most of the time that
  /// the first touch of each small page costs.
  private static let largePage = 1 << 21

  /// Allocates a column without filling it.
  ///
  /// - Parameter count: The number of draws.
  init(count: Int) {
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Double>.stride
    let large = bytes >= 2 * Self.largePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes,
      alignment: large ? Self.largePage : 64
    )
    #if canImport(Glibc)
      // Advice only: where it is refused the small pages do as well.
      if large { _ = madvise(memory, bytes, MADV_HUGEPAGE) }
    #endif
    base = memory.bindMemory(to: Double.self, capacity: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  var values: UnsafeBufferPointer<Double> { UnsafeBufferPointer(start: base, count: count) }
}

/// A quantity's draws, or the one number it is in every draw.
enum SampleValues: Sendable {
  case constant(Double)
  case draws(SampleColumn)
}
