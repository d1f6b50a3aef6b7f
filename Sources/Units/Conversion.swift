/// How a value in one unit becomes a value in another.
public struct Conversion: Hashable, Sendable {
  /// The unit of the values that go in.
  public let from: Unit
  /// The unit of the values that come out.
  public let to: Unit
  /// What a value is multiplied by.
  public let factor: ConversionFactor
  /// The price indices and exchange rates used, in order; empty without money.
  public let steps: [ConversionStep]

  /// Whether values stay as they are.
  public var isIdentity: Bool { factor == .one }

  /// The keys of all sources used, each once, in order.
  public var sources: [String] {
    var keys: [String] = []
    for key in steps.flatMap(\.sources) where !keys.contains(key) { keys.append(key) }
    return keys
  }

  /// Converts one value: multiplied by the numerator, then divided by the denominator.
  ///
  /// The result is the correctly rounded one where the numerator or the denominator is 1 and the
  /// other is below 2^53.
  ///
  /// - Parameter value: A value in the unit ``from``; NaN and infinities stay what they are.
  /// - Returns: The value in the unit ``to``.
  public func apply(_ value: Double) -> Double {
    value * factor.numerator / factor.denominator
  }
}
