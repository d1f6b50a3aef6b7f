import Probability
import Testing

@Suite struct DistributionErrorTests {
  /// The message of what a distribution throws.
  func message(_ body: () throws(DistributionError) -> any Distribution) -> String {
    do {
      _ = try body()
      return "nothing thrown"
    } catch {
      return error.description
    }
  }

  @Test func `A message names the family, the parameter, the requirement and the value`() {
    #expect(
      message { () throws(DistributionError) in try LogNormal(mu: 0, sigma: -0.2) }
        == "lognormal needs sigma > 0; got -0.2"
    )
    #expect(
      message { () throws(DistributionError) in try Normal(mean: 1, standardDeviation: 0) }
        == "normal needs sd > 0; got 0"
    )
    #expect(
      message { () throws(DistributionError) in try Normal(mean: .nan, standardDeviation: 1) }
        == "normal needs mean finite; got nan"
    )
    #expect(
      message { () throws(DistributionError) in try Uniform(low: 5, high: 3) }
        == "uniform needs low < high; got low 5, high 3"
    )
    #expect(
      message { () throws(DistributionError) in try Triangular(low: 0, mode: 9, high: 3) }
        == "triangular needs low <= mode <= high and low < high; got low 0, mode 9, high 3"
    )
    #expect(
      message { () throws(DistributionError) in try Binomial(trials: 2.5, probability: 0.5) }
        == "binomial needs n a whole number >= 0; got 2.5"
    )
    #expect(
      message { () throws(DistributionError) in try Beta(mean: 0.5, standardDeviation: 0.5) }
        == "beta needs sd < sqrt(mean * (1 - mean)); got mean 0.5, sd 0.5"
    )
    #expect(
      message { () throws(DistributionError) in
        try Truncated(try Uniform(low: 0, high: 1), low: 2, high: 3)
      } == "truncate needs an interval to which uniform gives some probability; got low 2, high 3"
    )
    #expect(
      message { () throws(DistributionError) in try Discrete(values: [], weights: []) }
        == "discrete needs at least 1 values; got 0"
    )
    #expect(
      message { () throws(DistributionError) in
        try Metalog(probabilities: [0.05, 0.5], values: [40, 30])
      } == "quantiles must rise with their probabilities: 5% is 40 but 50% is 30"
    )
  }

  @Test func `NaN fails every form of the catalogue in every place`() throws {
    for family in DistributionCatalogue.families {
      for form in family.forms {
        let sets = try #require(parameterSets[form.signature])
        for place in form.parameters.indices {
          var values = sets[0]
          values[place] = .nan
          #expect(throws: DistributionError.self) { _ = try form.make(values) }
          values[place] = .infinity
          #expect(throws: DistributionError.self) { _ = try form.make(values) }
        }
        #expect(throws: DistributionError.self) { _ = try form.make([]) }
      }
    }
  }
}
