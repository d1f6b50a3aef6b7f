import Uncertainty

/// What the inputs' derivatives are taken with respect to.
public enum DerivativeScale: String, Sendable, CaseIterable {
  /// The inputs' values, in their units.
  case natural
  /// The coordinates of the unit cube: probabilities.
  case unitCube
  /// The inputs' normal scores: standard normal variables of which each input is an increasing
  /// function.
  case normalScore
}
