import CVectorKernels

/// A Latin hypercube: in each coordinate, one point in each of n equal intervals.
///
/// ```text
/// value of point i = (p(i) + u) / n
/// ```
///
/// where p is a random permutation of `0 ..< n` and u is uniform, both of their own for each seed,
/// dimension and replicate. The permutation is computed point by point (a keyed network with cycle
/// walking; up to 256 points, a shuffle), so that any range of points can be had alone. Only all n
/// points together are stratified. The variance of a mean is never more than n / (n - 1) times that
/// of Monte Carlo, and the additive part of the function adds next to nothing to it.
///
/// Prefer `SobolPoints` where a power of two points will do: they are stratified in every coordinate
/// and jointly in several.
///
/// References: M. D. McKay, R. J. Beckman, W. J. Conover (1979), Technometrics 21, 239-245,
/// doi:10.2307/1268522; A. B. Owen (1997), Monte Carlo variance of scrambled net quadrature, SIAM
/// Journal on Numerical Analysis 34, 1884-1910, doi:10.1137/S0036142994277468 (the bound); J. Black
/// and P. Rogaway (2002), Ciphers with arbitrary finite domains, doi:10.1007/3-540-45760-7_9.
public struct LatinHypercube: PointSet {
  /// The largest number of coordinates, 2^31.
  public static let dimensionLimit = 1 << 31
  /// The largest number of points, 2^31.
  public static let pointLimit = 1 << 31

  /// The number of coordinates of each point.
  public let dimensionCount: Int
  /// The number of points.
  public let pointCount: Int
  /// The key of the generator.
  public let seed: UInt64

  /// Makes the hypercubes of a seed, one for each replicate.
  ///
  /// - Parameters:
  ///   - dimensionCount: The number of coordinates, in `1 ... dimensionLimit`.
  ///   - pointCount: The number of points, in `1 ... pointLimit`.
  ///   - seed: Any number; 0 is a seed.
  /// - Throws: `SamplingError.noDimensions`, `.tooManyDimensions` or `.pointCount`.
  public init(dimensionCount: Int, pointCount: Int, seed: UInt64) throws(SamplingError) {
    self.dimensionCount = try checkedDimensionCount(
      dimensionCount,
      of: "Latin hypercubes",
      limit: Self.dimensionLimit
    )
    guard pointCount >= 1 && pointCount <= Self.pointLimit else {
      throw .pointCount(
        pointSet: "Latin hypercubes",
        limit: Self.pointLimit,
        requested: pointCount
      )
    }
    self.pointCount = pointCount
    self.seed = seed
  }

  /// Writes one coordinate of consecutive points.
  ///
  /// - Parameters:
  ///   - dimension: The coordinate, in `0 ..< dimensionCount`.
  ///   - replicate: The independent randomisation, in `0 ..< 2^32`.
  ///   - start: The number of the first point; the last one is below `pointCount`.
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
      pointLimit: pointCount
    )
    guard let base = values.baseAddress else { return }
    ampleur_philox_latin(
      instructions.kernel,
      seed,
      UInt32(dimension),
      UInt32(replicate),
      UInt64(pointCount),
      UInt64(start),
      values.count,
      base
    )
  }
}
