/// How many standard deviations a chi-square statistic lies above its expectation.
///
/// With k cells of equal probability the statistic has k - 1 degrees of freedom, expectation k - 1
/// and variance 2 (k - 1).
func chiSquareDeviation(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  var statistic = 0.0
  for count in counts {
    let difference = Double(count) - expected
    statistic += difference * difference / expected
  }
  let degrees = Double(counts.count - 1)
  return (statistic - degrees) / (2 * degrees).squareRoot()
}

/// How many standard deviations the number of heads of a fair coin is away from half.
func coinDeviation(heads: Int, of tosses: Int) -> Double {
  (Double(heads) - Double(tosses) / 2) / (Double(tosses) / 4).squareRoot()
}

/// The 32-bit number x of a value `(x + 1/2) / 2^32`.
func word(_ value: Double) -> UInt32 {
  UInt32(value * 4_294_967_296 - 0.5)
}

/// A number with its binary digits in reverse order.
func reversed(_ word: UInt32) -> UInt32 {
  var result: UInt32 = 0
  for bit in 0..<32 where word >> UInt32(bit) & 1 == 1 { result |= 1 << UInt32(31 - bit) }
  return result
}

/// The number of the unscrambled Sobol' point, in Gray code order, whose first coordinate has this
/// bit-reversed word.
func pointNumber(reversedWord: UInt32) -> Int {
  var number = reversedWord
  number ^= number >> 1
  number ^= number >> 2
  number ^= number >> 4
  number ^= number >> 8
  number ^= number >> 16
  return Int(number)
}
