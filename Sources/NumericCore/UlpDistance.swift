extension Double {
  /// The number of representable steps between two numbers.
  ///
  /// - Parameter other: The number to compare with. Both zeros count as the same number.
  /// - Returns: 0 for equal numbers, 1 for neighbours, and so on, across 0 and up to infinity;
  ///   `UInt64.max` where either is NaN.
  public func ulpDistance(to other: Double) -> UInt64 {
    guard !isNaN && !other.isNaN else { return .max }
    let a = (self + 0).orderedBits
    let b = (other + 0).orderedBits
    return a > b ? a - b - spanOfZeros(a, b) : b - a - spanOfZeros(b, a)
  }

  /// A key whose unsigned order is the order of the numbers: negative NaN, -infinity, ...,
  /// -0, +0, ..., infinity, NaN.
  @inline(__always) var orderedBits: UInt64 {
    let sign = UInt64(bitPattern: Int64(bitPattern: bitPattern) >> 63)
    return bitPattern ^ (sign | 0x8000_0000_0000_0000)
  }

  /// The number whose ``orderedBits`` these are.
  @inline(__always) init(orderedBits key: UInt64) {
    let negative = key & 0x8000_0000_0000_0000 == 0
    self.init(bitPattern: negative ? ~key : key ^ 0x8000_0000_0000_0000)
  }
}

/// The key of -0 lies between those of the negative and the positive numbers and is no step.
private func spanOfZeros(_ larger: UInt64, _ smaller: UInt64) -> UInt64 {
  let zero = (0.0).orderedBits
  return larger >= zero && smaller < zero ? 1 : 0
}
