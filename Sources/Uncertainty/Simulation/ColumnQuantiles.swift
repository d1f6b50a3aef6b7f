import NumericCore

/// Type 7 quantiles of all draws together and of each replicate, without a second copy of the
/// draws.
///
/// A sorted sample of the draws brackets the wanted ranks; one pass over memory counts what lies
/// below each bracket and copies what lies inside, from which the exact order statistics are
/// selected. A bracket that misses its rank is widened. The results are those of a full sort, to
/// the last bit, whatever the brackets and the number of threads.
struct ColumnQuantiles {
  /// The quantiles of all draws, in the order of the probabilities.
  private(set) var pooled: [Double]
  /// The quantiles of each replicate.
  private(set) var replicates: [[Double]]

  /// Columns up to this length are handled without brackets.
  private static let smallCount = 32_768
  /// Half the widths of brackets, one after the other until the bracket holds its ranks.
  static let widths = [4, 25, Double.infinity]
  /// The number of brackets of one pass.
  private static let passSize = 6

  /// Quantiles that are still to be filled in.
  init(probabilities: Int, replicates: Int) {
    pooled = [Double](repeating: .nan, count: probabilities)
    self.replicates = [[Double]](repeating: pooled, count: replicates)
  }

  /// Finds quantiles.
  ///
  /// - Parameters:
  ///   - values: The draws, replicate-major.
  ///   - defined: The number of draws of each replicate that are not NaN.
  ///   - probabilities: Each from 0 to 1.
  ///   - sample: A sorted sample of the draws.
  ///   - threads: The number of threads.
  init(
    _ values: UnsafeBufferPointer<Double>,
    defined: [Int],
    probabilities: [Double],
    sample: [Double],
    threads: Int
  ) {
    self.init(probabilities: probabilities.count, replicates: defined.count)
    guard defined.contains(where: { $0 > 0 }), !probabilities.isEmpty else { return }
    if values.count <= Self.smallCount {
      sortSmall(values, probabilities)
      return
    }
    let length = values.count / defined.count
    func attempt(_ pass: [Int], width: Double) -> [Int] {
      let brackets = pass.map {
        Bracket(probabilities[$0], width: width, sample: sample, replicateCount: length)
      }
      let splits = Parallel.map(0..<defined.count, threads: threads) { range in
        range.map { replicate in
          let draws = values[(replicate * length)..<((replicate + 1) * length)]
          return Self.split(UnsafeBufferPointer(rebasing: draws), brackets)
        }
      }.flatMap(\.self)
      return fill(pass, probabilities, splits: splits, defined: defined, threads: threads)
    }
    var open = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    while !open.isEmpty {
      let pass = Array(open.prefix(Self.passSize))
      open.removeFirst(pass.count)
      for index in attempt(pass, width: Self.widths[0]) {
        // A wide bracket copies much, so that each goes alone; at the last it holds everything.
        for width in Self.widths.dropFirst() {
          if attempt([index], width: width).isEmpty { break }
        }
      }
    }
  }

  /// Fills in the quantiles of some probabilities and returns those whose brackets missed.
  ///
  /// - Parameters:
  ///   - pass: The places of the probabilities.
  ///   - probabilities: All probabilities.
  ///   - splits: For each replicate, one split for each probability of the pass.
  ///   - defined: The number of draws of each replicate that are not NaN.
  ///   - threads: The number of threads.
  mutating func fill(
    _ pass: [Int],
    _ probabilities: [Double],
    splits: [[BracketSplit]],
    defined: [Int],
    threads: Int
  ) -> [Int] {
    let found = Parallel.map(0..<pass.count, threads: threads) { range in
      range.map { place in
        BracketedQuantile(
          probabilities[pass[place]],
          splits: splits.map { $0[place] },
          defined: defined
        )
      }
    }.flatMap(\.self)
    var missed: [Int] = []
    for (index, result) in zip(pass, found) {
      guard let result else {
        missed.append(index)
        continue
      }
      pooled[index] = result.pooled
      for replicate in replicates.indices {
        replicates[replicate][index] = result.replicates[replicate]
      }
    }
    return missed
  }

  private static func split(
    _ values: UnsafeBufferPointer<Double>,
    _ brackets: [Bracket]
  ) -> [BracketSplit] {
    var splits = brackets.map { BracketSplit($0) }
    for index in splits.indices {
      // Room for what the sample lets expect, and a tenth more.
      let expected = 1.1 * brackets[index].share * Double(values.count) + 64
      splits[index].inside.reserveCapacity(Int(expected, clampedTo: 0...values.count))
    }
    BracketCounter(brackets: brackets.count).add(values, to: &splits)
    return splits
  }

  private mutating func sortSmall(
    _ values: UnsafeBufferPointer<Double>,
    _ probabilities: [Double]
  ) {
    let length = values.count / replicates.count
    for replicate in replicates.indices {
      let part = values[(replicate * length)..<((replicate + 1) * length)].filter { !$0.isNaN }
      if !part.isEmpty { replicates[replicate] = part.quantiles(probabilities) }
    }
    pooled = values.filter { !$0.isNaN }.quantiles(probabilities)
  }
}
