import Sampling

/// The draws of a run cut into units that lie within a replicate, and what is needed to draw them.
struct SimulationWork: Sendable {
  let model: Model
  let program: Program
  let points: any PointSet
  let settings: SimulationSettings
  /// The number of draws of each replicate that are made, from the first.
  let length: Int

  /// The most draws of a unit, a multiple of the length of a moment block.
  static let unitLength = 16 * MomentBlock.length

  /// A contiguous stretch of one replicate.
  struct Unit {
    let replicate: Int
    /// The first draw within the replicate.
    let start: Int
    let count: Int
  }

  /// Compiles a run.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - settings: The settings of the whole run.
  ///   - outputs: Places of the outputs wanted.
  ///   - inputs: Places of the inputs wanted.
  ///   - given: Places of the inputs whose values are given and not drawn.
  ///   - length: The number of draws of each replicate; all where `nil`.
  ///   - checksAssertions: Whether failures of assertions are counted.
  init(
    _ model: Model,
    settings: SimulationSettings,
    outputs: [Int],
    inputs: [Int] = [],
    given: [Int] = [],
    length: Int? = nil,
    checksAssertions: Bool
  ) throws(SimulationError) {
    self.model = model
    self.settings = settings
    self.length = length ?? settings.drawsPerReplicate
    program = ProgramCompiler.compile(
      model,
      outputs: outputs,
      inputs: inputs,
      given: given,
      checksAssertions: checksAssertions,
      isPoint: false,
      threads: settings.threads
    )
    points = try settings.method.points(
      dimensions: max(model.dimensionCount, 1),
      seed: settings.seed
    )
  }

  /// The number of units of a replicate.
  var unitsPerReplicate: Int { (length + Self.unitLength - 1) / Self.unitLength }
  /// The number of units.
  var unitCount: Int { settings.replicateCount * unitsPerReplicate }

  /// A unit by its number; they follow the order of the draws.
  func unit(_ number: Int) -> Unit {
    let start = number % unitsPerReplicate * Self.unitLength
    return Unit(
      replicate: number / unitsPerReplicate,
      start: start,
      count: min(Self.unitLength, length - start)
    )
  }

  /// Draws all units.
  ///
  /// - Parameters:
  ///   - progress: As for ``Parallel/units(_:threads:progress:worker:body:)``.
  ///   - worker: Makes what a thread works with beside its evaluator.
  ///   - body: Called for each unit, at the same time as for others.
  /// - Returns: How often each assertion failed.
  /// - Throws: The first failure in the order of the draws, or ``SimulationError/cancelled``.
  func run<Worker>(
    progress: ((Double) -> Bool)?,
    worker: () -> Worker,
    body: (Worker, Evaluator, Int) throws(SimulationError) -> Void
  ) throws(SimulationError) -> [AssertionResult] {
    let finished = Parallel.units(
      unitCount,
      threads: settings.threads,
      progress: progress,
      worker: {
        Thread(
          evaluator: Evaluator(
            model: model,
            program: program,
            blockLength: settings.blockLength
          ),
          worker: worker()
        )
      },
      body: { thread, number in
        do throws(SimulationError) {
          try body(thread.worker, thread.evaluator, number)
          return true
        } catch {
          thread.failure = thread.failure ?? (number, error)
          return false
        }
      }
    )
    guard let finished else { throw .cancelled }
    let failures = finished.compactMap(\.failure)
    if let first = failures.min(by: { $0.unit < $1.unit }) { throw first.error }
    var assertions = model.assertions.map { AssertionResult(name: $0.name, failedDraws: 0) }
    for thread in finished {
      for index in assertions.indices {
        assertions[index].merge(thread.evaluator.assertions[index])
      }
    }
    return assertions
  }

  /// Evaluates a stretch of a unit into columns.
  func evaluate(
    _ evaluator: Evaluator,
    replicate: Int,
    start: Int,
    count: Int,
    given: [ColumnPart] = [],
    into columns: [ColumnPart]
  ) throws(SimulationError) {
    try evaluator.evaluate(
      .points(points, replicate: replicate, start: start),
      count: count,
      given: given,
      into: columns,
      firstDraw: replicate * settings.drawsPerReplicate + start
    )
  }

  /// What one thread works with.
  private final class Thread<Worker> {
    let evaluator: Evaluator
    let worker: Worker
    var failure: (unit: Int, error: SimulationError)?

    init(evaluator: Evaluator, worker: Worker) {
      self.evaluator = evaluator
      self.worker = worker
    }
  }
}
