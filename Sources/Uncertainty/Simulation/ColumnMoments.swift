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

  /// Where the powers are taken from.
  var frame = MomentFrame(UnsafeBufferPointer(start: nil, count: 0))
  /// The sums of powers of the finite draws in the frame.
  var powers = PowerSums()

  /// The mean squared deviation from the mean.
  var populationVariance: Double { count > 0 ? squares / Double(count) : .nan }

  /// Whether squared deviations leave the range of doubles, so that only those in the unit of the
  /// frame can be had.
  var needsFrame: Bool {
    count > 1 && infiniteCount == 0 && minimum < maximum && !(squares > 1e-280 && squares < 1e300)
  }

  /// Reduces draws.
  init(_ values: UnsafeBufferPointer<Double>) {
    var blocks: [MomentBlock] = []
    blocks.reserveCapacity(values.count / MomentBlock.length + 1)
    let frame = MomentFrame(values)
    MomentBlock.append(values, frame: frame, to: &blocks)
    self.init(blocks, frame: frame)
  }

  /// Combines the blocks of a stretch in order.
  ///
  /// - Parameters:
  ///   - blocks: The blocks.
  ///   - frame: What their means and powers are relative to.
  init(_ blocks: [MomentBlock], frame: MomentFrame) {
    self.frame = frame
    for block in blocks { powers.add(block.powers) }
    for block in blocks {
      nanCount += block.nanCount
      infiniteCount += block.infiniteCount
    }
    combine(blocks, shift: frame.shift)
    guard infiniteCount > 0 else { return }
    // Infinite draws make the mean infinite, or undefined where both signs occur.
    count += infiniteCount
    mean = (maximum == .infinity ? maximum : 0) + (minimum == -.infinity ? minimum : 0)
    squares = .nan
  }

  /// Combines stretches in order.
  init(_ stretches: [ColumnMoments]) {
    let defined = stretches.filter { $0.count > 0 }
    for stretch in stretches {
      nanCount += stretch.nanCount
      infiniteCount += stretch.infiniteCount
    }
    guard let first = defined.first else { return }
    frame = first.frame
    for stretch in defined { powers.add(stretch.powers.moved(from: stretch.frame, to: frame)) }
    guard infiniteCount == 0 else {
      count = defined.reduce(0) { $0 + $1.count }
      mean = defined.reduce(0) { $0 + $1.mean * (Double($1.count) / Double(count)) }
      minimum = defined.reduce(.infinity) { min($0, $1.minimum) }
      maximum = defined.reduce(-.infinity) { max($0, $1.maximum) }
      return
    }
    let blocks = defined.map { stretch in
      MomentBlock(
        count: stretch.count,
        mean: stretch.mean - first.mean,
        squares: stretch.squares,
        minimum: stretch.minimum,
        maximum: stretch.maximum
      )
    }
    combine(blocks, shift: first.mean)
  }

  private mutating func combine(_ blocks: [MomentBlock], shift: Double) {
    var sum = CompensatedSum()
    for block in blocks {
      count += block.count
      sum.add(product: block.mean, Double(block.count))
      minimum = min(minimum, block.minimum)
      maximum = max(maximum, block.maximum)
    }
    guard count > 0 else { return }
    let centre = sum.value / Double(count)
    var squares = CompensatedSum()
    for block in blocks {
      let distance = block.mean - centre
      squares.add(block.squares)
      squares.add(Double(block.count) * distance * distance)
    }
    mean = shift + centre
    self.squares = squares.value
  }
}
