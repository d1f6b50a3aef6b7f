import CVectorKernels

/// Halton points: in coordinate j the digits of the point number in base p, the j-th prime, mirrored
/// at the point.
///
/// ```text
/// value of point i = 0.d0 d1 d2 ... (base p),   i = ... d2 d1 d0 (base p)
/// ```
///
/// Digits are kept as long as p^k is at most 2^52, and half a unit of the last one is added, so that
/// point 0 is not 0. Scrambled points have a random permutation of the digits for each place,
/// dimension and replicate (Owen 2017). Any number of points can be used and extended; each value is
/// then uniform and a mean has no bias.
///
/// Prefer `SobolPoints`: they have a better rate for a power of two points, and Halton points of large
/// bases fill the cube slowly.
///
/// References: J. H. Halton (1960), Numerische Mathematik 2, 84-90, doi:10.1007/BF01386213;
/// A. B. Owen (2017), A randomized Halton algorithm in R, arXiv:1706.02808.
public struct HaltonPoints: PointSet {
  /// The largest number of coordinates.
  public static let dimensionLimit = 512
  /// One more than the largest point number, 2^40.
  public static let pointLimit = 1 << 40

  /// The number of coordinates of each point.
  public let dimensionCount: Int
  /// The seed of the digit permutations, or nil where digits stay as they are.
  public let seed: UInt64?
  /// The bases: the first primes.
  public let bases: [Int]

  /// Makes points with permuted digits.
  ///
  /// - Parameters:
  ///   - dimensionCount: The number of coordinates, in `1 ... dimensionLimit`.
  ///   - seed: Any number; 0 is a seed.
  /// - Throws: `SamplingError.noDimensions` or `.tooManyDimensions`.
  public init(dimensionCount: Int, seed: UInt64) throws(SamplingError) {
    try self.init(dimensionCount, seed)
  }

  /// Makes the points as they are; all replicates are the same.
  ///
  /// - Parameter dimensionCount: The number of coordinates, in `1 ... dimensionLimit`.
  /// - Throws: `SamplingError.noDimensions` or `.tooManyDimensions`.
  public init(unscrambledDimensionCount dimensionCount: Int) throws(SamplingError) {
    try self.init(dimensionCount, nil)
  }

  private init(_ dimensionCount: Int, _ seed: UInt64?) throws(SamplingError) {
    self.dimensionCount = try checkedDimensionCount(
      dimensionCount,
      of: "Halton points",
      limit: Self.dimensionLimit
    )
    self.seed = seed
    bases = Self.primes(dimensionCount)
  }

  /// Writes one coordinate of consecutive points.
  ///
  /// Each call with a seed makes the digit permutations anew, which takes about `k p` steps for base
  /// p with k digits: ask for blocks of some hundred points.
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
    requireRange(
      dimension: dimension,
      replicate: replicate,
      start: start,
      count: values.count,
      pointLimit: Self.pointLimit
    )
    let base = bases[dimension]
    var cells = 1
    var digitCount = 0
    while cells * base <= 1 << 52 {
      cells *= base
      digitCount += 1
    }
    let shares = digitShares(
      dimension: dimension,
      replicate: replicate,
      digitCount: digitCount,
      cells: cells
    )

    // The sum of the shares of the digits, changed as the digits count up.
    var digits = [Int](repeating: 0, count: digitCount)
    var rest = start
    var sum = 0
    for place in 0..<digitCount {
      digits[place] = rest % base
      rest /= base
      sum += shares[place * base + digits[place]]
    }
    let total = Double(cells)
    for index in values.indices {
      values[index] = (Double(sum) + 0.5) / total
      var place = 0
      while place < digitCount {
        let old = place * base + digits[place]
        if digits[place] + 1 < base {
          digits[place] += 1
          sum += shares[old + 1] - shares[old]
          break
        }
        digits[place] = 0
        sum += shares[place * base] - shares[old]
        place += 1
      }
    }
  }

  /// What each digit at each place adds to the value, in units of the last place: place-major.
  private func digitShares(
    dimension: Int,
    replicate: Int,
    digitCount: Int,
    cells: Int
  ) -> [Int] {
    let base = bases[dimension]
    var shares = [Int](repeating: 0, count: digitCount * base)
    var unit = cells
    for place in 0..<digitCount {
      unit /= base
      let row = place * base
      for digit in 0..<base {
        shares[row + digit] = digit * unit
        guard let seed else { continue }
        // The inside-out shuffle, with one word for each digit.
        let number = UInt64(row + digit)
        let words = ampleur_philox_block(
          seed,
          ampleur_philox_halton_keys,
          UInt32(dimension),
          UInt32(replicate),
          number >> 1
        )
        let word =
          number & 1 == 0
          ? UInt64(words.w1) << 32 | UInt64(words.w0)
          : UInt64(words.w3) << 32 | UInt64(words.w2)
        let other = Int(word.multipliedFullWidth(by: UInt64(digit + 1)).high)
        shares.swapAt(row + digit, row + other)
      }
    }
    return shares
  }

  /// The first primes.
  private static func primes(_ count: Int) -> [Int] {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < count {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }
}
