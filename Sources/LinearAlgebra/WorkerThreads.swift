#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The threads that a threaded OpenBLAS starts when it is loaded.
public enum WorkerThreads {
  /// Ends them.
  ///
  /// They yield and spin beside the program's own threads for a while, and are of no use to it: every
  /// routine here runs on the thread that calls it, so that results do not depend on the number of
  /// cores. Without effect where OpenBLAS has no such threads.
  public static func stop() {
    typealias Shutdown = @convention(c) () -> CInt
    // Absent from builds of OpenBLAS without threads, which is why it is looked up.
    guard let symbol = dlsym(nil, "blas_thread_shutdown_") else { return }
    _ = unsafeBitCast(symbol, to: Shutdown.self)()
  }
}
