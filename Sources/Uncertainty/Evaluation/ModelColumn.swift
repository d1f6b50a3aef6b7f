/// One column that an ``Evaluator`` fills.
public enum ModelColumn: Hashable, Sendable {
  /// The values of an output, by its place in the model.
  case output(Int)
  /// The drawn values of one component of an input, by its place in the model.
  case input(Int, component: Int)
}
