import NumericCore
import Synchronization

extension Parallel {
  /// Runs numbered units in order, each on the first thread that is free.
  ///
  /// A thread that other work on the machine slows down takes fewer units. When one fails, those
  /// before it are still finished: the failure of the lowest number is that of a run in order.
  ///
  /// - Parameters:
  ///   - count: The number of units.
  ///   - threads: The number of threads, at least 1; fewer for few units.
  ///   - progress: Called on the calling thread with the part done, from 0 to 1, about 64 times;
  ///     returning `false` stops the work.
  ///   - worker: Makes what one thread works with.
  ///   - body: Runs a unit, at the same time as others; `false` stops the work.
  /// - Returns: The workers; `nil` when `progress` stopped the work.
  static func units<Worker>(
    _ count: Int,
    threads: Int,
    progress: ((Double) -> Bool)?,
    worker: () -> Worker,
    body: (Worker, Int) -> Bool
  ) -> [Worker]? {
    if let progress, !progress(0) { return nil }
    let queue = UnitQueue(count: count)
    let caller = pthread_self()
    let parts = max(1, min(threads, count))
    // The calling thread is one of those that work, and the only one that tells.
    let handler = Handler(call: progress)
    let workers = map(0..<parts, threads: parts) { _ in
      let own = worker()
      let tells = pthread_equal(pthread_self(), caller) != 0
      var told = 0
      while let unit = queue.next() {
        let step = 64 * unit / count
        if tells, step > told, let progress = handler.call {
          told = step
          if !progress(Double(unit) / Double(count)) { queue.cancel() }
        }
        if !body(own, unit) { queue.stop() }
      }
      return own
    }
    guard !queue.isCancelled else { return nil }
    if let progress, !progress(1) { return nil }
    return workers
  }

  /// A handler that one thread alone calls.
  private struct Handler: @unchecked Sendable {
    let call: ((Double) -> Bool)?
  }

  /// Hands out numbers.
  private final class UnitQueue: Sendable {
    private let count: Int
    private let taken = Atomic<Int>(0)
    private let stopped = Atomic<Bool>(false)
    private let cancelled = Atomic<Bool>(false)

    init(count: Int) { self.count = count }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func next() -> Int? {
      guard !stopped.load(ordering: .relaxed) else { return nil }
      let unit = taken.add(1, ordering: .relaxed).oldValue
      return unit < count ? unit : nil
    }

    func stop() { stopped.store(true, ordering: .relaxed) }

    func cancel() {
      cancelled.store(true, ordering: .relaxed)
      stop()
    }
  }
}
