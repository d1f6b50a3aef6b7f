/// Points of a unit cube, addressed by number: the n-th point of the r-th replicate can be had
/// without generating those before it.
///
/// A conforming type is immutable and its points depend on its seed, the dimension, the replicate
/// and the point number alone: never on threads, on the size of the ranges asked for, or on what
/// was asked for before.
public protocol PointSet: Sendable {
  /// The number of coordinates of each point, at least 1.
  var dimensionCount: Int { get }

  /// Writes one coordinate of consecutive points.
  ///
  /// - Parameters:
  ///   - dimension: The coordinate, in `0 ..< dimensionCount`.
  ///   - replicate: The independent randomisation, 0 or more.
  ///   - start: The number of the first point, 0 or more.
  ///   - values: Receives one value for each point, strictly between 0 and 1.
  func fill(
    dimension: Int,
    replicate: Int,
    start: Int,
    into values: UnsafeMutableBufferPointer<Double>
  )
}
