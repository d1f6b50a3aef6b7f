import CVectorKernels

/// Independent uniform points, for plain Monte Carlo.
///
/// ```text
/// value = (m + 1/2) / 2^52,   m = the high 52 bits of a Philox4x32-10 word
/// ```
///
/// The counter of the generator is made of the point number, the dimension and the replicate; its
/// key is the seed. The error of a mean of n points falls as n^(-1/2); `SobolPoints` do better for
/// nearly every function of some smoothness.
///
/// Reference: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as
/// easy as 1, 2, 3, Proceedings of SC11, doi:10.1145/2063384.2063405.
public struct PseudorandomPoints: PointSet {
  /// The largest number of coordinates, 2^31.
  public static let dimensionLimit = 1 << 31
  /// One more than the largest point number, 2^57.
  public static let pointLimit = 1 << 57

  /// The number of coordinates of each point.
  public let dimensionCount: Int
  /// The key of the generator.
  public let seed: UInt64

  /// Makes the points of a seed.
  ///
  /// - Parameters:
  ///   - dimensionCount: The number of coordinates, in `1 ... dimensionLimit`.
  ///   - seed: Any number; 0 is a seed.
  /// - Throws: `SamplingError.noDimensions` or `.tooManyDimensions`.
  public init(dimensionCount: Int, seed: UInt64) throws(SamplingError) {
    self.dimensionCount = try checkedDimensionCount(
      dimensionCount,
      of: "Pseudorandom points",
      limit: Self.dimensionLimit
    )
    self.seed = seed
  }

  /// Writes one coordinate of consecutive points.
  ///
  /// - Parameters:
  ///   - dimension: The coordinate, in `0 ..< dimensionCount`.
  ///   - replicate: The independent randomisation, in `0 ..< 2^32`.
  ///   - start: The number of the first point; the last one is below `pointLimit`.
  ///   - values: Receives one value for each point, strictly between 0 and 1.
  public func fill(
    dimension: Int,
    replicate: Int,
    start: Int,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    fill(
      dimension: dimension,
      replicate: replicate,
      start: start,
      into: values,
      instructions: .inUse
    )
  }

  /// Writes one coordinate of consecutive points with given instructions.
  package func fill(
    dimension: Int,
    replicate: Int,
    start: Int,
    into values: UnsafeMutableBufferPointer<Double>,
    instructions: InstructionSet
  ) {
    requireRange(
      dimension: dimension,
      replicate: replicate,
      start: start,
      count: values.count,
      pointLimit: Self.pointLimit
    )
    guard let base = values.baseAddress else { return }
    ampleur_philox_uniforms(
      instructions.kernel,
      seed,
      ampleur_philox_points,
      UInt32(dimension),
      UInt32(replicate),
      UInt64(start),
      values.count,
      base
    )
  }
}
