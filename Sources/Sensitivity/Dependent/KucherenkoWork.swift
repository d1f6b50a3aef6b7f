import NumericCore
import Uncertainty

/// Runs a ``KucherenkoDesign``.
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
  private let base: ScoreFactor
  /// For each factor: kept alone, then all others kept.
  private let kept: [[ScoreFactor]]

  init(_ design: KucherenkoDesign) throws(SensitivityError) {
    self.design = design
    let space = design.space
    base = try space.factor(order: Array(0..<space.count))
    var kept: [[ScoreFactor]] = []
    for factor in space.positions.indices {
      let alone = space.order(fixing: [factor])
      let own = Set(space.positions[factor])
      let others = space.positions.flatMap(\.self).filter { !own.contains($0) }.sorted()
      // Inputs of no factor are drawn anew with the factor: they are not among the others known.
      let rest = (0..<space.count).filter { !others.contains($0) }
      kept.append([
        try space.factor(order: alone.order, fixed: alone.fixed),
        try space.factor(order: others + rest, fixed: others.count),
      ])
    }
    self.kept = kept
  }

  func run(_ replicate: Int) throws(SensitivityError) -> Part {
    let space = design.space
    let width = space.count
    let factors = kept.count
    let length = 1 + 2 * factors
    let points = ScorePoints(
      design.sobol,
      sets: 2,
      width: width,
      replicate: replicate,
      count: design.points
    )
    var runs = ScoreRuns(design.problem, space, capacity: design.points * length)
    var first = [Double](repeating: 0, count: width)
    var second = first
    var scores = first
    var mixed = first
    var result = first
    for point in 0..<design.points {
      points.copy(set: 0, point: point, into: &first)
      points.copy(set: 1, point: point, into: &second)
      base.scores(first, into: &scores)
      runs.append(scores)
      for pair in kept {
        for factor in pair {
          for position in 0..<width { mixed[position] = second[position] }
          factor.recover(scores, into: &mixed)
          factor.scores(mixed, into: &result)
          runs.append(result)
        }
      }
    }
    let values = try runs.evaluate()
    var part = Part(explained: [], firstVariance: [], remaining: [])
    var used: [Int] = []
    for point in 0..<design.points {
      let own = values[(point * length)..<((point + 1) * length)]
      let missing = own.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
      part.undefined += missing
      if missing == 0 { used.append(point * length) }
    }
    let y = used.map { values[$0] }
    part.variance = Moments(y).populationVariance
    let centre = Moments(y).mean
    part.varianceTerms = CarriedSum(y.lazy.map { ($0 - centre) * ($0 - centre) })
    for factor in 0..<factors {
      let alone = used.map { values[$0 + 1 + 2 * factor] }
      let rest = used.map { values[$0 + 2 + 2 * factor] }
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
