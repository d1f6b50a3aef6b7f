import Testing

@testable import Units

@Suite struct RationalTests {
  @Test func `A fraction is kept in lowest terms with a positive denominator`() throws {
    let fraction = try #require(Rational(6, over: -8))
    #expect(fraction.numerator == -3)
    #expect(fraction.denominator == 4)
    #expect(fraction.description == "-3/4")
    #expect(Rational(1, over: 0) == nil)
    #expect(Rational(0, over: -7) == .zero)
  }

  @Test(arguments: [
    ("14", 14, 1), ("365.2425", 1_460_97, 400), ("1e6", 1_000_000, 1), ("-2.50", -5, 2),
    ("1e-3", 1, 1000), ("0.0", 0, 1),
  ])
  func `Decimal numbers are read exactly`(text: String, numerator: Int, denominator: Int) {
    #expect(Rational(decimal: text) == Rational(numerator, over: denominator))
  }

  @Test(arguments: ["", "-", ".", "1.2.3", "e3", "1e", "1e400", "12x", "99999999999999999999"])
  func `What is no decimal number or does not fit is not read`(text: String) {
    #expect(Rational(decimal: text) == nil)
  }

  @Test func `Arithmetic is exact and says when it does not fit`() throws {
    let third = try #require(Rational(1, over: 3))
    let sixth = try #require(Rational(1, over: 6))
    #expect(third.adding(sixth) == Rational(1, over: 2))
    #expect(third.multiplied(by: sixth) == Rational(1, over: 18))
    #expect(third.divided(by: sixth) == 2)
    #expect(third.divided(by: 0) == nil)
    #expect(Rational(10).power(18) == Rational(1_000_000_000_000_000_000))
    #expect(Rational(10).power(19) == nil)
    #expect(Rational(2).power(-3) == Rational(1, over: 8))
    #expect(Rational(0).power(-1) == nil)
    #expect(Rational(Int.max).adding(1) == nil)
    #expect(Rational(Int.max).multiplied(by: 2) == nil)
    #expect(Rational(Int.min, over: 1) == nil)
    #expect(Rational(Int.min) == Rational(-Int.max))
    #expect(Rational(Int.min, over: Int.min) == 1)
  }

  @Test func `Roots are found only where they are rational`() {
    #expect(Rational(1, over: 100)?.root(2) == Rational(1, over: 10))
    #expect(Rational(27, over: 8)?.root(3) == Rational(3, over: 2))
    #expect(Rational(2).root(2) == nil)
    #expect(Rational(Int.max).root(2) == nil)
    #expect(Rational(4_611_686_014_132_420_609).root(2) == 2_147_483_647)
  }

  @Test func `Order is exact where floating point cannot tell`() throws {
    let one = try #require(Rational(Int.max - 1, over: Int.max))
    #expect(one < 1)
    #expect(one.doubleValue == 1)
    #expect(Rational(-1) < 0)
  }

  @Test func `A factor beyond the range of integers goes on as a floating-point number`() {
    let big = ConversionFactor.exact(Rational(1_000_000_000_000))
    let square = big.multiplied(by: big)
    #expect(square == .approximate(1e24))
    #expect(square.exactValue == nil)
    // sqrt(2) to the nearest double, IEEE 754.
    let half = Rational(1, over: 2) ?? 1
    #expect(ConversionFactor.exact(2).raised(to: half) == .approximate(2.0.squareRoot()))
    #expect(ConversionFactor.exact(100).raised(to: half) == .exact(10))
    #expect(ConversionFactor(decimal: 118.76) == .exact(Rational(11_876, over: 100) ?? 0))
  }
}
