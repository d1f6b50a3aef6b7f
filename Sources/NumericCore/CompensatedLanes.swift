/// Compensated sums over a buffer in eight interleaved lanes, combined in a fixed order.
///
/// Lane `k` takes the elements `k`, `k + 8`, `k + 16`, ... so the result depends on the elements
/// and their number alone, and the processor can work on the lanes side by side.
enum CompensatedLanes {
  typealias Lanes = SIMD8<Double>

  /// The sum of a term over all elements.
  ///
  /// - Parameters:
  ///   - buffer: The elements.
  ///   - term: Maps eight elements to eight terms, each lane on its own.
  @inline(__always)
  static func sum(
    _ buffer: UnsafeBufferPointer<Double>,
    _ term: (Lanes) -> Lanes
  ) -> CompensatedSum {
    let count = buffer.count
    guard count > 0 else { return CompensatedSum() }
    let raw = UnsafeRawBufferPointer(buffer)
    var sum = Lanes.zero
    var compensation = Lanes.zero
    let whole = count / Lanes.scalarCount
    for block in 0..<whole {
      let x = raw.loadUnaligned(fromByteOffset: block * MemoryLayout<Lanes>.size, as: Lanes.self)
      let value = term(x)
      let next = sum + value
      let other = next - sum
      compensation += (sum - (next - other)) + (value - other)
      sum = next
    }
    var total = CompensatedSum()
    for lane in 0..<Lanes.scalarCount { total.add(sum[lane]) }
    for lane in 0..<Lanes.scalarCount { total.add(compensation[lane]) }
    for index in (whole * Lanes.scalarCount)..<count {
      total.add(term(Lanes(repeating: buffer[index]))[0])
    }
    return total
  }

  /// The sum as a value and a remainder, falling back on the plain sum beside infinities.
  @inline(__always)
  static func parts(
    _ buffer: UnsafeBufferPointer<Double>,
    _ term: (Lanes) -> Lanes
  ) -> (value: Double, remainder: Double) {
    let parts = sum(buffer, term).parts
    guard !parts.value.isFinite else { return parts }
    var plain = 0.0
    for x in buffer { plain += term(Lanes(repeating: x))[0] }
    return (plain, 0)
  }
}
