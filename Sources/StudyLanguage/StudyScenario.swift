import Uncertainty

/// A variant of the baseline.
public struct StudyScenario: Sendable {
  /// The name.
  public let name: String
  /// The scenario it starts from; `nil` for the baseline.
  public let base: String?
  /// The names it changes, own and inherited, in order.
  public let changed: [String]
  /// What its own lines say, as written.
  public let texts: [String]
  /// What it changes, own and inherited: quantities in the order of first mention, the cells of one
  /// together.
  public let changes: [ScenarioChange]
  /// The model; inputs keep the baseline's coordinates.
  public let model: Model
  /// How the inputs that it changes are written, by the output that shows them.
  public let forms: [String: InputDescription.Form]
  /// The correlations of the baseline that do not hold in it, because it fixes an input of theirs.
  public let lapsed: [LapsedCorrelation]
  /// What its clauses say.
  public let metadata: StudyMetadata

  let partial: PartialScenario

  /// The changes that a quantity may depend on; all of them for one without a definition.
  ///
  /// - Parameter quantity: The name of the quantity.
  public func changes(reaching quantity: String) -> [ScenarioChange] {
    guard partial.run.declarations.definitions[quantity] != nil else { return changes }
    let reach = partial.reach(of: quantity)
    return changes.filter { reach.contains($0.quantity) }
  }

  /// The model with only some of the changes, on the coordinates of the whole scenario.
  ///
  /// - Parameter names: The names of ``changes`` that are made.
  /// - Throws: ``PartialScenarioError`` where these changes need others, such as one that would
  ///   close a circle without them.
  public func model(with names: Set<String>) throws(PartialScenarioError) -> Model {
    try partial.model(with: names)
  }
}
