/// Evaluation at explicit input values, without draws.
extension Model {
  /// The outputs for one set of input values.
  ///
  /// - Parameter inputs: A value for every input that an output depends on, by name; a Dirichlet
  ///   input takes one for each share. Further inputs are without effect.
  /// - Returns: One value for each output, in order.
  /// - Throws: ``SimulationError`` for a missing or unknown input or a wrong number of components.
  public func evaluate(inputs: [String: [Double]]) throws(SimulationError) -> [Double] {
    var columns: [String: [[Double]]] = [:]
    for (name, values) in inputs { columns[name] = values.map { [$0] } }
    return try evaluate(columns: columns).map { $0[0] }
  }

  /// The outputs for many sets of input values.
  ///
  /// - Parameter columns: For every input that an output depends on, by name, one column of values
  ///   for each component; all of one length, which is 1 where there are none.
  /// - Returns: One column for each output, in order.
  /// - Throws: ``SimulationError`` for a missing or unknown input, a wrong number of components or
  ///   columns of different lengths.
  public func evaluate(columns: [String: [[Double]]]) throws(SimulationError) -> [[Double]] {
    for name in columns.keys.sorted() where inputIndex(named: name) == nil {
      throw .unknownInput(name: name)
    }
    // What a given input depends on is not needed.
    var needed: Set<Int> = []
    for output in outputs.indices { needed.formUnion(inputs(reaching: output, given: columns)) }
    let count = columns.sorted { $0.key < $1.key }.first?.value.first?.count ?? 1
    var values: [[Double]] = []
    let given = needed.sorted()
    for index in given {
      let input = inputs[index]
      guard let own = columns[input.name] else { throw .missingInput(name: input.name) }
      guard own.count == input.componentCount else {
        throw .wrongComponentCount(
          input: input.name,
          needed: input.componentCount,
          given: own.count
        )
      }
      for column in own {
        guard column.count == count else {
          throw .unequalColumns(input: input.name, needed: count, given: column.count)
        }
        values.append(column)
      }
    }
    let program = ProgramCompiler.compile(
      self,
      outputs: Array(outputs.indices),
      inputs: [],
      given: given,
      checksAssertions: false,
      isPoint: true
    )
    return try evaluate(program, cube: [], given: values, count: count)
  }

  /// The outputs with every univariate input at a quantile and every Dirichlet input at its mean
  /// shares.
  ///
  /// Dependence is without effect: each input goes to its own marginal quantile. A parametric
  /// input goes to the quantile of the distribution that its parameters give at this point.
  ///
  /// - Parameters:
  ///   - probabilities: By input name, each strictly between 0 and 1.
  ///   - otherwise: The probability of the inputs not named.
  ///   - shares: Shares of Dirichlet inputs that differ from their means, by name.
  /// - Returns: One value for each output, in order.
  /// - Throws: ``SimulationError`` for an unknown name, a probability out of range, a wrong number
  ///   of shares, or parameters that give no distribution.
  public func evaluateAtQuantiles(
    _ probabilities: [String: Double] = [:],
    otherwise: Double = 0.5,
    shares: [String: [Double]] = [:]
  ) throws(SimulationError) -> [Double] {
    try quantilePoint(probabilities, otherwise: otherwise, shares: shares, inputs: []).outputs
  }

  /// As ``evaluateAtQuantiles(_:otherwise:shares:)``, with the values of some inputs.
  package func quantilePoint(
    _ probabilities: [String: Double],
    otherwise: Double,
    shares: [String: [Double]],
    inputs wanted: [Int]
  ) throws(SimulationError) -> (outputs: [Double], inputs: [[Double]]) {
    let point = QuantilePoint(probabilities: probabilities, shares: shares)
    let results = try quantilePoints([point], otherwise: otherwise, inputs: wanted)
    return (results.outputs.map { $0[0] }, results.inputs.map { $0.map { $0[0] } })
  }

  /// Where inputs are put; those that are not named go to the common probability.
  package struct QuantilePoint {
    package var probabilities: [String: Double]
    package var shares: [String: [Double]]

    package init(probabilities: [String: Double] = [:], shares: [String: [Double]] = [:]) {
      self.probabilities = probabilities
      self.shares = shares
    }
  }

  /// The outputs at several points, by one program.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - otherwise: The probability of the inputs that a point does not name.
  ///   - wanted: Places of inputs whose values are wanted too.
  /// - Returns: For each output a column of a number for each point; for each input wanted a column
  ///   for each component.
  package func quantilePoints(
    _ points: [QuantilePoint],
    otherwise: Double,
    inputs wanted: [Int]
  ) throws(SimulationError) -> (outputs: [[Double]], inputs: [[[Double]]]) {
    guard otherwise > 0 && otherwise < 1 else {
      throw .invalidProbability(name: "quantile of the other inputs", value: otherwise)
    }
    let common = [Double](repeating: otherwise, count: points.count)
    var cube = [[Double]](repeating: common, count: dimensionCount)
    var given: [Int] = []
    var values: [[Double]] = []
    var firstValue: [Int: Int] = [:]
    for (index, input) in inputs.enumerated() where input.kind == .dirichlet {
      firstValue[index] = values.count
      given.append(index)
      values += input.meanShares.map { [Double](repeating: $0, count: points.count) }
    }
    for (number, point) in points.enumerated() {
      for (name, probability) in point.probabilities.sorted(by: { $0.key < $1.key }) {
        guard let index = inputIndex(named: name), inputs[index].kind != .dirichlet else {
          throw .unknownInput(name: name)
        }
        guard probability > 0 && probability < 1 else {
          throw .invalidProbability(name: "quantile of \(name)", value: probability)
        }
        cube[inputs[index].coordinates[0]][number] = probability
      }
      for (name, shares) in point.shares.sorted(by: { $0.key < $1.key }) {
        guard let index = inputIndex(named: name), let first = firstValue[index] else {
          throw .unknownInput(name: name)
        }
        guard shares.count == inputs[index].componentCount else {
          throw .wrongComponentCount(
            input: name,
            needed: inputs[index].componentCount,
            given: shares.count
          )
        }
        for (component, share) in shares.enumerated() { values[first + component][number] = share }
      }
    }
    let program = ProgramCompiler.compile(
      self,
      outputs: Array(outputs.indices),
      inputs: wanted,
      given: given,
      checksAssertions: false,
      isPoint: true
    )
    let results = try evaluate(program, cube: cube, given: values, count: points.count)
    var components: [[[Double]]] = []
    var next = outputs.count
    for input in wanted {
      components.append(Array(results[next..<(next + inputs[input].componentCount)]))
      next += inputs[input].componentCount
    }
    return (Array(results.prefix(outputs.count)), components)
  }

  // MARK: Running

  private func inputs(reaching output: Int, given: [String: [[Double]]]) -> Set<Int> {
    var seen = Set<Int>()
    var found = Set<Int>()
    var open = [outputs[output].node.index]
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      switch nodes[node] {
      case .constant: break
      case .component(let input, _):
        found.insert(input)
        if given[inputs[input].name] == nil {
          open.append(contentsOf: inputs[input].parameters.map(\.index))
        }
      case .operation(_, let operands): open.append(contentsOf: operands)
      }
    }
    return found
  }

  private func evaluate(
    _ program: Program,
    cube: [[Double]],
    given: [[Double]],
    count: Int
  ) throws(SimulationError) -> [[Double]] {
    let evaluator = Evaluator(model: self, program: program, blockLength: min(max(count, 1), 1_024))
    return try evaluator.values(cube: cube, count: count, given: given)
  }
}
