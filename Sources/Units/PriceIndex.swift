import TextCore

/// A yearly price index, with which money of one price year becomes money of another.
public struct PriceIndex: Hashable, Sendable {
  /// The name that a step of a conversion prints: "consumer prices, France (INSEE)".
  public let name: LocalText
  /// The index of each year, positive, on any base.
  public let values: [Int: Double]
  /// The keys of its sources.
  public let sources: [String]

  /// A price index.
  ///
  /// - Parameters:
  ///   - name: The name to print.
  ///   - values: The index of each year, positive and finite, on any base.
  ///   - sources: The keys of its sources.
  public init(name: LocalText, values: [Int: Double], sources: [String]) {
    self.name = name
    self.values = values
    self.sources = sources
  }
}
