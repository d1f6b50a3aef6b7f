import Sampling

/// A run of a model over the points of the unit cube.
public struct Simulation: Sendable {
  /// The model.
  public let model: Model
  /// How it is run.
  public let settings: SimulationSettings

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - settings: How it is run.
  /// - Throws: ``SimulationError/invalidSetting(name:requirement:value:)``.
  public init(_ model: Model, settings: SimulationSettings) throws(SimulationError) {
    try settings.validate()
    self.model = model
    self.settings = settings
  }

  /// Draws.
  ///
  /// - Parameter progress: Called on the calling thread now and then with the part done, from 0 to
  ///   1; returning `false` stops the run. Where it is `nil` the run goes in one piece.
  /// - Returns: The draws of every output that depends on an uncertain input.
  /// - Throws: ``SimulationError``: an input without a distribution in some draw (the first such
  ///   draw is named), too many dimensions, or a run that was stopped.
  public func run(progress: ((Double) -> Bool)? = nil) throws(SimulationError) -> SampleSet {
    let perReplicate = settings.drawsPerReplicate
    let total = settings.totalDraws
    let varying = model.outputs.indices.filter { !model.outputs[$0].isConstant }
    let kept = settings.keepsInputs ? Array(model.inputs.indices) : []
    let program = ProgramCompiler.compile(
      model,
      outputs: varying,
      inputs: kept,
      given: [],
      checksAssertions: true,
      isPoint: false
    )
    let columns = program.columns.map { _ in SampleColumn(count: total) }
    let points = try settings.method.points(
      dimensions: max(model.dimensionCount, 1),
      seed: settings.seed
    )
    let work = SimulationWork(
      model: model,
      program: program,
      points: points,
      columns: columns,
      blockLength: settings.blockLength,
      drawsPerReplicate: perReplicate
    )
    var assertions = model.assertions.map { AssertionResult(name: $0.name, failedDraws: 0) }

    // Every round is split over the threads and joined: progress is told on this thread alone.
    let rounds = progress == nil ? 1 : max(1, min(64, total / 65_536))
    for round in 0..<rounds {
      if let progress, !progress(Double(round) / Double(rounds)) { throw .cancelled }
      let range =
        (total / rounds * round)..<(round == rounds - 1 ? total : total / rounds * (round + 1))
      let results = Parallel.map(range, threads: settings.threads) { work.run($0) }
      for result in results {
        switch result {
        case .failure(let error): throw error
        case .success(let counted):
          for index in assertions.indices { assertions[index].merge(counted[index]) }
        }
      }
    }
    if let progress, !progress(1) { throw .cancelled }
    return SampleSet(
      model: model,
      settings: settings,
      columns: columns,
      program: program,
      assertions: assertions
    )
  }
}

/// What the threads of a simulation share: each fills its own draws of the columns.
private struct SimulationWork: Sendable {
  let model: Model
  let program: Program
  let points: any PointSet
  let columns: [SampleColumn]
  let blockLength: Int
  let drawsPerReplicate: Int

  /// Computes a contiguous range of draws.
  func run(_ range: Range<Int>) -> Result<[AssertionResult], SimulationError> {
    let evaluator = Evaluator(model: model, program: program, blockLength: blockLength)
    var start = range.lowerBound
    while start < range.upperBound {
      let replicate = start / drawsPerReplicate
      let end = min(range.upperBound, (replicate + 1) * drawsPerReplicate)
      let buffers = columns.map {
        UnsafeMutableBufferPointer(start: $0.base + start, count: end - start)
      }
      let first = start - replicate * drawsPerReplicate
      do {
        try evaluator.evaluate(
          .points(points, replicate: replicate, start: first),
          count: end - start,
          given: [],
          into: buffers,
          firstDraw: start
        )
      } catch {
        return .failure(error)
      }
      start = end
    }
    return .success(evaluator.assertions)
  }
}
