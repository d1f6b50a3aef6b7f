import LinearAlgebra
import NumericCore
import Uncertainty

/// Smooth functions of one input, on the scale of its normal scores.
///
/// An input with few distinct values gets one function for each value, any other cubic B-splines
/// of its normal scores with knots at equal probabilities. Rising changes of the input's scale
/// are without effect.
struct SmoothBasis: Sendable {
  /// The functions of the input.
  let functionCount: Int
  /// The normal scores of the mid-ranks, one for each draw.
  let scores: [Double]
  private let levels: [Int32]
  private let knots: [Double]

  /// The most distinct values that get functions of their own.
  private static let levelLimit = 12

  /// Prepares the functions of one input.
  ///
  /// - Parameters:
  ///   - values: The input's values.
  ///   - functions: The number of B-splines wanted, 4 or more.
  init(_ values: [Double], functions: Int) {
    let count = values.count
    let order = RankOrder(values)
    var scores = order.midRanks.map { ($0 - 0.5) / Double(count) }
    if let normal = NormalScores() {
      normal.scores(&scores)
    }
    self.scores = scores
    if order.distinctCount <= Self.levelLimit {
      levels = order.levels
      knots = []
      functionCount = max(order.distinctCount - 1, 0)
      return
    }
    levels = []
    knots = Self.knots(scores, functions: functions)
    // The splines sum to 1, as the intercept does: the first is left out.
    functionCount = knots.count - 5
  }

  private init(scores: [Double], knots: [Double]) {
    self.scores = scores
    levels = []
    self.knots = knots
    functionCount = knots.count - 5
  }

  /// The functions of the same input with another number of B-splines; those of an input with few
  /// distinct values stay.
  func with(functions: Int) -> SmoothBasis {
    guard !knots.isEmpty else { return self }
    return SmoothBasis(scores: scores, knots: Self.knots(scores, functions: functions))
  }

  private static func knots(_ scores: [Double], functions: Int) -> [Double] {
    let inner = max(functions, 4) - 4
    var probabilities = (0..<inner).map { Double($0 + 1) / Double(inner + 1) }
    if let normal = NormalScores() {
      normal.scores(&probabilities)
    }
    let low = scores.min() ?? 0
    let high = scores.max() ?? 0
    return [Double](repeating: low, count: 4) + probabilities.filter { $0 > low && $0 < high }
      + [Double](repeating: high, count: 4)
  }

  /// Writes the functions of a range of draws, one column after another.
  ///
  /// - Parameters:
  ///   - draws: The draws.
  ///   - target: Receives `functionCount` columns of `draws.count` numbers; zeros on entry.
  func fill(_ draws: Range<Int>, into target: UnsafeMutableBufferPointer<Double>) {
    let rows = draws.count
    if knots.isEmpty {
      for (row, draw) in draws.enumerated() where levels[draw] > 0 {
        target[(Int(levels[draw]) - 1) * rows + row] = 1
      }
      return
    }
    var splines = SIMD4<Double>()
    var span = 3
    let last = knots.count - 5
    for (row, draw) in draws.enumerated() {
      let x = scores[draw]
      while span < last && x >= knots[span + 1] { span += 1 }
      while span > 3 && x < knots[span] { span -= 1 }
      // de Boor (1978), A Practical Guide to Splines, chapter X, algorithm (8).
      splines[0] = 1
      for degree in 1...3 {
        var saved = 0.0
        for index in 0..<degree {
          let right = knots[span + index + 1]
          let left = knots[span + index + 1 - degree]
          let part = splines[index] / (right - left)
          splines[index] = saved + (right - x) * part
          saved = (x - left) * part
        }
        splines[degree] = saved
      }
      for index in 0..<4 {
        let column = span - 3 + index - 1
        if column >= 0 { target[column * rows + row] = splines[index] }
      }
    }
  }
}

/// The order of a column's values, with ties.
struct RankOrder: Sendable {
  /// Ranks from 1, ties sharing the mean of theirs.
  let midRanks: [Double]
  /// The number of distinct values.
  let distinctCount: Int
  /// The place of each value among the distinct ones, from 0.
  let levels: [Int32]

  init(_ values: [Double]) {
    let order = Self.sortedPlaces(values)
    var ranks = [Double](repeating: 0, count: values.count)
    var levels = [Int32](repeating: 0, count: values.count)
    var distinct = 0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count && values[order[end]] == values[order[start]] { end += 1 }
      for index in start..<end {
        ranks[order[index]] = Double(start + end + 1) / 2
        levels[order[index]] = Int32(distinct)
      }
      distinct += 1
      start = end
    }
    midRanks = ranks
    distinctCount = distinct
    self.levels = levels
  }

  /// The places of values in rising order; ties in order of place.
  static func sortedPlaces(_ values: [Double]) -> [Int] {
    values.withUnsafeBufferPointer { values in
      (0..<values.count).sorted { a, b in
        values[a] < values[b] || (values[a] == values[b] && a < b)
      }
    }
  }
}
