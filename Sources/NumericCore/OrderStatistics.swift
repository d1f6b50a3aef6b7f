/// Selection of several order statistics by counting leading bits.
///
/// Numbers become unsigned keys of the same order. A pass counts the keys by their leading bits
/// below the ones that all keys share, the bins that hold wanted ranks are gathered, and the same
/// is done within each. Every pass settles at least eight bits, so the work is linear for any
/// data, and nothing in it is random.
enum OrderStatistics {
  /// Below this many keys sorting is quicker than counting.
  private static let sortLimit = 512

  /// The values of the given ranks.
  ///
  /// - Parameters:
  ///   - values: The sample. With a NaN in it all results are NaN.
  ///   - ranks: Strictly increasing, in `0 ..< values.count`.
  static func select(_ values: UnsafeBufferPointer<Double>, ranks: [Int]) -> [Double] {
    guard let first = ranks.first, let last = ranks.last else { return [] }
    precondition(
      first >= 0 && last < values.count,
      "An order statistic needs a rank below the sample size"
    )
    precondition(
      zip(ranks, ranks.dropFirst()).allSatisfy { $0 < $1 },
      "Ranks must be strictly increasing"
    )
    var result = [Double](repeating: 0, count: ranks.count)
    select(NumberKeys(values: values), ranks: ranks[...], offset: 0, into: &result)
    return result
  }

  private static func select(
    _ keys: some OrderedKeys,
    ranks: ArraySlice<Int>,
    offset: Int,
    into result: inout [Double]
  ) {
    let (low, high) = range(of: keys)
    // The keys of NaN lie outside those of all numbers.
    guard low >= (-Double.infinity).orderedBits && high <= Double.infinity.orderedBits else {
      for index in result.indices { result[index] = .nan }
      return
    }
    if low == high {
      for index in ranks.indices { result[index] = Double(orderedBits: low) }
      return
    }
    if keys.count <= sortLimit {
      let sorted = (0..<keys.count).map { keys.key($0) }.sorted()
      for index in ranks.indices {
        result[index] = Double(orderedBits: sorted[ranks[index] - offset])
      }
      return
    }
    let shift = shift(for: high - low, count: keys.count)
    let counts = histogram(of: keys, low: low, shift: shift, bins: Int((high - low) >> shift) + 1)

    // The bins that hold a wanted rank, with the ranks that fall into each.
    var wanted: [(bin: Int, start: Int, ranks: ArraySlice<Int>)] = []
    var remaining = ranks
    var start = offset
    for bin in counts.indices where counts[bin] > 0 {
      guard !remaining.isEmpty else { break }
      let end = start + counts[bin]
      let inside = remaining.prefix { $0 < end }
      if !inside.isEmpty { wanted.append((bin, start, inside)) }
      remaining = remaining.dropFirst(inside.count)
      start = end
    }
    // Ties fill whole bins with one number, which need not be gathered.
    if wanted.reduce(0, { $0 + counts[$1.bin] }) > keys.count / 8 {
      let extremes = extremes(
        of: keys,
        low: low,
        shift: shift,
        bins: wanted.map(\.bin),
        binCount: counts.count
      )
      for (item, range) in zip(wanted, extremes) where range.low == range.high {
        for index in item.ranks.indices { result[index] = Double(orderedBits: range.low) }
      }
      wanted = zip(wanted, extremes).filter { $1.low != $1.high }.map(\.0)
    }
    let total = wanted.reduce(0) { $0 + counts[$1.bin] }
    guard total > 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: total) { scratch in
      gather(
        keys,
        low: low,
        shift: shift,
        bins: wanted.map(\.bin),
        counts: counts,
        into: scratch
      )
      var position = 0
      for item in wanted {
        let size = counts[item.bin]
        let part = UnsafeBufferPointer(rebasing: scratch[position..<(position + size)])
        position += size
        select(GatheredKeys(keys: part), ranks: item.ranks, offset: item.start, into: &result)
      }
    }
  }

  /// The smallest and the largest key of each wanted bin.
  private static func extremes(
    of keys: some OrderedKeys,
    low: UInt64,
    shift: Int,
    bins: [Int],
    binCount: Int
  ) -> [(low: UInt64, high: UInt64)] {
    // Slot 0 takes the bins that nobody wants, so that the loop has no branch.
    var slots = [Int32](repeating: 0, count: binCount)
    for (slot, bin) in bins.enumerated() { slots[bin] = Int32(slot + 1) }
    var result = [(low: UInt64, high: UInt64)](
      repeating: (.max, .min),
      count: bins.count + 1
    )
    let shift = UInt64(shift)
    slots.withUnsafeBufferPointer { slots in
      result.withUnsafeMutableBufferPointer { result in
        for index in 0..<keys.count {
          let key = keys.key(index)
          let slot = Int(slots[Int(truncatingIfNeeded: (key &- low) &>> shift)])
          result[slot].low = min(result[slot].low, key)
          result[slot].high = max(result[slot].high, key)
        }
      }
    }
    return Array(result.dropFirst())
  }

  private static func range(of keys: some OrderedKeys) -> (low: UInt64, high: UInt64) {
    var low = UInt64.max
    var high = UInt64.min
    for index in 0..<keys.count {
      let key = keys.key(index)
      low = min(low, key)
      high = max(high, key)
    }
    return (low, high)
  }

  /// How far to shift keys right so that at most 2^16 bins remain, fewer for small samples.
  private static func shift(for span: UInt64, count: Int) -> Int {
    let sampleBits = Int.bitWidth - count.leadingZeroBitCount - 2
    let bits = max(8, min(16, sampleBits))
    return max(0, UInt64.bitWidth - span.leadingZeroBitCount - bits)
  }

  private static func histogram(
    of keys: some OrderedKeys,
    low: UInt64,
    shift: Int,
    bins: Int
  ) -> [Int] {
    // Two interleaved tables, so that runs of one bin do not wait for each other.
    var even = [Int](repeating: 0, count: bins)
    var odd = [Int](repeating: 0, count: bins)
    let shift = UInt64(shift)
    even.withUnsafeMutableBufferPointer { even in
      odd.withUnsafeMutableBufferPointer { odd in
        var index = 0
        while index + 1 < keys.count {
          even[Int(truncatingIfNeeded: (keys.key(index) &- low) &>> shift)] &+= 1
          odd[Int(truncatingIfNeeded: (keys.key(index + 1) &- low) &>> shift)] &+= 1
          index += 2
        }
        if index < keys.count {
          even[Int(truncatingIfNeeded: (keys.key(index) &- low) &>> shift)] &+= 1
        }
        for bin in 0..<bins { even[bin] += odd[bin] }
      }
    }
    return even
  }

  /// Copies the keys of the wanted bins, bin after bin.
  private static func gather(
    _ keys: some OrderedKeys,
    low: UInt64,
    shift: Int,
    bins: [Int],
    counts: [Int],
    into scratch: UnsafeMutableBufferPointer<UInt64>
  ) {
    var slots = [Int32](repeating: -1, count: counts.count)
    var cursors: [Int] = []
    var position = 0
    for (slot, bin) in bins.enumerated() {
      slots[bin] = Int32(slot)
      cursors.append(position)
      position += counts[bin]
    }
    let shift = UInt64(shift)
    slots.withUnsafeBufferPointer { slots in
      cursors.withUnsafeMutableBufferPointer { cursors in
        for index in 0..<keys.count {
          let key = keys.key(index)
          let slot = Int(slots[Int(truncatingIfNeeded: (key &- low) &>> shift)])
          if slot >= 0 {
            scratch.initializeElement(at: cursors[slot], to: key)
            cursors[slot] &+= 1
          }
        }
      }
    }
  }
}

/// Keys addressed by position.
private protocol OrderedKeys {
  var count: Int { get }
  func key(_ index: Int) -> UInt64
}

private struct NumberKeys: OrderedKeys {
  let values: UnsafeBufferPointer<Double>
  var count: Int { values.count }
  // Adding 0 makes the two zeros one.
  @inline(__always) func key(_ index: Int) -> UInt64 { (values[index] + 0).orderedBits }
}

private struct GatheredKeys: OrderedKeys {
  let keys: UnsafeBufferPointer<UInt64>
  var count: Int { keys.count }
  @inline(__always) func key(_ index: Int) -> UInt64 { keys[index] }
}
