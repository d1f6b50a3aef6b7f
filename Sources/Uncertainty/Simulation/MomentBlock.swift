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

  /// The shift for a stretch of draws: the first finite value of its first block, else 0.
  static func shift(_ values: UnsafeBufferPointer<Double>) -> Double {
    values.prefix(length).first { $0.isFinite } ?? 0
  }

  /// Appends the blocks of a stretch that begins at a multiple of ``length``.
  static func append(
    _ values: UnsafeBufferPointer<Double>,
    shift: Double,
    to blocks: inout [MomentBlock]
  ) {
    guard let base = values.baseAddress else { return }
    var start = 0
    while start < values.count {
      let count = min(length, values.count - start)
      blocks.append(MomentBlock(base + start, count, shift: shift))
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
  init(_ values: UnsafePointer<Double>, _ count: Int, shift: Double) {
    if reduce(values, count, shift: shift) { return }
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
      if kept > 0 { _ = reduce(finite, kept, shift: shift) }
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
    shift: Double
  ) -> Bool {
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
    return true
  }
}
