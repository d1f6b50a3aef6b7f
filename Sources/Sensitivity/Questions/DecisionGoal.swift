import Uncertainty

/// Whether a decision seeks the highest or the lowest expected payoff.
public enum DecisionGoal: String, Sendable, CaseIterable {
  /// Payoffs such as revenue or net benefit.
  case highest
  /// Payoffs such as cost or loss.
  case lowest
}
