import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("Summaries without kept draws")
struct SampleSummariesTests {
  private static let probabilities = [0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 1]

  /// Outputs of every kind: smooth, heavy-tailed, discrete, with undefined and infinite draws,
  /// undefined in every draw, and constant.
  private static func model() throws -> Model {
    var builder = ModelBuilder()
    let x = builder.input("x", try Normal(mean: 1, standardDeviation: 2))
    let y = builder.input("y", try LogNormal(p05: 1, p95: 1_000))
    let count = builder.input("count", try Poisson(mean: 3))
    builder.output("smooth", builder.apply(.multiply, x, y))
    builder.output("count", count)
    builder.output("root", builder.apply(.squareRoot, x))
    builder.output("ratio", builder.apply(.divide, y, count))
    builder.output("tail", builder.apply(.divide, y, x))
    builder.output("none", builder.apply(.log, builder.apply(.negate, y)))
    builder.output("year", builder.constant(12))
    builder.assertion("x above 0", builder.apply(.less, builder.constant(0), x))
    return try builder.build()
  }

  private static func differences(_ a: Summary, _ b: Summary) -> Int {
    var pairs = [
      (a.mean, b.mean), (a.meanStandardError, b.meanStandardError),
      (a.standardDeviation, b.standardDeviation),
      (a.standardDeviationStandardError, b.standardDeviationStandardError),
      (a.minimum, b.minimum), (a.maximum, b.maximum),
    ]
    for (p, q) in zip(a.quantiles, b.quantiles) {
      pairs += [(p.value, q.value), (p.standardError, q.standardError)]
    }
    let numbers = pairs.filter { !($0.isNaN && $1.isNaN) && $0.bitPattern != $1.bitPattern }.count
    return numbers + (a.flags == b.flags ? 0 : 1) + (a.nanCount == b.nanCount ? 0 : 1)
      + (a.draws == b.draws && a.replicates == b.replicates && a.isExact == b.isExact ? 0 : 1)
  }

  @Test(
    "have the bits of those of kept draws",
    arguments: [1, 3],
    SamplingMethod.allCases
  )
  func bits(threads: Int, method: SamplingMethod) throws {
    let settings = SimulationSettings(
      draws: 200_000,
      seed: 7,
      threads: threads,
      blockLength: threads == 1 ? 1_024 : 300,
      method: method
    )
    let simulation = try Simulation(try Self.model(), settings: settings)
    #expect(settings.totalDraws > SummaryStream.leastDraws)
    let kept = try simulation.run()
    let streamed = try simulation.summaries(probabilities: Self.probabilities)
    #expect(streamed.record == kept.record)
    #expect(streamed.assertions == kept.assertions && kept.assertions[0].failedDraws > 0)
    #expect(streamed.summaries.count == kept.outputs.count)
    for (index, summary) in streamed.summaries.enumerated() {
      let expected = kept.summary(of: index, probabilities: Self.probabilities)
      #expect(Self.differences(summary, expected) == 0, "\(kept.outputs[index].name)")
    }
    // The model has what it claims.
    let named = { (name: String) in streamed.summary(named: name) }
    #expect(try #require(named("root")).nanCount > 1_000)
    #expect(try #require(named("ratio")).flags.contains(.infiniteDraws))
    #expect(try #require(named("none")).nanCount == settings.totalDraws)
    #expect(try #require(named("year")).isExact)
    #expect(try #require(named("tail")).flags.contains(.infiniteVarianceSuspected))
  }

  @Test(
    "are right where the pilot misses every quantile",
    arguments: [[0.0, 4, .infinity], [0, 0, .infinity]]
  )
  func misses(widths: [Double]) throws {
    let settings = SimulationSettings(draws: 150_000, seed: 3, threads: 2)
    let model = try Self.model()
    let kept = try Simulation(model, settings: settings).run()
    let varying = model.outputs.indices.filter { !model.outputs[$0].isConstant }
    let stream = try SummaryStream(
      model,
      settings: settings,
      outputs: varying,
      probabilities: Self.probabilities,
      widths: widths
    )
    let summaries = try stream.run(progress: nil).summaries
    for (summary, output) in zip(summaries, varying) {
      let expected = kept.summary(of: output, probabilities: Self.probabilities)
      #expect(Self.differences(summary, expected) == 0, "\(model.outputs[output].name)")
    }
  }

  @Test("stop when the handler says so, and tell progress in order")
  func progress() throws {
    let simulation = try Simulation(
      try TestModels.fermi(),
      settings: SimulationSettings(draws: 1_000_000, seed: 1, threads: 2)
    )
    #expect(throws: SimulationError.cancelled) {
      try simulation.summaries(probabilities: [0.5]) { $0 < 0.2 }
    }
    var told: [Double] = []
    _ = try simulation.summaries(probabilities: [0.5]) {
      told.append($0)
      return true
    }
    #expect(told.first == 0 && told.last == 1 && told == told.sorted() && told.count > 3)
  }

  @Test("name the same first draw without a distribution as a run that keeps draws")
  func failure() throws {
    var builder = ModelBuilder()
    let spread = builder.input("spread", try Uniform(low: -0.0001, high: 1))
    let x = builder.input("x", parameters: [builder.constant(0), spread]) {
      (values) throws(DistributionError) -> any Distribution in
      try Normal(mean: values[0], standardDeviation: values[1])
    }
    builder.output("x", x)
    let settings = SimulationSettings(draws: 140_000, seed: 5, threads: 2)
    let simulation = try Simulation(try builder.build(), settings: settings)
    let kept = try #require(throws: SimulationError.self) { _ = try simulation.run() }
    let streamed = try #require(throws: SimulationError.self) {
      _ = try simulation.summaries(probabilities: [0.5])
    }
    #expect(kept == streamed)
  }

  @Test("take a fraction of the memory of the draws")
  func memory() throws {
    let model = try TestModels.fermi()
    let small = try Simulation(model, settings: SimulationSettings(draws: 1_000, seed: 1))
    #expect(small.summaryBytes(probabilities: 5) == 8 * Double(small.settings.totalDraws))
    // The figure of 10^8 draws: less than what the draws of one output take.
    let large = try Simulation(model, settings: SimulationSettings(draws: 100_000_000, seed: 1))
    let share = large.summaryBytes(probabilities: 5) / (8 * Double(large.settings.totalDraws))
    #expect(share > 0.005 && share < 0.15)
  }
}
