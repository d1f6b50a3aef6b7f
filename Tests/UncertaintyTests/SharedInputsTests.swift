import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("Inputs that several runs share")
struct SharedInputsTests {
  private func model(
    _ price: any Distribution,
    plan: CoordinatePlan = CoordinatePlan(),
    correlated: Bool = false
  ) throws -> Model {
    var builder = ModelBuilder(coordinates: plan)
    let ads = builder.input("ads", try LogNormal(median: 8_000, geometricStandardDeviation: 1.2))
    let cost = builder.input("price", price)
    let share = builder.input("share", try Beta(alpha: 3, beta: 5))
    if correlated { try builder.correlate([ads, share], spearman: [[1, 0.4], [0.4, 1]]) }
    let sales = builder.apply(.multiply, ads, cost)
    builder.output("y", builder.apply(.multiply, sales, share))
    return try builder.build()
  }

  private let settings = SimulationSettings(draws: 4_096, seed: 7, threads: 2)

  /// The run that draws all its inputs is the source; equal to the last bit.
  @Test("change no bit of a run")
  func bits() throws {
    let baseline = try model(try Normal(mean: 100, standardDeviation: 5))
    let shared = try SharedInputs(baseline, settings: settings)
    let scenario = try model(
      try Normal(mean: 110, standardDeviation: 5),
      plan: baseline.coordinatePlan
    )
    for other in [baseline, scenario] {
      let simulation = try Simulation(other, settings: settings)
      #expect(
        try simulation.run(sharing: shared).values(of: 0) == simulation.run().values(of: 0)
      )
    }
  }

  @Test("are those with the same distribution, so that a scenario draws only what it changes")
  func count() throws {
    let baseline = try model(try Normal(mean: 100, standardDeviation: 5))
    let shared = try SharedInputs(baseline, settings: settings)
    #expect(shared.names == ["ads", "price", "share"])
    let scenario = try model(
      try Normal(mean: 110, standardDeviation: 5),
      plan: baseline.coordinatePlan
    )
    let given = shared.given(scenario, settings: settings)
    #expect(given.inputs.map { scenario.inputs[$0].name } == ["ads", "share"])
    #expect(given.columns.count == 2)
    // Correlated inputs are drawn together, and other points have other values.
    let linked = try model(
      try Normal(mean: 100, standardDeviation: 5),
      plan: baseline.coordinatePlan,
      correlated: true
    )
    #expect(shared.given(linked, settings: settings).inputs.count == 1)
    let other = SimulationSettings(draws: 4_096, seed: 8)
    #expect(shared.given(scenario, settings: other).inputs.isEmpty)
  }

  @Test("An evaluation takes a step for each input and each operation")
  func steps() throws {
    // Three inputs and two products.
    #expect(try model(try Normal(mean: 100, standardDeviation: 5)).stepCount(of: 0) == 5)
  }
}
