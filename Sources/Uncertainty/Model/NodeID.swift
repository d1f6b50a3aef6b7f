/// The place of a value in the graph of a ``ModelBuilder`` and of the ``Model`` it builds.
public struct NodeID: Hashable, Sendable {
  /// The number of the node, counted from 0 in order of creation.
  public let index: Int

  init(_ index: Int) { self.index = index }
}

/// What a node computes.
///
/// Two nodes with equal contents are one node: a common sub-expression is computed once a draw.
package enum Node: Hashable, Sendable {
  /// A number known when the model is built, by its bits so that NaN equals itself.
  case constant(bits: UInt64)
  /// One component of an input; component 0 for a univariate one.
  case component(input: Int, component: Int)
  /// An operation on one, two or three earlier nodes.
  case operation(Operation, [Int])
}
