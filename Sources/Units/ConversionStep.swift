import TextCore

/// One step of a conversion of money, for the list of sources of a result.
public struct ConversionStep: Hashable, Sendable {
  /// What was done: "EUR(2014) to EUR(2024): times 118.76 / 99.97 (...)".
  public let text: LocalText
  /// The name of the series used.
  public let series: LocalText
  /// The keys of the sources of the series used.
  public let sources: [String]
}
