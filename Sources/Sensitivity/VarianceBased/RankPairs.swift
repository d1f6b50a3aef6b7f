import Probability
import Uncertainty

/// Pair sums over draws that are neighbours in one input and come from different replicates.
///
/// The index solves `sum over r < s of h_rs = 0`, where h_rs gathers what the pairs of draws of the
/// replicates r and s say. Its error is that of a mean over pairs of independent replicates, a
/// U-statistic of order 2:
/// ```
/// variance of the mean = mean^2 - mean of h_rs h_tu over disjoint pairs
/// ```
/// which is unbiased, also for an index of 0, where leaving out one replicate at a time would double
/// it. It is not allowed below the part that single pairs contribute.
///
/// Reference: Hoeffding (1948), A class of statistics with asymptotically normal distribution,
/// Annals of Mathematical Statistics 19, 293-325, doi:10.1214/aoms/1177730196.
struct RankPairs {
  /// The variance of all outputs.
  let variance: Double
  /// The number of draws that carry it.
  let carriers: Double
  private let output: [Double]
  /// The replicate of each draw, and its number in the replicate.
  private let replicate: [Int]
  private let number: [Int]
  private let replicates: Int
  /// Per replicate: number, sum and sum of squares of the outputs from their mean.
  private let moments: [(count: Double, sum: Double, squares: Double)]

  init(_ draws: GivenDraws) {
    let centre = draws.values.reduce(0, +) / Double(draws.count)
    let output = draws.values.map { $0 - centre }
    self.output = output
    replicates = draws.replicates
    replicate = draws.ranges.enumerated().flatMap { [Int](repeating: $0, count: $1.count) }
    number = draws.ranges.flatMap { Array(0..<$0.count) }
    moments = draws.ranges.map { range in
      var sum = 0.0
      var squares = 0.0
      for value in output[range] {
        sum += value
        squares += value * value
      }
      return (Double(range.count), sum, squares)
    }
    variance = moments.reduce(0) { $0 + $1.squares } / Double(draws.count)
    carriers = CarriedSum(output.lazy.map { $0 * $0 }).carriers
  }

  /// An index, or a sum of some, with what each pair of replicates contributes to its error.
  struct Index {
    private(set) var value: Double
    fileprivate var kernel: [Double]

    /// Adds an index times a factor.
    mutating func add(_ other: Index, times factor: Double) {
      value += factor * other.value
      for place in kernel.indices { kernel[place] += factor * other.kernel[place] }
    }
  }

  /// A number known without error, to which indices can be added.
  func exactly(_ value: Double) -> Index {
    Index(value: value, kernel: [Double](repeating: 0, count: replicates * replicates))
  }

  /// An index with its interval, where enough draws carry the variance.
  func estimate(_ index: Index, confidence: Double) -> IndexEstimate {
    let half =
      IndexEstimate.studentFactor(degrees: replicates - 1, confidence: confidence)
      * Self.variance(ofMean: index.kernel, size: replicates).squareRoot()
    return IndexEstimate(value: index.value, low: index.value - half, high: index.value + half)
      .carried(by: carriers)
  }

  /// The index of one input.
  func index(of values: [Double]) -> Index {
    let (products, pairs) = neighbours(in: values)
    var total = (near: 0.0, nearPairs: 0.0, mean: 0.0, meanPairs: 0.0)
    for r in 0..<replicates {
      for s in 0..<r {
        total.near += products[r * replicates + s]
        total.nearPairs += pairs[r * replicates + s]
        total.mean += moments[r].sum * moments[s].sum
        total.meanPairs += moments[r].count * moments[s].count
      }
    }
    let count = moments.reduce(0) { $0 + $1.count }
    let near = total.near / total.nearPairs
    let square = total.mean / total.meanPairs
    let spread = moments.reduce(0) { $0 + $1.squares } / count - square
    let value = (near - square) / spread
    // To first order, what each pair of replicates contributes to the error of the index.
    let pairCount = Double(replicates * (replicates - 1) / 2)
    var kernel = [Double](repeating: 0, count: replicates * replicates)
    for r in 0..<replicates {
      for s in 0..<r {
        let place = r * replicates + s
        let nearPart = (products[place] - near * pairs[place]) / total.nearPairs
        let meanPart =
          (moments[r].sum * moments[s].sum - square * moments[r].count * moments[s].count)
          / total.meanPairs
        let own =
          moments[r].squares + moments[s].squares
          - (spread + square) * (moments[r].count + moments[s].count)
        let squarePart = own / (count * Double(replicates - 1))
        let part =
          (nearPart - meanPart - value * (squarePart - meanPart)) / spread * pairCount
        kernel[place] = part
        kernel[s * replicates + r] = part
      }
    }
    return Index(value: value, kernel: kernel)
  }

  /// The sums of products and the numbers of pairs, for each two replicates.
  ///
  /// Where draws were left out the last run is longer. Its pairs then count less, so that every draw
  /// has the same weight; else the tail of the input would count twice.
  private func neighbours(in values: [Double]) -> (products: [Double], pairs: [Double]) {
    // Draws with equal values alternate between the replicates.
    let order = values.indices.sorted {
      if values[$0] != values[$1] { return values[$0] < values[$1] }
      return number[$0] != number[$1] ? number[$0] < number[$1] : $0 < $1
    }
    var products = [Double](repeating: 0, count: replicates * replicates)
    var pairs = products
    var start = 0
    while start < order.count {
      let end = order.count - start < 2 * replicates ? order.count : start + replicates
      let weight = Double(replicates - 1) / Double(max(end - start - 1, 1))
      for one in start..<end {
        let r = replicate[order[one]]
        for other in start..<one {
          let s = replicate[order[other]]
          guard r != s else { continue }
          let place = max(r, s) * replicates + min(r, s)
          products[place] += weight * output[order[one]] * output[order[other]]
          pairs[place] += weight
        }
      }
      start = end
    }
    return (products, pairs)
  }

  /// The variance of the mean over all pairs of a kernel whose mean over the pairs is 0.
  private static func variance(ofMean kernel: [Double], size: Int) -> Double {
    var squares = 0.0
    var shared = 0.0
    for row in 0..<size {
      var sum = 0.0
      for column in 0..<size where column != row {
        let value = kernel[row * size + column]
        sum += value
        squares += value * value
      }
      shared += sum * sum
    }
    let n = Double(size)
    let disjoint = n * (n - 1) * (n - 2) * (n - 3) / 4
    let pairs = n * (n - 1) / 2
    let single = squares / (2 * pairs) / pairs
    return max((shared - squares / 2) / disjoint, single)
  }
}
