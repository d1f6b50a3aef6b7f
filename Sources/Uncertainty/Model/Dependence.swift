/// The rank correlations stated so far, pair by pair.
///
/// Statements that share an input form one group; pairs of a group without a statement have
/// rank correlation 0.
struct Dependence: Sendable {
  /// Spearman's rank correlation of each pair that a statement names.
  private var pairs: [Pair: Double] = [:]
  /// The next input on the way to the one that stands for a group.
  private var parents: [Int: Int] = [:]
  /// The groups by the input that stands for them.
  private var groups: [Int: Group] = [:]

  struct Pair: Hashable, Sendable {
    let low: Int
    let high: Int

    init(_ a: Int, _ b: Int) {
      low = min(a, b)
      high = max(a, b)
    }
  }

  private struct Group {
    var members: [Int]
    var copula: Copula
  }

  func correlation(_ a: Int, _ b: Int) -> Double? { pairs[Pair(a, b)] }

  /// Takes a statement about inputs that are all different.
  ///
  /// - Parameters:
  ///   - members: The places of the inputs, at least 2.
  ///   - spearman: Their rank correlations; no pair has one already.
  ///   - copula: That of every group which one of them is in.
  mutating func add(_ members: [Int], spearman: [[Double]], copula: Copula) {
    for row in members.indices {
      for column in 0..<row {
        pairs[Pair(members[row], members[column])] = spearman[row][column]
      }
    }
    for member in members.dropFirst() { join(members[0], member, copula: copula) }
  }

  /// Puts two inputs into one group; the smaller group goes into the larger one.
  private mutating func join(_ a: Int, _ b: Int, copula: Copula) {
    let roots = [a, b].map { root(of: $0) }
    let parts = roots.map { groups[$0] ?? Group(members: [$0], copula: copula) }
    guard roots[0] != roots[1] else { return }
    let large = parts[0].members.count >= parts[1].members.count ? 0 : 1
    var whole = parts[large]
    // The dictionary lets go of the members first, so that they are not copied.
    groups[roots[0]] = nil
    groups[roots[1]] = nil
    whole.members += parts[1 - large].members
    parents[roots[1 - large]] = roots[large]
    groups[roots[large]] = whole
  }

  private func root(of input: Int) -> Int {
    var root = input
    while let next = parents[root] { root = next }
    return root
  }

  /// A pair of the groups that some inputs are in, where they have another copula.
  func pair(besides members: [Int], unlike copula: Copula) -> (pair: Pair, copula: Copula)? {
    for root in Set(members.map { root(of: $0) }).sorted() {
      guard let group = groups[root], group.copula != copula else { continue }
      let all = group.members.sorted()
      for (place, low) in all.enumerated() {
        for high in all[(place + 1)...] where pairs[Pair(low, high)] != nil {
          return (Pair(low, high), group.copula)
        }
      }
    }
    return nil
  }

  /// The inputs linked with a given one, itself included, in order of declaration.
  func component(of input: Int) -> [Int] {
    groups[root(of: input)]?.members.sorted() ?? [input]
  }

  /// The copula of the group of an input.
  func copula(of input: Int) -> Copula { groups[root(of: input)]?.copula ?? .gaussian }

  /// The members of all groups, in order of their first inputs.
  var components: [[Int]] {
    groups.values.map { $0.members.sorted() }.sorted { $0[0] < $1[0] }
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
  /// - Throws: ``ModelError/impossibleCorrelations(inputs:)``.
  func groups(
    inputs: [ModelInput],
    plan: inout CoordinatePlan
  ) throws(ModelError) -> [CopulaGroup] {
    var taken: Set<Int> = []
    var result: [CopulaGroup] = []
    for members in components {
      let copula = copula(of: members[0])
      guard let factor = CopulaFactor(spearman: spearmanMatrix(of: members), copula: copula)
      else { throw .impossibleCorrelations(inputs: members.map { inputs[$0].name }) }
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
