import TextCore

/// A yearly exchange rate: how much of one currency a unit of another buys.
public struct ExchangeRate: Hashable, Sendable {
  /// The currency of which one unit is bought, as `EUR` in "1.3285 USD per EUR".
  public let base: String
  /// The currency in which it is paid, as `USD` in "1.3285 USD per EUR".
  public let quote: String
  /// The name that a step of a conversion prints: "annual mean of the ECB reference rates".
  public let name: LocalText
  /// The rate of each year, positive, in `quote` per `base`.
  public let values: [Int: Double]
  /// The keys of its sources.
  public let sources: [String]

  /// An exchange rate.
  ///
  /// - Parameters:
  ///   - quote: The code of the currency in which one unit is paid.
  ///   - base: The code of the currency of which one unit is bought.
  ///   - name: The name to print.
  ///   - values: The rate of each year, positive and finite, in `quote` per `base`.
  ///   - sources: The keys of its sources.
  public init(
    _ quote: String,
    per base: String,
    name: LocalText,
    values: [Int: Double],
    sources: [String]
  ) {
    self.base = base
    self.quote = quote
    self.name = name
    self.values = values
    self.sources = sources
  }
}
