import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("Reported standard errors are right")
struct StandardErrorTests {
  @Test("95 % intervals for mean and quantiles cover the truth", arguments: SamplingMethod.allCases)
  func coverage(method: SamplingMethod) throws {
    // Over 200 seeds the number of covering intervals is binomial(200, 0.95): below 176 or above
    // 199 with probability 6e-5 for each of the four figures, 5e-4 for both methods together.
    // The ratio of the mean reported error to the true root mean square error has standard
    // deviation 5 %: outside 0.8 ... 1.25 with probability below 1e-4.
    let model = try TestModels.fermi()
    // PEERS-uncertainty section 6.3 (closed form).
    let exact = [13_596_427.89, 3_715_393.24, 10_954_451.15, 32_298_061.68]
    var covered = [0, 0, 0, 0]
    var squares = [0.0, 0, 0, 0]
    var reported = [0.0, 0, 0, 0]
    for seed in 0..<200 {
      let summary = try TestModels.run(model, draws: 16 * 256, seed: UInt64(seed), method: method)
        .summary(of: 0, probabilities: [0.05, 0.5, 0.95])
      let figures =
        [(summary.mean, summary.meanStandardError)]
        + summary.quantiles.map { ($0.value, $0.standardError) }
      for (index, figure) in figures.enumerated() {
        let error = figure.0 - exact[index]
        if abs(error) <= summary.halfWidth(figure.1) { covered[index] += 1 }
        squares[index] += error * error
        reported[index] += figure.1
      }
    }
    for index in exact.indices {
      #expect(covered[index] >= 176 && covered[index] <= 199)
      let ratio = reported[index] / 200 / (squares[index] / 200).squareRoot()
      #expect(ratio > 0.8 && ratio < 1.25)
    }
  }
}
