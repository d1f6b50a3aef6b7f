/// Why two sample sets cannot be compared draw by draw.
public enum ComparisonError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An output that one of the two has not.
  case unknownOutput(name: String)
  /// Sample sets drawn with different settings.
  case differentDraws(what: String, baseline: String, scenario: String)
  /// Inputs of one name drawn from different coordinates.
  case differentCoordinates

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .unknownOutput(let name):
      "A comparison needs the output in both models; one has no \"\(name)\"."
    case .differentDraws(let what, let baseline, let scenario):
      "A comparison needs common random numbers; the \(what) is \(baseline) in the baseline and "
        + "\(scenario) in the scenario."
    case .differentCoordinates:
      "A comparison needs common random numbers; build the scenario with the coordinate plan of "
        + "the baseline."
    }
  }
}
