import Probability
import StudyLanguage
import Uncertainty

/// A study's model evaluated: a summary for every number, checks and assertions decided.
public struct StudyResults: Sendable {
  /// The study.
  public let study: CheckedStudy
  /// How the baseline was drawn.
  public let record: RunRecord
  /// The draws of the baseline; `nil` where the run kept none.
  public let samples: SampleSet?
  /// The summary of each model output, by name.
  public let summaries: [String: ResultSummary]
  /// The comparisons in order.
  public let checks: [CheckResult]
  /// The conditions in order.
  public let assertions: [AssertionResult]
  /// The number of draws asked for, before rounding up to whole replicates.
  public let drawsAsked: Int

  /// The named quantities that were asked for, in order.
  public var namedQuantities: [Quantity] {
    study.quantities.filter { $0.isNamed && (only.isEmpty || only.contains($0.name)) }
  }
  private let only: [String]

  /// Whether every comparison and every condition holds.
  public var allHold: Bool { checks.allSatisfy(\.holds) && assertions.allSatisfy(\.holds) }

  /// Evaluates a study.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - settings: Draws, seed and threads.
  ///   - keepsDraws: Whether the draws are kept, for charts and comparisons; the summaries are the
  ///     same either way.
  ///   - progress: Called with the share done; returning false stops the work.
  /// - Throws: `WorkbenchError.cannotRun` when the numerics fail, `WorkbenchError.cancelled`.
  public init(
    _ study: CheckedStudy,
    settings: RunSettings,
    keepsDraws: Bool = true,
    progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) {
    self.study = study
    let simulation = settings.simulation(for: study)
    drawsAsked = simulation.draws
    only = settings.only
    let laws = Self.exactDistributions(study)
    let kept = Self.drawnOutputs(study, only: settings.only, laws)
    let own = study.model.keeping(outputs: kept)
    let conditions = own.branchConditions(of: Array(own.outputs.indices))
    let model = own.counting(conditions)
    let drawn: [String: Summary]
    let counts: [AssertionResult]
    if keepsDraws {
      let samples = try Self.draw(model, simulation, progress)
      let probabilities = ResultSummary.probabilities
      drawn = Self.named(samples.outputs) { samples.summary(of: $0, probabilities: probabilities) }
      self.samples = samples
      record = samples.record
      counts = samples.assertions
    } else {
      let found = try Self.summarise(model, simulation, progress)
      drawn = Self.named(found.outputs) { found.summaries[$0] }
      samples = nil
      record = found.record
      counts = found.assertions
    }
    assertions = Array(counts.prefix(own.assertions.count))
    let places = model.outputs.compactMap { study.model.outputIndex(named: $0.name) }
    let moments = study.model.exactMoments(of: places)
    let tails = study.model.tailFindings(
      of: places,
      upTo: UnknownErrorReason.slowDeviationOrder
    )
    let rare = study.model.rareEvents(
      of: places,
      lessOftenThan: UnknownErrorReason.leastDraws / Double(record.draws)
    )
    let total = record.draws
    let alike = zip(conditions, counts.suffix(conditions.count)).filter {
      $1.failedDraws == 0 || $1.failedDraws == total
    }
    let unmet = Self.unmetInputs(study.model, of: places, alike.map(\.0))
    var known: [String: Known] = [:]
    for (index, output) in places.enumerated() {
      known[study.model.outputs[output].name] = Known(
        moments: moments[index],
        tail: tails[index],
        hasRareEvent: rare[index],
        unmetInputs: unmet[index]
      )
    }
    var summaries: [String: ResultSummary] = [:]
    for quantity in study.quantities {
      for cell in quantity.cells where summaries[cell.output] == nil {
        summaries[cell.output] = Self.summary(
          cell,
          laws[cell.output],
          drawn,
          known: known[cell.output] ?? Known()
        )
      }
    }
    self.summaries = summaries
    checks = study.checks.map { check in
      CheckResult(check, computed: summaries[check.output] ?? ResultSummary(constant: .nan))
    }
  }

  /// Draws from a model.
  static func draw(
    _ model: Model,
    _ settings: SimulationSettings,
    _ progress: ((Double) -> Bool)? = nil,
    sharing shared: SharedInputs? = nil
  ) throws(WorkbenchError) -> SampleSet {
    try Memory.require(settings, outputs: model.outputs.filter { !$0.isConstant }.count)
    do throws(SimulationError) {
      return try Simulation(model, settings: settings).run(sharing: shared, progress: progress)
    } catch {
      if error == .cancelled { throw .cancelled }
      throw .cannotRun(error.description)
    }
  }

  /// Draws what the baseline of several scenarios has in common with them.
  static func shared(
    _ model: Model,
    _ settings: SimulationSettings,
    _ progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) -> SharedInputs {
    do throws(SimulationError) {
      return try SharedInputs(model, settings: settings, progress: progress)
    } catch {
      if error == .cancelled { throw .cancelled }
      throw .cannotRun(error.description)
    }
  }

  /// Summarises the draws of a model without keeping them.
  private static func summarise(
    _ model: Model,
    _ settings: SimulationSettings,
    _ progress: ((Double) -> Bool)?
  ) throws(WorkbenchError) -> SampleSummaries {
    let probabilities = ResultSummary.probabilities
    let simulation: Simulation
    do throws(SimulationError) {
      simulation = try Simulation(model, settings: settings)
    } catch {
      throw .cannotRun(error.description)
    }
    try Memory.require(
      bytes: simulation.summaryBytes(probabilities: probabilities.count),
      settings,
      outputs: model.outputs.filter { !$0.isConstant }.count
    )
    do throws(SimulationError) {
      return try simulation.summaries(probabilities: probabilities, progress: progress)
    } catch {
      if error == .cancelled { throw .cancelled }
      throw .cannotRun(error.description)
    }
  }

  private static func named(
    _ outputs: [ModelOutput],
    _ summary: (Int) -> Summary
  ) -> [String: Summary] {
    Dictionary(
      outputs.indices.map { (outputs[$0].name, summary($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What the formula of an output shows.
  private struct Known {
    var moments: ExactMoments?
    /// Up to the order that numerical errors depend on.
    var tail: TailFinding?
    var hasRareEvent = false
    /// The inputs of a condition that came out the same in all draws.
    var unmetInputs: [String] = []
  }

  /// For each output the inputs of the first condition it turns on that came out the same in all
  /// draws.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - outputs: Places of outputs.
  ///   - conditions: What came out the same in all draws.
  private static func unmetInputs(
    _ model: Model,
    of outputs: [Int],
    _ conditions: [NodeID]
  ) -> [[String]] {
    var result = [[String]](repeating: [], count: outputs.count)
    // Each is a walk over the formulas: of many, the first tell enough.
    for condition in conditions.prefix(20) {
      let names = model.inputs(behind: condition).map { model.inputs[$0].name }
      for (place, isUsed) in model.isUsed(condition, by: outputs).enumerated()
      where isUsed && result[place].isEmpty {
        result[place] = names
      }
    }
    return result
  }

  private static func summary(
    _ cell: Quantity.Cell,
    _ law: (any Distribution)?,
    _ drawn: [String: Summary],
    known: Known
  ) -> ResultSummary {
    if let constant = cell.constant { return ResultSummary(constant: constant) }
    let missing = known.tail.flatMap { $0.hasVariance ? nil : $0 }
    if let distribution = law {
      return ResultSummary(distribution, input: cell.input, tail: missing)
    }
    return drawn[cell.output].map {
      ResultSummary(
        $0,
        moments: known.moments,
        tail: missing,
        tailIndex: known.tail?.tailIndex ?? .infinity,
        hasRareEvent: known.hasRareEvent,
        unmetInputs: known.unmetInputs
      )
    } ?? ResultSummary(constant: .nan)
  }

  /// The distributions of the cells that are an input, a share of one, or exact by algebra, by the
  /// names of their outputs.
  private static func exactDistributions(_ study: CheckedStudy) -> [String: any Distribution] {
    let model = study.model
    var laws: [String: any Distribution] = [:]
    var computed: [(name: String, place: Int)] = []
    for cell in study.quantities.flatMap(\.cells) where cell.constant == nil {
      if let name = cell.input, let index = model.inputIndex(named: name) {
        laws[cell.output] = model.inputs[index].marginal(of: cell.component)
      } else if let place = model.outputIndex(named: cell.output) {
        computed.append((cell.output, place))
      }
    }
    for (output, law) in zip(computed, model.exactLaws(of: computed.map(\.place))) {
      laws[output.name] = law
    }
    return laws
  }

  /// The outputs whose draws are kept: what is computed, and inputs that a chart shows.
  ///
  /// Inputs have exact summaries, so that their draws need no memory.
  private static func drawnOutputs(
    _ study: CheckedStudy,
    only names: [String],
    _ laws: [String: any Distribution]
  ) -> Set<String> {
    var shown = Set(study.requests.flatMap { $0.quantities.map(\.quantity) })
    if let headline = study.headline { shown.insert(headline.name) }
    shown.formUnion(study.decisions.map(\.quantity))
    let checked = Set(study.checks.map(\.quantity))
    var kept: Set<String> = []
    for quantity in study.quantities {
      guard
        names.isEmpty || names.contains(quantity.name) || !quantity.isNamed
          || checked.contains(quantity.name)
      else { continue }
      for cell in quantity.cells {
        // A certain number takes no memory; tables and comparisons find it beside the others.
        if cell.constant != nil || shown.contains(quantity.name) || names.contains(quantity.name)
          || quantity.role == .derived || laws[cell.output] == nil
        {
          kept.insert(cell.output)
        }
      }
    }
    return kept
  }

  /// The summary of a model output.
  public func summary(_ output: String) -> ResultSummary {
    summaries[output] ?? ResultSummary(constant: .nan)
  }

  /// The engine in words.
  public var engine: String { record.engine.description }
}
