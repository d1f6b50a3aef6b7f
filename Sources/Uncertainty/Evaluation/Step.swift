import Probability

/// One instruction of a program: something done to whole registers.
enum Step: Sendable {
  /// Fills a register with a coordinate of the unit cube.
  case coordinate(Int, into: Int)
  /// Fills a register with given values of an input.
  case given(column: Int, into: Int)
  /// Makes independent uniform coordinates dependent, in place; the last register is for work.
  case copula(CopulaFactor, registers: [Int])
  /// The same with a mixing variable; the last two registers hold the first member's score and the
  /// mixing variable.
  case studentCopula(CopulaFactor, registers: [Int])
  /// Replaces probabilities by quantiles, in place, by the fastest way.
  case sample(QuantileSampler, register: Int)
  /// Replaces probabilities by quantiles, in place, by the quantile function itself.
  case quantile(any Distribution, register: Int)
  /// Replaces probabilities by quantiles of each draw's own distribution, in place.
  case parametric(input: Int, parameters: [Operand], register: Int)
  /// Turns stick-breaking fractions into shares; the last register is filled anew.
  case shares(registers: [Int])
  /// Computes an operation on operands, as many of the three as it takes.
  case operation(Operation, Operand, Operand, Operand, into: Int)
  /// Computes two operations in one pass, the second of the first's result and a third operand.
  case chain(Chain, Int, Int, Operand, into: Int)
  /// Copies a value to a column of results.
  case store(Operand, column: Int)
  /// Counts the draws in which a condition fails.
  case check(Operand, assertion: Int)

  /// The register that the step fills without reading it, `nil` where there is none.
  var definition: Int? {
    switch self {
    case .coordinate(_, let into), .given(_, let into), .operation(_, _, _, _, let into),
      .chain(_, _, _, _, let into):
      into
    case .shares(let registers), .copula(_, let registers): registers.last
    case .studentCopula, .sample, .quantile, .parametric, .store, .check: nil
    }
  }

  /// Every register that the step reads or writes.
  var registers: [Int] {
    switch self {
    case .coordinate(_, let into), .given(_, let into): [into]
    case .copula(_, let registers), .studentCopula(_, let registers), .shares(let registers):
      registers
    case .sample(_, let register), .quantile(_, let register): [register]
    case .parametric(_, let parameters, let register):
      parameters.compactMap(\.register) + [register]
    case .operation(_, let a, let b, let c, let into): [a, b, c].compactMap(\.register) + [into]
    case .chain(_, let a, let b, let c, let into): [a, b, into] + [c].compactMap(\.register)
    case .store(let operand, _), .check(let operand, _): [operand].compactMap(\.register)
    }
  }

  /// The registers that the step reads, once for each time it does.
  var reads: [Int] {
    switch self {
    case .coordinate, .given: []
    case .operation(_, let a, let b, let c, _): [a, b, c].compactMap(\.register)
    case .chain(_, let a, let b, let c, _): [a, b] + [c].compactMap(\.register)
    default: registers
    }
  }

  /// The same step on other registers.
  ///
  /// - Parameter place: The new register of each old one.
  func renamed(_ place: (Int) -> Int) -> Step {
    func moved(_ operand: Operand) -> Operand {
      if case .register(let index) = operand { return .register(place(index)) }
      return operand
    }
    switch self {
    case .coordinate(let coordinate, let into): return .coordinate(coordinate, into: place(into))
    case .given(let column, let into): return .given(column: column, into: place(into))
    case .copula(let factor, let registers):
      return .copula(factor, registers: registers.map(place))
    case .studentCopula(let factor, let registers):
      return .studentCopula(factor, registers: registers.map(place))
    case .sample(let sampler, let register): return .sample(sampler, register: place(register))
    case .quantile(let distribution, let register):
      return .quantile(distribution, register: place(register))
    case .parametric(let input, let parameters, let register):
      return .parametric(
        input: input,
        parameters: parameters.map(moved),
        register: place(register)
      )
    case .shares(let registers): return .shares(registers: registers.map(place))
    case .operation(let operation, let a, let b, let c, let into):
      return .operation(operation, moved(a), moved(b), moved(c), into: place(into))
    case .chain(let chain, let a, let b, let c, let into):
      return .chain(chain, place(a), place(b), moved(c), into: place(into))
    case .store(let operand, let column): return .store(moved(operand), column: column)
    case .check(let operand, let assertion): return .check(moved(operand), assertion: assertion)
    }
  }
}
