extension ModelBuilder {
  /// Correlates univariate inputs and checks that all that is stated can hold together.
  ///
  /// The scores of the copula get the correlation that gives continuous inputs the rank correlation
  /// stated (discrete ones come somewhat below); see ``Copula``. Statements that share an input hold
  /// together, under one copula, with 0 for the pairs that none of them names. A Student copula
  /// takes one coordinate of the unit cube for its mixing variable, after those of the inputs; the
  /// first input of a group keeps its draws to the last bit.
  ///
  /// - Parameters:
  ///   - inputs: Nodes of univariate inputs, at least 2, all different.
  ///   - spearman: The symmetric matrix of rank correlations, one row for each input.
  ///   - copula: How the inputs depend on each other; the Gaussian copula where left out.
  /// - Throws: ``DependenceError``; where the correlations cannot hold together it carries the
  ///   nearest matrix that can. The builder is then as it was. Where the parts of a whole matrix
  ///   come one by one, state them all with ``state(_:spearman:copula:)`` first.
  ///
  /// Reference: Kruskal (1958), Ordinal measures of association, JASA 53,
  /// doi:10.1080/01621459.1958.10501481.
  public mutating func correlate(
    _ inputs: [NodeID],
    spearman: [[Double]],
    copula: Copula = .gaussian
  ) throws(DependenceError) {
    let before = dependence
    let members = try stated(inputs, spearman: spearman, copula: copula)
    guard let found = contradiction(of: dependence.component(of: members[0])) else { return }
    dependence = before
    throw .notPositiveDefinite(
      inputs: found.inputs,
      smallestEigenvalue: found.smallestEigenvalue,
      nearest: found.nearest
    )
  }

  /// States rank correlations of univariate inputs without asking whether all that is stated so
  /// far can hold together.
  ///
  /// Three pairs may be possible where the first two alone, with 0 for the third, are not. After
  /// the last statement ``contradictions()`` says what cannot hold; ``build()`` refuses it.
  ///
  /// - Parameters:
  ///   - inputs: Nodes of univariate inputs, at least 2, all different.
  ///   - spearman: The symmetric matrix of rank correlations, one row for each input.
  ///   - copula: How the inputs depend on each other; the Gaussian copula where left out.
  /// - Throws: ``DependenceError``, never that of a matrix which is not positive definite. The
  ///   builder is then as it was.
  public mutating func state(
    _ inputs: [NodeID],
    spearman: [[Double]],
    copula: Copula = .gaussian
  ) throws(DependenceError) {
    _ = try stated(inputs, spearman: spearman, copula: copula)
  }

  /// The groups of inputs whose stated correlations cannot hold together, in order of their first
  /// inputs.
  public func contradictions() -> [CorrelationContradiction] {
    dependence.components.compactMap { contradiction(of: $0) }
  }

  private func contradiction(of members: [Int]) -> CorrelationContradiction? {
    let spearman = dependence.spearmanMatrix(of: members)
    let copula = dependence.copula(of: members[0])
    guard CopulaFactor(spearman: spearman, copula: copula) == nil else { return nil }
    var unstated: [(first: Int, second: Int)] = []
    for first in members.indices {
      for second in members.indices[(first + 1)...]
      where dependence.correlation(members[first], members[second]) == nil {
        unstated.append((first, second))
      }
    }
    return CorrelationContradiction(
      nodes: members.map { inputs[$0].nodes[0] },
      inputs: members.map { inputs[$0].name },
      spearman: spearman,
      copula: copula,
      unstated: unstated
    )
  }

  /// Takes a statement; the places of its inputs come back.
  private mutating func stated(
    _ inputs: [NodeID],
    spearman: [[Double]],
    copula: Copula
  ) throws(DependenceError) -> [Int] {
    if let value = copula.degreesOfFreedom {
      guard Copula.degreesOfFreedomRange.contains(value) else {
        throw .degreesOfFreedom(value: value)
      }
    }
    guard inputs.count >= 2, spearman.count == inputs.count else {
      throw .shape(inputs: inputs.count, rows: spearman.count)
    }
    let members = try univariateInputs(inputs)
    try DependenceError.check(spearman)
    for row in members.indices {
      for column in 0..<row {
        let (a, b) = (members[row], members[column])
        guard dependence.correlation(a, b) == nil else {
          throw .alreadyCorrelated(
            first: self.inputs[min(a, b)].name,
            second: self.inputs[max(a, b)].name
          )
        }
      }
    }
    if let other = dependence.pair(besides: members, unlike: copula) {
      throw .differentCopulas(
        first: self.inputs[other.pair.low].name,
        second: self.inputs[other.pair.high].name,
        has: other.copula,
        asked: copula
      )
    }
    dependence.add(members, spearman: spearman, copula: copula)
    return members
  }

  private func univariateInputs(_ nodes: [NodeID]) throws(DependenceError) -> [Int] {
    var members: [Int] = []
    var seen: Set<Int> = []
    for node in nodes {
      guard node.index < self.nodes.count,
        case .component(let input, _) = self.nodes[node.index], inputs[input].kind != .dirichlet
      else { throw .notAnInput(node: node.index) }
      guard seen.insert(input).inserted else { throw .repeated(name: inputs[input].name) }
      members.append(input)
    }
    return members
  }
}
