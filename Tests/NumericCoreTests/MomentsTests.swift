import NumericCore
import TestKit
import Testing

@Suite struct MomentsTests {
  struct Certified: Sendable, CustomTestStringConvertible {
    let name: String
    let values: [Double]
    let row: [String: String]
    var testDescription: String { name }

    func number(_ key: String) throws -> Double { try #require(Double(row[key] ?? "")) }

    static func all() throws -> [Certified] {
      try ReferenceTable("References/certified.csv").rows.map { row in
        let name = row["dataset"] ?? ""
        let values = try ReferenceTable("References/\(name).csv").rows
          .map { try #require(Double($0["y"] ?? "")) }
        return Certified(name: name, values: values, row: row)
      }
    }
  }

  @Test func certifiedMeansDeviationsAndAutocorrelationsAreReached() throws {
    for problem in try Certified.all() {
      let moments = Moments(problem.values)
      #expect(try Double(moments.count) == problem.number("n"))
      let found = [
        ("mean", moments.mean), ("sd", moments.standardDeviation),
        ("acf1", problem.values.lag1Autocorrelation()),
      ]
      for (key, value) in found {
        let digits = correctDigits(value, try problem.number(key))
        #expect(try digits >= problem.number("\(key)_digits"), "\(problem.name) \(key): \(value)")
      }
    }
  }

  @Test func shapeStatisticsOfASmallSampleAreExact() {
    // 1, 2, 3, 10: deviations -3, -2, -1, 6; m2 = 50/4, m3 = 180/4, m4 = 1394/4 by hand.
    let moments = Moments([1, 2, 3, 10])
    #expect(moments.mean == 4)
    #expect(moments.populationVariance == 12.5)
    #expect(isClose(moments.variance, 50 / 3.0, relative: 1e-15))
    #expect(isClose(moments.skewness, 45 / (12.5 * 12.5.squareRoot()), relative: 1e-15))
    #expect(isClose(moments.excessKurtosis, 348.5 / 156.25 - 3, relative: 1e-14))
    #expect(isClose(moments.standardError, (50 / 12.0).squareRoot(), relative: 1e-15))
  }

  @Test func aShiftOfTheSampleLeavesTheVarianceAlone() {
    var generator = SplitMix(seed: 2)
    let values = (0..<999).map { _ in (generator.uniform() * 4096).rounded() }
    // Whole numbers: shifting by 2^40 is exact, so nothing but the method can differ.
    let shifted = values.map { $0 + 0x1p40 }
    #expect(isClose(Moments(shifted).variance, Moments(values).variance, relative: 1e-15))
  }

  @Test func emptyAndShortSamplesHaveNoVariance() {
    #expect(Moments([]).mean.isNaN)
    #expect(Moments([]).variance.isNaN)
    #expect(Moments([7]).mean == 7)
    #expect(Moments([7]).variance.isNaN)
    #expect(Moments([7]).populationVariance == 0)
    #expect(Moments([7, 7, 7]).standardDeviation == 0)
    #expect(Moments([7, 7, 7]).skewness.isNaN)
    #expect([7.0].lag1Autocorrelation().isNaN)
    #expect([7.0, 7, 7].lag1Autocorrelation().isNaN)
  }

  @Test func valuesThatAreNotFiniteMakeTheResultsNaN() {
    #expect(Moments([1, .nan, 2]).mean.isNaN)
    #expect(Moments([1, .infinity]).mean == .infinity)
    #expect(Moments([1, .infinity]).variance.isNaN)
    #expect([1, .nan, 2].lag1Autocorrelation().isNaN)
  }
}
