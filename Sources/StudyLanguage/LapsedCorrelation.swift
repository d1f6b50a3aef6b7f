/// A correlation of the baseline that does not hold in a scenario, because the scenario fixes one of
/// the two inputs.
public struct LapsedCorrelation: Sendable, Hashable {
  /// The input that is a certain number in the scenario, as written.
  public let fixed: String
  /// The other inputs of the statement, as written.
  public let others: [String]

  /// A correlation of an input that is fixed with others.
  public init(fixed: String, others: [String]) {
    self.fixed = fixed
    self.others = others
  }
}
