import CVectorKernels
import Probability
import Sampling

/// Computes a model's outputs for points of the unit cube, a block of draws at a time.
///
/// ```
/// unit cube -> dependent probabilities -> inputs by their quantiles -> outputs
/// ```
/// An evaluator owns its working memory and allocates none for a block (families of parametric
/// inputs may); it serves one thread at a time. A draw's results depend on its point alone, to
/// the last bit: not on the block length, nor on the range asked for.
public final class Evaluator {
  /// The columns that an evaluation fills, in order.
  public var columns: [ModelColumn] { program.columns }
  /// The coordinates of the unit cube that the columns depend on, increasing.
  public var coordinates: [Int] { program.coordinates }
  /// The number of draws in a block.
  public let blockLength: Int
  /// How often each assertion failed since the evaluator was made.
  public private(set) var assertions: [AssertionResult]

  private let model: Model
  private let program: Program
  private let file: RegisterFile
  private var parameters: [Double]

  init(model: Model, program: Program, blockLength: Int) {
    self.model = model
    self.program = program
    self.blockLength = blockLength
    file = RegisterFile(count: program.registerCount, length: blockLength)
    assertions = model.assertions.map { AssertionResult(name: $0.name, failedDraws: 0) }
    parameters = []
  }

  // MARK: Evaluation

  /// Evaluates consecutive points of a point set.
  ///
  /// - Parameters:
  ///   - points: At least as many coordinates as the model.
  ///   - replicate: The randomisation of the points.
  ///   - start: The number of the first point.
  ///   - count: The number of points.
  ///   - given: Values of the given inputs, `count` each, one column for each component.
  /// - Returns: One column of `count` values for each of ``columns``.
  /// - Throws: ``SimulationError/invalidParameter(input:message:draw:)``; `draw` is the point's
  ///   number.
  public func values(
    points: any PointSet,
    replicate: Int,
    start: Int,
    count: Int,
    given: [[Double]] = []
  ) throws(SimulationError) -> [[Double]] {
    let source = CubeSource.points(points, replicate: replicate, start: start)
    return try values(source, count: count, given: given, firstDraw: start)
  }

  /// Evaluates points that are given as columns, one for each coordinate of the unit cube.
  ///
  /// - Parameters:
  ///   - cube: As many columns as the model has dimensions; those of ``coordinates`` hold `count`
  ///     numbers strictly between 0 and 1, the others may be empty.
  ///   - count: The number of points.
  ///   - given: Values of the given inputs, `count` each, one column for each component.
  /// - Returns: One column of `count` values for each of ``columns``.
  /// - Throws: ``SimulationError/invalidParameter(input:message:draw:)``; `draw` counts from 0.
  public func values(
    cube: [[Double]],
    count: Int,
    given: [[Double]] = []
  ) throws(SimulationError) -> [[Double]] {
    let source = CubeSource.columns(cube.map { SampleColumn($0).whole })
    return try values(source, count: count, given: given, firstDraw: 0)
  }

  private func values(
    _ cube: CubeSource,
    count: Int,
    given: [[Double]],
    firstDraw: Int
  ) throws(SimulationError) -> [[Double]] {
    let results = columns.map { _ in SampleColumn(repeating: 0, count: count) }
    try evaluate(
      cube,
      count: count,
      given: given.map { SampleColumn($0).whole },
      into: results.map(\.whole),
      firstDraw: firstDraw
    )
    return results.map(\.copy)
  }

  /// Evaluates points into columns.
  ///
  /// - Parameters:
  ///   - cube: Where the points come from.
  ///   - count: The number of points.
  ///   - given: Values of the given inputs, `count` each, one part for each component.
  ///   - columns: Receive `count` values each, one part for each of ``columns``.
  ///   - firstDraw: The number of the first point, for messages and assertions.
  /// - Throws: ``SimulationError/invalidParameter(input:message:draw:)``. The columns then hold
  ///   nothing of use.
  package func evaluate(
    _ cube: CubeSource,
    count: Int,
    given: [ColumnPart] = [],
    into columns: [ColumnPart],
    firstDraw: Int = 0
  ) throws(SimulationError) {
    if case .columns(let parts) = cube {
      for coordinate in coordinates {
        precondition(
          coordinate < parts.count && parts[coordinate].count >= count,
          "Evaluation needs \(count) values of cube coordinate \(coordinate)"
        )
      }
    }
    precondition(
      columns.count == program.columns.count && columns.allSatisfy { $0.count >= count },
      "Evaluation needs \(program.columns.count) columns of \(count) values"
    )
    precondition(
      given.count == program.givenCount && given.allSatisfy { $0.count >= count },
      "Evaluation needs \(program.givenCount) buffers of \(count) given values"
    )
    var offset = 0
    while offset < count {
      let length = min(blockLength, count - offset)
      let block = Block(
        cube: cube,
        given: given,
        columns: columns,
        offset: offset,
        count: length,
        firstDraw: firstDraw
      )
      do {
        try run(block)
      } catch {
        // One draw at a time finds the first draw that fails, whatever the block length.
        for draw in 0..<length { try run(block.single(draw)) }
        throw error
      }
      offset += length
    }
  }

  // MARK: Steps

  private func run(_ block: Block) throws(SimulationError) {
    let count = block.count
    for step in program.steps {
      switch step {
      case .coordinate(let coordinate, let into):
        block.fill(coordinate: coordinate, into: file[into])
      case .given(let column, let into):
        block.given[column].read(block.offset, count, into: file[into])
      case .copula(let factor, let registers):
        factor.runGaussian({ file.block(registers[$0], count) }, count: count)
      case .studentCopula(let factor, let registers):
        factor.runStudent({ file.block(registers[$0], count) }, count: count)
      case .sample(let sampler, let register):
        sampler.transform(file.block(register, count))
      case .quantile(let distribution, let register):
        for draw in 0..<count { file[register][draw] = distribution.quantile(file[register][draw]) }
      case .parametric(let input, let operands, let register):
        try drawParametric(input, operands, file[register], block)
      case .shares(let registers): StickBreaking.run(registers, in: file, count: count)
      case .operation(let operation, let a, let b, let c, let into):
        BlockKernels.run(
          operation,
          file.operand(a),
          file.operand(b),
          file.operand(c),
          into: file[into],
          count: count
        )
      case .chain(let chain, let a, let b, let c, let into):
        chain.run(file[a], file[b], file.operand(c), into: file[into], count: count)
      case .store(let operand, let column): store(operand, block.columns[column], block)
      case .check(let operand, let assertion): check(operand, assertion, block)
      }
    }
  }

  private func store(_ operand: Operand, _ column: ColumnPart, _ block: Block) {
    switch operand {
    case .register(let index): column.write(block.offset, block.count, from: file[index])
    case .scalar(let value): column.write(block.offset, block.count, repeating: value)
    }
  }

  private func check(_ operand: Operand, _ assertion: Int, _ block: Block) {
    var first = 0
    var failed = 0
    switch operand {
    case .register(let index): failed = block_count_failures(file[index], block.count, &first)
    case .scalar(let value): failed = value < 0 || value > 0 ? 0 : block.count
    }
    guard failed > 0 else { return }
    let number = block.firstDraw + block.offset + first
    if assertions[assertion].firstFailedDraw ?? Int.max > number {
      assertions[assertion].firstFailedDraw = number
    }
    assertions[assertion].failedDraws += failed
  }

  private func drawParametric(
    _ input: Int,
    _ operands: [Operand],
    _ register: UnsafeMutablePointer<Double>,
    _ block: Block
  ) throws(SimulationError) {
    guard let family = model.inputs[input].family else { return }
    for draw in 0..<block.count {
      parameters.removeAll(keepingCapacity: true)
      for operand in operands { parameters.append(value(operand, draw)) }
      do {
        register[draw] = try family(parameters).quantile(register[draw])
      } catch {
        throw SimulationError.invalidParameter(
          input: model.inputs[input].name,
          message: "\(error)",
          draw: block.firstDraw + block.offset + draw
        )
      }
    }
  }

  private func value(_ operand: Operand, _ draw: Int) -> Double {
    switch operand {
    case .register(let index): file[index][draw]
    case .scalar(let value): value
    }
  }
}

extension Model {
  /// Compiles what some outputs need.
  ///
  /// - Parameters:
  ///   - outputs: Places in ``outputs``, in the order of the columns wanted; all where `nil`.
  ///   - inputs: Places in ``inputs`` whose drawn values are wanted too, in columns after those of
  ///     the outputs, one for each component.
  ///   - given: Places in ``inputs`` whose values the caller gives instead of having them drawn.
  ///     Inputs correlated with them are drawn as before: setting a value is no observation.
  ///   - checksAssertions: Whether assertions are computed and their failures counted.
  ///   - blockLength: The number of draws in a block, at least 1; without effect on results.
  public func evaluator(
    outputs: [Int]? = nil,
    inputs: [Int] = [],
    given: [Int] = [],
    checksAssertions: Bool = true,
    blockLength: Int = 1_024
  ) -> Evaluator {
    precondition(blockLength >= 1, "An evaluator needs a block length of 1 or more")
    let program = ProgramCompiler.compile(
      self,
      outputs: outputs ?? Array(self.outputs.indices),
      inputs: inputs,
      given: given,
      checksAssertions: checksAssertions,
      isPoint: false
    )
    return Evaluator(model: self, program: program, blockLength: blockLength)
  }
}
