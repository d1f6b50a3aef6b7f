/// The families whose arguments are not a list of numbers; the language parses each specially.
public enum DistributionStructure: String, Sendable, CaseIterable {
  /// `discrete({ value: weight, ... })`, see ``Discrete``.
  case discrete
  /// `dirichlet({ name: weight, ... })`, see ``Dirichlet``.
  case dirichlet
  /// `mixture({ weight: distribution, ... })`, see ``Mixture``.
  case mixture
  /// `truncate(distribution, low, high)`, see ``Truncated``.
  case truncate
  /// `empirical(column)`, see ``Empirical``.
  case empirical
  /// `quantiles({ probability: value, ... })`, see ``QuantileFit``.
  case quantiles
}
