import NumericCore
import TestKit
import Testing

@Suite struct QuantilesTests {
  static let probabilities = [0.5, 0, 1, 0.05, 0.95, 0.25, 0.75, 0.001, 0.999, 0.5, 1.0 / 3]

  /// The definition, from a full sort (Hyndman and Fan 1996, definition 7).
  func sortedReference(_ values: [Double], _ p: Double) -> Double {
    let sorted = values.sorted()
    let h = Double(values.count - 1) * p
    let lower = Int(h, clampedTo: 0...(values.count - 1))
    guard h > Double(lower) else { return sorted[lower] }
    return sorted[lower] + (h - Double(lower)) * (sorted[lower + 1] - sorted[lower])
  }

  /// Shapes of data that stress a selection by leading bits.
  static func sample(_ shape: String, _ count: Int) -> [Double] {
    var generator = SplitMix(seed: UInt64(count))
    return (0..<count).map { index in
      let u = generator.uniform()
      switch shape {
      case "uniform": return u
      case "around zero": return (u - 0.5) * generator.uniform()
      case "heavy tails": return 1 / (u * u * u + 1e-12)
      case "ties": return (u * 7).rounded(.down) - 3
      case "one value": return 4.25
      case "nearly one value": return index % 1000 == 0 ? u : 2
      case "narrow": return 1e6 + u * 1e-6
      case "two clusters": return u < 0.5 ? 1e-300 * (1 + u) : 1e300 * u
      case "sorted": return Double(index)
      default: return Double(count - index)
      }
    }
  }

  @Test(
    arguments: [
      "uniform", "around zero", "heavy tails", "ties", "one value", "nearly one value", "narrow",
      "two clusters", "sorted", "reversed",
    ],
    [1, 2, 3, 10, 511, 513, 3000, 20_001]
  )
  func selectionGivesTheBitsOfAFullSort(shape: String, count: Int) {
    let values = Self.sample(shape, count)
    let found = values.quantiles(Self.probabilities)
    for (p, quantile) in zip(Self.probabilities, found) {
      #expect(quantile == sortedReference(values, p), "\(shape), \(count) values, p = \(p)")
    }
  }

  @Test func definitionSevenInterpolatesBetweenNeighbours() {
    // By the definition: h is 0.3, 1.5 and 2.7 in 1, 2, 4, 8.
    let found = [8.0, 1, 4, 2].quantiles([0.1, 0.5, 0.9])
    #expect(isClose(found[0], 1.3, relative: 1e-15))
    #expect(found[1] == 3)
    #expect(isClose(found[2], 6.8, relative: 1e-15))
    #expect([3.0, 1, 2].median() == 2)
    #expect([3.0, 1].median() == 2)
    #expect([3.0].quantile(0.37) == 3)
  }

  @Test func aBufferIsReadAndNotChanged() {
    var values = Self.sample("uniform", 5000)
    let copy = values
    let median = values.withUnsafeMutableBufferPointer { $0.median() }
    #expect(values == copy)
    #expect(median == copy.median())
    let ranks = values.withUnsafeBufferPointer { $0.orderStatistics([0, 1, 4999]) }
    let sorted = values.sorted()
    #expect(ranks == [sorted[0], sorted[1], sorted[4999]])
  }

  @Test func infinitiesTakePart() {
    let values = [-Double.infinity, 1, 2, .infinity]
    #expect(values.quantile(0) == -.infinity)
    #expect(values.quantile(1) == .infinity)
    #expect(values.median() == 1.5)
    #expect(values.quantile(0.9) == .infinity)
    #expect([-Double.infinity, .infinity].median().isNaN)
    #expect([-1e308, 1.5e308].median() == 0.25e308)
  }

  @Test func bothZerosAreOneValue() {
    let values = [Double](repeating: -0.0, count: 700) + [Double](repeating: 0, count: 700)
    #expect(values.median() == 0)
  }

  @Test func noProbabilitiesGiveNoQuantiles() {
    #expect([1.0, 2].quantiles([]).isEmpty)
  }

  @Test func `a NaN in the sample makes every quantile NaN, wherever it stands`() {
    for place in [0, 1, 999, 2_000] {
      var values = (0..<2_001).map(Double.init)
      values[place] = .nan
      let quantiles = values.quantiles([0, 0.5, 1])
      #expect(quantiles.allSatisfy { $0.isNaN })
      values[place] = -.nan
      #expect(values.median().isNaN)
    }
    #expect([Double.nan, 1].median().isNaN)
  }

  @Test func `an empty sample has no quantiles`() {
    #expect([Double]().median().isNaN)
    #expect([Double]().quantiles([0, 1]).count == 2)
  }

  @Test func aProbabilityThatIsNaNStopsTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = [1.0, 2].quantile(.nan) }
  }
}
