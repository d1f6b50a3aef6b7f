import ModelKit
import Probability
import Sampling
import TestKit
import Testing
import Uncertainty

@Suite("Iman-Conover")
struct ImanConoverTests {
  private static let target = [[1, 0.8, 0.3], [0.8, 1, -0.2], [0.3, -0.2, 1]]

  /// Lognormal, exponential and uniform draws, one column each.
  private func columns(_ count: Int, seed: UInt64) throws -> [[Double]] {
    let laws: [any Distribution] = [
      try LogNormal(mu: 0, sigma: 1), try Exponential(rate: 1), try Uniform(low: 0, high: 1),
    ]
    return laws.enumerated().map { index, law in
      var generator = PhiloxGenerator(seed: seed, stream: UInt64(index) + 7)
      return (0..<count).map { _ in law.quantile(Double.random(in: 1e-12..<1, using: &generator)) }
    }
  }

  /// Spearman's correlation of columns without ties.
  private func spearman(_ a: [Double], _ b: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      var ranks = [Double](repeating: 0, count: values.count)
      for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        ranks[index] = Double(rank)
      }
      return ranks
    }
    let (x, y) = (ranks(a), ranks(b))
    let n = Double(a.count)
    var squares = 0.0
    for index in x.indices { squares += (x[index] - y[index]) * (x[index] - y[index]) }
    return 1 - 6 * squares / (n * (n * n - 1))
  }

  @Test("reaches the rank correlations asked for, on the mean over seeds")
  func achieved() throws {
    // PEERS section 6.2: at n = 10,000 over 200 runs the means must be (.800, .300, -.200) within
    // .003 (the algorithm without 2 sin(pi rho / 6) gives .7865, .2870, -.1910). The order alone
    // counts, so the columns are the same in all runs. Behind SlowTests all 200 run, whose means have
    // standard errors of .0002. Here 12 with 2,000 rows: single results have standard deviations of
    // .0032, .0064, .0052 (NumPy), their means of .0018 at most: .0065 is exceeded with probability
    // 3e-4. The seeds are fixed.
    #if SlowTests
      let (rows, runs, tolerance) = (10_000, 200, 0.003)
    #else
      let (rows, runs, tolerance) = (2_000, 12, 0.0065)
    #endif
    let given = try columns(rows, seed: 5)
    var sums = [0.0, 0, 0]
    for seed in 0..<runs {
      let result = try ImanConover.reordered(given, spearman: Self.target, seed: UInt64(seed))
      for (index, pair) in [(0, 1), (0, 2), (1, 2)].enumerated() {
        sums[index] += spearman(result[pair.0], result[pair.1]) / Double(runs)
      }
    }
    for (mean, wanted) in zip(sums, [0.8, 0.3, -0.2]) {
      #expect(abs(mean - wanted) < tolerance, "\(sums)")
    }
  }

  @Test("changes no value, and not the order of the first column")
  func marginals() throws {
    var given = try columns(500, seed: 1)
    given[1][3] = .infinity
    given[1][4] = -.infinity
    given[2][0] = -0.0
    given[2][1] = 0.0
    let result = try ImanConover.reordered(given, spearman: Self.target, seed: 9)
    #expect(differingBits(given[0], result[0]) == 0)
    for (before, after) in zip(given, result) {
      #expect(before.map(\.bitPattern).sorted() == after.map(\.bitPattern).sorted())
    }
    #expect(result[1] != given[1])
    #expect(try ImanConover.reordered(given, spearman: Self.target, seed: 9) == result)
    #expect(try ImanConover.reordered(given, spearman: Self.target, seed: 10) != result)
  }

  @Test("ties completely where 1 is asked for, also against the order of ties")
  func complete() throws {
    let given = try columns(200, seed: 2)
    let pair = try ImanConover.reordered(
      Array(given.prefix(2)),
      spearman: [[1, -1], [-1, 1]],
      seed: 0
    )
    #expect(abs(spearman(pair[0], pair[1]) + 1) < 1e-9)
    // Few distinct values: the multiset stays, and large goes with large.
    let ties = [given[0], given[1].map { ($0 * 2).rounded() }]
    let tied = try ImanConover.reordered(ties, spearman: [[1, 1], [1, 1]], seed: 0)
    let order = tied[0].indices.sorted { tied[0][$0] < tied[0][$1] }
    #expect(order.map { tied[1][$0] } == ties[1].sorted())
    // The fewest rows there can be.
    let few = try ImanConover.reordered(
      [[1, 2, 3], [4, 5, 6]],
      spearman: [[1, 0.5], [0.5, 1]],
      seed: 4
    )
    #expect(few[1].sorted() == [4, 5, 6])
  }

  @Test("refuses NaN, unequal columns, too few rows and matrices that cannot hold")
  func refusals() throws {
    let pair = [[1, 0.5], [0.5, 1]]
    func error(_ columns: [[Double]], _ matrix: [[Double]]) -> DependenceError? {
      #expect(throws: DependenceError.self) {
        try ImanConover.reordered(columns, spearman: matrix, seed: 0)
      }
    }
    #expect(error([[1, 2, .nan], [1, 2, 3]], pair) == .undefined(column: 0, row: 2))
    #expect(
      error([[1, 2, 3], [1, 2]], pair) == .unequalColumns(column: 1, rows: 2, expected: 3)
    )
    #expect(error([[1, 2], [1, 2]], pair) == .tooFewRows(rows: 2, columns: 2))
    #expect(error([[1, 2, 3]], [[1]]) == .shape(inputs: 1, rows: 1))
    #expect(
      error([[1, 2, 3], [1, 2, 3]], [[1, .nan], [.nan, 1]]) != nil
    )
    let three = [[1.0, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]]
    let impossible = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]
    guard case .notPositiveDefinite(let names, _, let nearest)? = error(three, impossible) else {
      Issue.record("not refused")
      return
    }
    #expect(names == ["column 1", "column 2", "column 3"])
    _ = try ImanConover.reordered(three, spearman: nearest, seed: 0)
  }
}
