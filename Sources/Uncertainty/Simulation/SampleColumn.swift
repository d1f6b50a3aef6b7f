#if canImport(Glibc)
  import Glibc
#endif

/// The draws of one quantity, replicate after replicate, in memory of its own.
///
/// Written once by the simulation, then only read. The address of the memory never leaves this
/// file: readers and writers get it for the time of a closure, whose result cannot hold it (pointers
/// are not `Sendable`), or work on a ``ColumnPart``, which keeps the column alive.
package final class SampleColumn: @unchecked Sendable {
  package let count: Int
  private let base: UnsafeMutablePointer<Double>

  /// The size from which memory is asked for in large pages, which spares most of the time that
  /// the first touch of each small page costs.
  private static let largePage = 1 << 21

  /// Allocates a column without filling it.
  ///
  /// - Parameter count: The number of draws.
  package init(count: Int) {
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

  /// A column of equal numbers.
  package convenience init(repeating value: Double, count: Int) {
    self.init(count: count)
    base.initialize(repeating: value, count: count)
  }

  /// A copy of some numbers.
  package convenience init(_ values: [Double]) {
    self.init(count: values.count)
    base.initialize(from: values, count: values.count)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  // MARK: Reading and writing

  /// A copy of the draws.
  package var copy: [Double] { withValues { Array($0) } }

  /// One draw.
  package subscript(_ draw: Int) -> Double {
    get {
      precondition(draw >= 0 && draw < count, "A column has no draw \(draw)")
      return base[draw]
    }
    set {
      precondition(draw >= 0 && draw < count, "A column has no draw \(draw)")
      base[draw] = newValue
    }
  }

  /// Reads the draws; the memory is valid until `body` returns.
  package func withValues<Result: Sendable, Failure: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }

  /// Writes the draws; the memory is valid until `body` returns.
  package func withMutableValues<Result: Sendable, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeMutableBufferPointer(start: base, count: count))
  }

  /// Reads several columns at once.
  package static func withValues<Result: Sendable, Failure: Error>(
    of columns: [SampleColumn],
    _ body: ([UnsafeBufferPointer<Double>]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(columns) {} }
    return try body(columns.map { UnsafeBufferPointer(start: $0.base, count: $0.count) })
  }

  /// Writes several columns at once.
  package static func withMutableValues<Result: Sendable, Failure: Error>(
    of columns: [SampleColumn],
    _ body: ([UnsafeMutableBufferPointer<Double>]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(columns) {} }
    return try body(columns.map { UnsafeMutableBufferPointer(start: $0.base, count: $0.count) })
  }

  // MARK: Parts

  /// All draws as a part.
  package var whole: ColumnPart { ColumnPart(self, 0..<count) }

  /// A stretch of the draws.
  package func part(_ range: Range<Int>) -> ColumnPart { ColumnPart(self, range) }

  fileprivate func read(_ place: Int, _ count: Int, into target: UnsafeMutablePointer<Double>) {
    target.update(from: base + place, count: count)
  }

  fileprivate func write(_ place: Int, _ count: Int, from source: UnsafePointer<Double>) {
    (base + place).update(from: source, count: count)
  }

  fileprivate func write(_ place: Int, _ count: Int, repeating value: Double) {
    (base + place).update(repeating: value, count: count)
  }
}

/// A stretch of a column; it keeps the column's memory alive as long as anybody can reach it.
package struct ColumnPart: Sendable {
  package let column: SampleColumn
  /// The place of the first draw in the column.
  package let start: Int
  package let count: Int

  /// A stretch of no draws.
  package static let empty = SampleColumn(count: 0).whole

  package init(_ column: SampleColumn, _ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= column.count,
      "A column of \(column.count) draws has no part \(range)"
    )
    self.column = column
    start = range.lowerBound
    count = range.count
  }

  /// Copies draws of the part to a block.
  package func read(_ offset: Int, _ count: Int, into target: UnsafeMutablePointer<Double>) {
    check(offset, count)
    column.read(start + offset, count, into: target)
  }

  /// Replaces draws of the part by those of a block.
  package func write(_ offset: Int, _ count: Int, from source: UnsafePointer<Double>) {
    check(offset, count)
    column.write(start + offset, count, from: source)
  }

  /// Replaces draws of the part by one number.
  package func write(_ offset: Int, _ count: Int, repeating value: Double) {
    check(offset, count)
    column.write(start + offset, count, repeating: value)
  }

  /// Reads the draws; the memory is valid until `body` returns.
  package func withValues<Result: Sendable, Failure: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try column.withValues { (values) throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: values[start..<(start + count)]))
    }
  }

  /// Writes the draws; the memory is valid until `body` returns.
  package func withMutableValues<Result: Sendable, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try column.withMutableValues { (values) throws(Failure) in
      try body(UnsafeMutableBufferPointer(rebasing: values[start..<(start + count)]))
    }
  }

  private func check(_ offset: Int, _ count: Int) {
    precondition(
      offset >= 0 && count >= 0 && count <= self.count - offset,
      "A part of \(self.count) draws has no \(count) draws from \(offset) on"
    )
  }
}

/// A quantity's draws, or the one number it is in every draw.
package enum SampleValues: Sendable {
  case constant(Double)
  case draws(SampleColumn)
}
