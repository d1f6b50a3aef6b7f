import Probability
import Units

/// What a built-in answers: one distribution for each cell.
public struct BuiltInResult: Sendable {
  /// The unit of the values.
  public let unit: Unit
  /// The index of the cells; `nil` for a single one.
  public let index: StudyIndex?
  /// The distributions, one for each label.
  public let distributions: [any Distribution]

  /// Makes a result.
  public init(unit: Unit, index: StudyIndex?, distributions: [any Distribution]) {
    self.unit = unit
    self.index = index
    self.distributions = distributions
  }
}

/// Why a built-in refuses its arguments, as a sentence.
public struct BuiltInError: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// Makes an error.
  public init(_ description: String) { self.description = description }
}
