import NumericCore

/// Type 7 quantiles of all draws together with their errors, without a second copy of the draws.
///
/// A sorted sample of the draws brackets the wanted ranks; one pass over memory counts what lies
/// below each bracket and copies what lies inside, from which the exact order statistics are
/// selected. A bracket that misses its rank is widened. The results are those of a full sort, to
/// the last bit, whatever the brackets and the number of threads.
struct ColumnQuantiles {
  /// The quantiles of all draws, in the order of the probabilities.
  private(set) var pooled: [Double]
  /// Their standard errors.
  private(set) var standardErrors: [Double]

  /// Columns up to this length are handled without brackets.
  private static let smallCount = 32_768
  /// Half the widths of brackets, one after the other until the bracket holds its ranks.
  static let widths = [4, 25, Double.infinity]
  /// The number of brackets of one pass.
  private static let passSize = 6

  /// Quantiles that are still to be filled in.
  init(probabilities: Int) {
    pooled = [Double](repeating: .nan, count: probabilities)
    standardErrors = pooled
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
    self.init(probabilities: probabilities.count)
    guard defined.contains(where: { $0 > 0 }), !probabilities.isEmpty else { return }
    if values.count <= Self.smallCount {
      selectSmall(values, defined, probabilities)
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
      standardErrors[index] = result.standardError
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

  /// Few draws are sorted.
  private mutating func selectSmall(
    _ values: UnsafeBufferPointer<Double>,
    _ defined: [Int],
    _ probabilities: [Double]
  ) {
    let length = values.count / defined.count
    let sorted = values.filter { !$0.isNaN }.sorted()
    for index in probabilities.indices {
      let position = QuantilePosition(probabilities[index], count: sorted.count)
      let value = position.interpolate(sorted[position.lower], sorted[position.upper])
      let error = QuantileError(
        probabilities[index],
        counts: defined.indices.map { replicate in
          var (below, through) = (0, 0)
          for draw in values[(replicate * length)..<((replicate + 1) * length)] {
            below += draw < value ? 1 : 0
            through += draw <= value ? 1 : 0
          }
          return (below, through, defined[replicate])
        }
      )
      pooled[index] = value
      standardErrors[index] = error.standardError(value, bounds: error.ranks.map { sorted[$0] })
    }
  }
}
