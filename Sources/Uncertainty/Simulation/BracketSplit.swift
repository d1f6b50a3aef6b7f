import CVectorKernels
import NumericCore

/// What a bracket leaves of a stretch of draws: counts on either side, and the values inside.
struct BracketSplit: Sendable {
  let bracket: Bracket
  var below = 0
  var atLow = 0
  var atHigh = 0
  var inside: [Double] = []

  init(_ bracket: Bracket) { self.bracket = bracket }

  /// The value of each rank, in increasing order; `nil` where the bracket misses one.
  func ranks(_ wanted: [Int]) -> [Double]? {
    var selected: [Int] = []
    for rank in wanted {
      let offset = rank - below
      guard offset >= 0 && offset < atLow + inside.count + atHigh else { return nil }
      if offset >= atLow && offset < atLow + inside.count && selected.last != offset - atLow {
        selected.append(offset - atLow)
      }
    }
    let statistics = inside.withUnsafeBufferPointer { $0.orderStatistics(selected) }
    var next = 0
    return wanted.map { rank in
      let offset = rank - below
      if offset < atLow { return bracket.low }
      if offset >= atLow + inside.count { return bracket.high }
      while selected[next] != offset - atLow { next += 1 }
      return statistics[next]
    }
  }

  /// The number of draws below a value inside the bracket, and at or below it.
  func counts(of value: Double) -> (below: Int, through: Int) {
    var strictly = below
    var through = below
    for (end, count) in [(bracket.low, atLow), (bracket.high, atHigh)] {
      if end < value { strictly += count }
      if end <= value { through += count }
    }
    var (less, equal) = (0, 0)
    for draw in inside {
      less += draw < value ? 1 : 0
      equal += draw == value ? 1 : 0
    }
    return (strictly + less, through + less + equal)
  }

  /// Takes over what another stretch left of the same bracket.
  mutating func merge(_ other: BracketSplit) {
    below += other.below
    atLow += other.atLow
    atHigh += other.atHigh
    inside.append(contentsOf: other.inside)
  }

  /// Takes over what the bracket of another stretch left, which holds this one inside.
  mutating func merge(wider other: BracketSplit) {
    below += other.below
    for (value, count) in [(other.bracket.low, other.atLow), (other.bracket.high, other.atHigh)]
    where count > 0 {
      if value < bracket.low {
        below += count
      } else if value == bracket.low {
        atLow += count
      } else if value < bracket.high {
        inside.append(contentsOf: repeatElement(value, count: count))
      } else if value == bracket.high {
        atHigh += count
      }
    }
    for value in other.inside {
      if value > bracket.low && value < bracket.high {
        inside.append(value)
      } else if value < bracket.low {
        below += 1
      } else if value == bracket.low {
        atLow += 1
      } else if value == bracket.high {
        atHigh += 1
      }
    }
  }
}

/// Splits draws by several brackets while they are in the cache.
///
/// NaN is neither below nor inside.
final class BracketCounter {
  private let counted: UnsafeMutableBufferPointer<block_bracket>
  private let room: UnsafeMutableBufferPointer<Double>

  private static let chunk = 2_048

  init(brackets: Int) {
    counted = .allocate(capacity: max(brackets, 1))
    room = .allocate(capacity: max(brackets, 1) * Self.chunk)
  }

  deinit {
    counted.deallocate()
    room.deallocate()
  }

  /// Adds a stretch of draws.
  ///
  /// - Parameters:
  ///   - values: The draws.
  ///   - splits: One for each bracket, at most as many as the counter was made for.
  func add(_ values: UnsafeBufferPointer<Double>, to splits: inout [BracketSplit]) {
    guard let base = values.baseAddress, let inside = room.baseAddress else { return }
    for (index, split) in splits.enumerated() {
      counted.initializeElement(
        at: index,
        to: block_bracket(
          low: split.bracket.low,
          high: split.bracket.high,
          below: 0,
          at_low: 0,
          at_high: 0,
          inside: inside + index * Self.chunk,
          inside_count: 0
        )
      )
    }
    var start = 0
    while start < values.count {
      let count = min(Self.chunk, values.count - start)
      block_split(base + start, count, counted.baseAddress, splits.count)
      for index in splits.indices {
        splits[index].inside.append(
          contentsOf: UnsafeBufferPointer(
            start: counted[index].inside,
            count: counted[index].inside_count
          )
        )
        counted[index].inside_count = 0
      }
      start += count
    }
    for index in splits.indices {
      splits[index].below += counted[index].below
      splits[index].atLow += counted[index].at_low
      splits[index].atHigh += counted[index].at_high
    }
  }
}
