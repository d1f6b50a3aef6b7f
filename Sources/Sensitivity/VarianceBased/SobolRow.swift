import Uncertainty

/// One set of points of a ``SobolDesign``: the points of the first matrix, of the second, or of one
/// of them with the columns of one factor taken from the other.
public enum SobolRow: Hashable, Sendable {
  /// The first matrix, A.
  case first
  /// The second matrix, B.
  case second
  /// A with the columns of a factor, by its place, from B.
  case firstReplacing(factor: Int)
  /// B with the columns of a factor, by its place, from A.
  case secondReplacing(factor: Int)
}
