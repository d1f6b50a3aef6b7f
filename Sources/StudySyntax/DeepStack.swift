#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs work that recurses on a stack whose size does not depend on the caller's thread.
///
/// Formulas are read and checked by recursion. The nesting that the parser allows needs more than
/// the half megabyte that a background thread may have.
package enum DeepStack {
  /// The size of the stack in bytes; only what is touched becomes memory.
  private static let size = 64 * 1024 * 1024

  /// Calls a closure on a thread of its own and waits for it.
  ///
  /// - Parameter body: The work.
  /// - Returns: What the work returns.
  package static func run<Result>(_ body: () -> Result) -> Result {
    var result: Result?
    withoutActuallyEscaping({ result = body() }) { work in start(work) }
    // A thread is refused only where the system has none left: then the caller's stack must do.
    return result ?? body()
  }

  private static func start(_ work: @escaping () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, size) == 0 else { return }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(work))
    let code = pthread_create(
      &thread,
      &attributes,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
        return nil
      },
      box.toOpaque()
    )
    guard code == 0 else {
      box.release()
      return
    }
    pthread_join(thread, nil)
  }

  private final class Box {
    let work: () -> Void

    init(_ work: @escaping () -> Void) { self.work = work }
  }
}
