import CVectorKernels
import NumericCore

/// The draws of a column as replicates, for the selection of order statistics.
struct ReplicateColumns {
  let values: UnsafeBufferPointer<Double>
  let defined: [Int]
  let threads: Int

  /// The number of draws of a replicate.
  var length: Int { values.count / defined.count }

  /// The quantiles of one probability.
  struct Found {
    let pooled: Double
    let replicates: [Double]
  }

  /// Finds quantiles, each inside its bracket; `nil` where the bracket misses a rank.
  func quantiles(_ probabilities: [Double], brackets: [Bracket]) -> [Found?] {
    let parts = Parallel.map(0..<defined.count, threads: threads) { range in
      range.map { replicate in split(replicate, brackets) }
    }
    let splits = parts.flatMap(\.self)
    return Parallel.map(0..<brackets.count, threads: threads) { range in
      range.map { index in
        quantile(probabilities[index], brackets[index], splits.map { $0[index] })
      }
    }.flatMap(\.self)
  }

  // MARK: Splitting

  /// What one bracket leaves of a replicate.
  struct Split {
    let bracket: Bracket
    var below = 0
    var atLow = 0
    var atHigh = 0
    var inside: [Double] = []

    /// The value of a rank within the replicate, `nil` where the bracket misses it.
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
  }

  /// Counts and copies; NaN is neither below nor inside.
  private func split(_ replicate: Int, _ brackets: [Bracket]) -> [Split] {
    let range = (replicate * length)..<((replicate + 1) * length)
    var splits = brackets.map { Split(bracket: $0) }
    for index in splits.indices {
      // Room for what the sample lets expect, and a tenth more.
      let expected = 1.1 * brackets[index].share * Double(length) + 64
      splits[index].inside.reserveCapacity(min(length, Int(expected)))
    }
    let size = brackets.count * Self.chunk
    withUnsafeTemporaryAllocation(of: block_bracket.self, capacity: brackets.count) { counted in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { scratch in
        guard let inside = scratch.baseAddress, let base = values.baseAddress else { return }
        for (index, bracket) in brackets.enumerated() {
          counted.initializeElement(
            at: index,
            to: block_bracket(
              low: bracket.low,
              high: bracket.high,
              below: 0,
              at_low: 0,
              at_high: 0,
              inside: inside + index * Self.chunk,
              inside_count: 0
            )
          )
        }
        var start = range.lowerBound
        while start < range.upperBound {
          let count = min(Self.chunk, range.upperBound - start)
          block_split(base + start, count, counted.baseAddress, brackets.count)
          for index in splits.indices {
            let kept = UnsafeBufferPointer(
              start: counted[index].inside,
              count: counted[index].inside_count
            )
            splits[index].inside.append(contentsOf: kept)
            counted[index].inside_count = 0
          }
          start += count
        }
        for index in splits.indices {
          splits[index].below = counted[index].below
          splits[index].atLow = counted[index].at_low
          splits[index].atHigh = counted[index].at_high
        }
      }
    }
    return splits
  }

  private static let chunk = 2_048

  // MARK: Order statistics

  private func quantile(
    _ probability: Double,
    _ bracket: Bracket,
    _ splits: [Split]
  ) -> Found? {
    var replicates: [Double] = []
    var least = Double.infinity
    var greatest = -Double.infinity
    for (split, count) in zip(splits, defined) {
      guard count > 0 else {
        replicates.append(.nan)
        continue
      }
      let position = QuantilePosition(probability, count: count)
      guard let ends = split.ranks([position.lower, position.upper]) else { return nil }
      replicates.append(position.interpolate(ends[0], ends[1]))
      least = min(least, ends[0])
      greatest = max(greatest, ends[1])
    }
    let position = QuantilePosition(probability, count: defined.reduce(0, +))
    let wanted = [position.lower, position.upper]
    // The pooled order statistics lie among those of the replicates.
    let ends =
      pooled(splits, Bracket(low: least, high: greatest)).ranks(wanted)
      ?? pooled(splits, bracket).ranks(wanted)
    guard let ends else { return nil }
    return Found(pooled: position.interpolate(ends[0], ends[1]), replicates: replicates)
  }

  /// All replicates as one, within a bracket inside theirs.
  private func pooled(_ splits: [Split], _ bracket: Bracket) -> Split {
    var result = Split(bracket: bracket)
    for split in splits {
      result.below += split.below
      for (value, count) in [
        (split.bracket.low, split.atLow), (split.bracket.high, split.atHigh),
      ] where count > 0 {
        if value < bracket.low {
          result.below += count
        } else if value == bracket.low {
          result.atLow += count
        } else if value < bracket.high {
          result.inside.append(contentsOf: repeatElement(value, count: count))
        } else if value == bracket.high {
          result.atHigh += count
        }
      }
      for value in split.inside {
        if value > bracket.low && value < bracket.high {
          result.inside.append(value)
        } else if value < bracket.low {
          result.below += 1
        } else if value == bracket.low {
          result.atLow += 1
        } else if value == bracket.high {
          result.atHigh += 1
        }
      }
    }
    return result
  }
}
