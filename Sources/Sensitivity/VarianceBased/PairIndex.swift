import Uncertainty

/// The second-order index of two factors: the part of the variance that only their interaction
/// explains.
public struct PairIndex: Sendable, Equatable {
  /// The place of the first factor.
  public let first: Int
  /// The place of the second factor, larger than that of the first.
  public let second: Int
  /// The index, without the first-order indices of the two.
  public let index: IndexEstimate

  /// Makes an index of a pair.
  public init(first: Int, second: Int, index: IndexEstimate) {
    self.first = first
    self.second = second
    self.index = index
  }
}
