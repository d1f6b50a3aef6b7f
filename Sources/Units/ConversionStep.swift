/// One step of a conversion of money, for the list of sources of a result.
public struct ConversionStep: Hashable, Sendable {
  /// What was done, in English: "EUR(2014) to EUR(2024): times 118.76 / 99.97 (...)".
  public let text: String
  /// What was done, in French.
  public let textFrench: String
  /// The keys of the sources of the series used.
  public let sources: [String]

  /// What was done, in one language.
  public func text(in language: UnitLanguage) -> String {
    language == .en ? text : textFrench
  }
}
