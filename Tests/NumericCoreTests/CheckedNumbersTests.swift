import NumericCore
import Testing

/// Expected values by hand: cut toward 0, then moved into the range.
@Suite("A checked conversion")
struct CheckedNumbersTests {
  @Test(arguments: [
    (2.9, 2), (-2.9, -2), (0.0, 0), (-0.0, 0), (7.0, 7), (1e300, 10), (-1e300, -10),
    (Double.infinity, 10), (-Double.infinity, -10), (Double.nan, -10), (9.999, 9), (10.0, 10),
    (Double.leastNonzeroMagnitude, 0), (-10.5, -10),
  ])
  func `cuts a number toward 0 and moves it into the range`(value: Double, expected: Int) {
    #expect(Int(value, clampedTo: -10...10) == expected)
  }

  @Test func `reaches both ends of the whole numbers`() {
    let all = Int.min...Int.max
    #expect(Int(9.3e18, clampedTo: all) == .max)
    #expect(Int(-9.3e18, clampedTo: all) == .min)
    // 2^63 - 1024 is the largest double below 2^63.
    #expect(Int(0x1p63.nextDown, clampedTo: all) == Int.max - 1_023)
    #expect(Int(1.7976931348623157e308, clampedTo: 0...0) == 0)
  }

  @Test func `makes a range of two numbers in order and of no others`() {
    #expect(ClosedRange(from: 1.0, through: 2.0) == 1.0...2.0)
    #expect(ClosedRange(from: -Double.infinity, through: 3) == -Double.infinity...3)
    #expect(ClosedRange(from: 2.0, through: 2.0) == 2.0...2.0)
    #expect(ClosedRange(from: 2.0, through: 1.0) == nil)
    #expect(ClosedRange(from: Double.nan, through: 1) == nil)
    #expect(ClosedRange(from: 1, through: Double.nan) == nil)
  }
}
