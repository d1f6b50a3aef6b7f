import NumericCore
import Probability
import Sampling
import Uncertainty

/// The Hilbert-Schmidt independence criterion of each input and the output (HSIC, R2-HSIC).
///
/// ```
/// HSIC(X, Y) = E[k(X,X') l(Y,Y')] + E[k] E[l] - 2 E[E[k|X] E[l|Y]]
/// R2 = HSIC(X, Y) / sqrt(HSIC(X, X) HSIC(Y, Y))
/// ```
/// with Gaussian kernels whose bandwidths are the median distances. It is 0 for independent
/// quantities only, whatever the form of the dependence. The cost grows with the square of the
/// number of draws: a part of the draws is used, dealt at random into blocks, each from all
/// replicates. R2 comes from unbiased estimates in each block (it may be slightly negative), its
/// interval from their spread, the p-value from the gamma approximation to the criterion's law under
/// independence.
///
/// Both take draws as independent. The points of one low-discrepancy replicate are not: they keep
/// apart, which makes pairs of near ones too rare and the estimates too low. In a block most pairs
/// are of different replicates, and those of one replicate are taken from all of it.
///
/// References: Gretton, Fukumizu, Teo, Song, Schoelkopf and Smola (2007), A kernel statistical test
/// of independence, NIPS 20; Song, Smola, Gretton, Bedo and Borgwardt (2012), Feature selection via
/// dependence maximization, JMLR 13; Da Veiga (2015), Global sensitivity analysis with dependence
/// measures, Journal of Statistical Computation and Simulation 85(7),
/// doi:10.1080/00949655.2014.945932.
public struct HilbertSchmidt: Sendable {
  /// The index of one input.
  public struct Row: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The normalised criterion, 0 for independence, at most 1.
    public let index: IndexEstimate
    /// The probability of a criterion as large, were the input without influence.
    public let pValue: Double
  }

  /// The name of the output.
  public let output: String
  /// The indices, in the order of the inputs.
  public let rows: [Row]
  /// The number of draws behind the indices.
  public let indexDraws: Int
  /// The number of draws behind the p-values.
  public let testDraws: Int
  /// The number of draws left out because the output is undefined there.
  public let undefinedRuns: Int

  /// Computes the indices.
  ///
  /// - Parameters:
  ///   - given: Draws of the inputs and the output.
  ///   - drawsPerBlock: How many draws a block has, 8 or more. There are as many blocks as
  ///     replicates.
  ///   - testDraws: How many draws, spread over the replicates, give the p-values, 32 or more.
  /// - Throws: `SensitivityError` for settings out of range, too few draws or an output that does not
  ///   vary.
  public init(
    _ given: GivenDraws,
    drawsPerBlock: Int = 256,
    testDraws: Int = 1_024
  ) throws(SensitivityError) {
    guard drawsPerBlock >= 8 && testDraws >= 32 else {
      throw .invalidSetting(
        name: "The draws for the kernel matrices",
        requirement: "8 or more in a block and 32 or more for the test",
        value: "\(drawsPerBlock) and \(testDraws)"
      )
    }
    let shortest = given.ranges.map(\.count).min() ?? 0
    let each = min(drawsPerBlock, shortest)
    guard each >= 8 else {
      throw .invalidSetting(
        name: "The number of draws of each replicate",
        requirement: "8 or more",
        value: "\(shortest)"
      )
    }
    let testEach = min(max(testDraws / given.replicates, 1), shortest)
    let blocks = Self.blocks(given.ranges, size: each)
    let test = Self.deal(given.ranges).prefix(testEach * given.replicates)
    func sample(_ column: [Double]) -> [Double] { test.map { column[$0] } }
    try OutputVariation.require([given.values], of: given.output)
    let width = try Self.bandwidth(sample(given.values), of: given.output)
    guard width > 0 else { throw .noVariance(name: given.output) }
    output = given.output
    undefinedRuns = given.undefinedRuns
    indexDraws = each * given.replicates
    self.testDraws = test.count
    let outputs = blocks.map { block in
      KernelMatrix(block.map { given.values[$0] }, bandwidth: width)
    }
    let outputTest = KernelMatrix(sample(given.values), bandwidth: width)
    let outputOwn = outputs.map { $0.unbiased(with: $0) }
    rows = try given.columns.map { (column) throws(SensitivityError) -> Row in
      let bandwidth = try Self.bandwidth(sample(column.values), of: column.label)
      guard bandwidth > 0 else {
        return Row(label: column.label, index: IndexEstimate(exactly: 0), pValue: 1)
      }
      var cross: [Double] = []
      var own: [Double] = []
      for (block, matrix) in zip(blocks, outputs) {
        let kernel = KernelMatrix(block.map { column.values[$0] }, bandwidth: bandwidth)
        cross.append(kernel.unbiased(with: matrix))
        own.append(kernel.unbiased(with: kernel))
      }
      let scale =
        (own.reduce(0, +) * outputOwn.reduce(0, +)).squareRoot() / Double(given.replicates)
      let value = cross.reduce(0, +) / Double(cross.count) / scale
      // To first order in each of the three criteria.
      let ownMean = own.reduce(0, +) / Double(own.count)
      let outputMean = outputOwn.reduce(0, +) / Double(outputOwn.count)
      let linear = cross.indices.map { index in
        cross[index] / scale
          - value / 2 * (own[index] / ownMean - 1 + outputOwn[index] / outputMean - 1)
      }
      let testKernel = KernelMatrix(sample(column.values), bandwidth: bandwidth)
      return Row(
        label: column.label,
        index: IndexEstimate(around: value, replicates: linear),
        pValue: testKernel.independenceProbability(with: outputTest)
      )
    }
  }

  /// All draws in rounds: one of each replicate, at random, then the next of each.
  ///
  /// The order is the same for the same numbers of draws.
  private static func deal(_ ranges: [Range<Int>]) -> [Int] {
    let orders = ranges.enumerated().map { number, range -> [Int] in
      var generator = PhiloxGenerator(seed: 0x4853_4943, stream: UInt64(number))
      return range.shuffled(using: &generator)
    }
    let longest = ranges.map(\.count).max() ?? 0
    return (0..<longest).flatMap { round in
      orders.compactMap { round < $0.count ? $0[round] : nil }
    }
  }

  /// As many blocks of draws as there are replicates, none twice, each from all replicates.
  private static func blocks(_ ranges: [Range<Int>], size: Int) -> [[Int]] {
    let order = deal(ranges)
    return ranges.indices.map { Array(order[($0 * size)..<(($0 + 1) * size)]) }
  }

  /// The median distance of the first 512 values, or their standard deviation where that is 0.
  private static func bandwidth(
    _ values: [Double],
    of name: String
  ) throws(SensitivityError) -> Double {
    let some = Array(values.prefix(512))
    var distances: [Double] = []
    distances.reserveCapacity(some.count * some.count / 2)
    for i in some.indices { for j in 0..<i { distances.append(abs(some[i] - some[j])) } }
    guard !distances.isEmpty else { return 0 }
    let median = distances.median()
    let width = median > 0 ? median : Moments(values).standardDeviation
    // NaN where distances are no numbers: between infinities, and beyond the largest number.
    guard width.isFinite else { throw .tooWide(name: name, method: "hsic") }
    return width
  }
}

/// The Gaussian kernel between all pairs of a sample.
private struct KernelMatrix {
  let count: Int
  private let elements: [Double]
  /// Sums of the rows without the diagonal.
  private let rowSums: [Double]

  init(_ values: [Double], bandwidth: Double) {
    let count = values.count
    let factor = -1 / (2 * bandwidth * bandwidth)
    let isRegular = factor.isNormal
    self.count = count
    elements = [Double](unsafeUninitializedCapacity: count * count) { buffer, filled in
      for i in 0..<count {
        buffer[i * count + i] = 1
        for j in 0..<i {
          let distance = values[i] - values[j]
          // Where the square of the bandwidth is no number the quotient still is one.
          let quotient = distance / bandwidth
          let value = exp(
            isRegular ? factor * distance * distance : -0.5 * quotient * quotient
          )
          buffer[i * count + j] = value
          buffer[j * count + i] = value
        }
      }
      filled = count * count
    }
    rowSums = elements.withUnsafeBufferPointer { elements in
      (0..<count).map { row in
        UnsafeBufferPointer(rebasing: elements[(row * count)..<((row + 1) * count)])
          .pairwiseSum() - 1
      }
    }
  }

  /// The unbiased estimate of the criterion: Song and others (2012), equation 5.
  func unbiased(with other: KernelMatrix) -> Double {
    let n = Double(count)
    let trace = product(other) - n
    let totals = rowSums.reduce(0, +) * other.rowSums.reduce(0, +)
    let mixed = zip(rowSums, other.rowSums).reduce(0) { $0 + $1.0 * $1.1 }
    return (trace + totals / ((n - 1) * (n - 2)) - 2 * mixed / (n - 2)) / (n * (n - 3))
  }

  /// The probability under independence of a criterion at least as large: Gretton and others (2007).
  func independenceProbability(with other: KernelMatrix) -> Double {
    let n = Double(count)
    let statistic = max(centredProduct(other, squared: false), 0) / n
    let meanK = rowSums.reduce(0, +) / (n * (n - 1))
    let meanL = other.rowSums.reduce(0, +) / (n * (n - 1))
    let mean = (1 + meanK * meanL - meanK - meanL) / n
    let spread = centredProduct(other, squared: true) / (n * (n - 1))
    let variance =
      2 * (n - 4) * (n - 5) / (n * (n - 1) * (n - 2) * (n - 3)) * spread
    guard mean > 0 && variance > 0 else { return .nan }
    let shape = mean * mean / variance
    let scale = n * variance / mean
    guard let law = try? Gamma(shape: shape, rate: 1 / scale) else { return .nan }
    return law.survival(statistic)
  }

  private func product(_ other: KernelMatrix) -> Double {
    var rows = [Double](repeating: 0, count: count)
    elements.withUnsafeBufferPointer { a in
      other.elements.withUnsafeBufferPointer { b in
        for row in 0..<count {
          var sum = 0.0
          for place in (row * count)..<((row + 1) * count) { sum += a[place] * b[place] }
          rows[row] = sum
        }
      }
    }
    return rows.pairwiseSum()
  }

  /// The sum of the products of the doubly centred matrices; of their squares without the diagonal.
  private func centredProduct(_ other: KernelMatrix, squared: Bool) -> Double {
    let n = Double(count)
    let meansA = rowSums.map { ($0 + 1) / n }
    let meansB = other.rowSums.map { ($0 + 1) / n }
    let allA = meansA.reduce(0, +) / n
    let allB = meansB.reduce(0, +) / n
    var rows = [Double](repeating: 0, count: count)
    elements.withUnsafeBufferPointer { a in
      other.elements.withUnsafeBufferPointer { b in
        for row in 0..<count {
          var sum = 0.0
          for column in 0..<count {
            let place = row * count + column
            let x = a[place] - meansA[row] - meansA[column] + allA
            let y = b[place] - meansB[row] - meansB[column] + allB
            let value = x * y
            if squared {
              if column != row { sum += value * value }
            } else {
              sum += value
            }
          }
          rows[row] = sum
        }
      }
    }
    return rows.pairwiseSum()
  }
}
