import Uncertainty

/// The functions of numbers that the language has, besides distributions and built-ins.
enum StudyFunction {
  /// How a function treats the unit of its operand.
  enum UnitRule {
    /// The operand is a plain number, and so is the result.
    case dimensionless
    /// The result has the operand's unit.
    case keeps
    /// The result has the square root of the operand's unit.
    case squareRoot
  }

  /// A function of one operand.
  struct Unary {
    let operation: Operation
    let rule: UnitRule
  }

  static let unary: [String: Unary] = [
    "abs": Unary(operation: .absolute, rule: .keeps),
    "exp": Unary(operation: .exp, rule: .dimensionless),
    "log": Unary(operation: .log, rule: .dimensionless),
    "log10": Unary(operation: .log10, rule: .dimensionless),
    "sqrt": Unary(operation: .squareRoot, rule: .squareRoot),
    "sin": Unary(operation: .sine, rule: .dimensionless),
    "cos": Unary(operation: .cosine, rule: .dimensionless),
    "tan": Unary(operation: .tangent, rule: .dimensionless),
    "floor": Unary(operation: .floor, rule: .keeps),
    "round": Unary(operation: .round, rule: .keeps),
  ]

  /// Functions over an index, or of several operands.
  static let reductions: [String: Operation] = [
    "sum": .add, "mean": .add, "product": .multiply, "min": .minimum, "max": .maximum,
  ]

  /// Structures that the language parses specially.
  static let structures: Set<String> = [
    "discrete", "dirichlet", "mixture", "truncate", "empirical", "quantiles", "count", "dataset",
    "partition",
  ]

  /// Names that a study cannot give to its quantities.
  static let reservedNames: Set<String> = Set(unary.keys).union(reductions.keys)
    .union(structures).union(["pi", "true", "false"])
}
