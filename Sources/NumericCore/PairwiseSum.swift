extension UnsafeBufferPointer where Element == Double {
  /// The sum by halves, in an order that depends on the number of elements alone.
  ///
  /// The rounding error grows with the logarithm of the number of elements. Prefer
  /// ``compensatedSum()`` where terms cancel.
  ///
  /// Reference: Higham (1993), The accuracy of floating point summation, SIAM Journal on
  /// Scientific Computing 14(4), doi:10.1137/0914050.
  ///
  /// - Returns: The sum, 0 of an empty buffer.
  public func pairwiseSum() -> Double {
    PairwiseSum.sum(self, 0, count)
  }

  /// The sum as if formed in twice the working precision, in a fixed order.
  ///
  /// - Returns: The sum, 0 of an empty buffer.
  public func compensatedSum() -> Double {
    CompensatedLanes.parts(self) { $0 }.value
  }
}

extension UnsafeMutableBufferPointer where Element == Double {
  /// The sum by halves; see the method of the same name of a read-only buffer.
  ///
  /// - Returns: The sum, 0 of an empty buffer.
  public func pairwiseSum() -> Double { UnsafeBufferPointer(self).pairwiseSum() }

  /// The sum as if formed in twice the working precision, in a fixed order.
  ///
  /// - Returns: The sum, 0 of an empty buffer.
  public func compensatedSum() -> Double { UnsafeBufferPointer(self).compensatedSum() }
}

extension Array where Element == Double {
  /// The sum by halves, in an order that depends on the number of elements alone.
  ///
  /// - Returns: The sum, 0 of an empty array.
  public func pairwiseSum() -> Double { withUnsafeBufferPointer { $0.pairwiseSum() } }

  /// The sum as if formed in twice the working precision, in a fixed order.
  ///
  /// - Returns: The sum, 0 of an empty array.
  public func compensatedSum() -> Double { withUnsafeBufferPointer { $0.compensatedSum() } }
}

private enum PairwiseSum {
  static let block = 128

  static func sum(_ buffer: UnsafeBufferPointer<Double>, _ start: Int, _ end: Int) -> Double {
    let count = end - start
    guard count > block else { return blockSum(buffer, start, end) }
    // Split at a whole number of blocks, so that only the last block is short.
    let blocks = (count + block - 1) / block
    let middle = start + (blocks / 2) * block
    return sum(buffer, start, middle) + sum(buffer, middle, end)
  }

  private static func blockSum(
    _ buffer: UnsafeBufferPointer<Double>,
    _ start: Int,
    _ end: Int
  ) -> Double {
    // Four accumulators: a fixed order that still keeps the adders busy.
    var a = 0.0
    var b = 0.0
    var c = 0.0
    var d = 0.0
    var index = start
    while index + 4 <= end {
      a += buffer[index]
      b += buffer[index + 1]
      c += buffer[index + 2]
      d += buffer[index + 3]
      index += 4
    }
    var tail = 0.0
    while index < end {
      tail += buffer[index]
      index += 1
    }
    return ((a + b) + (c + d)) + tail
  }
}
