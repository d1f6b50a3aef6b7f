/// A quantile with its numerical error.
public struct SummaryQuantile: Sendable, Equatable {
  /// The probability, from 0 to 1.
  public let probability: Double
  /// The quantile of type 7 of all draws, in the output's unit.
  public let value: Double
  /// The standard error of the value from the spread of the replicates, in the output's unit.
  public let standardError: Double
}
