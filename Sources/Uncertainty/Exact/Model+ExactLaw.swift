import Probability

extension Model {
  /// The law of an output where algebra gives it: sums and differences of normals, products,
  /// quotients and powers of lognormals, and what leads from the one to the other; and every
  /// quantity that rises or falls all along with one input.
  ///
  /// Correlated inputs count: a Gaussian copula between normal and lognormal inputs keeps the forms.
  /// Under a Student copula they are not jointly normal, so that at most one of them may be left.
  ///
  /// - Parameter output: The place of the output in ``outputs``.
  /// - Returns: The distribution, or `nil` where the output has none of these forms, or is certain.
  public func exactLaw(of output: Int) -> (any Distribution)? { exactLaws(of: [output])[0] }

  /// The laws of several outputs, as ``exactLaw(of:)``, in one walk over the formulas.
  ///
  /// - Parameter outputs: Places of outputs.
  /// - Returns: One entry for each, in order.
  public func exactLaws(of outputs: [Int]) -> [(any Distribution)?] {
    var known: [Int: GaussianForm?] = [:]
    return outputs.map { output in
      let node = self.outputs[output].node.index
      if let form = form(of: node, &known) {
        if form.number != nil { return nil }
        if isJointlyNormal(form) { return Self.law(of: form) }
      }
      return monotoneLaw(ofNode: node) { tailFinding(of: output) }
    }
  }

  /// The distribution of a form that varies.
  static func law(of form: GaussianForm) -> (any Distribution)? {
    switch form.kind {
    case .linear:
      return try? Normal(mean: form.centre, standardDeviation: form.spread)
    case .logLinear(let sign):
      guard let law = try? LogNormal(mu: form.centre, sigma: form.spread) else { return nil }
      return sign > 0 ? law : try? Affine(law, scale: -1)
    }
  }

  /// The form of a node; nodes come after their operands, so that the walk ends.
  func form(of node: Int, _ known: inout [Int: GaussianForm?]) -> GaussianForm? {
    if let found = known[node] { return found }
    // Operands first, without recursion: long chains would exhaust the stack.
    var open = [node]
    while let next = open.last {
      if known[next] != nil {
        open.removeLast()
        continue
      }
      if case .operation(_, let operands) = nodes[next] {
        let missing = operands.filter { known[$0] == nil }
        if !missing.isEmpty {
          open += missing
          continue
        }
      }
      known[next] = .some(direct(next, known))
      open.removeLast()
    }
    return known[node] ?? nil
  }

  private func direct(_ node: Int, _ known: [Int: GaussianForm?]) -> GaussianForm? {
    switch nodes[node] {
    case .constant(let bits):
      let value = Double(bitPattern: bits)
      return value.isFinite ? .constant(value) : nil
    case .component(let input, _): return form(ofInput: input)
    case .operation(let operation, let operands):
      var forms: [GaussianForm] = []
      for operand in operands {
        guard let form = known[operand] ?? nil else { return nil }
        forms.append(form)
      }
      return Self.combine(operation, forms)
    }
  }

  private func form(ofInput index: Int) -> GaussianForm? {
    let input = inputs[index]
    guard input.kind == .fixed, let coordinate = input.coordinates.first else { return nil }
    var scores = [coordinate: 1.0]
    if let place = groupOfInput[index], groups[place].factor.student == nil {
      let group = groups[place]
      guard let member = group.place(of: index) else { return nil }
      scores = [:]
      for (column, weight) in group.factor.rows[member].enumerated() {
        scores[group.coordinates[column]] = weight
      }
    }
    if let normal = input.distribution as? Normal {
      return GaussianForm(
        kind: .linear,
        centre: normal.mean,
        weights: scores.mapValues { $0 * normal.standardDeviation }
      )
    }
    if let lognormal = input.distribution as? LogNormal {
      return GaussianForm(
        kind: .logLinear(sign: 1),
        centre: lognormal.mu,
        weights: scores.mapValues { $0 * lognormal.sigma }
      )
    }
    return nil
  }

  private static func combine(_ operation: Operation, _ forms: [GaussianForm]) -> GaussianForm? {
    let a = forms[0]
    let b = forms.count > 1 ? forms[1] : a
    switch operation {
    case .negate: return a.negated
    case .add: return a.adding(b)
    case .subtract: return a.adding(b.negated)
    case .multiply: return a.multiplied(by: b)
    case .divide: return b.reciprocal.flatMap { a.multiplied(by: $0) }
    case .power: return b.number.flatMap { a.raised(to: $0) }
    case .squareRoot: return a.raised(to: 0.5)
    case .exp: return a.exponential
    case .log: return a.logarithm
    default: return nil
    }
  }
}
