import Uncertainty

/// Why a difference between scenarios cannot be split.
public enum ScenarioDecompositionError: Error, CustomStringConvertible {
  /// No change, or too many.
  case changeCount(Int)
  /// A change named twice.
  case repeatedChange
  /// Draws of two models that cannot be compared.
  case comparison(ComparisonError)
  /// A model with some of the changes cannot be drawn.
  case evaluation(any Error)

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .changeCount(let count):
      "A split of the difference needs from 1 to 20 changes; got \(count)."
    case .repeatedChange: "A split of the difference needs changes of different names."
    case .comparison(let error): error.description
    case .evaluation(let error): "\(error)"
    }
  }
}
