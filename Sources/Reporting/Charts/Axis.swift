import NumericCore

/// A scale from values to places on the canvas, with its ticks and their labels.
struct Axis {
  /// A labelled place.
  struct Tick {
    let value: Double
    let label: String
  }

  let low: Double
  let high: Double
  let start: Double
  let end: Double
  private let isLogarithmic: Bool
  let number: ChartNumber
  private(set) var ticks: [Tick] = []

  /// An axis that holds all the values.
  ///
  /// - Parameters:
  ///   - values: What must be inside; values that are not finite are left out.
  ///   - number: How labels print.
  ///   - start: The place of the lower end.
  ///   - end: The place of the upper end; above `start` on a vertical axis.
  ///   - scale: Linear or logarithmic.
  ///   - zero: Whether 0 must be inside; nil takes it in when it is near.
  ///   - padding: The share of the span left free at an end that is not 0.
  init(
    _ values: [Double],
    number: ChartNumber,
    from start: Double,
    to end: Double,
    scale: AxisScale = .linear,
    zero: Bool? = nil,
    padding: Double = 0.04
  ) {
    let finite = values.filter(\.isFinite)
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    isLogarithmic = scale == .logarithmic && low > 0
    self.number = number
    self.start = start
    self.end = end
    if isLogarithmic {
      (low, high) = Self.logarithmicDomain(low, high)
    } else {
      if zero ?? (low > 0 && low < 0.4 * high) { low = min(low, 0) }
      if zero ?? (high < 0 && high > 0.4 * low) { high = max(high, 0) }
      (low, high) = Self.linearDomain(low, high, padding)
    }
    self.low = low
    self.high = high
    ticks = isLogarithmic ? logarithmicTicks() : linearTicks()
  }

  /// An axis of calendar years, whose labels have no thousands apart.
  init(years values: [Double], number: ChartNumber, from start: Double, to end: Double) {
    let finite = values.filter(\.isFinite)
    let first = finite.min() ?? 2000
    let last = finite.max() ?? first
    low = first - (last > first ? (last - first) * 0.03 : 1)
    high = last + (last > first ? (last - first) * 0.03 : 1)
    self.start = start
    self.end = end
    self.number = number
    isLogarithmic = false
    let room = Int((end - start).magnitude / 48, clampedTo: 2...1_000)
    var step = 1.0
    for candidate in [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000] {
      step = candidate
      if (last - first) / candidate < Double(room) { break }
    }
    var year = (first / step).rounded(.up) * step
    while year <= last {
      ticks.append(Tick(value: year, label: DecimalDigits(year)?.wholeText ?? ""))
      year += step
    }
  }

  /// The place of a value; values outside stay at the ends.
  func position(_ value: Double) -> Double {
    let share: Double
    if isLogarithmic {
      guard value > 0 else { return start }
      share = (log10(value) - log10(low)) / (log10(high) - log10(low))
    } else {
      // Halves, so that the span of two huge numbers stays finite.
      share = (value / 2 - low / 2) / (high / 2 - low / 2)
    }
    guard share.isFinite else { return start }
    return start + (end - start) * min(max(share, 0), 1)
  }

  // MARK: Domains

  private static func linearDomain(
    _ low: Double,
    _ high: Double,
    _ padding: Double
  ) -> (Double, Double) {
    guard high > low else {
      let room = low == 0 ? 1 : low.magnitude * 0.2
      return (low - room, high + room)
    }
    let room = (high / 2 - low / 2) * 2 * padding
    let below = low == 0 ? low : low - room
    let above = high == 0 ? high : high + room
    guard room.isFinite, below.isFinite, above.isFinite else { return (low, high) }
    return (below, above)
  }

  private static func logarithmicDomain(_ low: Double, _ high: Double) -> (Double, Double) {
    guard high > low else { return (low / 2, high * 2) }
    let ratio = high / low
    let factor = ratio < 3 ? 1.1 : 1.3
    return (max(low / factor, Double.leastNormalMagnitude), min(high * factor, 1e300))
  }

  // MARK: Ticks

  private func linearTicks() -> [Tick] {
    for count in [8, 7, 6, 5, 4, 3, 2] {
      let ticks = linearTicks(about: count)
      if ticks.count >= 2, fits(ticks) { return ticks }
    }
    return linearTicks(about: 2).first.map { [$0] } ?? []
  }

  private func linearTicks(about count: Int) -> [Tick] {
    let scaled = (low: number.scaled(low), high: number.scaled(high))
    let raw = (scaled.high - scaled.low) / Double(count)
    guard raw > 0, raw.isFinite, let power = DecimalDigits(raw)?.leadingPower else { return [] }
    let unit = ChartNumber.powerOfTen(power)
    let mantissa = raw / unit
    let (factor, lift) =
      mantissa <= 1
      ? (1, 0)
      : mantissa <= 2
        ? (2, 0)
        : mantissa <= 5 ? (5, 0) : (1, 1)
    let exponent = power + lift
    let step = Double(factor) * ChartNumber.powerOfTen(exponent)
    let first = (scaled.low / step - 1e-9).rounded(.up)
    let last = (scaled.high / step + 1e-9).rounded(.down)
    guard first.magnitude < 1e15, last.magnitude < 1e15, last >= first, last - first < 50 else {
      return []
    }
    return stride(from: first, through: last, by: 1).map { index in
      // Division by an exact power keeps 0.3 from becoming 0.30000000000000004.
      let value =
        exponent < 0
        ? index * Double(factor) / ChartNumber.powerOfTen(-exponent) : index * step
      return Tick(
        value: number.unscaled(value),
        label: number.format.fixed(value, decimals: max(0, -exponent))
      )
    }
  }

  private func logarithmicTicks() -> [Tick] {
    for mantissas in [[1.0, 2, 5], [1.0, 3], [1.0]] {
      let ticks = logarithmicTicks(mantissas, every: 1)
      if ticks.count >= 2, fits(ticks) { return ticks }
    }
    for step in 2...40 {
      let ticks = logarithmicTicks([1], every: step)
      if ticks.count >= 2, fits(ticks) { return ticks }
    }
    return linearTicks()
  }

  private func logarithmicTicks(_ mantissas: [Double], every step: Int) -> [Tick] {
    let first = Int(log10(low).rounded(.down), clampedTo: -400...400)
    let last = Int(log10(high).rounded(.up), clampedTo: -400...400)
    guard first <= last else { return [] }
    var ticks: [Tick] = []
    for power in first...last where power % step == 0 {
      for mantissa in mantissas {
        let value = mantissa * ChartNumber.powerOfTen(power)
        guard value >= low, value <= high else { continue }
        ticks.append(Tick(value: value, label: number.format.exact(number.scaled(value))))
      }
    }
    return ticks
  }

  private func fits(_ ticks: [Tick]) -> Bool {
    let isHorizontal = end > start
    return zip(ticks, ticks.dropFirst()).allSatisfy { left, right in
      let room = (position(right.value) - position(left.value)).magnitude
      guard isHorizontal else { return room >= 26 }
      let width = [left, right].map { TextMeasure.width($0.label, size: Canvas.smallSize) }
      return room >= (width[0] + width[1]) / 2 + 14
    }
  }
}
