/// Evaluates one output at points whose factors are independent, for one thread at a time.
///
/// The values of the inputs are computed once for a set of points and given to the formula, so that
/// a design that combines the inputs of two sets of points pays for the quantiles only once. Inputs
/// whose distribution depends on other inputs are drawn anew from their coordinate each time.
final class IndependentEvaluator {
  /// A set of points: the coordinates of the unit cube and the values of the inputs there.
  struct Points {
    /// One buffer for each coordinate; empty for those that no factor has.
    let cube: [UnsafeMutableBufferPointer<Double>]
    /// One buffer for each component of each drawn input.
    let values: [UnsafeMutableBufferPointer<Double>]
  }

  /// What the formula reads: buffers of one or two sets of points.
  struct Row {
    let cube: [UnsafeBufferPointer<Double>]
    let values: [UnsafeBufferPointer<Double>]
  }

  /// The number of points that a set holds.
  let length: Int

  private let model: Model
  private let factors: [Factor]
  private let cubeCount: Int
  /// Inputs whose values are given to the formula, and the first buffer of each.
  private let drawn: [Int]
  private let firstValue: [Int]
  private let valueCount: Int
  /// Places in `drawn` of inputs of a correlated group, of which the others do not matter here.
  private let alone: [Int]
  private let sampler: Evaluator?
  private let samplerPlaces: [Int]
  private let formula: Evaluator
  private var owned: [UnsafeMutableBufferPointer<Double>] = []

  /// Prepares an evaluation.
  ///
  /// - Parameters:
  ///   - problem: Independent factors; see ``SensitivityProblem/requireIndependence(_:)``.
  ///   - length: The largest number of points at a time.
  init(_ problem: SensitivityProblem, length: Int) {
    let model = problem.model
    self.model = model
    self.length = length
    factors = problem.factors
    cubeCount = problem.dimensionCount
    let inputs = problem.factors.flatMap(\.inputs).compactMap { model.inputIndex(named: $0) }
    drawn = inputs.filter { model.inputs[$0].kind != .parametric }.sorted()
    var first: [Int] = []
    var count = 0
    for input in drawn {
      first.append(count)
      count += model.inputs[input].componentCount
    }
    firstValue = first
    valueCount = count
    let places = drawn.indices
    let grouped = drawn.map { model.groupOfInput[$0] != nil }
    alone = places.filter { grouped[$0] }
    samplerPlaces = places.filter { !grouped[$0] }
    let sampled = samplerPlaces.map { [drawn] in drawn[$0] }
    sampler =
      sampled.isEmpty
      ? nil : model.evaluator(outputs: [], inputs: sampled, checksAssertions: false)
    formula = model.evaluator(outputs: [problem.output], given: drawn, checksAssertions: false)
  }

  deinit { owned.forEach { $0.deallocate() } }

  // MARK: Points

  /// Memory for a set of points, which lives as long as the evaluator.
  func makePoints() -> Points {
    var needed = [Bool](repeating: false, count: cubeCount)
    for factor in factors { for coordinate in factor.coordinates { needed[coordinate] = true } }
    let cube = needed.map { $0 ? buffer() : UnsafeMutableBufferPointer(start: nil, count: 0) }
    return Points(cube: cube, values: (0..<valueCount).map { _ in buffer() })
  }

  private func buffer() -> UnsafeMutableBufferPointer<Double> {
    let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: max(length, 1))
    memory.initialize(repeating: 0.5)
    owned.append(memory)
    return memory
  }

  /// Computes the values of the inputs from the coordinates of a set of points.
  func draw(_ points: Points, count: Int) throws(SensitivityError) {
    for place in alone {
      let input = model.inputs[drawn[place]]
      guard let distribution = input.distribution else { continue }
      let target = UnsafeMutableBufferPointer(rebasing: points.values[firstValue[place]][..<count])
      for index in 0..<count { target[index] = points.cube[input.coordinates[0]][index] }
      distribution.transform(target)
    }
    guard let sampler else { return }
    var targets: [UnsafeMutableBufferPointer<Double>] = []
    for place in samplerPlaces {
      let components = model.inputs[drawn[place]].componentCount
      targets += points.values[firstValue[place]..<(firstValue[place] + components)]
    }
    do {
      try sampler.evaluate(
        cube: points.cube.map { UnsafeBufferPointer($0) },
        count: count,
        into: targets
      )
    } catch { throw .simulation(error) }
  }

  // MARK: Evaluation

  /// The points of one set, with some factors taken from another.
  func row(_ base: Points, replacing factor: Factor? = nil, from other: Points? = nil) -> Row {
    var cube = base.cube
    var values = base.values
    if let factor, let other {
      for coordinate in factor.coordinates { cube[coordinate] = other.cube[coordinate] }
      for (place, input) in drawn.enumerated()
      where factor.inputs.contains(model.inputs[input].name) {
        for component in 0..<model.inputs[input].componentCount {
          values[firstValue[place] + component] = other.values[firstValue[place] + component]
        }
      }
    }
    return Row(
      cube: cube.map { UnsafeBufferPointer($0) },
      values: values.map { UnsafeBufferPointer($0) }
    )
  }

  /// Evaluates the output.
  func evaluate(
    _ row: Row,
    count: Int,
    into target: UnsafeMutablePointer<Double>
  ) throws(SensitivityError) {
    do {
      try formula.evaluate(
        cube: row.cube,
        count: count,
        given: row.values,
        into: [UnsafeMutableBufferPointer(start: target, count: count)]
      )
    } catch { throw .simulation(error) }
  }

  /// Evaluates the output at points given by the coordinates that the factors have.
  ///
  /// - Parameters:
  ///   - cube: By coordinate, columns of one length; those of coordinates without a factor may be
  ///     empty.
  ///   - count: The number of points, any.
  func evaluate(cube: [[Double]], count: Int) throws(SensitivityError) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    let points = makePoints()
    let row = row(points)
    var start = 0
    while start < count {
      let part = min(length, count - start)
      for (coordinate, buffer) in points.cube.enumerated() where !buffer.isEmpty {
        for index in 0..<part { buffer[index] = cube[coordinate][start + index] }
      }
      try draw(points, count: part)
      var failure: SensitivityError?
      result.withUnsafeMutableBufferPointer { target in
        guard let base = target.baseAddress else { return }
        do throws(SensitivityError) {
          try evaluate(row, count: part, into: base + start)
        } catch { failure = error }
      }
      if let failure { throw failure }
      start += part
    }
    return result
  }
}
