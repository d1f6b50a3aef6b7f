import Sampling
import Uncertainty

/// The runs of one replicate of a design over normal scores.
///
/// Rows of scores are appended in any order; evaluating turns them into points of the unit cube.
struct ScoreRuns {
  private let problem: SensitivityProblem
  private let space: ScoreSpace
  private let columns: [SampleColumn]
  private let capacity: Int
  private(set) var count = 0

  init(_ problem: SensitivityProblem, _ space: ScoreSpace, capacity: Int) {
    self.problem = problem
    self.space = space
    self.capacity = capacity
    columns = space.coordinates.map { _ in SampleColumn(count: capacity) }
  }

  mutating func append(_ scores: [Double]) {
    precondition(count < capacity, "More runs than were announced")
    for position in scores.indices { columns[position][count] = scores[position] }
    count += 1
  }

  /// The output of each row, on this thread.
  func evaluate() throws(SensitivityError) -> [Double] {
    space.makeIndependent(columns, count: count)
    for column in columns {
      column.part(0..<count).withMutableValues { NormalScores.quickProbabilities($0) }
    }
    var cube = [ColumnPart](repeating: .empty, count: problem.dimensionCount)
    for (column, coordinate) in zip(columns, space.coordinates) {
      cube[coordinate] = column.part(0..<count)
    }
    let result = SampleColumn(repeating: 0, count: count)
    let evaluator = problem.model.evaluator(outputs: [problem.output], checksAssertions: false)
    do throws(SimulationError) {
      try evaluator.evaluate(.columns(cube), count: count, into: [result.whole])
    } catch {
      throw .simulation(error)
    }
    return result.copy
  }
}

/// Independent standard normal scores of one replicate, from scrambled Sobol' points.
struct ScorePoints {
  private let columns: [[Double]]
  private let width: Int

  /// Draws the scores.
  ///
  /// - Parameters:
  ///   - points: Points with `sets * width` coordinates.
  ///   - sets: How many independent sets of scores each point has.
  ///   - width: The number of scores in a set.
  ///   - replicate: The scramble.
  ///   - count: The number of points.
  init(_ points: SobolPoints, sets: Int, width: Int, replicate: Int, count: Int) {
    self.width = width
    let scores = NormalScores()
    columns = (0..<(sets * width)).map { dimension in
      var values = points.values(dimension: dimension, replicate: replicate, count: count)
      scores?.scores(&values)
      return values
    }
  }

  /// Copies one set of a point.
  func copy(set: Int, point: Int, into scores: inout [Double]) {
    for position in 0..<width { scores[position] = columns[set * width + position][point] }
  }
}
