import LinearAlgebra

/// Normal scores that are correlated with each other, and their conditional laws.
///
/// Two independent draws x and w of all scores give draws given a part S of x, or given the rest:
///
/// ```
/// given x_S:    w + C_S C_SS^-1 (x_S - w_S)
/// given x_-S:   x_S - P_SS^-1 (P (x - w))_S          with P the inverse of C
/// ```
/// since w - C_S C_SS^-1 w_S is independent of w_S, and likewise with the rest. One draw of each
/// serves all sets S: a set costs as many operations as the block has scores, not their square.
///
/// Reference: Journel and Huijbregts (1978), Mining Geostatistics, chapter VII (conditioning by
/// kriging).
struct ScoreBlock: Sendable {
  /// The positions of the scores, increasing.
  let positions: [Int]
  private let correlation: Matrix
  private let lower: Matrix
  /// The inverse of `lower`.
  private let inverse: Matrix
  private let place: [Int: Int]

  /// Two draws of the scores, a column for each position.
  struct Draws {
    let first: [[Double]]
    let second: [[Double]]
    /// P (x - w).
    fileprivate let scaled: Matrix
  }

  init(
    positions: [Int],
    correlation: Matrix,
    lower: Matrix
  ) throws(SensitivityError) {
    self.positions = positions
    self.correlation = correlation
    self.lower = lower
    let size = positions.count
    place = Dictionary(
      positions.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var columns: [[Double]] = []
    do throws(LinearAlgebraError) {
      for column in 0..<size {
        var unit = [Double](repeating: 0, count: size)
        unit[column] = 1
        columns.append(try lower.solveTriangular(unit, .lower))
      }
      inverse = try Matrix(columns: columns)
    } catch {
      throw Self.refusal(error)
    }
  }

  /// Makes dependent scores of independent ones.
  ///
  /// - Parameters:
  ///   - first: For each position the independent scores of the first draw.
  ///   - second: Those of the second.
  func draw(_ first: [[Double]], _ second: [[Double]]) throws(SensitivityError) -> Draws {
    do throws(LinearAlgebraError) {
      let one = try Matrix(columns: first)
      let two = try Matrix(columns: second)
      let x = try one.timesTransposed(lower)
      let w = try two.timesTransposed(lower)
      return Draws(
        first: (0..<x.columns).map { x.column($0) },
        second: (0..<w.columns).map { w.column($0) },
        scaled: try (one - two) * inverse
      )
    } catch {
      throw Self.refusal(error)
    }
  }

  /// A part of the block that is held, or drawn anew.
  struct Part {
    /// Places in the block, increasing.
    let places: [Int]
    /// C_S C_SS^-1, a row for each score of the block.
    fileprivate let regression: Matrix
    /// P_SS^-1.
    fileprivate let remainder: Matrix
  }

  /// A part of the block.
  ///
  /// - Parameter own: Positions, those of other blocks among them.
  /// - Returns: The part; `nil` where none of the block's positions is among them, or all are, so
  ///   that nothing depends on anything.
  func part(_ own: [Int]) throws(SensitivityError) -> Part? {
    let places = own.compactMap { place[$0] }.sorted()
    guard !places.isEmpty, places.count < positions.count else { return nil }
    do throws(LinearAlgebraError) {
      let size = places.count
      let among = Matrix(rows: size, columns: size) { correlation[places[$0], places[$1]] }
      let all = Matrix(rows: positions.count, columns: size) { correlation[$0, places[$1]] }
      let columns = inverse.selectingColumns(places)
      return Part(
        places: places,
        regression: try all * (try Cholesky.factor(among)).inverse(),
        remainder: (try Cholesky.factor(columns.gram())).inverse()
      )
    } catch {
      throw Self.refusal(error)
    }
  }

  /// The scores of one place given those of a part in the first draw.
  func given(_ part: Part, _ draws: Draws, at place: Int) -> [Double] {
    var result = draws.second[place]
    for (column, own) in part.places.enumerated() {
      let weight = part.regression[place, column]
      guard weight != 0 else { continue }
      let (x, w) = (draws.first[own], draws.second[own])
      for point in result.indices { result[point] += weight * (x[point] - w[point]) }
    }
    return result
  }

  /// The scores of one place of a part given all others in the first draw.
  func renewed(_ part: Part, _ draws: Draws, at place: Int) -> [Double] {
    var result = draws.first[place]
    guard let row = part.places.firstIndex(of: place) else { return result }
    for (column, own) in part.places.enumerated() {
      let weight = part.remainder[row, column]
      draws.scaled.withUnsafeColumn(own) { scaled in
        for point in scaled.indices { result[point] -= weight * scaled[point] }
      }
    }
    return result
  }

  private static func refusal(_ error: LinearAlgebraError) -> SensitivityError {
    .invalidSetting(
      name: "The correlation of the inputs",
      requirement: "positive definite",
      value: "\(error)"
    )
  }
}
