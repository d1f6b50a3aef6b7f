/// A whole number as people write it: `100000`, `100_000`, `1e6`.
public struct WholeNumber: Hashable, Sendable {
  /// The number.
  public let value: UInt64

  /// Reads digits with `_` between them, or a number with an exponent that is whole.
  ///
  /// - Parameter text: The text, without spaces.
  public init?(_ text: String) {
    let plain = text.filter { $0 != "_" }
    if let number = UInt64(plain) {
      value = number
    } else if plain.first?.isNumber == true, plain.contains("e") || plain.contains("E"),
      let number = Double(plain), let whole = UInt64(exactly: number)
    {
      value = whole
    } else {
      return nil
    }
  }
}
