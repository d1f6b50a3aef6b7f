/// A condition that must hold in every draw of a model.
public struct ModelAssertion: Sendable {
  /// The name given by the caller.
  public let name: String
  /// The node of the condition: true where it is neither 0 nor NaN.
  public let node: NodeID
}
