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
  /// The number of brackets of one pass.
  private static let passSize = 6

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
    pooled = [Double](repeating: .nan, count: probabilities.count)
    replicates = [[Double]](repeating: pooled, count: defined.count)
    guard defined.contains(where: { $0 > 0 }), !probabilities.isEmpty else { return }
    if values.count <= Self.smallCount {
      sortSmall(values, probabilities)
      return
    }
    let columns = ReplicateColumns(values: values, defined: defined, threads: threads)
    var open = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    while !open.isEmpty {
      let pass = Array(open.prefix(Self.passSize))
      open.removeFirst(pass.count)
      for index in fill(pass, probabilities, columns, sample, width: 4) {
        // A wide bracket copies much, so that each goes alone; at the last it holds everything.
        for width in [25, Double.infinity] {
          if fill([index], probabilities, columns, sample, width: width).isEmpty { break }
        }
      }
    }
  }

  /// Fills in the quantiles of some probabilities and returns those whose brackets missed.
  private mutating func fill(
    _ pass: [Int],
    _ probabilities: [Double],
    _ columns: ReplicateColumns,
    _ sample: [Double],
    width: Double
  ) -> [Int] {
    let brackets = pass.map {
      Bracket(probabilities[$0], width: width, sample: sample, replicateCount: columns.length)
    }
    let found = columns.quantiles(pass.map { probabilities[$0] }, brackets: brackets)
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
