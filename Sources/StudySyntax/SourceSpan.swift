/// A half-open range of UTF-8 offsets in one source file.
public struct SourceSpan: Hashable, Sendable {
  /// The offset of the first byte.
  public let start: Int
  /// The offset after the last byte; equal to `start` for a place between two bytes.
  public let end: Int

  /// Makes a span; an end before the start is moved to the start.
  ///
  /// - Parameters:
  ///   - start: The offset of the first byte.
  ///   - end: The offset after the last byte.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest span that covers this one and another.
  ///
  /// - Parameter other: A span of the same file.
  public func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(min(start, other.start), max(end, other.end))
  }
}
