import LinearAlgebra
import Uncertainty

/// Dependent normal scores from independent ones, in a given order of the positions.
///
/// The first k scores in the order depend on the first k independent ones alone, so that keeping
/// those and drawing the others anew is a draw from the conditional law given the first k scores.
struct ScoreFactor: Sendable {
  /// All positions in their order.
  let order: [Int]
  /// The correlated ones among them, in that order.
  private let dependent: [Int]
  /// The first positions of the order, which ``recover(_:into:)`` takes.
  private let fixed: [Int]
  /// How many of them are correlated.
  private let fixedDependent: Int
  /// The rows of the triangle, one after the other, each up to its diagonal.
  private let triangle: [Double]

  init(order: [Int], fixed: Int, dependent: [Int], lower: Matrix) {
    self.order = order
    self.dependent = dependent
    self.fixed = Array(order.prefix(fixed))
    let held = Set(self.fixed)
    fixedDependent = dependent.prefix { held.contains($0) }.count
    var triangle: [Double] = []
    triangle.reserveCapacity(dependent.count * (dependent.count + 1) / 2)
    for row in dependent.indices {
      for column in 0...row { triangle.append(lower[row, column]) }
    }
    self.triangle = triangle
  }

  /// Turns independent scores into dependent ones.
  ///
  /// - Parameters:
  ///   - independent: By position.
  ///   - result: Receives the scores by position.
  func scores(_ independent: [Double], into result: inout [Double]) {
    for position in independent.indices { result[position] = independent[position] }
    var entry = 0
    for row in dependent.indices {
      var sum = 0.0
      for column in 0...row {
        sum += triangle[entry] * independent[dependent[column]]
        entry += 1
      }
      result[dependent[row]] = sum
    }
  }

  /// The independent scores of the fixed positions, from the scores themselves.
  ///
  /// - Parameters:
  ///   - scores: By position.
  ///   - independent: Receives the values of these positions; the others stay.
  func recover(_ scores: [Double], into independent: inout [Double]) {
    for position in fixed { independent[position] = scores[position] }
    var entry = 0
    for row in 0..<fixedDependent {
      var rest = scores[dependent[row]]
      for column in 0..<row {
        rest -= triangle[entry] * independent[dependent[column]]
        entry += 1
      }
      independent[dependent[row]] = rest / triangle[entry]
      entry += 1
    }
  }
}
