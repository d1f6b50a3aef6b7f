/// Why there is no model with only some of a scenario's changes.
public struct PartialScenarioError: Error, Sendable, CustomStringConvertible {
  /// The names of the changes that were made.
  public let changes: [String]
  /// What is wrong then, in a sentence.
  public let description: String
}
