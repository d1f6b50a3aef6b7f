import Probability
import StudyLanguage
import Uncertainty

/// A study's model evaluated: a summary for every number, checks and assertions decided.
public struct StudyResults: Sendable {
  /// The study.
  public let study: CheckedStudy
  /// The draws of the baseline.
  public let samples: SampleSet
  /// The summary of each model output, by name.
  public let summaries: [String: ResultSummary]
  /// The comparisons in order.
  public let checks: [CheckResult]
  /// The conditions in order.
  public let assertions: [AssertionResult]
  /// The number of draws asked for, before rounding up to whole replicates.
  public let drawsAsked: Int

  /// Whether every comparison and every condition holds.
  public var allHold: Bool { checks.allSatisfy(\.holds) && assertions.allSatisfy(\.holds) }

  /// Evaluates a study.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - settings: Draws, seed and threads.
  ///   - progress: Called with the share done; returning false stops the work.
  /// - Throws: `WorkbenchError.cannotRun` when the numerics fail, `WorkbenchError.cancelled`.
  public init(
    _ study: CheckedStudy, settings: RunSettings, progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) {
    self.study = study
    let simulation = settings.simulation(for: study)
    drawsAsked = simulation.draws
    let samples = try Self.draw(study.model, simulation, progress)
    self.samples = samples
    var summaries: [String: ResultSummary] = [:]
    for quantity in study.quantities {
      for cell in quantity.cells where summaries[cell.output] == nil {
        summaries[cell.output] = Self.summary(cell, study.model, samples)
      }
    }
    self.summaries = summaries
    checks = study.checks.map { check in
      CheckResult(check, computed: summaries[check.output] ?? ResultSummary(constant: .nan))
    }
    assertions = samples.assertions
  }

  /// Draws from a model.
  static func draw(
    _ model: Model, _ settings: SimulationSettings, _ progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) -> SampleSet {
    do throws(SimulationError) {
      return try Simulation(model, settings: settings).run(progress: progress)
    } catch {
      if error == .cancelled { throw .cancelled }
      throw .cannotRun(error.description)
    }
  }

  private static func summary(
    _ cell: Quantity.Cell, _ model: Model, _ samples: SampleSet
  ) -> ResultSummary {
    if let constant = cell.constant { return ResultSummary(constant: constant) }
    if let name = cell.input, let index = model.inputIndex(named: name),
      let distribution = model.inputs[index].distribution
    {
      return ResultSummary(distribution)
    }
    guard let index = samples.outputIndex(named: cell.output) else {
      return ResultSummary(constant: .nan)
    }
    return ResultSummary(
      samples.summary(of: index, probabilities: ResultSummary.probabilities))
  }

  /// The summary of a model output.
  public func summary(_ output: String) -> ResultSummary {
    summaries[output] ?? ResultSummary(constant: .nan)
  }

  /// The engine in words.
  public var engine: String { samples.engine.description }
}
