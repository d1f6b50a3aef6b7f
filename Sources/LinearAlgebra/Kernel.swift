internal import CLAPACK

/// The way into BLAS and LAPACK: one thread, checked arguments, 32-bit sizes.
enum Kernel {
  /// Sets OpenBLAS to one thread, once, by whoever comes first.
  ///
  /// OpenBLAS splits sums over its threads, so its results depend on their number. One thread
  /// makes them depend on the data (and the processor family) alone, and is quicker for the
  /// small problems here.
  private static let singleThread: Void = openblas_set_num_threads(1)

  /// Makes sure that BLAS runs on one thread; called before every use.
  static func prepare() { _ = singleThread }

  /// A size as BLAS and LAPACK want it.
  static func size(_ n: Int) -> Int32 { Int32(n) }

  /// The leading dimension of a matrix, at least 1 as LAPACK demands.
  static func leading(_ rows: Int) -> Int32 { Int32(max(1, rows)) }
}
