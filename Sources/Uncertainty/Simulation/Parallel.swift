import Dispatch

/// Work split over threads in contiguous ranges.
package enum Parallel {
  /// Runs a body for parts of a range, one part for each thread, and returns the results in order.
  ///
  /// - Parameters:
  ///   - range: What to split.
  ///   - threads: The number of parts, at least 1; fewer for a short range.
  ///   - body: Called once for each part, at the same time as others.
  package static func map<Result>(
    _ range: Range<Int>,
    threads: Int,
    _ body: (Range<Int>) -> Result
  ) -> [Result] {
    let parts = max(1, min(threads, range.count))
    guard parts > 1 else { return [body(range)] }
    func part(_ index: Int) -> Range<Int> {
      let low = range.lowerBound + range.count / parts * index + min(index, range.count % parts)
      let length = range.count / parts + (index < range.count % parts ? 1 : 0)
      return low..<(low + length)
    }
    let results = UnsafeMutablePointer<Result>.allocate(capacity: parts)
    defer { results.deallocate() }
    withoutActuallyEscaping(body) { body in
      let shared = Shared(results: results, body: body, part: part)
      DispatchQueue.concurrentPerform(iterations: parts) { index in
        (shared.results + index).initialize(to: shared.body(shared.part(index)))
      }
    }
    let collected = (0..<parts).map { results[$0] }
    results.deinitialize(count: parts)
    return collected
  }

  /// What the threads share: each writes to its own place.
  private struct Shared<Result>: @unchecked Sendable {
    let results: UnsafeMutablePointer<Result>
    let body: (Range<Int>) -> Result
    let part: (Int) -> Range<Int>
  }
}
