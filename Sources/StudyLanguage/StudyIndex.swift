/// A named dimension of a quantity: tiers, years, countries.
public struct StudyIndex: Hashable, Sendable {
  /// The name, such as `position` or `year`.
  public let name: String
  /// The labels in order, each once.
  public let labels: [String]
  private let positions: [String: Int]

  /// Makes an index.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - labels: The labels in order, each once.
  public init(name: String, labels: [String]) {
    self.name = name
    self.labels = labels
    positions = Dictionary(
      labels.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The place of a label; `nil` for a text that is none.
  public func position(of label: String) -> Int? { positions[label] }

  /// The same name and the same labels in the same order.
  public static func == (left: StudyIndex, right: StudyIndex) -> Bool {
    left.name == right.name && left.labels == right.labels
  }

  /// Feeds the name and the labels into a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(labels)
  }
}
