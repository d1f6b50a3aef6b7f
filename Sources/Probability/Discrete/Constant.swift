import CSpecialFunctions

/// A value that is known: all the mass at one point.
public struct Constant: ClosedFormQuantile {
  /// The name in messages and reports.
  public static let familyName = "constant"

  /// The value.
  public let value: Double

  /// Makes a constant.
  ///
  /// - Parameter value: The value, finite.
  /// - Throws: ``DistributionError`` when the value is not finite.
  public init(_ value: Double) throws(DistributionError) {
    try requireFinite(Self.familyName, "value", value)
    self.value = value
  }

  // MARK: Parameters

  /// The `value`.
  public var parameters: [(name: String, value: Double)] { [("value", value)] }
  /// The point.
  public var support: ClosedRange<Double> { value...value }
  /// Discrete.
  public var isDiscrete: Bool { true }

  // MARK: Moments

  /// The value.
  public var mean: Double { value }
  /// 0.
  public var variance: Double { 0 }

  // MARK: Evaluation

  /// 1 at the value, 0 elsewhere.
  public func density(at x: Double) -> Double { x.isNaN ? .nan : x == value ? 1 : 0 }

  /// 0 at the value, minus infinity elsewhere.
  public func logDensity(at x: Double) -> Double { log(density(at: x)) }

  /// 0 below the value, 1 from it on.
  public func cdf(_ x: Double) -> Double { x.isNaN ? .nan : x < value ? 0 : 1 }

  /// 1 below the value, 0 from it on.
  public func survival(_ x: Double) -> Double { x.isNaN ? .nan : x < value ? 1 : 0 }

  /// The value.
  public func quantile(_ p: Double) -> Double { lowerQuantile(p) { _ in value } }

  /// The value.
  public func survivalQuantile(_ q: Double) -> Double { upperQuantile(q) { _ in value } }

  /// Replaces every probability by the value.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    block.update(repeating: value)
  }
}
