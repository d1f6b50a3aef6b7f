import Sensitivity
import StudyLanguage
import Uncertainty

/// What of a scenario makes its difference from the baseline.
public struct ScenarioSplit: Sendable {
  /// What came of splitting the difference.
  public enum Outcome: Sendable {
    /// The scenario changes nothing.
    case nothing
    /// It changes quantities that the result does not depend on.
    case unreached
    /// One change makes the whole difference.
    case single
    /// Several changes share the difference.
    case parts(ScenarioDecomposition)
    /// The difference cannot be split.
    case refused(Refusal)
  }

  /// Why a difference cannot be split.
  public enum Refusal: Sendable {
    /// More changes than a split takes.
    case tooMany(Int)
    /// With only these changes, by name, the study has a mistake.
    case invalid(changes: [String], message: String)
    /// The models cannot be drawn or compared.
    case numerics(String)
    /// Neither mean nor median is a number in some model.
    case undefined
  }

  /// The changes that the result may depend on, in the order of first mention.
  public let changes: [ScenarioChange]
  /// The other changes.
  public let others: [ScenarioChange]
  /// What came of it.
  public let outcome: Outcome

  /// The most changes that a split takes.
  static let mostChanges = 20
  /// The most draws of a split, over all its models.
  static let mostDraws = 1 << 23

  /// The change of a name.
  func change(_ name: String) -> ScenarioChange? { changes.first { $0.name == name } }

  /// Splits the difference of one output.
  ///
  /// - Parameters:
  ///   - scenario: The scenario with its draws.
  ///   - baseline: The draws of the baseline.
  ///   - quantity: The name of the quantity that the output belongs to.
  ///   - output: The name of the output.
  ///   - draw: Draws a model with at most this number of draws, or with as many as the scenario for
  ///     `nil`.
  /// - Throws: `WorkbenchError.cancelled`.
  init(
    _ scenario: (study: StudyScenario, samples: SampleSet),
    baseline: SampleSet,
    quantity: String,
    output: String,
    draw: (Model, Int?) throws -> SampleSet
  ) throws(WorkbenchError) {
    let reaching = scenario.study.changes(reaching: quantity)
    changes = reaching
    others = scenario.study.changes.filter { !reaching.contains($0) }
    guard !scenario.study.changes.isEmpty else {
      outcome = .nothing
      return
    }
    guard reaching.count > 1 else {
      outcome = reaching.isEmpty ? .unreached : .single
      return
    }
    guard reaching.count <= Self.mostChanges else {
      outcome = .refused(.tooMany(reaching.count))
      return
    }
    let affordable = Self.mostDraws / ScenarioDecomposition.modelCount(changes: reaching.count)
    let limit = affordable < baseline.draws ? affordable : nil
    let names = reaching.map(\.name)
    var drawn: [Set<String>: SampleSet] = [:]
    if limit == nil { drawn = [[]: baseline, Set(names): scenario.samples] }
    let split = { (statistic: OutputStatistic) throws(ScenarioDecompositionError) in
      try ScenarioDecomposition(changes: names, output: output, statistic: statistic) { made in
        if let known = drawn[made] { return known }
        let model = try scenario.study.model(with: made).keeping(outputs: [output])
        let samples = try draw(model, limit)
        drawn[made] = samples
        return samples
      }
    }
    do throws(ScenarioDecompositionError) {
      let isHeavy = [baseline, scenario.samples].contains { Self.isHeavy($0, output) }
      outcome = try Self.additive(isHeavy ? [.median] : [.mean, .median], split)
    } catch {
      outcome = .refused(try Self.refusal(error))
    }
  }

  /// The split of the first statistic that is a number in every model.
  private static func additive(
    _ statistics: [OutputStatistic],
    _ split: (OutputStatistic) throws(ScenarioDecompositionError) -> ScenarioDecomposition
  ) throws(ScenarioDecompositionError) -> Outcome {
    for statistic in statistics {
      let parts = try split(statistic)
      let values = parts.contributions.flatMap { [$0.value, $0.alone, $0.last].map(\.value) }
      if values.allSatisfy(\.isFinite) { return .parts(parts) }
    }
    return .refused(.undefined)
  }

  /// Whether the tail is so heavy that the mean may not exist.
  private static func isHeavy(_ samples: SampleSet, _ output: String) -> Bool {
    guard let index = samples.outputIndex(named: output) else { return false }
    return samples.summary(of: index, probabilities: []).flags.contains(.infiniteVarianceSuspected)
  }

  private static func refusal(
    _ error: ScenarioDecompositionError
  ) throws(WorkbenchError) -> Refusal {
    guard case .evaluation(let cause) = error else { return .numerics(error.description) }
    switch cause {
    case let fault as PartialScenarioError:
      return .invalid(changes: fault.changes, message: fault.description)
    case WorkbenchError.cancelled: throw .cancelled
    default: return .numerics("\(cause)")
    }
  }
}
