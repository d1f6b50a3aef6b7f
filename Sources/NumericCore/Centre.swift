/// A sample mean carried as a value and a remainder, and the deviations from it.
struct Centre {
  let value: Double
  let remainder: Double

  init(of values: UnsafeBufferPointer<Double>) {
    let (total, rest) = CompensatedLanes.parts(values) { $0 }
    let count = Double(values.count)
    let quotient = total / count
    guard quotient.isFinite else {
      value = quotient
      remainder = 0
      return
    }
    // The remainder of the division, then of the sum: a mean of about 30 digits.
    let residue = total.addingProduct(-quotient, count) + rest
    (value, remainder) = ErrorFree.sum(quotient, residue / count)
  }

  @inline(__always)
  func deviations(_ x: CompensatedLanes.Lanes) -> CompensatedLanes.Lanes {
    (x - value) - remainder
  }

  @inline(__always)
  func deviation(_ x: Double) -> Double {
    (x - value) - remainder
  }
}
