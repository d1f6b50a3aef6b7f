import Probability

/// What is known of the nodes of one model, so that no formula is walked twice.
struct MomentWalk {
  var algebra = MomentAlgebra()
  var gaussian: [Int: GaussianForm?] = [:]
  var known: [Int: MomentForm?] = [:]
}

extension Model {
  /// The mean and variance of an output, where they follow from those of the inputs.
  ///
  /// Sums, differences and products of independent inputs, or of parts of the formula that have no
  /// input in common, and whole powers up to 4; shares of a whole among themselves; normal and
  /// lognormal inputs, also correlated ones, in what ``exactLaw(of:)`` knows. Everything is exact up
  /// to rounding and to the precision of the inputs' own moments. An infinite variance and a mean
  /// that does not exist are handed on, never averaged.
  ///
  /// - Parameter output: The place of the output in ``outputs``.
  /// - Returns: `nil` where algebra does not give the mean: after comparisons, quotients by what is
  ///   not lognormal, or inputs with uncertain parameters.
  public func exactMoments(of output: Int) -> ExactMoments? { exactMoments(of: [output])[0] }

  /// The moments of several outputs, as ``exactMoments(of:)-(Int)``, in one walk over the formulas.
  ///
  /// - Parameter outputs: Places of outputs.
  /// - Returns: One entry for each, in order.
  public func exactMoments(of outputs: [Int]) -> [ExactMoments?] {
    var walk = MomentWalk()
    return outputs.map { exactMoments(ofNode: self.outputs[$0].node.index, &walk) }
  }

  /// The moments of a node of the graph.
  ///
  /// - Parameters:
  ///   - root: The node.
  ///   - walk: What is known of other nodes.
  func exactMoments(ofNode root: Int, _ walk: inout MomentWalk) -> ExactMoments? {
    // Operands first, without recursion: long chains would exhaust the stack.
    var open = [root]
    while let next = open.last {
      if walk.known[next] != nil {
        open.removeLast()
        continue
      }
      if case .operation(_, let operands) = nodes[next] {
        let missing = operands.filter { walk.known[$0] == nil }
        guard missing.isEmpty else {
          open += missing
          continue
        }
      }
      walk.known[next] = .some(
        momentForm(next, walk.known, &walk.gaussian, &walk.algebra)
          ?? monotoneLeaf(next).map { walk.algebra.form($0) }
      )
      open.removeLast()
    }
    return (walk.known[root] ?? nil).flatMap { walk.algebra.moments(of: $0) }
  }

  private func momentForm(
    _ node: Int,
    _ known: [Int: MomentForm?],
    _ gaussian: inout [Int: GaussianForm?],
    _ algebra: inout MomentAlgebra
  ) -> MomentForm? {
    if case .constant(let bits) = nodes[node] {
      let value = Double(bitPattern: bits)
      return value.isFinite ? .constant(value) : nil
    }
    if let form = form(of: node, &gaussian), let leaf = leaf(of: form) {
      return algebra.form(leaf)
    }
    switch nodes[node] {
    case .constant: return nil
    case .component(let input, let component):
      return momentForm(ofInput: input, component, &algebra)
    case .operation(let operation, let operands):
      var forms: [MomentForm] = []
      for operand in operands {
        guard let form = known[operand] ?? nil else { return nil }
        forms.append(form)
      }
      let a = forms[0]
      let b = forms.count > 1 ? forms[1] : a
      switch operation {
      case .negate: return a.scaled(by: -1)
      case .add: return algebra.sum(a, b)
      case .subtract: return b.scaled(by: -1).flatMap { algebra.sum(a, $0) }
      case .multiply: return algebra.product(a, b)
      case .divide:
        if let divisor = b.number { return divisor == 0 ? nil : a.scaled(by: 1 / divisor) }
        let inverse = form(of: operands[1], &gaussian)?.reciprocal.flatMap { leaf(of: $0) }
        guard let leaf = inverse ?? reciprocalLeaf(operands[1]) else { return nil }
        return algebra.product(a, algebra.form(leaf))
      case .power: return b.number.flatMap { algebra.power(a, $0) }
      default: return nil
      }
    }
  }

  /// A monotone function of one input whose moments are finite.
  private func monotoneLeaf(_ node: Int) -> MomentLeaf? {
    guard case .operation = nodes[node], let chain = monotoneChain(to: node) else { return nil }
    return leaf(of: chain)
  }

  /// One over a monotone function of one input.
  private func reciprocalLeaf(_ node: Int) -> MomentLeaf? {
    guard let chain = monotoneChain(to: node) else { return nil }
    let inverse = MonotoneChain.Step(operation: .divide, operands: [1, nil])
    return leaf(
      of: MonotoneChain(
        input: chain.input,
        component: chain.component,
        steps: chain.steps + [inverse]
      )
    )
  }

  private func leaf(of chain: MonotoneChain) -> MomentLeaf? {
    guard let law = law(of: chain, tail: { nil }), law.mean.isFinite, law.variance.isFinite else {
      return nil
    }
    return MomentLeaf(
      mean: law.mean,
      variance: law.variance,
      coordinates: coordinates(behind: chain.input)
    )
  }

  /// Whether the scores of a form are jointly normal: at most one of each Student copula.
  func isJointlyNormal(_ form: GaussianForm) -> Bool {
    groups.allSatisfy { group in
      group.factor.student == nil
        || group.coordinates.filter { form.weights[$0] ?? 0 != 0 }.count <= 1
    }
  }

  /// A part of the formula that is normal or lognormal; `nil` where it is not, or is certain.
  private func leaf(of form: GaussianForm) -> MomentLeaf? {
    guard form.number == nil, isJointlyNormal(form), let law = Self.law(of: form) else {
      return nil
    }
    let (mean, variance) = (law.mean, law.variance)
    guard mean.isFinite, variance.isFinite else { return nil }
    var higher: (third: Double, fourth: Double)?
    if case .logLinear(let sign) = form.kind,
      let plain = try? LogNormal(mu: form.centre, sigma: form.spread),
      let moments = MomentLeaf.higherMoments(of: plain)
    {
      higher = (sign * moments.third, moments.fourth)
    }
    // What a Student copula links is not independent, nor has it a covariance known from scores.
    var coordinates = Set(form.weights.filter { $0.value != 0 }.keys)
    var isLinked = false
    for group in groups where group.factor.student != nil {
      guard !coordinates.isDisjoint(with: group.coordinates) else { continue }
      isLinked = true
      coordinates.formUnion(group.coordinates + [group.mixingCoordinate].compactMap { $0 })
    }
    return MomentLeaf(
      mean: mean,
      variance: variance,
      higher: higher,
      coordinates: coordinates,
      gaussian: isLinked ? nil : form
    )
  }

  private func momentForm(
    ofInput index: Int,
    _ component: Int,
    _ algebra: inout MomentAlgebra
  ) -> MomentForm? {
    let input = inputs[index]
    switch input.kind {
    case .parametric: return nil
    case .dirichlet:
      let means = input.meanShares
      let total = input.concentration.reduce(0, +)
      let own = means[component]
      return algebra.form(
        MomentLeaf(
          mean: own,
          variance: own * (1 - own) / (total + 1),
          coordinates: Set(input.coordinates),
          share: (index, means, total, component)
        )
      )
    case .fixed:
      guard let law = input.distribution else { return nil }
      let (mean, variance) = (law.mean, law.variance)
      guard mean.isFinite else {
        return MomentForm(coordinates: coordinates(behind: index), divergentMean: mean)
      }
      guard variance >= 0 else { return nil }
      return algebra.form(
        MomentLeaf(
          mean: mean,
          variance: variance,
          higher: variance.isFinite ? MomentLeaf.higherMoments(of: law) : nil,
          coordinates: coordinates(behind: index)
        )
      )
    }
  }

  /// The coordinates of the unit cube on which an input's draws depend.
  func coordinates(behind index: Int) -> Set<Int> {
    guard let place = groupOfInput[index] else { return Set(inputs[index].coordinates) }
    let group = groups[place]
    return Set(group.coordinates + [group.mixingCoordinate].compactMap { $0 })
  }
}
