/// How often a condition of a model failed.
public struct AssertionResult: Sendable, Equatable {
  /// The assertion's name.
  public let name: String
  /// The number of draws in which it was false or undefined.
  public internal(set) var failedDraws: Int
  /// The first of them, counted from 0; `nil` where it held in every draw.
  public internal(set) var firstFailedDraw: Int?

  /// Whether the condition held in every draw.
  public var holds: Bool { failedDraws == 0 }

  mutating func merge(_ other: AssertionResult) {
    failedDraws += other.failedDraws
    firstFailedDraw = [firstFailedDraw, other.firstFailedDraw].compactMap(\.self).min()
  }
}
