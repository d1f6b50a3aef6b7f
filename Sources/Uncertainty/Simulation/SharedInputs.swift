import Probability

/// The drawn values of inputs that several models have in common, drawn once for all.
///
/// Scenarios of a study change few of its inputs. A run that shares the others draws what differs
/// and gives the formula the rest; each value has the bits that the run would draw itself.
public struct SharedInputs: Sendable {
  /// The most memory of the values, in bytes; inputs beyond it are drawn by each run.
  public static let mostBytes = 1_000_000_000

  private struct Drawn: Sendable {
    let input: ModelInput
    let column: SampleColumn
  }

  private let drawn: [String: Drawn]
  private let seed: UInt64
  private let method: SamplingMethod
  private let replicates: Int
  private let length: Int

  /// The names of the inputs whose values are held.
  public var names: Set<String> { Set(drawn.keys) }

  /// Draws the inputs of a model that have a fixed distribution and are correlated with no other.
  ///
  /// - Parameters:
  ///   - model: The model, with the outputs that are wanted and no others.
  ///   - settings: The settings of the runs.
  ///   - progress: Called with the part done; returning `false` stops the work.
  /// - Throws: ``SimulationError`` where there are no such points, or the work was stopped.
  public init(
    _ model: Model,
    settings: SimulationSettings,
    progress: ((Double) -> Bool)? = nil
  ) throws(SimulationError) {
    seed = settings.seed
    method = settings.method
    replicates = settings.replicateCount
    length = settings.drawsPerReplicate
    let most = Self.mostBytes / (8 * max(settings.totalDraws, 1))
    var reached: Set<Int> = []
    for output in model.outputs.indices { reached.formUnion(model.inputs(reaching: output)) }
    let places = Array(
      reached.sorted().filter { Self.isShareable(model, $0) }.prefix(most)
    )
    guard !places.isEmpty else {
      drawn = [:]
      return
    }
    let work = try SimulationWork(
      model,
      settings: settings,
      outputs: [],
      inputs: places,
      checksAssertions: false
    )
    let columns = places.map { _ in SampleColumn(count: settings.totalDraws) }
    _ = try work.run(progress: progress, worker: {}) {
      (_, evaluator, number) throws(SimulationError) in
      let unit = work.unit(number)
      let start = unit.replicate * work.length + unit.start
      try work.evaluate(
        evaluator,
        replicate: unit.replicate,
        start: unit.start,
        count: unit.count,
        into: columns.map { $0.part(start..<(start + unit.count)) }
      )
    }
    var drawn: [String: Drawn] = [:]
    for (place, column) in zip(places, columns) {
      drawn[model.inputs[place].name] = Drawn(input: model.inputs[place], column: column)
    }
    self.drawn = drawn
  }

  /// The inputs of another model whose values are held, and the values.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - settings: The settings of its run; other points than those of the values share nothing.
  /// - Returns: Places of inputs with a column each.
  func given(
    _ model: Model,
    settings: SimulationSettings
  ) -> (inputs: [Int], columns: [SampleColumn]) {
    guard settings.seed == seed, settings.method == method,
      settings.replicateCount == replicates, settings.drawsPerReplicate == length
    else { return ([], []) }
    var reached: Set<Int> = []
    for output in model.outputs.indices { reached.formUnion(model.inputs(reaching: output)) }
    var inputs: [Int] = []
    var columns: [SampleColumn] = []
    for place in reached.sorted() where Self.isShareable(model, place) {
      let input = model.inputs[place]
      guard let known = drawn[input.name], known.input.coordinates == input.coordinates,
        let own = known.input.distribution, let other = input.distribution,
        Self.isSame(own, other)
      else { continue }
      inputs.append(place)
      columns.append(known.column)
    }
    return (inputs, columns)
  }

  private static func isShareable(_ model: Model, _ input: Int) -> Bool {
    model.inputs[input].kind == .fixed && model.inputs[input].coordinates.count == 1
      && model.groupOfInput[input] == nil
  }

  /// Whether two distributions are the same to the last bit.
  ///
  /// Parameters describe a simple family; of one made of parts (a mixture, a table of values) the
  /// moments and some quantiles are compared too.
  private static func isSame(_ first: any Distribution, _ second: any Distribution) -> Bool {
    guard type(of: first) == type(of: second), first.support == second.support else { return false }
    func bits(_ distribution: any Distribution) -> [UInt64] {
      let moments = [distribution.mean, distribution.variance]
      let quantiles = [0.03, 0.4, 0.9].map { distribution.quantile($0) }
      return (distribution.parameters.map(\.value) + moments + quantiles).map(\.bitPattern)
    }
    return bits(first) == bits(second)
  }
}
