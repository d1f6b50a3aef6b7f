import NumericCore
import TestKit
import Testing

@Suite struct SummationTests {
  @Test func aCompensatedSumKeepsWhatPlainAdditionLoses() {
    // Neumaier's (1974) example: exactly 2; plain addition gives 0, Kahan's method too.
    #expect(CompensatedSum([1, 1e100, 1, -1e100]).value == 2)
    #expect([1, 1e100, 1, -1e100].compensatedSum() == 2)
    #expect(CompensatedSum().value == 0)
  }

  @Test func productsAreAddedWithTheirRoundingErrors() {
    // (1 + 2^-30)^2 - (1 + 2^-29) = 2^-60 exactly; the rounded product loses it.
    var sum = CompensatedSum()
    sum.add(product: 1 + 0x1p-30, 1 + 0x1p-30)
    sum.add(-(1 + 0x1p-29))
    #expect(sum.value == 0x1p-60)
  }

  @Test func infinitiesAndNaNPropagate() {
    #expect(CompensatedSum([1, .infinity, 2]).value == .infinity)
    #expect(CompensatedSum([.infinity, -.infinity]).value.isNaN)
    let long = [Double](repeating: 1, count: 20) + [-.infinity] + [1, 2]
    #expect(long.compensatedSum() == -.infinity)
    #expect((long + [.nan]).compensatedSum().isNaN)
    #expect(long.pairwiseSum() == -.infinity)
  }

  @Test func aRunningSumDoesNotDependOnHowTheTermsAreCutIntoBlocks() {
    var generator = SplitMix(seed: 1)
    let terms = (0..<1000).map { _ in generator.uniform() - 0.5 }
    let whole = CompensatedSum(terms)
    var blocks = CompensatedSum()
    for start in stride(from: 0, to: 1000, by: 37) {
      for term in terms[start..<min(start + 37, 1000)] { blocks.add(term) }
    }
    #expect(whole == blocks)
  }

  @Test func mergedSumsKeepBothErrors() {
    var left = CompensatedSum([1, 1e100])
    left.add(CompensatedSum([1, -1e100]))
    #expect(left.value == 2)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 7, 8, 9, 127, 128, 129, 255, 256, 257, 1000, 4097])
  func sumsOfWholeNumbersAreExact(count: Int) {
    // Gauss: 1 + ... + n = n (n + 1) / 2; every partial sum is a whole number below 2^53.
    let values = (0..<count).map { Double($0 + 1) }
    let expected = Double(count * (count + 1) / 2)
    #expect(values.pairwiseSum() == expected)
    #expect(values.compensatedSum() == expected)
  }

  @Test func pairwiseSummationOfTenthsStaysWithinItsErrorBound() {
    // Higham (1993): error at most about log2(n / 128) + 32 units of 1.1e-16 for 10^5 terms.
    let values = [Double](repeating: 0.1, count: 100_000)
    #expect(isClose(values.pairwiseSum(), 10_000, relative: 45 * 1.2e-16))
    // 100,000 times the double nearest to 0.1 is 10000.0000000000005551, whose double is 10,000.
    #expect(values.compensatedSum() == 10_000)
  }

  @Test func anErrorFreeTransformationLosesNothing() {
    let (sum, error) = ErrorFree.sum(1e16, 1)
    #expect(sum == 1e16 && error == 1)
    let (product, rest) = ErrorFree.product(1 + 0x1p-52, 1 + 0x1p-52)
    // (1 + e)^2 = 1 + 2 e + e^2.
    #expect(product == 1 + 0x1p-51 && rest == 0x1p-104)
  }

  @Test func ulpDistanceCountsRepresentableSteps() {
    #expect((1.0).ulpDistance(to: 1) == 0)
    #expect((1.0).ulpDistance(to: (1.0).nextUp) == 1)
    #expect((1.0).ulpDistance(to: 2) == 1 << 52)
    #expect((0.0).ulpDistance(to: -0.0) == 0)
    #expect((-Double.leastNonzeroMagnitude).ulpDistance(to: .leastNonzeroMagnitude) == 2)
    #expect((-Double.leastNonzeroMagnitude).ulpDistance(to: 0) == 1)
    #expect(Double.greatestFiniteMagnitude.ulpDistance(to: .infinity) == 1)
    #expect(Double.nan.ulpDistance(to: 1) == .max)
  }
}
