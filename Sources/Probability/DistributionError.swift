/// Why a distribution cannot be made from what was given.
public enum DistributionError: Error, Equatable, Sendable {
  /// One parameter is outside its domain.
  case outsideDomain(family: String, parameter: String, requirement: String, value: Double)
  /// Parameters contradict one another, such as a low end above the high end.
  case contradiction(family: String, requirement: String, values: [ParameterValue])
  /// A list that must have elements has too few.
  case tooFew(family: String, what: String, needed: Int, count: Int)
  /// Two lists that go together differ in length.
  case lengthMismatch(family: String, what: String, expected: Int, count: Int)
  /// Quantiles that no distribution has, such as a 5 % point above the median.
  case incoherentQuantiles(reason: String)
  /// Quantiles that the metalog family cannot meet with a density that is positive everywhere.
  case infeasibleMetalog(reason: String)
  /// No form of the family takes these arguments.
  case unknownForm(family: String, forms: [String], count: Int)

  /// A parameter with the value that was given, as it appears in a message.
  public struct ParameterValue: Equatable, Sendable {
    /// The name of the parameter.
    public let name: String
    /// What was given.
    public let value: Double

    /// Pairs a name with a value.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }

    /// Whether names and values agree; NaN agrees with NaN.
    public static func == (left: ParameterValue, right: ParameterValue) -> Bool {
      left.name == right.name
        && (left.value == right.value || (left.value.isNaN && right.value.isNaN))
    }
  }
}

extension DistributionError: CustomStringConvertible {
  /// The message: which family needs what, and what came.
  public var description: String {
    switch self {
    case .outsideDomain(let family, let parameter, let requirement, let value):
      return "\(family) needs \(parameter) \(requirement); got \(plain(value))"
    case .contradiction(let family, let requirement, let values):
      let got = values.map { "\($0.name) \(plain($0.value))" }.joined(separator: ", ")
      return "\(family) needs \(requirement); got \(got)"
    case .tooFew(let family, let what, let needed, let count):
      return "\(family) needs at least \(needed) \(what); got \(count)"
    case .lengthMismatch(let family, let what, let expected, let count):
      return "\(family) needs \(expected) \(what); got \(count)"
    case .incoherentQuantiles(let reason):
      return "quantiles must rise with their probabilities: \(reason)"
    case .infeasibleMetalog(let reason):
      return "no metalog has these quantiles: \(reason)"
    case .unknownForm(let family, let forms, let count):
      return "\(family) takes \(forms.joined(separator: " or ")); got \(count) arguments"
    }
  }
}

/// A number as a reader would write it: whole numbers without a fraction.
func plain(_ value: Double) -> String {
  if value.magnitude < 1e15, let whole = Int(exactly: value) { return String(whole) }
  return "\(value)"
}
