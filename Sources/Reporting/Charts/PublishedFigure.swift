/// A figure that somebody published: a value or a range, and who said so.
public struct PublishedFigure: Sendable, Hashable {
  /// Who published it, such as "Le Monde, 2018".
  public var label: String
  /// The lower end.
  public var low: Double
  /// The upper end; the same as `low` for a single value.
  public var high: Double

  /// A range.
  public init(_ label: String, low: Double, high: Double) {
    self.label = label
    self.low = min(low, high)
    self.high = max(low, high)
  }

  /// A single value.
  public init(_ label: String, value: Double) {
    self.init(label, low: value, high: value)
  }

  var isFinite: Bool { low.isFinite && high.isFinite }
}
