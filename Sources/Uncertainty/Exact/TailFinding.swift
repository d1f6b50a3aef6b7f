/// Why an output has no mean, or no variance, as its formula shows.
public struct TailFinding: Sendable, Equatable {
  /// What makes it so.
  public enum Cause: Sendable, Equatable {
    /// An input with so heavy a tail, by its name.
    case input(name: String)
    /// A divisor that can be 0 or come near it, by the name of its output or input; `nil` for a part
    /// of a formula without a name.
    case divisor(name: String?)
  }

  /// The order from which absolute moments are infinite, above 0.
  public let tailIndex: Double
  /// What makes it so.
  public let cause: Cause

  /// A finding from elsewhere, such as an input's own law.
  ///
  /// - Parameters:
  ///   - tailIndex: The order from which absolute moments are infinite, above 0.
  ///   - cause: What makes it so.
  public init(tailIndex: Double, cause: Cause) {
    self.tailIndex = tailIndex
    self.cause = cause
  }

  /// Whether the mean is finite as far as the finding goes.
  public var hasMean: Bool { tailIndex > 1 }
  /// Whether the variance is finite as far as the finding goes.
  public var hasVariance: Bool { tailIndex > 2 }

  /// The finding for a power of the quantity.
  func raised(to exponent: Double) -> TailFinding {
    TailFinding(tailIndex: tailIndex / exponent, cause: cause)
  }

  /// The one that says more.
  static func stronger(_ a: TailFinding?, _ b: TailFinding?) -> TailFinding? {
    guard let a, let b else { return a ?? b }
    return b.tailIndex < a.tailIndex ? b : a
  }
}
