/// How values are laid out along an axis.
public enum AxisScale: Sendable, Hashable {
  /// Equal steps for equal differences.
  case linear
  /// Equal steps for equal ratios. Where a value is not positive, `linear` is used instead.
  case logarithmic
}
