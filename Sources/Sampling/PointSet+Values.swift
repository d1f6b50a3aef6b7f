extension PointSet {
  /// One coordinate of consecutive points, as an array.
  ///
  /// - Parameters:
  ///   - dimension: The coordinate, in `0 ..< dimensionCount`.
  ///   - replicate: The independent randomisation, 0 or more.
  ///   - start: The number of the first point, 0 or more.
  ///   - count: The number of points, 0 or more.
  /// - Returns: One value for each point, strictly between 0 and 1.
  public func values(
    dimension: Int,
    replicate: Int = 0,
    start: Int = 0,
    count: Int
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      let values = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      values.initialize(repeating: 0)
      fill(dimension: dimension, replicate: replicate, start: start, into: values)
      initializedCount = count
    }
  }

  /// Stops when a range of points cannot be had: a mistake of the caller.
  ///
  /// Dimensions and replicates are words of 32 bits in the counters of the generator.
  func requireRange(dimension: Int, replicate: Int, start: Int, count: Int, pointLimit: Int) {
    precondition(
      dimension >= 0 && dimension < dimensionCount,
      "fill needs a dimension in 0 ..< \(dimensionCount); got \(dimension)"
    )
    precondition(
      replicate >= 0 && replicate <= Int(UInt32.max),
      "fill needs a replicate in 0 ..< 2^32; got \(replicate)"
    )
    precondition(
      start >= 0 && start <= pointLimit && count <= pointLimit - start,
      "fill needs points in 0 ..< \(pointLimit); got \(count) from \(start)"
    )
  }
}

/// The dimension count itself, where a point set can have so many coordinates.
func checkedDimensionCount(
  _ count: Int,
  of pointSet: String,
  limit: Int
) throws(SamplingError) -> Int {
  guard count >= 1 else { throw .noDimensions(pointSet: pointSet, requested: count) }
  guard count <= limit else {
    throw .tooManyDimensions(pointSet: pointSet, limit: limit, requested: count)
  }
  return count
}
