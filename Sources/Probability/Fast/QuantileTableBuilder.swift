import CSpecialFunctions

/// Makes the rows of one ``QuantileTable`` for a given grid.
struct QuantileTableBuilder {
  /// The logarithm of the number of cells an octave.
  let mantissaBits: Int
  /// The lower end from which distances are taken and their logarithms tabulated; nil for none.
  let low: Double?
  private(set) var rows: [Double] = []
  private(set) var largestError = 0.0
  /// The probability of cells that failed, and of the tails beyond the table.
  private(set) var exactShare = tailShare

  /// The probability of the two tails that no table covers.
  static let tailShare = 0x1p-16

  private static let octaves = 16
  /// The number of nodes of the series of the density.
  private static let order = 10
  private static let seriesNodes: [Double] = (0..<order).map {
    -cos(Double.pi * (Double($0) + 0.5) / Double(order))
  }
  /// Row k, column j: the weight of the density at node j in the coefficient of T_k.
  private static let seriesWeights: [Double] = (0..<order).flatMap { k in
    seriesNodes.indices.map { j in
      let angle = Double.pi * (Double(j) + 0.5) / Double(order)
      return (k == 0 ? 1 : 2) / Double(order) * cos(Double(k) * (Double.pi - angle))
    }
  }
  private static let cellNodes: [Double] = (0..<8).map {
    -cos(Double.pi * (Double($0) + 0.5) / 8)
  }
  /// Row k, column j: the weight of the value at node j in the coefficient of s^k.
  private static let cellWeights: [Double] = {
    // Chebyshev coefficients to powers: T_0 ... T_7.
    var chebyshev = [[Double]](repeating: [Double](repeating: 0, count: 8), count: 8)
    chebyshev[0][0] = 1
    chebyshev[1][1] = 1
    for n in 2..<8 {
      for k in 0..<8 {
        chebyshev[n][k] = (k > 0 ? 2 * chebyshev[n - 1][k - 1] : 0) - chebyshev[n - 2][k]
      }
    }
    var weights = [Double](repeating: 0, count: 64)
    for k in 0..<8 {
      for j in 0..<8 {
        let angle = Double.pi * (Double(j) + 0.5) / 8
        for n in 0..<8 {
          weights[8 * k + j] +=
            chebyshev[n][k] * (n == 0 ? 1 : 2) / 8 * cos(Double(n) * (Double.pi - angle))
        }
      }
    }
    return weights
  }()
  /// Where the error of interpolation at ``cellNodes`` is greatest, about.
  private static let checks: [Double] = [-1, -0.92, -0.38, 0, 0.38, 0.92, 1]

  init(mantissaBits: Int, low: Double?) {
    self.mantissaBits = mantissaBits
    self.low = low
  }

  /// Fills the rows, or gives up when more would be exact than in another table.
  mutating func build<D: Distribution>(_ distribution: D, unlessExactExceeds limit: Double) {
    let perOctave = 1 << mantissaBits
    let blank = [Double](repeating: .nan, count: 8)
    rows.reserveCapacity(2 * (Self.octaves * perOctave + 2) * 8)
    let density = lineDensity(distribution)
    let median = line(distribution.quantile(0.5))
    for upper in [false, true] {
      rows += blank
      var start = 0.0
      var known = false
      for cell in 0..<(Self.octaves * perOctave) {
        let scale = Double(sign: .plus, exponent: cell / perOctave - 17, significand: 1)
        let part = Double(cell % perOctave) / Double(perOctave)
        let from = scale * (1 + part)
        let width = scale / Double(perOctave)
        if !known || cell % perOctave == 0 {
          start = exact(distribution, from, upper)
        }
        if let end = append(density, upper, start: start, from: from, width: width) {
          start = end
          known = true
        } else {
          // A flat piece is exact as a constant; anything else is left to the quantile function.
          let end = exact(distribution, from + width, upper)
          if end == start {
            rows += [start, 0, 0, 0, 0, 0, 0, 0]
          } else {
            rows += blank
            exactShare += width
            if exactShare > limit { return }
          }
          start = end
          known = true
        }
      }
      rows += [median, 0, 0, 0, 0, 0, 0, 0]
    }
  }

  /// Fills the rows for a count that is continued between the whole numbers.
  ///
  /// Here the nodes are exact quantiles; few counts need such a table.
  mutating func build(_ counts: SmoothedCount, unlessExactExceeds limit: Double) {
    let perOctave = 1 << mantissaBits
    let blank = [Double](repeating: .nan, count: 8)
    for upper in [false, true] {
      rows += blank
      var start = counts.count(0x1p-17, upper: upper)
      for cell in 0..<(Self.octaves * perOctave) {
        let scale = Double(sign: .plus, exponent: cell / perOctave - 17, significand: 1)
        let from = scale * (1 + Double(cell % perOctave) / Double(perOctave))
        let width = scale / Double(perOctave)
        let end = counts.count(from + width, upper: upper)
        if start == end {
          rows += [line(start), 0, 0, 0, 0, 0, 0, 0]
        } else if let row = row(counts, upper, from: from, width: width, between: start, end) {
          rows += row
        } else {
          rows += blank
          exactShare += width
          if exactShare > limit { return }
        }
        start = end
      }
      rows += [line(counts.count.quantile(0.5)), 0, 0, 0, 0, 0, 0, 0]
    }
  }

  /// The row of one cell of a count; nil if it fails.
  private mutating func row(
    _ counts: SmoothedCount,
    _ upper: Bool,
    from: Double,
    width: Double,
    between first: Double,
    _ last: Double
  ) -> [Double]? {
    let start = counts.quantile(from, upper: upper, near: first)
    let end = counts.quantile(from + width, upper: upper, near: last)
    let base = line(start)
    guard base.isFinite, end.isFinite else { return nil }
    var offsets: [Double] = []
    var near = start
    for node in Self.cellNodes {
      near = counts.quantile(
        from + width * (1 + node) / 2,
        upper: upper,
        near: offsets.isEmpty ? start + (end - start) * (1 + node) / 2 : near
      )
      offsets.append(line(near) - base)
    }
    var row = [Double](repeating: 0, count: 8)
    for k in 0..<8 {
      for j in 0..<8 { row[k] += Self.cellWeights[8 * k + j] * offsets[j] }
    }
    let allowed = min(1e-12, 1e-10 * from)
    for s in Self.checks {
      var value = row[7]
      for k in (0..<7).reversed() { value = value * s + row[k] }
      let x = low.map { $0 + exp(base + value) } ?? base + value
      let error = counts.error(at: x, from + width * (1 + s) / 2, upper: upper)
      // Nodes are rounded to an ulp or two, which only beyond 1e9 is much of a step.
      guard error <= allowed + 32 * x.ulp * width / (end - start).magnitude else { return nil }
      largestError = max(largestError, error)
    }
    row[0] += base
    return row
  }

  /// The tabulated coordinate of a value.
  private func line(_ x: Double) -> Double { low.map { log(x - $0) } ?? x }

  private func exact(_ distribution: some Distribution, _ w: Double, _ upper: Bool) -> Double {
    line(upper ? distribution.survivalQuantile(w) : distribution.quantile(w))
  }

  /// The density of the tabulated coordinate.
  private func lineDensity(_ distribution: some Distribution) -> (Double) -> Double {
    let plain =
      (distribution as? any QuickDensity)?.quickDensity() ?? { distribution.density(at: $0) }
    guard let low else { return plain }
    return { y in
      let distance = exp(y)
      return plain(low + distance) * distance
    }
  }

  /// Adds the row of one cell and returns the coordinate at its far end; nil if it fails.
  private mutating func append(
    _ density: (Double) -> Double,
    _ upper: Bool,
    start: Double,
    from: Double,
    width: Double
  ) -> Double? {
    let direction = upper ? -1.0 : 1.0
    // The far end by the midpoint rule; the series reaches a little beyond.
    let slope = density(start)
    guard slope > 0, slope.isFinite, start.isFinite else { return nil }
    let middle = density(start + direction * width / slope / 2)
    guard middle > 0, middle.isFinite else { return nil }
    let half = direction * width / middle / 2
    guard half != 0, half.isFinite, (start + 2 * half).isFinite else { return nil }
    let count = Self.order
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * count + 16) { space in
      let values = UnsafeMutableBufferPointer(rebasing: space[0..<count])
      let series = UnsafeMutableBufferPointer(rebasing: space[count..<(2 * count)])
      let integral = UnsafeMutableBufferPointer(rebasing: space[(2 * count)..<(3 * count + 1)])
      let offsets = UnsafeMutableBufferPointer(rebasing: space[(3 * count + 1)..<(3 * count + 9)])
      for j in 0..<count {
        values[j] = density(start + half * (1 + Self.seriesNodes[j]))
        guard values[j] > 0, values[j].isFinite else { return nil }
      }
      Self.seriesWeights.withUnsafeBufferPointer { weights in
        for k in 0..<count {
          var sum = 0.0
          for j in 0..<count { sum += weights[k * count + j] * values[j] }
          series[k] = sum
        }
      }
      // What the series leaves out must not matter beside the error allowed.
      let allowed = min(1e-12, 1e-10 * from)
      let last = max(series[count - 1].magnitude, series[count - 2].magnitude)
      guard last * half.magnitude <= 0.2 * allowed else { return nil }
      integral[0] = 0
      for k in 1...count {
        let before = k == 1 ? 2 * series[0] : series[k - 1]
        let after = k + 1 < count ? series[k + 1] : 0
        integral[k] = (before - after) / Double(2 * k)
      }
      var atStart = 0.0
      for k in 1...count { atStart += k % 2 == 0 ? integral[k] : -integral[k] }
      integral[0] = -atStart
      let reach = half.magnitude
      // The place in -1 ... 1 (or a little beyond) with a given mass from the start.
      func place(_ mass: Double, near guess: Double) -> Double {
        var s = guess
        for _ in 0..<6 {
          let step =
            (Self.clenshaw(integral, s) * reach - mass) / (Self.clenshaw(series, s) * reach)
          s -= step
          if step.magnitude <= 1e-15 { break }
        }
        return s
      }
      var guess = -1.0
      for j in 0..<8 {
        let mass = width * (1 + Self.cellNodes[j]) / 2
        guess = place(mass, near: j == 0 ? mass / (slope * reach) - 1 : guess)
        offsets[j] = half * (1 + guess)
        guess +=
          j < 7 ? width * (Self.cellNodes[j + 1] - Self.cellNodes[j]) / 2 / (middle * reach) : 0
      }
      var row = [Double](repeating: 0, count: 8)
      Self.cellWeights.withUnsafeBufferPointer { weights in
        for k in 0..<8 {
          for j in 0..<8 { row[k] += weights[8 * k + j] * offsets[j] }
        }
      }
      var worst = 0.0
      for s in Self.checks {
        var offset = row[7]
        for k in (0..<7).reversed() { offset = offset * s + row[k] }
        let reached = Self.clenshaw(integral, offset / half - 1) * reach
        worst = max(worst, (reached - width * (1 + s) / 2).magnitude)
        if !(worst <= allowed) { return nil }
      }
      let end = place(width, near: 1)
      guard end.isFinite, end < 1.5 else { return nil }
      row[0] += start
      rows += row
      largestError = max(largestError, worst)
      return start + half * (1 + end)
    }
  }

  /// The value of a Chebyshev series.
  @inline(__always)
  private static func clenshaw(_ series: UnsafeMutableBufferPointer<Double>, _ s: Double) -> Double
  {
    var next = 0.0
    var afterNext = 0.0
    for k in stride(from: series.count - 1, to: 0, by: -1) {
      (next, afterNext) = (2 * s * next - afterNext + series[k], next)
    }
    return s * next - afterNext + series[0]
  }
}
