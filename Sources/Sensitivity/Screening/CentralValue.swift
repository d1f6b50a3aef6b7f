import Uncertainty

/// The point at which local sensitivities are taken.
public enum CentralValue: String, Sendable, CaseIterable {
  /// Every univariate input at its median.
  case median
  /// Every univariate input at its mean.
  case mean
}
