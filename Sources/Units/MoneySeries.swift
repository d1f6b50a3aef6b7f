/// The series with which dated money is converted: price indices and exchange rates.
///
/// The series come from outside, with the keys of their sources; nothing is shipped in the program.
public struct MoneySeries: Hashable, Sendable {
  /// The price index of each currency, by its code.
  public var priceIndices: [String: PriceIndex]
  /// The exchange rates, at most one for a pair of currencies; the inverse of a rate is not given
  /// apart.
  public var exchangeRates: [ExchangeRate]

  /// Series for the conversion of dated money.
  ///
  /// - Parameters:
  ///   - priceIndices: The price index of each currency, by its code.
  ///   - exchangeRates: The exchange rates.
  public init(priceIndices: [String: PriceIndex] = [:], exchangeRates: [ExchangeRate] = []) {
    self.priceIndices = priceIndices
    self.exchangeRates = exchangeRates
  }

  /// The rate between two currencies in either direction.
  func rate(between first: String, and second: String) -> ExchangeRate? {
    exchangeRates.first {
      ($0.base == first && $0.quote == second) || ($0.base == second && $0.quote == first)
    }
  }

  /// The currencies with a rate to both of two others, EUR first.
  func pivots(between first: String, and second: String) -> [String] {
    let all = Set(exchangeRates.flatMap { [$0.base, $0.quote] })
    return all.filter {
      $0 != first && $0 != second && rate(between: first, and: $0) != nil
        && rate(between: $0, and: second) != nil
    }.sorted { ($0 == "EUR" ? 0 : 1, $0) < ($1 == "EUR" ? 0 : 1, $1) }
  }
}
