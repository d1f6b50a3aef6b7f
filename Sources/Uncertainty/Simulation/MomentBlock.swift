/// The moments of a block of up to ``length`` draws, reduced while the block is in the cache.
///
/// Blocks begin at multiples of ``length`` within a replicate, whoever computes them and on however
/// many threads, so that what they combine to has the same bits.
struct MomentBlock: Sendable {
  /// The number of draws of a block.
  static let length = 1_024

  /// The number of finite draws.
  var count = 0
  /// Their mean less the shift.
  var mean = 0.0
  /// The sum of their squared deviations from their mean.
  var squares = 0.0
  /// The smallest draw, infinite ones included.
  var minimum = Double.infinity
  /// The largest draw, infinite ones included.
  var maximum = -Double.infinity
  /// The number of undefined draws.
  var nanCount = 0
  /// The number of infinite draws.
  var infiniteCount = 0
  /// The sums of powers of the finite draws in the frame.
  var powers = PowerSums()

  /// Appends the blocks of a stretch that begins at a multiple of ``length``.
  static func append(
    _ values: UnsafeBufferPointer<Double>,
    frame: MomentFrame,
    to blocks: inout [MomentBlock]
  ) {
    guard let base = values.baseAddress else { return }
    var start = 0
    while start < values.count {
      let count = min(length, values.count - start)
      blocks.append(MomentBlock(base + start, count, frame: frame))
      start += count
    }
  }

  init(count: Int, mean: Double, squares: Double, minimum: Double, maximum: Double) {
    self.count = count
    self.mean = mean
    self.squares = squares
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Reduces a block.
  init(_ values: UnsafePointer<Double>, _ count: Int, frame: MomentFrame) {
    if reduce(values, count, frame: frame) { return }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(count, 1)) { finite in
      guard let finite = finite.baseAddress else { return }
      var kept = 0
      for index in 0..<count {
        let value = values[index]
        if value.isFinite {
          finite[kept] = value
          kept += 1
        } else if value.isNaN {
          nanCount += 1
        } else {
          infiniteCount += 1
        }
      }
      if kept > 0 { _ = reduce(finite, kept, frame: frame) }
      for index in 0..<count where values[index].isInfinite {
        minimum = min(minimum, values[index])
        maximum = max(maximum, values[index])
      }
    }
  }

  /// Reduces finite values; does nothing and returns `false` where one is not.
  private mutating func reduce(
    _ values: UnsafePointer<Double>,
    _ count: Int,
    frame: MomentFrame
  ) -> Bool {
    let shift = frame.shift
    let raw = UnsafeRawPointer(values)
    let lanes = SIMD8<Double>.scalarCount
    let whole = count / lanes * lanes
    var sums = SIMD8<Double>(repeating: 0)
    var low = SIMD8<Double>(repeating: .infinity)
    var high = SIMD8<Double>(repeating: -.infinity)
    for start in stride(from: 0, to: whole, by: lanes) {
      let x = raw.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
      sums += x - shift
      low.replace(with: x, where: x .< low)
      high.replace(with: x, where: x .> high)
    }
    var sum = sums.sum()
    var minimum = low.min()
    var maximum = high.max()
    for index in whole..<count {
      sum += values[index] - shift
      minimum = min(minimum, values[index])
      maximum = max(maximum, values[index])
    }
    guard sum.isFinite else { return false }
    let mean = sum / Double(count)
    let centre = shift + mean
    // What rounding `centre` leaves out; exact where the two are of one scale.
    let rest = (shift - centre) + mean
    var squares = SIMD8<Double>(repeating: 0)
    for start in stride(from: 0, to: whole, by: lanes) {
      let x = raw.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
      let deviation = (x - centre) - rest
      squares += deviation * deviation
    }
    var total = squares.sum()
    for index in whole..<count {
      let deviation = (values[index] - centre) - rest
      total += deviation * deviation
    }
    self.count = count
    self.mean = mean
    self.squares = total
    self.minimum = minimum
    self.maximum = maximum
    powers = Self.powers(values, count, frame)
    return true
  }

  /// The sums of powers of finite values.
  private static func powers(
    _ values: UnsafePointer<Double>,
    _ count: Int,
    _ frame: MomentFrame
  ) -> PowerSums {
    let raw = UnsafeRawPointer(values)
    let lanes = SIMD8<Double>.scalarCount
    let whole = count / lanes * lanes
    var (s1, s2, s3) = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
    var (s4, s5, s6) = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
    for start in stride(from: 0, to: whole, by: lanes) {
      let x = raw.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
      let y = (x - frame.shift) * frame.scale
      let square = y * y
      let cube = square * y
      s1 += y
      s2 += square
      s3 += cube
      s4 += square * square
      s5 += square * cube
      s6 += cube * cube
    }
    var sums = SIMD8(s1.sum(), s2.sum(), s3.sum(), s4.sum(), s5.sum(), s6.sum(), 0, 0)
    for index in whole..<count {
      let y = (values[index] - frame.shift) * frame.scale
      let square = y * y
      let cube = square * y
      sums += SIMD8(y, square, cube, square * square, square * cube, cube * cube, 0, 0)
    }
    return PowerSums(count: Double(count), sums: sums)
  }
}
