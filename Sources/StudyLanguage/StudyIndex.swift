/// A named dimension of a quantity: tiers, years, countries.
public struct StudyIndex: Hashable, Sendable {
  /// The name, such as `position` or `year`.
  public let name: String
  /// The labels in order, each once.
  public let labels: [String]

  /// Makes an index.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - labels: The labels in order, each once.
  public init(name: String, labels: [String]) {
    self.name = name
    self.labels = labels
  }
}
