import NumericCore

/// The passes of a run that keeps no draws.
struct SummaryStream {
  let model: Model
  let settings: SimulationSettings
  let outputs: [Int]
  let probabilities: [Double]
  /// Half the widths of brackets, one after the other until the bracket holds its ranks; the last
  /// holds everything.
  let widths: [Double]
  private let pilot: [PilotColumn]

  /// Runs of up to this many draws gain nothing.
  static let leastDraws = 1 << 17

  /// The number of draws of each replicate in the pilot.
  ///
  /// It is 1 of 128, and at least what the sample of the tails takes; a power of two keeps the
  /// points balanced.
  private static func pilotLength(_ settings: SimulationSettings) -> Int {
    let length = settings.drawsPerReplicate
    let least = max(
      TailSample.taken(replicates: settings.replicateCount, length: length),
      min(length, MomentBlock.length)
    )
    let wanted = min(settings.totalDraws / 128, 1 << 20) / settings.replicateCount
    var power = 1
    while 2 * power <= max(least, wanted) { power *= 2 }
    return max(least, min(power, length))
  }

  /// The memory of one output, about, in bytes.
  static func bytes(_ settings: SimulationSettings, probabilities: Int) -> Double {
    let pilotCount = pilotLength(settings) * settings.replicateCount
    let pilot = Double(pilotCount)
    let ranks = BracketRanks(
      0.5,
      width: ColumnQuantiles.widths[0],
      sampleCount: pilotCount,
      replicateCount: settings.drawsPerReplicate
    )
    let draws = Double(settings.totalDraws)
    // What is inside the brackets is there twice while the replicates are put together.
    return 8 * (2 * pilot + 2 * Double(probabilities) * ranks.share * draws)
      + draws / Double(MomentBlock.length) * Double(MemoryLayout<MomentBlock>.stride) * 2
  }

  /// Draws the pilot.
  init(
    _ model: Model,
    settings: SimulationSettings,
    outputs: [Int],
    probabilities: [Double],
    widths: [Double] = ColumnQuantiles.widths
  ) throws(SimulationError) {
    self.model = model
    self.settings = settings
    self.outputs = outputs
    self.probabilities = probabilities
    self.widths = widths
    let length = Self.pilotLength(settings)
    let work = try SimulationWork(
      model,
      settings: settings,
      outputs: outputs,
      length: length,
      checksAssertions: false
    )
    let columns = outputs.map { _ in SampleColumn(count: length * settings.replicateCount) }
    _ = try work.run(progress: nil, worker: {}) {
      (_, evaluator, number) throws(SimulationError) in
      let unit = work.unit(number)
      let start = unit.replicate * length + unit.start
      try work.evaluate(
        evaluator,
        replicate: unit.replicate,
        start: unit.start,
        count: unit.count,
        into: columns.map { $0.part(start..<(start + unit.count)) }
      )
    }
    pilot = columns.map {
      PilotColumn(column: $0, length: length, replicates: settings.replicateCount)
    }
  }

  /// Summarises the outputs.
  func run(
    progress: ((Double) -> Bool)?
  ) throws(SimulationError) -> (summaries: [Summary], assertions: [AssertionResult]) {
    let all = Array(probabilities.indices)
    let (pieces, assertions) = try pass(
      outputs.indices.map { column in
        ColumnTask(
          column: column,
          brackets: brackets(column, all, width: widths[0]),
          frames: pilot[column].frames
        )
      },
      checksAssertions: true,
      progress: progress
    )
    var summaries: [Summary] = []
    for (column, replicates) in pieces.enumerated() {
      let moments = zip(replicates, pilot[column].frames).map {
        ColumnMoments($0.blocks, frame: $1)
      }
      var quantiles = ColumnQuantiles(probabilities: probabilities.count)
      let defined = moments.map(\.count)
      if defined.contains(where: { $0 > 0 }) {
        var missed = quantiles.fill(
          all,
          probabilities,
          splits: replicates.map(\.splits),
          defined: defined,
          threads: settings.threads
        )
        for width in widths.dropFirst() where !missed.isEmpty {
          missed = try again(column, missed, width: width, defined: defined, into: &quantiles)
        }
      }
      summaries.append(
        Summary(
          moments: moments,
          quantiles: quantiles,
          probabilities: probabilities,
          length: settings.drawsPerReplicate,
          suspectsInfiniteVariance: {
            TailSample.oneDrawOutweighs($0)
              && pilot[column].tailSample.suspectsInfiniteVariance($0)
          },
          tailIndex: { pilot[column].tailSample.tailIndex() }
        )
      )
    }
    return (summaries, assertions)
  }

  /// Draws an output again for the quantiles that the pilot missed, and returns those still missed.
  private func again(
    _ column: Int,
    _ missed: [Int],
    width: Double,
    defined: [Int],
    into quantiles: inout ColumnQuantiles
  ) throws(SimulationError) -> [Int] {
    var open: [Int] = []
    for index in missed {
      let task = ColumnTask(
        column: column,
        brackets: brackets(column, [index], width: width),
        frames: nil
      )
      let (pieces, _) = try pass([task], checksAssertions: false, progress: nil)
      open += quantiles.fill(
        [index],
        probabilities,
        splits: pieces[0].map(\.splits),
        defined: defined,
        threads: settings.threads
      )
    }
    return open
  }

  private func brackets(_ column: Int, _ places: [Int], width: Double) -> [Bracket] {
    Bracket.several(
      places.map { probabilities[$0] },
      width: width,
      sample: pilot[column].defined,
      replicateCount: settings.drawsPerReplicate
    )
  }

  // MARK: A pass over the draws

  /// What is wanted of an output.
  private struct ColumnTask {
    let column: Int
    let brackets: [Bracket]
    /// For each replicate what moments are relative to; `nil` where none are wanted.
    let frames: [MomentFrame]?
  }

  /// What is left of a stretch of an output's draws.
  private struct Piece {
    var blocks: [MomentBlock] = []
    var splits: [BracketSplit]
  }

  /// Draws everything once.
  ///
  /// - Returns: For each task one piece for each replicate, and the failures of assertions.
  private func pass(
    _ tasks: [ColumnTask],
    checksAssertions: Bool,
    progress: ((Double) -> Bool)?
  ) throws(SimulationError) -> (pieces: [[Piece]], assertions: [AssertionResult]) {
    let work = try SimulationWork(
      model,
      settings: settings,
      outputs: tasks.map { outputs[$0.column] },
      checksAssertions: checksAssertions
    )
    let blank = tasks.map { task in Piece(splits: task.brackets.map { BracketSplit($0) }) }
    let units = UnitResults<[Piece]>(count: work.unitCount)
    let assertions = try work.run(
      progress: progress,
      worker: {
        StreamWorker(columns: tasks.count, brackets: tasks.map(\.brackets.count).max() ?? 0)
      }
    ) { (worker, evaluator, number) throws(SimulationError) in
      let unit = work.unit(number)
      var pieces = blank
      var start = 0
      while start < unit.count {
        let count = min(StreamWorker.length, unit.count - start)
        try work.evaluate(
          evaluator,
          replicate: unit.replicate,
          start: unit.start + start,
          count: count,
          into: worker.buffers.map { $0.part(0..<count) }
        )
        for index in tasks.indices {
          worker.buffers[index].part(0..<count).withValues { values in
            if let frame = tasks[index].frames?[unit.replicate] {
              MomentBlock.append(values, frame: frame, to: &pieces[index].blocks)
            }
            worker.counter.add(values, to: &pieces[index].splits)
          }
        }
        start += count
      }
      units.set(number, pieces)
    }
    return (joined(units, work, blank), assertions)
  }

  /// The pieces of the units put together for each replicate, in order.
  private func joined(
    _ units: UnitResults<[Piece]>,
    _ work: SimulationWork,
    _ blank: [Piece]
  ) -> [[Piece]] {
    var result = blank.map { [Piece](repeating: $0, count: settings.replicateCount) }
    for number in 0..<work.unitCount {
      guard let pieces = units.take(number) else { continue }
      let replicate = work.unit(number).replicate
      for (column, piece) in pieces.enumerated() {
        result[column][replicate].blocks += piece.blocks
        for (index, split) in piece.splits.enumerated() {
          result[column][replicate].splits[index].merge(split)
        }
      }
    }
    return result
  }
}

/// The first draws of each replicate of an output.
private struct PilotColumn {
  let column: SampleColumn
  let length: Int
  let replicates: Int

  /// For each replicate what moments are relative to.
  var frames: [MomentFrame] {
    (0..<replicates).map {
      column.part(($0 * length)..<(($0 + 1) * length)).withValues { MomentFrame($0) }
    }
  }

  /// The draws without NaN.
  var defined: [Double] { column.withValues { $0.filter { !$0.isNaN } } }

  var tailSample: TailSample {
    column.withValues { TailSample($0, replicates: replicates) }
  }
}

/// The buffers of one thread.
private final class StreamWorker {
  /// The draws evaluated at a time, few enough to stay in the cache.
  static let length = 2 * MomentBlock.length

  let buffers: [SampleColumn]
  let counter: BracketCounter

  init(columns: Int, brackets: Int) {
    buffers = (0..<columns).map { _ in SampleColumn(count: Self.length) }
    counter = BracketCounter(brackets: brackets)
  }
}

/// A place for the result of each unit, written by the thread that ran it.
private final class UnitResults<Result>: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Result?>

  init(count: Int) {
    places = .allocate(capacity: count)
    places.initialize(repeating: nil)
  }

  deinit {
    places.deinitialize()
    places.deallocate()
  }

  func set(_ number: Int, _ result: Result) { places[number] = result }

  /// Hands over a result and forgets it.
  func take(_ number: Int) -> Result? {
    defer { places[number] = nil }
    return places[number]
  }
}
