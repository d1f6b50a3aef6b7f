/// The draws of a model's outputs.
///
/// Draws are replicate-major: replicate `r` of `n` draws holds the draws `r n ..< (r + 1) n`. The
/// same draw of two outputs belongs to the same world. An output that no uncertain input reaches
/// stores nothing.
public struct SampleSet: Sendable {
  /// How the run was made.
  public let record: RunRecord
  /// The outputs, as in the model.
  public let outputs: [ModelOutput]
  /// The inputs, as in the model.
  public let inputs: [ModelInput]
  /// Which coordinates of the unit cube the inputs took.
  public let coordinatePlan: CoordinatePlan
  /// How often each assertion failed.
  public let assertions: [AssertionResult]

  let threads: Int
  let outputValues: [SampleValues]
  private let inputValues: [[SampleValues]]
  private let outputPlaces: [String: Int]

  init(
    model: Model,
    settings: SimulationSettings,
    columns: [SampleColumn],
    program: Program,
    assertions: [AssertionResult]
  ) {
    record = RunRecord(model, settings)
    threads = settings.threads
    outputs = model.outputs
    outputPlaces = Dictionary(
      model.outputs.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    inputs = model.inputs
    coordinatePlan = model.coordinatePlan
    self.assertions = assertions
    var place: [ModelColumn: SampleColumn] = [:]
    for (column, storage) in zip(program.columns, columns) { place[column] = storage }
    outputValues = model.outputs.indices.map { index in
      place[.output(index)].map { .draws($0) }
        ?? .constant(model.outputs[index].constantValue ?? .nan)
    }
    inputValues =
      settings.keepsInputs
      ? model.inputs.indices.map { index in
        (0..<model.inputs[index].componentCount).map { component in
          place[.input(index, component: component)].map { .draws($0) } ?? .constant(1)
        }
      } : []
  }

  /// The number of draws, over all replicates.
  public var draws: Int { record.draws }
  /// The number of independent replicates.
  public var replicates: Int { record.replicates }
  /// The seed of the points.
  public var seed: UInt64 { record.seed }
  /// How the points were chosen.
  public var method: SamplingMethod { record.method }
  /// Which engine drew, for print.
  public var engine: EngineDescription { record.engine }
  /// The number of draws of each replicate.
  public var drawsPerReplicate: Int { draws / replicates }

  /// Whether the drawn values of the inputs were kept.
  public var keepsInputs: Bool { !inputValues.isEmpty || inputs.isEmpty }

  /// The place of an output, `nil` where there is none of that name.
  ///
  /// - Parameter name: The output's name.
  public func outputIndex(named name: String) -> Int? { outputPlaces[name] }

  // MARK: Draws

  /// Reads the draws of an output; of a constant one, a temporary array of equal numbers.
  ///
  /// - Parameters:
  ///   - output: The output, in `0 ..< outputs.count`.
  ///   - body: Called once; the buffer is valid until it returns, and no result can hold it.
  public func withValues<Result: Sendable, Failure: Error>(
    of output: Int,
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Self.withValues(outputValues[output], draws, body)
  }

  /// A copy of the draws of an output.
  ///
  /// - Parameter output: The output, in `0 ..< outputs.count`.
  public func values(of output: Int) -> [Double] {
    withValues(of: output) { Array($0) }
  }

  /// Reads the drawn values of one component of an input.
  ///
  /// - Parameters:
  ///   - input: The input, in `0 ..< inputs.count`; the settings must keep inputs.
  ///   - component: The component, 0 for a univariate input.
  ///   - body: Called once; the buffer is valid until it returns, and no result can hold it.
  public func withInputValues<Result: Sendable, Failure: Error>(
    of input: Int,
    component: Int = 0,
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(keepsInputs, "Input values need SimulationSettings.keepsInputs")
    return try Self.withValues(inputValues[input][component], draws, body)
  }

  static func withValues<Result: Sendable, Failure: Error>(
    _ values: SampleValues,
    _ draws: Int,
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch values {
    case .draws(let column): try column.withValues(body)
    case .constant(let value): try SampleColumn(repeating: value, count: draws).withValues(body)
    }
  }

  // MARK: Results

  /// Summarises an output.
  ///
  /// - Parameters:
  ///   - output: The output, in `0 ..< outputs.count`.
  ///   - probabilities: The quantiles wanted, each from 0 to 1.
  public func summary(of output: Int, probabilities: [Double]) -> Summary {
    switch outputValues[output] {
    case .constant(let value):
      Summary(constant: value, draws: draws, replicates: replicates, probabilities: probabilities)
    case .draws(let column):
      column.withValues {
        Summary($0, replicates: replicates, probabilities: probabilities, threads: threads)
      }
    }
  }

  /// The part of the draws in which an output lies in a closed interval.
  ///
  /// - Parameters:
  ///   - output: The output, in `0 ..< outputs.count`.
  ///   - interval: The interval; infinite ends are allowed. Undefined draws count as outside.
  /// - Returns: The proportion over all draws and its standard error from the replicates.
  public func probability(
    of output: Int,
    in interval: ClosedRange<Double>
  ) -> (value: Double, standardError: Double) {
    if case .constant(let value) = outputValues[output] {
      return (interval.contains(value) ? 1 : 0, 0)
    }
    return withValues(of: output) { values in
      let size = drawsPerReplicate
      let parts = (0..<replicates).map { replicate in
        var inside = 0
        for draw in (replicate * size)..<((replicate + 1) * size) {
          let value = values[draw]
          inside += value >= interval.lowerBound && value <= interval.upperBound ? 1 : 0
        }
        return Double(inside) / Double(size)
      }
      return (parts.reduce(0, +) / Double(replicates), ReplicateError.standardError(parts))
    }
  }
}
