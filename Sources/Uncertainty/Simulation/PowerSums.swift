/// Where the powers of a stretch of draws are taken from, and in which unit.
struct MomentFrame: Sendable, Equatable {
  /// The number that means are relative to.
  let shift: Double
  /// A power of two that brings distances from the shift near 1, so that their sixth powers stay
  /// within the range of doubles.
  let scale: Double

  /// The frame of a stretch: its first finite value, and the largest distance from it in the first
  /// block.
  init(_ values: UnsafeBufferPointer<Double>) {
    let first = values.prefix(MomentBlock.length)
    let shift = first.first { $0.isFinite } ?? 0
    var far = 0.0
    for value in first where value.isFinite { far = max(far, (value - shift).magnitude) }
    self.shift = shift
    scale =
      far.isNormal
      ? Double(sign: .plus, exponent: max(-1_000, -far.exponent), significand: 1) : 1
  }
}

/// The sums of the first six powers of `scale (x - shift)`.
struct PowerSums: Sendable {
  var count = 0.0
  var sums = SIMD8<Double>(repeating: 0)

  /// Adds the sums of another stretch in the same frame.
  mutating func add(_ other: PowerSums) {
    count += other.count
    sums += other.sums
  }

  /// The sums in another frame.
  func moved(from frame: MomentFrame, to other: MomentFrame) -> PowerSums {
    if frame == other { return self }
    let ratio = other.scale / frame.scale
    let step = (frame.shift - other.shift) * other.scale
    return PowerSums(count: count, sums: Self.shifted(count, sums, ratio: ratio, by: step))
  }

  /// The sums of powers of `ratio y + step`.
  private static func shifted(
    _ count: Double,
    _ sums: SIMD8<Double>,
    ratio: Double,
    by step: Double
  ) -> SIMD8<Double> {
    var result = SIMD8<Double>(repeating: 0)
    var steps = [1.0]
    for _ in 0..<6 { steps.append(steps[steps.count - 1] * step) }
    for power in 1...6 {
      var sum = count * steps[power]
      var binomial = 1.0
      var scale = 1.0
      for inner in 1...power {
        binomial = binomial * Double(power - inner + 1) / Double(inner)
        scale *= ratio
        sum += binomial * scale * sums[inner - 1] * steps[power - inner]
      }
      result[power - 1] = sum
    }
    return result
  }

  /// The means of the powers of distances from the mean: order 2 at index 1, and so on.
  private var central: SIMD8<Double> {
    Self.shifted(count, sums, ratio: 1, by: -sums[0] / count) / count
  }

  /// The standard deviation in units of the frame.
  var deviation: Double { count > 0 ? max(0, central[1]).squareRoot() : .nan }

  /// The skewness; NaN of equal draws.
  var skewness: Double {
    let central = central
    return central[2] / (central[1] * central[1].squareRoot())
  }

  /// How many draws carry the skewness of the mean: `n / skewness^2`.
  ///
  /// For an event it is the number of draws in which it happens, nearly; infinite for a symmetric
  /// sample.
  var drawsBehindMean: Double {
    let central = central
    return count * central[1] * central[1] * central[1] / (central[2] * central[2])
  }

  /// The same for the mean of squared distances from the mean.
  var drawsBehindDeviation: Double {
    let central = central
    let square = central[1]
    let variance = central[3] - square * square
    guard variance > 1e-12 * square * square else { return .infinity }
    let third = central[5] - 3 * central[3] * square + 2 * square * square * square
    return count * variance * variance * variance / (third * third)
  }
}
