import Uncertainty

/// Evaluates one output at points whose factors are independent, for one thread at a time.
///
/// The values of the inputs are computed once for a set of points and given to the formula, so that
/// a design that combines the inputs of two sets of points pays for the quantiles only once. Inputs
/// whose distribution depends on other inputs are drawn anew from their coordinate each time.
final class IndependentEvaluator {
  /// A set of points: the coordinates of the unit cube and the values of the inputs there.
  struct Points {
    /// One column for each coordinate; empty for those that no factor has.
    let cube: [SampleColumn]
    /// The same as parts.
    let parts: [ColumnPart]
    /// One column for each component of each drawn input.
    let values: [SampleColumn]
  }

  /// What the formula reads: columns of one or two sets of points.
  struct Row {
    var cube: [ColumnPart]
    var values: [ColumnPart]
  }

  /// The number of points that a set holds.
  let length: Int

  private let model: Model
  private let factors: [Factor]
  private let cubeCount: Int
  /// Inputs whose values are given to the formula, and the first column of each.
  private let drawn: [Int]
  private let firstValue: [Int]
  private let valueCount: Int
  /// Places in `drawn` of inputs of a correlated group, of which the others do not matter here.
  private let alone: [Int]
  private let sampler: Evaluator?
  private let samplerPlaces: [Int]
  private let formula: Evaluator
  /// The places in `drawn` of the inputs that have a coordinate.
  private let placeOfCoordinate: [Int: Int]
  /// Evaluators of one input each, made when first asked for.
  private var single: [Int: Evaluator] = [:]

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
    var places: [Int: Int] = [:]
    for (place, input) in drawn.enumerated() {
      for coordinate in model.inputs[input].coordinates { places[coordinate] = place }
    }
    placeOfCoordinate = places
    let grouped = drawn.map { model.groupOfInput[$0] != nil }
    alone = drawn.indices.filter { grouped[$0] }
    samplerPlaces = drawn.indices.filter { !grouped[$0] }
    let sampled = samplerPlaces.map { [drawn] in drawn[$0] }
    sampler =
      sampled.isEmpty
      ? nil : model.evaluator(outputs: [], inputs: sampled, checksAssertions: false)
    formula = model.evaluator(outputs: [problem.output], given: drawn, checksAssertions: false)
  }

  // MARK: Points

  /// The coordinates that the formula reads itself, for inputs with uncertain parameters.
  var readCoordinates: [Int] { formula.coordinates }

  /// The coordinate of each column of values, for inputs that have one coordinate each.
  var coordinateOfValue: [Int] { drawn.map { model.inputs[$0].coordinates[0] } }

  /// Memory for a set of points.
  func makePoints() -> Points {
    var needed = [Bool](repeating: false, count: cubeCount)
    for factor in factors { for coordinate in factor.coordinates { needed[coordinate] = true } }
    func column() -> SampleColumn { SampleColumn(repeating: 0.5, count: max(length, 1)) }
    let cube = needed.map { $0 ? column() : SampleColumn(count: 0) }
    let values = (0..<valueCount).map { _ in column() }
    return Points(cube: cube, parts: cube.map(\.whole), values: values)
  }

  /// Computes the values of the inputs from the coordinates of a set of points.
  func draw(_ points: Points, count: Int) throws(SensitivityError) {
    for place in alone {
      let input = model.inputs[drawn[place]]
      guard let distribution = input.distribution else { continue }
      let source = points.cube[input.coordinates[0]]
      points.values[firstValue[place]].part(0..<count).withMutableValues { target in
        source.withValues { for index in 0..<count { target[index] = $0[index] } }
        distribution.transform(target)
      }
    }
    guard let sampler else { return }
    var targets: [ColumnPart] = []
    for place in samplerPlaces {
      let components = model.inputs[drawn[place]].componentCount
      targets += points.values[firstValue[place]..<(firstValue[place] + components)].map(\.whole)
    }
    do {
      try sampler.evaluate(
        .columns(points.cube.map(\.whole)),
        count: count,
        into: targets
      )
    } catch { throw .simulation(error) }
  }

  /// Computes the values of the inputs that have some coordinates, and no others.
  func draw(
    _ points: Points,
    coordinates: [Int],
    count: Int
  ) throws(SensitivityError) {
    for place in coordinates.compactMap({ placeOfCoordinate[$0] }) {
      let input = drawn[place]
      let own = model.inputs[input]
      let sampler: Evaluator
      if let known = single[input] {
        sampler = known
      } else {
        sampler = model.evaluator(outputs: [], inputs: [input], checksAssertions: false)
        single[input] = sampler
      }
      let columns = firstValue[place]..<(firstValue[place] + own.componentCount)
      do {
        try sampler.evaluate(
          .columns(points.parts),
          count: count,
          into: points.values[columns].map(\.whole)
        )
      } catch { throw .simulation(error) }
    }
  }

  /// Takes some coordinates, and the inputs that have them, from another set of points.
  func replace(in row: inout Row, _ coordinates: [Int], from other: Points) {
    for coordinate in coordinates {
      row.cube[coordinate] = other.parts[coordinate]
      guard let place = placeOfCoordinate[coordinate] else { continue }
      for component in 0..<model.inputs[drawn[place]].componentCount {
        row.values[firstValue[place] + component] =
          other.values[firstValue[place] + component].whole
      }
    }
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
    return Row(cube: cube.map(\.whole), values: values.map(\.whole))
  }

  /// Evaluates the output.
  func evaluate(
    _ row: Row,
    count: Int,
    into target: ColumnPart
  ) throws(SensitivityError) {
    do {
      try formula.evaluate(
        .columns(row.cube),
        count: count,
        given: row.values,
        into: [target]
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
    let result = SampleColumn(repeating: 0, count: count)
    let points = makePoints()
    let row = row(points)
    var start = 0
    while start < count {
      let part = min(length, count - start)
      for (coordinate, column) in points.cube.enumerated() where column.count > 0 {
        column.withMutableValues { target in
          for index in 0..<part { target[index] = cube[coordinate][start + index] }
        }
      }
      try draw(points, count: part)
      try evaluate(row, count: part, into: result.part(start..<(start + part)))
      start += part
    }
    return result.copy
  }
}
