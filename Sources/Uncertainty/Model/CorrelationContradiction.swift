import LinearAlgebra

/// Stated rank correlations that cannot hold together, with what could hold in their place.
public struct CorrelationContradiction: Sendable {
  /// The nodes of all inputs that the statements link, in order of declaration.
  public let nodes: [NodeID]
  /// Their names.
  public let inputs: [String]
  /// The rank correlations, n x n, with 0 for the pairs that no statement names.
  public let spearman: [[Double]]
  /// How the inputs depend on each other.
  public let copula: Copula
  /// The pairs that no statement names, as places in ``inputs``.
  public let unstated: [(first: Int, second: Int)]

  /// The most inputs for which ``nearest`` and ``completion()`` look for the best answer; their
  /// time grows faster than the cube of the number.
  public static let largestSearch = 40

  /// The smallest eigenvalue of the correlations of the scores, below 0; one decomposition.
  public var smallestEigenvalue: Double {
    (try? SymmetricEigen.factor(scores).values.first) ?? .nan
  }

  /// The rank correlations that can hold and are nearest in the scores.
  ///
  /// With more inputs than ``largestSearch`` they are those of ``shrunk``.
  public var nearest: [[Double]] {
    guard inputs.count <= Self.largestSearch else { return shrunk }
    let repaired = (try? NearestCorrelation.repair(scores))?.matrix ?? .identity(inputs.count)
    return ranks(repaired)
  }

  /// All rank correlations drawn towards 0 by one factor of the scores, just so far that they can
  /// hold.
  ///
  /// The scores' matrix becomes `s R + (1 - s) I`, whose smallest eigenvalue is
  /// `1 - s (1 - smallest)`; one eigenvalue decomposition.
  public var shrunk: [[Double]] {
    let smallest = smallestEigenvalue
    let factor = smallest < 0 ? (1 - 1e-6) / (1 - smallest) : 0
    let matrix = scores
    return ranks(
      Matrix(rows: inputs.count, columns: inputs.count) {
        $0 == $1 ? 1 : matrix[$0, $1] * factor
      }
    )
  }

  /// The rank correlations with all that is stated kept, and for each pair that no statement names
  /// what makes the two independent given the others.
  ///
  /// `nil` where the stated correlations alone contradict one another, and for more inputs than
  /// ``largestSearch``.
  public func completion() -> [[Double]]? {
    guard !unstated.isEmpty, inputs.count <= Self.largestSearch else { return nil }
    var isStated = [[Bool]](
      repeating: [Bool](repeating: true, count: inputs.count),
      count: inputs.count
    )
    for pair in unstated { isStated[pair.first][pair.second] = false }
    var stated: [(row: Int, column: Int)] = []
    for row in inputs.indices {
      for column in inputs.indices where column > row && isStated[row][column] {
        stated.append((row, column))
      }
    }
    return CorrelationCompletion.complete(scores, keeping: stated).map { ranks($0) }
  }

  /// Whether rank correlations can hold together under the copula.
  ///
  /// - Parameter spearman: Symmetric with unit diagonal, n x n.
  public func canHold(_ spearman: [[Double]]) -> Bool {
    CopulaFactor(spearman: spearman, copula: copula) != nil
  }

  private var scores: Matrix {
    CopulaFactor.scoreCorrelations(spearman, RankCorrelationLaw(copula) ?? .gaussian)
  }

  private func ranks(_ matrix: Matrix) -> [[Double]] {
    let law = RankCorrelationLaw(copula) ?? .gaussian
    var known: [Double: Double] = [:]
    return inputs.indices.map { row in
      inputs.indices.map { column in
        guard row != column else { return 1 }
        // Both places of a pair get the number of one of them.
        let score = matrix[max(row, column), min(row, column)]
        if let found = known[score] { return found }
        let rank = law.rank(ofScore: score)
        known[score] = rank
        return rank
      }
    }
  }
}
