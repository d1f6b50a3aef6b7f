import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("A simulation")
struct SimulationTests {
  @Test(
    "gives the same bits on any number of threads",
    arguments: [1, 2, 8],
    SamplingMethod.allCases
  )
  func threads(count: Int, method: SamplingMethod) throws {
    let model = try TestModels.mixed()
    let reference = try TestModels.run(
      model,
      draws: 6_000,
      blockLength: 1_000,
      method: method,
      replicates: 3
    )
    let other = try TestModels.run(
      model,
      draws: 6_000,
      threads: count,
      method: method,
      replicates: 3
    )
    for output in model.outputs.indices {
      #expect(differingBits(reference.values(of: output), other.values(of: output)) == 0)
      let a = reference.summary(of: output, probabilities: [0.05, 0.5, 0.95])
      let b = other.summary(of: output, probabilities: [0.05, 0.5, 0.95])
      #expect(a.mean.bitPattern == b.mean.bitPattern)
      #expect(a.meanStandardError.bitPattern == b.meanStandardError.bitPattern)
      #expect(a.standardDeviation.bitPattern == b.standardDeviation.bitPattern)
      #expect(a.quantiles == b.quantiles)
    }
    #expect(reference.assertions == other.assertions)
  }

  @Test("gives the same bits with and without a progress handler")
  func progress() throws {
    let model = try TestModels.fermi()
    let settings = SimulationSettings(draws: 200_000, seed: 1, threads: 2)
    let simulation = try Simulation(model, settings: settings)
    var told: [Double] = []
    let first = try simulation.run { part in
      told.append(part)
      return true
    }
    #expect(told.first == 0 && told.last == 1 && told == told.sorted() && told.count > 3)
    #expect(differingBits(first.values(of: 0), try simulation.run().values(of: 0)) == 0)
  }

  @Test("stops when the handler says so")
  func cancellation() throws {
    let simulation = try Simulation(
      try TestModels.fermi(),
      settings: SimulationSettings(draws: 1_000_000, seed: 1)
    )
    #expect(throws: SimulationError.cancelled) { try simulation.run { $0 < 0.2 } }
  }

  @Test("says how many draws it really took")
  func draws() throws {
    let model = try TestModels.fermi()
    // 16 replicates of 1,024 would be more than asked for; 10,000 / 512 is 19.5.
    let quasi = try TestModels.run(model, draws: 10_000)
    #expect(quasi.draws == 20 * 512)
    #expect(quasi.replicates == 20 && quasi.drawsPerReplicate == 512)
    #expect(
      quasi.engine.description
        == "randomised quasi-Monte Carlo (Owen-scrambled Sobol', 20 replicates)"
    )
    let pseudo = try TestModels.run(model, draws: 10_001, method: .pseudo)
    #expect(pseudo.draws == 16 * 626)
    #expect(pseudo.engine.description == "Monte Carlo (Philox4x32-10, 16 replicates)")
  }

  @Test("rounds quasi-Monte Carlo draws up by less than one replicate of a power of two")
  func replicateRule() {
    for least in [2, 3, 16, 30] {
      for draws in [1, 2, 15, 16, 17, 31, 32, 33, 1_000, 4_096, 65_537, 100_000, 10_000_000] {
        let settings = SimulationSettings(draws: draws, seed: 1, replicates: least)
        let length = settings.drawsPerReplicate
        let count = settings.replicateCount
        #expect(length & (length - 1) == 0 && settings.totalDraws == count * length)
        #expect(settings.totalDraws >= draws)
        // Fewer draws than replicates take one draw each.
        if draws < least {
          #expect(count == least && length == 1)
        } else {
          #expect(count >= least && count < 2 * least && settings.totalDraws - draws < length)
        }
      }
    }
    #expect(SimulationSettings(draws: 1 << 20, seed: 1).replicateCount == 16)
    #expect(SimulationSettings(draws: 10_000_000, seed: 1).totalDraws == 20 << 19)
  }

  @Test("of a model without uncertainty is exact and stores nothing")
  func exact() throws {
    var builder = ModelBuilder()
    builder.output(
      "year",
      builder.apply(.multiply, builder.constant(3), builder.constant(4))
    )
    let samples = try TestModels.run(try builder.build(), draws: 1_000)
    #expect(samples.engine == .exact)
    let summary = samples.summary(of: 0, probabilities: [0.05, 0.95])
    #expect(summary.isExact && summary.mean == 12 && summary.standardDeviation == 0)
    #expect(summary.quantiles.allSatisfy { $0.value == 12 && $0.standardError == 0 })
    #expect(samples.values(of: 0) == [Double](repeating: 12, count: samples.draws))
  }

  @Test("names the first draw in which a parametric input has no distribution", arguments: [1, 3])
  func invalidParameter(threads: Int) throws {
    var builder = ModelBuilder()
    let spread = builder.input("spread", try Uniform(low: -0.01, high: 9.99))
    let mean = builder.input("mean", try Uniform(low: 0, high: 1))
    let x = builder.input("x", parameters: [mean, spread]) {
      (values) throws(DistributionError) -> any Distribution in
      try Normal(mean: values[0], standardDeviation: values[1])
    }
    builder.output("x", x)
    builder.output("spread", spread)
    let model = try builder.build()
    // Where the spread is first not above 0, found by drawing it alone.
    let alone = model.evaluator(outputs: [1])
    let settings = SimulationSettings(draws: 1 << 14, seed: 5, method: .quasi)
    let points = try settings.method.points(dimensions: 3, seed: 5)
    var first: Int?
    for replicate in 0..<16 where first == nil {
      let column = try alone.values(
        points: points,
        replicate: replicate,
        start: 0,
        count: 1_024
      )[0]
      first = column.firstIndex { !($0 > 0) }.map { replicate * 1_024 + $0 }
    }
    let expected = try #require(first)
    for blockLength in [1, 100, 1_024] {
      let error = try #require(throws: SimulationError.self) {
        _ = try TestModels.run(
          model,
          draws: 1 << 15,
          seed: 5,
          threads: threads,
          blockLength: blockLength
        )
      }
      guard case .invalidParameter(let input, let message, let draw) = error else {
        Issue.record("unexpected \(error)")
        return
      }
      #expect(input == "x" && draw == expected && message.contains("sd"))
    }
  }

  @Test("counts the draws in which an assertion fails")
  func assertions() throws {
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    builder.output("x", x)
    builder.assertion("x below 0.75", builder.apply(.less, x, builder.constant(0.75)))
    builder.assertion("x positive", builder.apply(.less, builder.constant(0), x))
    builder.assertion(
      "log x defined",
      builder.apply(
        .less,
        builder.apply(.log, builder.apply(.subtract, x, builder.constant(0.5))),
        builder.constant(9)
      )
    )
    let samples = try TestModels.run(try builder.build(), draws: 16 * 1_024, threads: 2)
    // Scrambled Sobol' points are stratified: exactly a quarter of each replicate lies above.
    #expect(samples.assertions[0].failedDraws == 4_096)
    let first = samples.values(of: 0).firstIndex { $0 >= 0.75 }
    #expect(samples.assertions[0].firstFailedDraw == first)
    #expect(samples.assertions[1].holds && samples.assertions[1].firstFailedDraw == nil)
    // Undefined counts as failed.
    #expect(samples.assertions[2].failedDraws == 8_192)
  }

  @Test("refuses settings out of range")
  func settings() throws {
    let model = try TestModels.fermi()
    for settings in [
      SimulationSettings(draws: 0, seed: 1), SimulationSettings(draws: 10, seed: 1, threads: 0),
      SimulationSettings(draws: 10, seed: 1, replicates: 1),
      SimulationSettings(draws: 10, seed: 1, blockLength: 0),
    ] {
      #expect(throws: SimulationError.self) { try Simulation(model, settings: settings) }
    }
  }

  @Test("takes one draw a name: the square of a standard normal has mean 1, deviation sqrt 2")
  func sharedDraw() throws {
    // PEERS section 6.3: x*x, x ~ N(0,1) as one name: mean 1, sd 1.41421356.
    var builder = ModelBuilder()
    let x = builder.input("x", try Normal(mean: 0, standardDeviation: 1))
    builder.output("square", builder.apply(.multiply, x, x))
    let summary = try TestModels.run(try builder.build(), draws: 1 << 14)
      .summary(of: 0, probabilities: [])
    #expect(abs(summary.mean - 1) <= 4 * summary.meanStandardError)
    #expect(
      abs(summary.standardDeviation - 1.4142135623730951)
        <= 4 * summary.standardDeviationStandardError
    )
  }
}
