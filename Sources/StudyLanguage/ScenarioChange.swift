/// One thing that a scenario changes: a quantity, or one cell of it.
public struct ScenarioChange: Sendable, Hashable {
  /// The name of the quantity.
  public let quantity: String
  /// The labels of the cell as written; empty where the whole quantity is replaced.
  public let labels: [String]
  /// What the lines in force say, as written.
  public let text: String

  /// What is changed, such as `ads` or `price[top]`; no two changes of a scenario share it.
  public var name: String {
    labels.isEmpty ? quantity : "\(quantity)[\(labels.joined(separator: ","))]"
  }
}
