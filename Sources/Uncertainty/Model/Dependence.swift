/// The rank correlations stated so far, pair by pair.
///
/// Statements that share an input form one group; pairs of a group without a statement have
/// rank correlation 0.
struct Dependence: Sendable {
  private var pairs: [Pair: Link] = [:]

  struct Pair: Hashable, Sendable {
    let low: Int
    let high: Int

    init(_ a: Int, _ b: Int) {
      low = min(a, b)
      high = max(a, b)
    }
  }

  /// What one statement says about a pair.
  struct Link: Sendable {
    let spearman: Double
    let copula: Copula
  }

  func correlation(_ a: Int, _ b: Int) -> Double? { pairs[Pair(a, b)]?.spearman }

  mutating func set(_ a: Int, _ b: Int, spearman: Double, copula: Copula) {
    pairs[Pair(a, b)] = Link(spearman: spearman, copula: copula)
  }

  /// The first pair among some inputs that has another copula.
  func pair(in members: [Int], unlike copula: Copula) -> (pair: Pair, copula: Copula)? {
    for low in members {
      for high in members where high > low {
        let pair = Pair(low, high)
        if let link = pairs[pair], link.copula != copula { return (pair, link.copula) }
      }
    }
    return nil
  }

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
  ///
  /// - Parameters:
  ///   - inputs: The inputs of the model.
  ///   - plan: Gives the mixing variables of Student copulas their coordinates, after all others.
  func groups(inputs: [ModelInput], plan: inout CoordinatePlan) -> [CopulaGroup] {
    var done: Set<Int> = []
    var taken: Set<Int> = []
    var result: [CopulaGroup] = []
    for pair in pairs.keys.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
      guard !done.contains(pair.low), let copula = pairs[pair]?.copula else { continue }
      let members = component(of: pair.low)
      done.formUnion(members)
      guard let factor = CopulaFactor(spearman: spearmanMatrix(of: members), copula: copula)
      else { continue }
      var mixing: Int?
      if copula.degreesOfFreedom != nil {
        let own = plan.assignMixing(members.map { inputs[$0].place }, except: taken)
        taken.insert(own)
        mixing = own
      }
      result.append(
        CopulaGroup(
          members: members,
          coordinates: members.map { inputs[$0].coordinates[0] },
          mixingCoordinate: mixing,
          factor: factor
        )
      )
    }
    return result
  }
}

extension ModelBuilder {
  /// Correlates univariate inputs.
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
  ///   nearest matrix that can. The builder is then as it was.
  ///
  /// Reference: Kruskal (1958), Ordinal measures of association, JASA 53,
  /// doi:10.1080/01621459.1958.10501481.
  public mutating func correlate(
    _ inputs: [NodeID],
    spearman: [[Double]],
    copula: Copula = .gaussian
  ) throws(DependenceError) {
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
        trial.set(a, b, spearman: spearman[row][column], copula: copula)
      }
    }
    let group = trial.component(of: members[0])
    if let other = trial.pair(in: group, unlike: copula) {
      throw .differentCopulas(
        first: self.inputs[other.pair.low].name,
        second: self.inputs[other.pair.high].name,
        has: other.copula,
        asked: copula
      )
    }
    let matrix = trial.spearmanMatrix(of: group)
    guard CopulaFactor(spearman: matrix, copula: copula) != nil else {
      let repair = CopulaFactor.nearest(spearman: matrix, copula: copula)
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
}
