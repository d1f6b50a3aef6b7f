/// A named result of a model.
public struct ModelOutput: Sendable {
  /// The name given by the caller, such as `revenue` or `price[base]`.
  public let name: String
  /// The node that computes it.
  public let node: NodeID
  /// The value where no uncertain input reaches the output, else `nil`.
  public let constantValue: Double?

  /// Whether no uncertain input reaches the output.
  public var isConstant: Bool { constantValue != nil }
}
