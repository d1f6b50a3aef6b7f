import NumericCore

/// Count, mean, squared deviations and extremes of a stretch of draws, in one pass over memory.
///
/// Blocks of fixed length are reduced while they are in the cache, their means kept relative to
/// the first finite value, and the blocks combined with compensated sums in order. Undefined
/// draws are counted and left out.
///
/// Reference: Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance, The
/// American Statistician 37(3), doi:10.1080/00031305.1983.10483115.
struct ColumnMoments: Sendable {
  /// The number of defined draws, infinite ones included.
  var count = 0
  /// The number of undefined draws.
  var nanCount = 0
  /// The number of infinite draws.
  var infiniteCount = 0
  /// The mean; infinite or NaN with infinite draws, NaN of no draws.
  var mean = Double.nan
  /// The sum of squared deviations from the mean.
  var squares = Double.nan
  var minimum = Double.infinity
  var maximum = -Double.infinity

  /// The sample standard deviation.
  var standardDeviation: Double {
    count > 1 ? (squares / Double(count - 1)).squareRoot() : .nan
  }

  /// Reduces draws.
  init(_ values: UnsafeBufferPointer<Double>) {
    guard let shift = values.first(where: { $0.isFinite }), let base = values.baseAddress else {
      reduceWithoutFinite(values)
      return
    }
    var parts: [Part] = []
    parts.reserveCapacity(values.count / Self.block + 1)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { finite in
      guard let finite = finite.baseAddress else { return }
      var start = 0
      while start < values.count {
        let length = min(Self.block, values.count - start)
        if let part = Part(base + start, length, shift: shift) {
          parts.append(part)
        } else if let part = filtered(base + start, length, into: finite, shift: shift) {
          parts.append(part)
        }
        start += length
      }
    }
    count = infiniteCount
    combine(parts, shift: shift)
    finishInfinite(values)
  }

  /// Combines stretches in order.
  init(_ stretches: [ColumnMoments]) {
    let defined = stretches.filter { $0.count > 0 }
    for stretch in stretches {
      nanCount += stretch.nanCount
      infiniteCount += stretch.infiniteCount
    }
    guard let first = defined.first else { return }
    guard infiniteCount == 0 else {
      count = defined.reduce(0) { $0 + $1.count }
      mean = defined.reduce(0) { $0 + $1.mean * (Double($1.count) / Double(count)) }
      minimum = defined.reduce(.infinity) { min($0, $1.minimum) }
      maximum = defined.reduce(-.infinity) { max($0, $1.maximum) }
      return
    }
    combine(
      defined.map { stretch in
        Part(
          count: stretch.count,
          mean: stretch.mean - first.mean,
          squares: stretch.squares,
          minimum: stretch.minimum,
          maximum: stretch.maximum
        )
      },
      shift: first.mean
    )
  }

  // MARK: Parts

  private static let block = 1_024

  /// A block of finite values; the mean is relative to a shift.
  private struct Part {
    let count: Int
    let mean: Double
    let squares: Double
    let minimum: Double
    let maximum: Double

    init(count: Int, mean: Double, squares: Double, minimum: Double, maximum: Double) {
      self.count = count
      self.mean = mean
      self.squares = squares
      self.minimum = minimum
      self.maximum = maximum
    }

    /// `nil` where a value is not finite.
    init?(_ values: UnsafePointer<Double>, _ count: Int, shift: Double) {
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
      guard sum.isFinite else { return nil }
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
      self.init(
        count: count,
        mean: mean,
        squares: total,
        minimum: minimum,
        maximum: maximum
      )
    }
  }

  /// The finite values of a block with others, which are counted.
  private mutating func filtered(
    _ values: UnsafePointer<Double>,
    _ count: Int,
    into finite: UnsafeMutablePointer<Double>,
    shift: Double
  ) -> Part? {
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
    return kept > 0 ? Part(finite, kept, shift: shift) : nil
  }

  private mutating func combine(_ parts: [Part], shift: Double) {
    var total = 0
    var sum = CompensatedSum()
    for part in parts {
      total += part.count
      sum.add(product: part.mean, Double(part.count))
      minimum = min(minimum, part.minimum)
      maximum = max(maximum, part.maximum)
    }
    count += total
    guard total > 0 else { return }
    let centre = sum.value / Double(total)
    var squares = CompensatedSum()
    for part in parts {
      let distance = part.mean - centre
      squares.add(part.squares)
      squares.add(Double(part.count) * distance * distance)
    }
    mean = shift + centre
    self.squares = squares.value
  }

  private mutating func reduceWithoutFinite(_ values: UnsafeBufferPointer<Double>) {
    for value in values {
      if value.isNaN { nanCount += 1 } else { infiniteCount += 1 }
    }
    count = infiniteCount
    finishInfinite(values)
  }

  /// Infinite draws make the mean infinite, or undefined where both signs occur.
  private mutating func finishInfinite(_ values: UnsafeBufferPointer<Double>) {
    guard infiniteCount > 0 else { return }
    var sum = 0.0
    for value in values where value.isInfinite {
      sum += value
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
    mean = sum
    squares = .nan
  }
}
