import CVectorKernels

/// Sobol' points with the direction numbers of Joe and Kuo, scrambled after Owen.
///
/// Points are numbered in Gray code order, as other programs print them. Each run of 2^m points that
/// begins at a multiple of 2^m is a net: in every coordinate it has one point in each of 2^m equal
/// intervals, and the first coordinates are stratified jointly as well. Take a power of two points
/// and begin at 0: leaving out the first point spoils the rate (Owen 2020).
///
/// The scramble is nested and uniform: each binary digit of a coordinate is flipped or not at random,
/// independently for each choice of the digits before it. Every point is then uniform, a mean over
/// the points has no bias, and for a smooth function of d coordinates its root mean square error
/// falls as n^(-3/2) (log n)^((d-1)/2). Independent replicates show how large it is. The flips come
/// from a keyed hash of the digits; the keys come from Philox with the seed as key and the dimension
/// and the replicate in the counter.
///
/// Coordinates have 32 bits: a value is `(x + 1/2) / 2^32` for an integer x.
///
/// References:
/// - S. Joe and F. Y. Kuo (2008), Constructing Sobol' sequences with better two-dimensional
///   projections, SIAM Journal on Scientific Computing 30, 2635-2654, doi:10.1137/070709359.
/// - A. B. Owen (1995), Randomly permuted (t,m,s)-nets and (t,s)-sequences, Lecture Notes in
///   Statistics 106, 299-317, doi:10.1007/978-1-4612-2552-2_19.
/// - A. B. Owen (1997), Scrambled net variance for integrals of smooth functions, Annals of
///   Statistics 25, 1541-1562, doi:10.1214/aos/1031594731.
/// - A. B. Owen (2020), On dropping the first Sobol' point, arXiv:2008.08051.
/// - B. Burley (2020), Practical hash-based Owen scrambling, Journal of Computer Graphics Techniques
///   9(4), 1-20.
public struct SobolPoints: PointSet {
  /// The largest number of coordinates: those there are direction numbers for.
  public static var dimensionLimit: Int { Int(ampleur_sobol_dimension_limit()) }
  /// One more than the largest point number, 2^32.
  public static let pointLimit = 1 << 32

  /// The number of coordinates of each point.
  public let dimensionCount: Int
  /// The seed of the scrambles, or nil where points are not scrambled.
  public let seed: UInt64?

  /// For each dimension 32 bit-reversed words.
  private let directions: [UInt32]

  /// Makes scrambled points.
  ///
  /// - Parameters:
  ///   - dimensionCount: The number of coordinates, in `1 ... dimensionLimit`.
  ///   - seed: Any number; 0 is a seed.
  /// - Throws: `SamplingError.noDimensions` or `.tooManyDimensions`.
  public init(dimensionCount: Int, seed: UInt64) throws(SamplingError) {
    try self.init(dimensionCount, seed)
  }

  /// Makes the points as they are, without scrambling; all replicates are the same.
  ///
  /// They serve to compare with published numbers. Their error cannot be estimated.
  ///
  /// - Parameter dimensionCount: The number of coordinates, in `1 ... dimensionLimit`.
  /// - Throws: `SamplingError.noDimensions` or `.tooManyDimensions`.
  public init(unscrambledDimensionCount dimensionCount: Int) throws(SamplingError) {
    try self.init(dimensionCount, nil)
  }

  private init(_ dimensionCount: Int, _ seed: UInt64?) throws(SamplingError) {
    let count = try checkedDimensionCount(
      dimensionCount,
      of: "Sobol' points",
      limit: Self.dimensionLimit
    )
    self.dimensionCount = count
    self.seed = seed
    directions = [UInt32](unsafeUninitializedCapacity: 32 * count) { buffer, initializedCount in
      buffer.initialize(repeating: 0)
      for dimension in 0..<count {
        let words = UnsafeMutableBufferPointer(
          rebasing: buffer[(32 * dimension)..<(32 * dimension + 32)]
        )
        ampleur_sobol_directions(UInt32(dimension), words.baseAddress)
      }
      initializedCount = 32 * count
    }
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
    directions.withUnsafeBufferPointer { directions in
      let own = directions.baseAddress.map { $0 + 32 * dimension }
      guard let seed else {
        ampleur_sobol_fill(instructions.kernel, own, nil, UInt64(start), values.count, base)
        return
      }
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Int(AMPLEUR_SOBOL_KEY_WORDS)) {
        key in
        ampleur_sobol_scramble_key(
          seed,
          UInt32(dimension),
          UInt32(replicate),
          key.baseAddress
        )
        ampleur_sobol_fill(
          instructions.kernel,
          own,
          key.baseAddress,
          UInt64(start),
          values.count,
          base
        )
      }
    }
  }
}
