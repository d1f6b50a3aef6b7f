import Sampling
import Uncertainty

/// Evaluations of a model on one set of points (common random numbers), with inputs set by hand.
struct ReplicateRun: Sendable {
  /// An input whose values are set instead of drawn.
  struct Setting: Sendable {
    let input: Int
    /// One column for each component; a column of one number holds in every draw.
    let columns: [[Double]]
  }

  /// The values of inputs in every draw, which evaluations that change one input share.
  struct Base: Sendable {
    /// The output in every draw.
    let output: [Double]
    fileprivate let inputs: [Int]
    /// One for each component of each input.
    fileprivate let columns: [SampleColumn]
    /// The first column of each input.
    fileprivate let first: [Int: Int]
  }

  let model: Model
  let settings: SimulationSettings
  private let points: any PointSet

  /// Prepares evaluations.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - settings: How many draws, which seed and points.
  ///   - furtherDimensions: Coordinates that the model does not read, after its own.
  init(
    _ model: Model,
    settings: SimulationSettings,
    furtherDimensions: Int = 0
  ) throws(SensitivityError) {
    self.model = model
    self.settings = settings
    do {
      try settings.validate()
      points = try settings.method.points(
        dimensions: max(model.dimensionCount + furtherDimensions, 1),
        seed: settings.seed
      )
    } catch {
      throw .simulation(error)
    }
  }

  var replicates: Int { settings.replicateCount }
  var length: Int { settings.drawsPerReplicate }
  var count: Int { length * replicates }

  /// A column of the unit cube, replicate after replicate.
  func coordinate(_ coordinate: Int) -> [Double] {
    (0..<replicates).flatMap { replicate in
      points.values(dimension: coordinate, replicate: replicate, count: length)
    }
  }

  /// Draws the model with some inputs set.
  ///
  /// - Parameters:
  ///   - outputs: Places of outputs.
  ///   - inputs: Places of inputs whose values are wanted after the outputs.
  ///   - given: The inputs that are set; those correlated with them are drawn as before.
  /// - Returns: One column for each output and each component of an input.
  func evaluate(
    outputs: [Int],
    inputs: [Int] = [],
    given: [Setting] = []
  ) throws(SensitivityError) -> [[Double]] {
    // A number that holds in every draw is spread over one replicate, which all can read.
    let sources = given.flatMap(\.columns).map { Self.column($0, minimum: length) }
    return try run(
      model,
      outputs: outputs,
      inputs: inputs,
      given: given.map(\.input),
      sources: sources,
      cube: nil
    )
  }

  /// Draws inputs once, for evaluations that change one of them.
  ///
  /// - Parameter output: The output that will be asked for. Inputs with uncertain parameters are left
  ///   to each evaluation, as their distribution may change.
  func base(of output: Int) throws(SensitivityError) -> Base {
    let inputs = model.inputs(reaching: output).filter { model.inputs[$0].kind != .parametric }
    var first: [Int: Int] = [:]
    var width = 0
    for input in inputs {
      first[input] = width
      width += model.inputs[input].componentCount
    }
    let columns = try drawn(
      model,
      outputs: [output],
      inputs: inputs,
      given: [],
      sources: [],
      cube: nil
    )
    return Base(
      output: columns[0].copy,
      inputs: inputs,
      columns: Array(columns.dropFirst()),
      first: first
    )
  }

  /// Draws an output with one input of a base changed.
  ///
  /// - Parameters:
  ///   - output: The place of the output.
  ///   - base: The inputs as they are.
  ///   - changed: The input that is set, which the base holds.
  func evaluate(
    output: Int,
    base: Base,
    changed: Setting
  ) throws(SensitivityError) -> [Double] {
    var sources = base.columns
    for (number, values) in changed.columns.enumerated() {
      guard let first = base.first[changed.input] else { continue }
      sources[first + number] = Self.column(values, minimum: length)
    }
    return try run(
      model,
      outputs: [output],
      inputs: [],
      given: base.inputs,
      sources: sources,
      cube: nil
    )[0]
  }

  /// Evaluates the model for other points of the unit cube.
  ///
  /// - Parameters:
  ///   - cube: One column for each coordinate, of ``count`` numbers.
  ///   - outputs: Places of outputs.
  ///   - other: A model with the same coordinates, in the place of the run's own.
  func evaluate(
    cube: [[Double]],
    outputs: [Int],
    of other: Model? = nil
  ) throws(SensitivityError) -> [[Double]] {
    try run(other ?? model, outputs: outputs, inputs: [], given: [], sources: [], cube: cube)
  }

  private func run(
    _ model: Model,
    outputs: [Int],
    inputs: [Int],
    given: [Int],
    sources: [SampleColumn],
    cube: [[Double]]?
  ) throws(SensitivityError) -> [[Double]] {
    try drawn(model, outputs: outputs, inputs: inputs, given: given, sources: sources, cube: cube)
      .map(\.copy)
  }

  private func drawn(
    _ model: Model,
    outputs: [Int],
    inputs: [Int],
    given: [Int],
    sources: [SampleColumn],
    cube: [[Double]]?
  ) throws(SensitivityError) -> [SampleColumn] {
    let length = self.length
    let width = outputs.count + inputs.reduce(0) { $0 + model.inputs[$1].componentCount }
    let columns = (0..<width).map { _ in SampleColumn(count: count) }
    let cubeSources = (cube ?? []).map { SampleColumn($0) }
    let failures = Parallel.map(0..<count, threads: settings.threads) { range -> SimulationError? in
      let evaluator = model.evaluator(
        outputs: outputs,
        inputs: inputs,
        given: given,
        checksAssertions: false,
        blockLength: settings.blockLength
      )
      var start = range.lowerBound
      while start < range.upperBound {
        let replicate = start / length
        let end = min(range.upperBound, (replicate + 1) * length)
        let first = start - replicate * length
        let targets = columns.map { $0.part(start..<end) }
        let settled = sources.map { source in
          let offset = source.count == count ? start : first
          return source.part(offset..<(offset + end - start))
        }
        let cubeSource: CubeSource =
          cube == nil
          ? .points(points, replicate: replicate, start: first)
          : .columns(cubeSources.map { $0.count >= end ? $0.part(start..<end) : .empty })
        do throws(SimulationError) {
          try evaluator.evaluate(
            cubeSource,
            count: end - start,
            given: settled,
            into: targets,
            firstDraw: start
          )
        } catch {
          return error
        }
        start = end
      }
      return nil
    }
    if let failure = failures.compactMap({ $0 }).first { throw .simulation(failure) }
    return columns
  }

  private static func column(_ values: [Double], minimum: Int) -> SampleColumn {
    values.count == 1 ? SampleColumn(repeating: values[0], count: minimum) : SampleColumn(values)
  }
}

extension Model {
  /// The model with every input drawn by itself.
  var withoutDependence: Model {
    guard hasDependence else { return self }
    return Model(
      nodes: nodes,
      inputs: inputs,
      outputs: outputs,
      assertions: assertions,
      groups: [],
      coordinatePlan: coordinatePlan
    )
  }
}
