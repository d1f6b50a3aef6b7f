import LinearAlgebra
import Uncertainty

/// The normal scores of a problem's inputs: jointly normal under the Gaussian copula, which makes
/// every conditional law a normal one.
///
/// A position is a place in ``coordinates``; a score is the normal quantile of an input's own
/// probability. Positions of inputs that are correlated with the factors without reaching the output
/// belong to no factor and are always drawn anew.
struct ScoreSpace: Sendable {
  /// The coordinates of the unit cube, in an order that declaration and names do not change.
  let coordinates: [Int]
  /// The positions of each factor, in the problem's order of factors.
  let positions: [[Int]]
  /// The factors by their first positions.
  let canonical: [Int]

  /// The positions with a correlation other than 0, and the row of each in `correlation`.
  private let row: [Int: Int]
  private let correlation: Matrix
  /// For each group: the positions of its members in the model's order.
  private let groups: [(positions: [Int], rows: [[Double]])]

  /// Lays out the scores.
  ///
  /// - Parameters:
  ///   - problem: The problem.
  ///   - method: The name of the method that asks, for the message.
  /// - Throws: `SensitivityError.studentCopula` where a factor is linked by a Student copula.
  init(_ problem: SensitivityProblem, method: String) throws(SensitivityError) {
    let model = problem.model
    let own = Set(problem.factors.flatMap(\.coordinates))
    let linked = model.groups.filter { !own.isDisjoint(with: $0.coordinates) }
    guard linked.allSatisfy({ $0.factor.student == nil }) else {
      throw .studentCopula(method: method)
    }
    let ordered = problem.stableCoordinates()
    let coordinates = ordered + Set(linked.flatMap(\.coordinates)).subtracting(own).sorted()
    self.coordinates = coordinates
    let place = Dictionary(uniqueKeysWithValues: coordinates.enumerated().map { ($1, $0) })
    let positions = problem.factors.map { $0.coordinates.compactMap { place[$0] }.sorted() }
    self.positions = positions
    canonical = positions.indices.sorted { (positions[$0].first ?? 0) < (positions[$1].first ?? 0) }
    groups = linked.map { group in
      (group.coordinates.compactMap { place[$0] }, group.factor.rows)
    }
    let members = groups.flatMap(\.positions).sorted()
    row = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
    var correlation = Matrix.identity(members.count)
    for group in groups {
      for (i, first) in group.positions.enumerated() {
        for (j, second) in group.positions.enumerated() where j < i {
          guard let a = row[first], let b = row[second] else { continue }
          var sum = 0.0
          for k in 0...j { sum += group.rows[i][k] * group.rows[j][k] }
          correlation[a, b] = sum
          correlation[b, a] = sum
        }
      }
    }
    self.correlation = correlation
  }

  /// The number of scores.
  var count: Int { coordinates.count }

  /// The positions of some factors, then all others.
  func order(fixing factors: [Int]) -> (order: [Int], fixed: Int) {
    let fixed = factors.flatMap { positions[$0] }
    let held = Set(fixed)
    return (fixed + (0..<count).filter { !held.contains($0) }, fixed.count)
  }

  /// The triangular factor of the scores taken in an order.
  ///
  /// - Parameters:
  ///   - order: All positions, in any order.
  ///   - fixed: How many of the first of them are to be kept.
  func factor(order: [Int], fixed: Int = 0) throws(SensitivityError) -> ScoreFactor {
    let dependent = order.filter { row[$0] != nil }
    let (_, lower) = try positiveDefinite(dependent.compactMap { row[$0] })
    return ScoreFactor(order: order, fixed: fixed, dependent: dependent, lower: lower)
  }

  /// The blocks of positions of factors that are correlated with each other; those without any
  /// correlation are in none.
  ///
  /// Positions of no factor are left out: the joint law of the others does not ask for them.
  func blocks() throws(SensitivityError) -> [ScoreBlock] {
    let members = positions.flatMap(\.self).filter { row[$0] != nil }.sorted()
    var open = Set(members)
    var result: [ScoreBlock] = []
    for start in members where open.remove(start) != nil {
      var block = [start]
      var next = 0
      while next < block.count, let own = row[block[next]] {
        for other in members where open.contains(other) {
          if let there = row[other], correlation[own, there] != 0 {
            open.remove(other)
            block.append(other)
          }
        }
        next += 1
      }
      guard block.count > 1 else { continue }
      let order = block.sorted()
      let (matrix, lower) = try positiveDefinite(order.compactMap { row[$0] })
      result.append(try ScoreBlock(positions: order, correlation: matrix, lower: lower))
    }
    return result
  }

  /// The correlation of some rows and its triangular factor.
  private func positiveDefinite(_ rows: [Int]) throws(SensitivityError) -> (Matrix, Matrix) {
    var failure: LinearAlgebraError?
    // A singular correlation (rank correlation 1, say) is drawn in a trifle.
    for shift in [0, 1e-14, 1e-13, 1e-12, 1e-11] {
      let matrix = Matrix(rows: rows.count, columns: rows.count) { i, j in
        i == j ? 1 : correlation[rows[i], rows[j]] * (1 - shift)
      }
      do throws(LinearAlgebraError) {
        return (matrix, try Cholesky.factor(matrix).lower)
      } catch {
        failure = error
      }
    }
    throw .invalidSetting(
      name: "The correlation of the inputs",
      requirement: "positive definite",
      value: failure.map { "\($0)" } ?? "none"
    )
  }

  /// Replaces dependent scores by the independent ones from which the model makes them, in place.
  ///
  /// - Parameters:
  ///   - columns: One column of scores for each position.
  ///   - count: The number of rows.
  func makeIndependent(_ columns: [SampleColumn], count: Int) {
    for group in groups {
      SampleColumn.withMutableValues(of: group.positions.map { columns[$0] }) { members in
        for (i, target) in members.enumerated() where i > 0 {
          for (j, source) in members.prefix(i).enumerated() {
            let weight = group.rows[i][j]
            for index in 0..<count { target[index] -= weight * source[index] }
          }
          let own = 1 / group.rows[i][i]
          for index in 0..<count { target[index] *= own }
        }
      }
    }
  }
}

extension SensitivityProblem {
  /// The coordinates that the factors have, in an order that declaration, names and units do not
  /// change, as far as the inputs differ in what they do.
  func stableCoordinates() -> [Int] {
    // The order comes from moving one input at a time, which a correlated input with uncertain
    // parameters does not allow.
    let isMixed = model.groups.contains { group in
      group.members.contains { model.inputs[$0].kind == .parametric }
    }
    return isMixed ? factors.flatMap(\.coordinates).sorted() : orderedCoordinates()
  }
}
