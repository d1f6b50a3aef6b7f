import StudyLanguage
import Uncertainty

/// One scenario evaluated on the baseline's draws.
public struct ScenarioOutcome: Sendable {
  /// The name of the scenario.
  public let name: String
  /// What its clauses say, such as its label in another language.
  public let metadata: StudyMetadata
  /// What it changes, as written.
  public let texts: [String]
  /// The result in the scenario.
  public let result: ResultSummary
  /// The result minus the baseline's, draw by draw.
  public let difference: ResultSummary
  /// The share of draws in which the result is above the baseline's.
  public let probabilityOfIncrease: Double
  /// Which of its changes makes how much of the difference.
  public let split: ScenarioSplit
}

/// All scenarios of a study evaluated for some outputs.
struct ScenarioRun {
  let outcomes: [String: [ScenarioOutcome]]

  /// Wraps outcomes that are known.
  init(outcomes: [String: [ScenarioOutcome]]) { self.outcomes = outcomes }

  /// Evaluates each scenario once and compares the outputs asked for with the baseline.
  ///
  /// - Parameters:
  ///   - results: The baseline.
  ///   - settings: Draws, seed and threads, as for the baseline.
  ///   - outputs: The names of the outputs.
  ///   - progress: Called with the share done; returning false stops the work.
  /// - Throws: `WorkbenchError.cannotRun` when the numerics fail.
  init(
    _ results: StudyResults,
    settings: RunSettings,
    outputs: [String],
    progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) {
    var outcomes: [String: [ScenarioOutcome]] = [:]
    var kept = results.samples
    if !results.study.scenarios.isEmpty,
      outputs.contains(where: { kept?.outputIndex(named: $0) == nil })
    {
      // The run kept no draws, or none of an input whose summary is exact.
      kept = try StudyResults.draw(
        results.study.model.keeping(outputs: Set(outputs)),
        settings.simulation(for: results.study),
        progress
      )
    }
    guard let baseline = kept else {
      self.outcomes = outcomes
      return
    }
    try AnalysisLimit.scenarios(results.study, outputs: outputs, draws: baseline.draws).require()
    // Few scenarios do not pay for the memory.
    let shared =
      results.study.scenarios.count < Self.fewScenarios
      ? nil
      : try StudyResults.shared(
        results.study.model.keeping(outputs: Set(outputs)),
        settings.simulation(for: results.study),
        progress
      )
    for scenario in results.study.scenarios {
      let samples = try StudyResults.draw(
        scenario.model.keeping(outputs: Set(outputs)),
        settings.simulation(for: results.study),
        progress,
        sharing: shared
      )
      for output in outputs {
        outcomes[output, default: []].append(
          try Self.outcome(scenario, samples, baseline, output, of: results.study.model) {
            model,
            limit in
            var own = settings.simulation(for: results.study)
            if let limit { own.draws = min(own.draws, limit) }
            return try StudyResults.draw(model, own, progress)
          }
        )
      }
    }
    self.outcomes = outcomes
  }

  /// Below this number of scenarios each draws all its inputs.
  private static let fewScenarios = 4

  private static func outcome(
    _ scenario: StudyScenario,
    _ samples: SampleSet,
    _ baseline: SampleSet,
    _ output: String,
    of model: Model,
    draw: (Model, Int?) throws -> SampleSet
  ) throws(WorkbenchError) -> ScenarioOutcome {
    let probabilities = ResultSummary.probabilities
    let comparison: Comparison
    do throws(ComparisonError) {
      comparison = try Comparison(
        baseline: baseline,
        scenario: samples,
        output: output
      )
    } catch {
      throw .cannotRun("The scenario \"\(scenario.name)\" cannot be compared: \(error)")
    }
    guard let index = samples.outputIndex(named: output) else {
      throw .cannotRun("The scenario \"\(scenario.name)\" has no quantity \(output).")
    }
    let quantity = String(output.prefix { $0 != "[" })
    func moments(_ model: Model) -> ExactMoments? {
      model.outputIndex(named: output).flatMap { model.exactMoments(of: $0) }
    }
    let own = moments(scenario.model)
    let law = scenario.model.outputIndex(named: output).flatMap {
      scenario.model.exactLaw(of: $0)
    }
    var change: ExactMoments?
    if let own, let base = moments(model), (own.mean - base.mean).isFinite {
      let gap = own.mean - base.mean
      let rounding = Comparison.rounding * max(abs(own.mean), abs(base.mean))
      change = ExactMoments(mean: abs(gap) <= rounding ? 0 : gap, variance: nil)
    }
    return ScenarioOutcome(
      name: scenario.name,
      metadata: scenario.metadata,
      texts: scenario.texts,
      result: law.map { ResultSummary($0) }
        ?? ResultSummary(
          samples.summary(of: index, probabilities: probabilities),
          moments: own,
          tail: scenario.model.outputIndex(named: output).flatMap {
            scenario.model.tailFinding(of: $0)
          }
        ),
      difference: ResultSummary(
        comparison.summary(probabilities: probabilities),
        moments: change
      ),
      probabilityOfIncrease: comparison.probabilityOfIncrease,
      split: try ScenarioSplit(
        (scenario, samples),
        baseline: baseline,
        quantity: quantity,
        output: output,
        draw: draw
      )
    )
  }
}
