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
  /// - Parameters:
  ///   - shared: Values of inputs that were drawn for several models; they change no result.
  ///   - progress: Called on the calling thread now and then with the part done, from 0 to 1;
  ///     returning `false` stops the run.
  /// - Returns: The draws of every output that depends on an uncertain input.
  /// - Throws: ``SimulationError``: an input without a distribution in some draw (the first such
  ///   draw is named), too many dimensions, or a run that was stopped.
  public func run(
    sharing shared: SharedInputs? = nil,
    progress: ((Double) -> Bool)? = nil
  ) throws(SimulationError) -> SampleSet {
    let given: (inputs: [Int], columns: [SampleColumn]) =
      settings.keepsInputs ? ([], []) : shared?.given(model, settings: settings) ?? ([], [])
    let varying = model.outputs.indices.filter { !model.outputs[$0].isConstant }
    let work = try SimulationWork(
      model,
      settings: settings,
      outputs: varying,
      inputs: settings.keepsInputs ? Array(model.inputs.indices) : [],
      given: given.inputs,
      checksAssertions: true
    )
    let columns = work.program.columns.map { _ in SampleColumn(count: settings.totalDraws) }
    let assertions = try work.run(progress: progress, worker: {}) {
      (_, evaluator, number) throws(SimulationError) in
      let unit = work.unit(number)
      let start = unit.replicate * work.length + unit.start
      try work.evaluate(
        evaluator,
        replicate: unit.replicate,
        start: unit.start,
        count: unit.count,
        given: given.columns.map { $0.part(start..<(start + unit.count)) },
        into: columns.map { $0.part(start..<(start + unit.count)) }
      )
    }
    return SampleSet(
      model: model,
      settings: settings,
      columns: columns,
      program: work.program,
      assertions: assertions
    )
  }
}
