/// Where an operation of a program finds a value: a register (one value a draw) or a number.
enum Operand: Hashable, Sendable {
  /// The register of the given number.
  case register(Int)
  /// A number that is the same in every draw.
  case scalar(Double)

  /// The register's number, `nil` for a number.
  var register: Int? {
    if case .register(let index) = self { return index }
    return nil
  }
}

/// An operand while a block is computed: the register's memory or the number.
package enum BlockOperand {
  case vector(UnsafePointer<Double>)
  case scalar(Double)
}
