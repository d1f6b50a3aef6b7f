import NumericCore
import Uncertainty

/// Runs a ``KucherenkoDesign``.
///
/// The inputs are drawn twice, as A and as B. The runs that keep one factor are those of B with the
/// factor's inputs from A and the inputs correlated with it moved; those that keep all others are A
/// with the factor's inputs drawn anew. So a run pays for the inputs that change, and for the formula.
struct KucherenkoWork: Sendable {
  /// What one replicate gives, as means over its points.
  struct Part: Sendable {
    var explained: [Double]
    var firstVariance: [Double]
    var remaining: [Double]
    var variance = 0.0
    var undefined = 0
    /// What carries `explained`, `remaining` and `variance`.
    var explainedTerms: [CarriedSum] = []
    var remainingTerms: [CarriedSum] = []
    var varianceTerms = CarriedSum()
  }

  let design: KucherenkoDesign
  /// The problem of the inputs by their own laws: dependence is in the scores.
  private let problem: SensitivityProblem
  private let blocks: [ScoreBlock]
  /// By factor, for each block the part that is the factor's.
  private let parts: [[(block: Int, part: ScoreBlock.Part)]]

  init(_ design: KucherenkoDesign) throws(SensitivityError) {
    self.design = design
    problem = design.problem.ofIndependentInputs
    let blocks = try design.space.blocks()
    self.blocks = blocks
    var parts: [[(block: Int, part: ScoreBlock.Part)]] = []
    for positions in design.space.positions {
      var own: [(block: Int, part: ScoreBlock.Part)] = []
      for (index, block) in blocks.enumerated() {
        if let part = try block.part(positions) { own.append((index, part)) }
      }
      parts.append(own)
    }
    self.parts = parts
  }

  /// The columns that an evaluation needs, for one thread at a time.
  func makeEvaluator() -> IndependentEvaluator {
    IndependentEvaluator(problem, length: design.points)
  }

  func run(
    _ replicate: Int,
    _ evaluator: IndependentEvaluator
  ) throws(SensitivityError) -> Part {
    let first = evaluator.makePoints()
    let second = evaluator.makePoints()
    let changed = evaluator.makePoints()
    let draws = try draw(replicate, first, second)
    try evaluator.draw(first, count: design.points)
    try evaluator.draw(second, count: design.points)
    let coordinates = design.space.coordinates
    let y = try evaluate(evaluator, evaluator.row(first))
    var alone: [[Double]] = []
    var rest: [[Double]] = []
    for (factor, own) in parts.enumerated() {
      var row = evaluator.row(second)
      evaluator.replace(in: &row, problem.factors[factor].coordinates, from: first)
      for (index, part) in own {
        let block = blocks[index]
        let others = block.positions.indices.filter { !part.places.contains($0) }
        for place in others {
          let scores = block.given(part, draws[index], at: place)
          Self.fill(changed.cube[coordinates[block.positions[place]]], scores)
        }
        let moved = others.map { coordinates[block.positions[$0]] }
        try evaluator.draw(changed, coordinates: moved, count: design.points)
        evaluator.replace(in: &row, moved, from: changed)
      }
      alone.append(try evaluate(evaluator, row))
      row = evaluator.row(first)
      evaluator.replace(in: &row, problem.factors[factor].coordinates, from: second)
      for (index, part) in own {
        let block = blocks[index]
        for place in part.places {
          let scores = block.renewed(part, draws[index], at: place)
          Self.fill(changed.cube[coordinates[block.positions[place]]], scores)
        }
        let moved = part.places.map { coordinates[block.positions[$0]] }
        try evaluator.draw(changed, coordinates: moved, count: design.points)
        evaluator.replace(in: &row, moved, from: changed)
      }
      rest.append(try evaluate(evaluator, row))
    }
    return summed(y, alone, rest)
  }

  // MARK: Draws

  /// Fills the coordinates of A and B.
  private func draw(
    _ replicate: Int,
    _ first: IndependentEvaluator.Points,
    _ second: IndependentEvaluator.Points
  ) throws(SensitivityError) -> [ScoreBlock.Draws] {
    let space = design.space
    func column(_ set: Int, _ position: Int) -> [Double] {
      design.sobol.values(
        dimension: set * space.count + position,
        replicate: replicate,
        count: design.points
      )
    }
    let normal = NormalScores()
    func scores(_ set: Int, _ position: Int) -> [Double] {
      var values = column(set, position)
      normal?.scores(&values)
      return values
    }
    let linked = Set(blocks.flatMap(\.positions))
    for position in space.positions.flatMap(\.self) where !linked.contains(position) {
      let coordinate = space.coordinates[position]
      Self.copy(column(0, position), into: first.cube[coordinate])
      Self.copy(column(1, position), into: second.cube[coordinate])
    }
    var result: [ScoreBlock.Draws] = []
    for block in blocks {
      let draws = try block.draw(
        block.positions.map { scores(0, $0) },
        block.positions.map { scores(1, $0) }
      )
      for (place, position) in block.positions.enumerated() {
        let coordinate = space.coordinates[position]
        Self.fill(first.cube[coordinate], draws.first[place])
        Self.fill(second.cube[coordinate], draws.second[place])
      }
      result.append(draws)
    }
    return result
  }

  private static func copy(_ values: [Double], into column: SampleColumn) {
    column.withMutableValues { target in
      for index in values.indices { target[index] = values[index] }
    }
  }

  /// Fills a column with the probabilities of scores.
  private static func fill(_ column: SampleColumn, _ scores: [Double]) {
    column.withMutableValues { target in
      for index in scores.indices { target[index] = scores[index] }
      NormalScores.quickProbabilities(target)
    }
  }

  private func evaluate(
    _ evaluator: IndependentEvaluator,
    _ row: IndependentEvaluator.Row
  ) throws(SensitivityError) -> [Double] {
    let result = SampleColumn(repeating: 0, count: design.points)
    try evaluator.evaluate(row, count: design.points, into: result.whole)
    return result.copy
  }

  // MARK: Sums

  private func summed(_ outputs: [Double], _ alones: [[Double]], _ rests: [[Double]]) -> Part {
    var part = Part(explained: [], firstVariance: [], remaining: [])
    var used: [Int] = []
    for point in outputs.indices {
      var missing = outputs[point].isFinite ? 0 : 1
      for column in alones where !column[point].isFinite { missing += 1 }
      for column in rests where !column[point].isFinite { missing += 1 }
      part.undefined += missing
      if missing == 0 { used.append(point) }
    }
    let y = used.map { outputs[$0] }
    part.variance = Moments(y).populationVariance
    let centre = Moments(y).mean
    part.varianceTerms = CarriedSum(y.lazy.map { ($0 - centre) * ($0 - centre) })
    for factor in alones.indices {
      let alone = used.map { alones[factor][$0] }
      let rest = used.map { rests[factor][$0] }
      let number = Double(used.count)
      let mean = zip(y, alone).map { ($0 - centre + $1 - centre) / 2 }.pairwiseSum() / number
      let products = zip(y, alone).map { ($0 - centre) * ($1 - centre) }
      let product = products.pairwiseSum() / number
      part.explainedTerms.append(CarriedSum(products))
      let square =
        zip(y, alone).map {
          (($0 - centre) * ($0 - centre) + ($1 - centre) * ($1 - centre)) / 2
        }.pairwiseSum() / number
      part.explained.append(product - mean * mean)
      part.firstVariance.append(square - mean * mean)
      let squares = zip(y, rest).map { ($0 - $1) * ($0 - $1) / 2 }
      part.remaining.append(squares.pairwiseSum() / number)
      part.remainingTerms.append(CarriedSum(squares))
    }
    return part
  }
}
