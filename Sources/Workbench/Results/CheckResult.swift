import StudyLanguage

/// A comparison with a published figure, done.
public struct CheckResult: Sendable {
  /// The comparison.
  public let check: StudyCheck
  /// The computed summary.
  public let computed: ResultSummary
  /// Whether it holds.
  public let holds: Bool

  init(_ check: StudyCheck, computed: ResultSummary) {
    self.check = check
    self.computed = computed
    // Written so that an undefined number does not hold.
    switch check.relation {
    case .overlaps: holds = computed.low <= check.high && computed.high >= check.low
    case .contains: holds = computed.low <= check.low && computed.high >= check.high
    case .within(let share):
      holds = abs(computed.median - check.low) <= share * abs(check.low) * (1 + 1e-12)
    case .withinAmount(let amount):
      // The difference of two figures has the rounding of the larger.
      holds = abs(computed.median - check.low) <= amount + 1e-12 * abs(check.low)
    }
  }
}
