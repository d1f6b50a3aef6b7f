/// The rank correlations stated so far, pair by pair.
///
/// Statements that share an input form one group; pairs of a group without a statement have
/// rank correlation 0.
struct Dependence: Sendable {
  private var pairs: [Pair: Double] = [:]

  struct Pair: Hashable, Sendable {
    let low: Int
    let high: Int

    init(_ a: Int, _ b: Int) {
      low = min(a, b)
      high = max(a, b)
    }
  }

  func correlation(_ a: Int, _ b: Int) -> Double? { pairs[Pair(a, b)] }

  mutating func set(_ a: Int, _ b: Int, spearman: Double) { pairs[Pair(a, b)] = spearman }

  /// The inputs linked with a given one, itself included, in order of declaration.
  func component(of input: Int) -> [Int] {
    var found: Set<Int> = [input]
    var open = [input]
    while let next = open.popLast() {
      for pair in pairs.keys where pair.low == next || pair.high == next {
        for member in [pair.low, pair.high] where found.insert(member).inserted {
          open.append(member)
        }
      }
    }
    return found.sorted()
  }

  func spearmanMatrix(of members: [Int]) -> [[Double]] {
    members.map { row in
      members.map { column in row == column ? 1 : correlation(row, column) ?? 0 }
    }
  }

  /// The groups in order of their first inputs.
  func groups(inputs: [ModelInput]) -> [CopulaGroup] {
    var done: Set<Int> = []
    var result: [CopulaGroup] = []
    for first in Set(pairs.keys.map(\.low)).sorted() where !done.contains(first) {
      let members = component(of: first)
      done.formUnion(members)
      guard let factor = CopulaFactor(spearman: spearmanMatrix(of: members)) else { continue }
      result.append(
        CopulaGroup(
          members: members,
          coordinates: members.map { inputs[$0].coordinates[0] },
          factor: factor
        )
      )
    }
    return result
  }
}

/// Inputs that depend on each other through a Gaussian copula.
struct CopulaGroup: Sendable {
  /// Places of the inputs, increasing.
  let members: [Int]
  /// The coordinate of each member.
  let coordinates: [Int]
  /// Turns independent normal scores into dependent ones.
  let factor: CopulaFactor
}

extension ModelBuilder {
  /// Correlates univariate inputs by a Gaussian copula.
  ///
  /// Normal scores get the correlation `r = 2 sin(pi rho / 6)`, which gives continuous inputs the
  /// rank correlation `rho` exactly (discrete ones come somewhat below). Statements that share an
  /// input hold together, with 0 for the pairs that none of them names.
  ///
  /// - Parameters:
  ///   - inputs: Nodes of univariate inputs, at least 2, all different.
  ///   - spearman: The symmetric matrix of rank correlations, one row for each input.
  /// - Throws: ``DependenceError``; where the correlations cannot hold together it carries the
  ///   nearest matrix that can. The builder is then as it was.
  ///
  /// Reference: Kruskal (1958), Ordinal measures of association, JASA 53,
  /// doi:10.1080/01621459.1958.10501481.
  public mutating func correlate(
    _ inputs: [NodeID],
    spearman: [[Double]]
  ) throws(DependenceError) {
    guard inputs.count >= 2, spearman.count == inputs.count else {
      throw .shape(inputs: inputs.count, rows: spearman.count)
    }
    let members = try univariateInputs(inputs)
    try Self.check(spearman)
    var trial = dependence
    for row in members.indices {
      for column in 0..<row {
        let (a, b) = (members[row], members[column])
        guard trial.correlation(a, b) == nil else {
          throw .alreadyCorrelated(
            first: self.inputs[min(a, b)].name,
            second: self.inputs[max(a, b)].name
          )
        }
        trial.set(a, b, spearman: spearman[row][column])
      }
    }
    let group = trial.component(of: members[0])
    let matrix = trial.spearmanMatrix(of: group)
    guard CopulaFactor(spearman: matrix) != nil else {
      let repair = CopulaFactor.nearest(spearman: matrix)
      throw .notPositiveDefinite(
        inputs: group.map { self.inputs[$0].name },
        smallestEigenvalue: repair.smallestEigenvalue,
        nearest: repair.spearman
      )
    }
    dependence = trial
  }

  private func univariateInputs(_ nodes: [NodeID]) throws(DependenceError) -> [Int] {
    var members: [Int] = []
    for node in nodes {
      guard node.index < self.nodes.count,
        case .component(let input, _) = self.nodes[node.index], inputs[input].kind != .dirichlet
      else { throw .notAnInput(node: node.index) }
      guard !members.contains(input) else { throw .repeated(name: inputs[input].name) }
      members.append(input)
    }
    return members
  }

  private static func check(_ matrix: [[Double]]) throws(DependenceError) {
    for (row, entries) in matrix.enumerated() {
      guard entries.count == matrix.count else {
        throw .row(index: row, entries: entries.count, inputs: matrix.count)
      }
      for (column, value) in entries.enumerated() {
        guard row == column ? value == 1 : abs(value) <= 1 else {
          throw .entry(row: row, column: column, value: value)
        }
      }
    }
    for row in matrix.indices {
      for column in 0..<row where matrix[row][column] != matrix[column][row] {
        throw .asymmetric(
          row: column,
          column: row,
          upper: matrix[column][row],
          lower: matrix[row][column]
        )
      }
    }
  }
}
