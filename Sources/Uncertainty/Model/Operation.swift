/// A scalar operation of a model; truth values are 1 and 0.
///
/// An undefined operand (NaN) gives an undefined result, also in comparisons, so that undefined
/// draws are counted and never pass as ordinary ones. The exceptions are decided results: a false
/// operand of `and`, a true operand of `or`, and the branch that `select` leaves aside.
public enum Operation: String, Sendable, CaseIterable {
  /// Unary minus.
  case negate
  /// The absolute value.
  case absolute
  /// The exponential function.
  case exp
  /// The natural logarithm; NaN below 0.
  case log
  /// The decimal logarithm; NaN below 0.
  case log10
  /// The square root; NaN below 0.
  case squareRoot
  /// The sine of an angle in radians.
  case sine
  /// The cosine of an angle in radians.
  case cosine
  /// The tangent of an angle in radians.
  case tangent
  /// The largest integer not above the operand.
  case floor
  /// The nearest integer, halves away from 0.
  case round
  /// 1 where the operand is 0, else 0.
  case not
  /// The sum of two operands.
  case add
  /// The first operand minus the second.
  case subtract
  /// The product of two operands.
  case multiply
  /// The first operand divided by the second; infinite or NaN where the second is 0.
  case divide
  /// The first operand to the power of the second.
  case power
  /// The smaller of two operands.
  case minimum
  /// The larger of two operands.
  case maximum
  /// Whether the first operand is below the second.
  case less
  /// Whether the first operand is at or below the second.
  case lessOrEqual
  /// Whether two operands are equal.
  case equal
  /// Whether two operands differ.
  case notEqual
  /// Whether both operands are true (not 0).
  case and
  /// Whether at least one operand is true (not 0).
  case or
  /// The second operand where the first is true (not 0), else the third.
  case select

  /// The number of operands: 1, 2 or 3.
  public var operandCount: Int {
    switch self {
    case .negate, .absolute, .exp, .log, .log10, .squareRoot, .sine, .cosine, .tangent, .floor,
      .round, .not:
      1
    case .add, .subtract, .multiply, .divide, .power, .minimum, .maximum, .less, .lessOrEqual,
      .equal, .notEqual, .and, .or:
      2
    case .select: 3
    }
  }

  /// Whether the order of two operands is without effect, so that `a + b` and `b + a` are one node.
  var isCommutative: Bool {
    switch self {
    case .add, .multiply, .minimum, .maximum, .equal, .notEqual, .and, .or: true
    default: false
    }
  }
}
