import Uncertainty

/// The sums over each replicate from which Sobol' indices are formed.
///
/// A replicate is summed by one thread in the order of its points, so that the sums do not depend on
/// the number of threads.
struct PickFreezeSums {
  struct FactorSums: Sendable {
    var first = 0.0
    var total = 0.0
    var variance = 0.0
    var dropped = 0
    var firstTerms = CarriedSum()
    var totalTerms = CarriedSum()
    var varianceTerms = CarriedSum()
  }

  struct PairSums: Sendable {
    let first: Int
    let second: Int
    var interaction: [Double]
    var variance: [Double]
    var terms: [CarriedSum]
  }

  /// A number near the mean, subtracted before squaring.
  let centre: Double
  /// For each replicate the number of defined outputs of A and B, their sum and sum of squares,
  /// measured from the centre.
  let moments: [[Double]]
  /// By factor, by replicate.
  let factors: [[FactorSums]]
  let pairs: [PairSums]
  let undefinedRuns: Int

  init(_ runs: SobolRuns, secondOrder: Bool) {
    let design = runs.design
    let size = design.pointsPerReplicate
    let threads = design.problem.threads
    let count = design.problem.factors.count
    let centre = runs.columns[0].withValues { Self.centre($0) }
    let pairs =
      secondOrder
      ? (0..<count).flatMap { first in (first + 1..<count).map { (first, $0) } } : []
    let parts = Parallel.map(0..<design.replicates, threads: threads) { range in
      range.map { replicate in
        SampleColumn.withValues(of: runs.columns) { columns in
          let rows = columns.map {
            UnsafeBufferPointer(rebasing: $0[(replicate * size)..<((replicate + 1) * size)])
          }
          return Self.sum(rows, size, pairs, centre)
        }
      }
    }.flatMap(\.self)
    self.centre = centre
    moments = parts.map(\.moments)
    factors = (0..<count).map { factor in parts.map { $0.factors[factor] } }
    self.pairs = pairs.indices.map { index in
      PairSums(
        first: pairs[index].0,
        second: pairs[index].1,
        interaction: parts.map { $0.pairs[index].0 },
        variance: parts.map { $0.pairs[index].1 },
        terms: parts.map { $0.pairs[index].2 }
      )
    }
    undefinedRuns = parts.reduce(0) { $0 + $1.undefined }
  }

  private struct Part: Sendable {
    var moments: [Double]
    var factors: [FactorSums]
    var pairs: [(Double, Double, CarriedSum)]
    var undefined: Int
  }

  /// The mean of the defined outputs of A.
  private static func centre(_ values: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    var count = 0.0
    for index in values.indices where values[index].isFinite {
      sum += values[index]
      count += 1
    }
    return count > 0 ? sum / count : 0
  }

  private static func sum(
    _ rows: [UnsafeBufferPointer<Double>],
    _ size: Int,
    _ pairs: [(Int, Int)],
    _ centre: Double
  ) -> Part {
    let a = rows[0]
    let b = rows[1]
    var undefined = 0
    for row in rows { for index in 0..<size where !row[index].isFinite { undefined += 1 } }
    var moments = [0.0, 0, 0]
    for row in [a, b] {
      for index in 0..<size where row[index].isFinite {
        let deviation = row[index] - centre
        moments[0] += 1
        moments[1] += deviation
        moments[2] += deviation * deviation
      }
    }
    let count = (rows.count - 2) / 2
    let factors = (0..<count).map { factor in
      sums(a, b, rows[2 + 2 * factor], rows[3 + 2 * factor], size)
    }
    let interactions = pairs.map { first, second in
      interaction(
        a,
        b,
        (rows[2 + 2 * first], rows[3 + 2 * first]),
        (rows[2 + 2 * second], rows[3 + 2 * second]),
        size
      )
    }
    return Part(moments: moments, factors: factors, pairs: interactions, undefined: undefined)
  }

  private static func sums(
    _ a: UnsafeBufferPointer<Double>,
    _ b: UnsafeBufferPointer<Double>,
    _ ai: UnsafeBufferPointer<Double>,
    _ bi: UnsafeBufferPointer<Double>,
    _ size: Int
  ) -> FactorSums {
    var sums = FactorSums()
    for index in 0..<size {
      let da = a[index] - ai[index]
      let db = bi[index] - b[index]
      let across = a[index] - b[index]
      let replaced = ai[index] - bi[index]
      guard (da + db).isFinite else {
        sums.dropped += 1
        continue
      }
      let product = da * db
      let squares = da * da + db * db
      let spread = across * across + replaced * replaced
      sums.first += product
      sums.total += squares
      sums.variance += spread
      sums.firstTerms.add(product)
      sums.totalTerms.add(squares)
      sums.varianceTerms.add(spread)
    }
    sums.first *= 0.5
    sums.total *= 0.25
    sums.variance *= 0.25
    return sums
  }

  private static func interaction(
    _ a: UnsafeBufferPointer<Double>,
    _ b: UnsafeBufferPointer<Double>,
    _ first: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>),
    _ second: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>),
    _ size: Int
  ) -> (Double, Double, CarriedSum) {
    var product = 0.0
    var variance = 0.0
    var terms = CarriedSum()
    for index in 0..<size {
      let da = first.0[index] - a[index]
      let db = first.1[index] - b[index]
      let ea = second.0[index] - a[index]
      let eb = second.1[index] - b[index]
      guard (da + db + ea + eb).isFinite else { continue }
      let across = a[index] - b[index]
      let firstReplaced = first.0[index] - first.1[index]
      let secondReplaced = second.0[index] - second.1[index]
      let term = db * ea + eb * da
      product += term
      terms.add(term)
      variance +=
        2 * across * across + firstReplaced * firstReplaced + secondReplaced * secondReplaced
    }
    return (product / 2, variance / 8, terms)
  }
}
